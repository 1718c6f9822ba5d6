"""A page of the desk as a browser fills it in and would send it, whichever noun's it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.test import Client

Sent = dict[str, Any]


def page(desk: Client, url: str) -> Sent:
    """The fields of a page as they are when it is opened."""
    return fields_of(desk.get(url))


def fields_of(response: Any) -> Sent:
    """The fields of a page that came back, with what it was filled with."""
    context = response.context
    sent: Sent = {"filled_with": context["filled_with"]}
    forms = [context["adminform"].form]
    for formset in _formsets(inline.formset for inline in context["inline_admin_formsets"]):
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(value, list):
                value = [getattr(each, "pk", each) for each in value]
            if value is not None and value is not False:
                sent[field.html_name] = "on" if value is True else value
    return sent


def name_of(sent: Sent, value: Any, *, ends: str = "") -> str:
    """The name of the one field with this value."""
    [name] = [n for n, v in sent.items() if str(v) == str(value) and n.endswith(ends)]
    return name


def _formsets(formsets: Iterable[Any]) -> Iterator[Any]:
    for formset in formsets:
        yield formset
        for form in formset.forms:
            yield from _formsets(getattr(form, "nested_formsets", ()))
