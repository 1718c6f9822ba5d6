"""Boxes in which a record is chosen by typing a part of its name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest


class RecordChoice(AutocompleteSelect):
    """Django's box, whose choice of no record says so; Select2 shows an empty box for it."""

    def create_option(self, name: str, value: Any, label: Any, *more: Any, **kept: Any) -> Any:
        """A choice; one without words is none to HTML."""
        return super().create_option(name, value, label or "(none)", *more, **kept)


class RecordChoices:
    """A form of the desk, or rows of one, with such boxes for its ``autocomplete_fields``."""

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The field for a record that this one refers to."""
        of: Any = self
        if db_field.name in of.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordChoice(db_field, of.admin_site))
        field: Any = super()
        return field.formfield_for_foreignkey(db_field, request, **kwargs)
