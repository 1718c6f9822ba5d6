"""A filter by the names of values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from timeline.admin.lists.chosen_filter import TypedFilter
from timeline.domain.named_values import LONGEST_NAME, name_of


class ValueFilter(TypedFilter):
    """Events or sources that have a value of the name that is typed."""

    title = "value"
    parameter_name = "value"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that have a value of that name, in the letters in which it is kept."""
        name = name_of(self.value() or "")
        return queryset.filter(named_values__has_key=name) if name else queryset

    def box(self, value: str) -> SafeString:
        """A text box."""
        attributes = {
            "id": "filter-value", "aria-label": "A value’s name", "maxlength": LONGEST_NAME,
            "size": 16,
        }  # fmt: skip
        return forms.TextInput().render("value", value, attributes)

    def understood(self, value: str) -> str:
        """What to type, until something is."""
        return "" if value else "The name of a value, as it is written: operation."
