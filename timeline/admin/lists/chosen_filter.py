"""Filters by a value that is typed, where there are too many to list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from timeline.admin.dates.date_field import LONGEST
from timeline.admin.site import desk
from timeline.domain.dates import UnreadablePhrase, read
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.queries.today import today


class _Typed(admin.SimpleListFilter):
    """A filter with one field and a button in place of a list of links."""

    template = "admin/retold/typed_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """None is listed; Django would leave out a filter that offers nothing."""
        return [("", "")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The one that the template shows: the field, and what else the address asks for."""
        name = str(self.parameter_name)
        yield {
            "field": self.field(self.value() or ""),
            "told": self.told(self.value() or ""),
            "without": changelist.get_query_string(remove=[name]) if self.value() else "",
            "others": [
                (other, value)
                for other, values in changelist.filter_params.items()
                for value in values
                if other != name
            ],
        }

    def field(self, value: str) -> SafeString:
        """The field's markup, with the value."""
        raise NotImplementedError

    def told(self, value: str) -> str:
        """How the value was understood, where that is not plain to see."""
        return ""


class ChosenRecordFilter(_Typed):
    """Rows by a record that is found by typing.

    ``relation``: any key to such a record. ``path``: leads from a row to the record's key.
    """

    relation: ClassVar[Any]
    path: ClassVar[str]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the record."""
        if not (value := self.value()):
            return queryset
        return queryset.filter(**{self.path: int(value)}) if _is_key(value) else queryset.none()

    def field(self, value: str) -> SafeString:
        """A list that fetches the records that match what is typed."""
        field = forms.ModelChoiceField(
            self.relation.related_model._default_manager.all(),
            required=False,
            widget=AutocompleteSelect(self.relation, desk),
        )
        attributes = {"id": f"filter-{self.parameter_name}", "aria-label": str(self.title)}
        return field.widget.render(
            str(self.parameter_name), value if _is_key(value) else None, attributes
        )


class Begins(_Typed):
    """Rows by when their date begins: in a year, a month, on a day, or between two."""

    title = "when"
    parameter_name = "when"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows whose earliest day is in what was typed; all, where that can't be read."""
        interval = _read(self.value() or "")
        if interval is None:
            return queryset
        if interval.earliest:
            queryset = queryset.filter(earliest__gte=interval.earliest)
        if interval.latest:
            queryset = queryset.filter(earliest__lte=interval.latest)
        return queryset

    def field(self, value: str) -> SafeString:
        """A text box."""
        attributes = {
            "id": "filter-when", "aria-label": "When it begins", "maxlength": LONGEST, "size": 16,
        }  # fmt: skip
        return forms.TextInput().render("when", value, attributes)

    def told(self, value: str) -> str:
        """How the date was read, or that it wasn't."""
        if not value:
            return "A date as you would write it: 2023, March 2022, between 1 and 5 March 2022."
        interval = _read(value)
        return f"Begins: {say(interval)}" if interval else f"“{value}” is not read as a date."


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 19


def _read(typed: str) -> Interval | None:
    if not typed or len(typed) > LONGEST:
        return None
    try:
        return read(typed, published=today()).interval
    except UnreadablePhrase:
        return None
