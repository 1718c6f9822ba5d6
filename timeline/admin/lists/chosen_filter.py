"""Filters by a value that is typed, where there are too many to list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from timeline.admin.dates.date_field import LONGEST
from timeline.admin.lists.record_choice import RecordChoice
from timeline.admin.lists.record_keys import is_key
from timeline.domain.dates import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.queries.clock import today_interval


class TypedFilter(admin.SimpleListFilter):
    """A filter with one field and a button in place of a list of links."""

    template = "admin/retold/typed_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """None is listed; Django would leave out a filter that offers nothing."""
        return [("", "")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The one that the template shows: the field, and what else the address asks for."""
        name = str(self.parameter_name)
        yield {
            "field": self.box(self.value() or ""),
            "told": self.understood(self.value() or ""),
            "without": changelist.get_query_string(remove=[name]) if self.value() else "",
            "others": [
                (other, value)
                for other, values in changelist.filter_params.items()
                for value in values
                if other != name
            ],
        }

    def box(self, value: str) -> SafeString:
        """The markup of the field to type in, filled with the value."""
        raise NotImplementedError

    def understood(self, value: str) -> str:
        """How the value was understood, in a sentence; empty where that is plain to see."""
        return ""


class ChosenRecordFilter(TypedFilter):
    """Rows by a record that they refer to, and that is found by typing; see ``by_record``.

    ``relations``: the fields that lead from a row to the record.
    """

    relations: tuple[Any, ...] = ()

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.site = model_admin.admin_site

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that refer to the record; none where the address names no key of a record.

        Records between a row and the chosen one are found by a subquery, which no row comes out of
        twice, and for which the database may take an index.
        """
        if not (value := self.value()):
            return queryset
        if not is_key(value):
            return queryset.none()
        *between, last = self.relations
        if not between:
            return queryset.filter(**{last.name: int(value)})
        found = last.model._default_manager.order_by().filter(**{last.name: int(value)})
        if between[-1].one_to_many:
            return queryset.filter(pk__in=found.values(between[-1].field.name))
        path = "__".join(relation.name for relation in between)
        return queryset.filter(**{f"{path}__in": found.values("pk")})

    def box(self, value: str) -> SafeString:
        """A list that fetches the records that match what is typed."""
        relation = self.relations[-1]
        field = forms.ModelChoiceField(
            relation.related_model._default_manager.all(),
            required=False,
            widget=RecordChoice(relation, self.site),
        )
        attributes = {"id": f"filter-{self.parameter_name}", "aria-label": str(self.title)}
        return field.widget.render(
            str(self.parameter_name), value if is_key(value) else None, attributes
        )


def by_record(model: type[Model], path: str) -> type[ChosenRecordFilter]:
    """A filter of a model's rows by the record at the end of a path such as ``source__outlet``.

    The last field of the path names the filter and its parameter in the address.
    """
    relations = tuple(get_fields_from_path(model, path))
    name = relations[-1].name
    of = {"relations": relations, "title": name, "parameter_name": name}
    return type(f"{model.__name__}By{name.title()}", (ChosenRecordFilter,), of)


class BeginsFilter(TypedFilter):
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

    def box(self, value: str) -> SafeString:
        """A text box."""
        attributes = {
            "id": "filter-when", "aria-label": "When it begins", "maxlength": LONGEST, "size": 16,
        }  # fmt: skip
        return forms.TextInput().render("when", value, attributes)

    def understood(self, value: str) -> str:
        """How the date was read, or that it wasn't."""
        if not value:
            return "A date as you would write it: 2023, March 2022, between 1 and 5 March 2022."
        interval = _read(value)
        return f"Begins: {say(interval)}" if interval else f"“{value}” is not read as a date."


def _read(typed: str) -> Interval | None:
    if not typed or len(typed) > LONGEST:
        return None
    try:
        return read(typed, published=today_interval()).interval
    except UnreadablePhrase:
        return None
