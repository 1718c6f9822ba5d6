"""Boxes in which a record is chosen by typing a part of its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey, Model
from django.http import HttpRequest

from timeline.models import Place


class RecordChoice(AutocompleteSelect):
    """Django's box, whose choice of no record says so; Select2 shows an empty box for it.

    ``known``: the record that was chosen before, if it is at hand; another one is asked for.
    """

    known: Model | None = None

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """The choices that the page has: the record that is chosen, and none if there may be."""
        if self.known is None or [str(each) for each in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        groups = super().optgroups(name, [], attr)
        chosen = (self.known.pk, str(self.known))
        groups[0][1].append(self.create_option(name, *chosen, True, len(groups[0][1])))
        return groups

    def create_option(self, name: str, value: Any, label: Any, *more: Any, **kept: Any) -> Any:
        """A choice; one without words is none to HTML."""
        return super().create_option(name, value, label or "(none)", *more, **kept)


class RecordsFound(AutocompleteJsonView):
    """What such a box finds; places of one name are told apart by where they are."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """A record's key and its words."""
        found: dict[str, str] = super().serialize_result(obj, to_field_name)  # type: ignore[misc]
        return found | ({"text": obj.told_apart} if isinstance(obj, Place) else {})


class RecordChoicesForm(forms.ModelForm):
    """A form whose boxes know the records that its own came with, and ask for none of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            box = getattr(field.widget, "widget", field.widget)
            if isinstance(box, RecordChoice):
                refers: Any = self.instance._meta.get_field(name)
                box.known = refers.get_cached_value(self.instance, default=None)


class RecordChoices:
    """A form of the desk, or rows of one, with such boxes for its ``autocomplete_fields``."""

    form: Any = RecordChoicesForm

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """The field for a record that this one refers to."""
        of: Any = self
        if db_field.name in of.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordChoice(db_field, of.admin_site))
            refers: Any = db_field.related_model
            # In no order: what is looked up by its key needs none.
            kwargs.setdefault("queryset", refers._default_manager.order_by())
        field: Any = super()
        return field.formfield_for_foreignkey(db_field, request, **kwargs)
