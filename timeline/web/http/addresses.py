"""Addresses of selections: criteria in, the address that shows them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.encoding import iri_to_uri

from timeline.domain.criteria import Criteria
from timeline.templatetags.retold import address

_ANY_SLUG = "a-slug"
Value = str | int | Sequence[str]
"""A parameter's value, or several; one that is empty or 0 is left out of the address."""


def query(criteria: Criteria, **own: Value) -> str:
    """The criteria as an address's query, with its question mark; empty for no criteria.

    ``own``: parameters of the page beside them, such as ``start``, the position it begins at.
    """
    return _query([*criteria.parameters(), *own.items()])


def of_selection(criteria: Criteria, *, view: str = "event-list", **own: Value) -> str:
    """The address at which a view shows these criteria, with parameters of its own."""
    return address(view) + query(criteria, **own)


def of_view(view: str, parameters: Iterable[tuple[str, Value]]) -> str:
    """The address of a view with these parameters, in their order."""
    return address(view) + _query(parameters)


def around_slug(
    request: HttpRequest, view: str, scoped: Callable[[str], str], query: str = ""
) -> tuple[str, str]:
    """What stands before and after the slug in the absolute addresses of a view.

    ``scoped``: gives a path as it stands in a story or outside. A slug is written as it is.
    """
    before, _, after = scoped(address(view, _ANY_SLUG)).rpartition(_ANY_SLUG)
    return request.build_absolute_uri(before), after + iri_to_uri(query)


def _query(parameters: Iterable[tuple[str, Value]]) -> str:
    given = [(name, value) for name, value in parameters if value]
    return f"?{urlencode(given, doseq=True)}" if given else ""
