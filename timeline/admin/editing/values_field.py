"""A form field for values: names with texts, each on a line of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from timeline.domain.named_values import NotValues, as_lines, from_lines


class NamedValuesField(forms.CharField):
    """Values typed as lines, "operation: Lion"; it cleans to names with texts."""

    def __init__(self) -> None:
        super().__init__(
            label="Values",
            required=False,
            widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
            help_text="What has no field of its own, a line each: “operation: Lion”. No source is "
            "asked to agree on it; a figure that a source states is a detail of what it tells.",
        )

    def prepare_value(self, value: Any) -> Any:
        """The lines of values, or what was typed."""
        return as_lines(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> Any:
        """The values of the lines; an error says which is none."""
        try:
            return from_lines(super().clean(value))
        except NotValues as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether they are other values, not whether they are typed in another way."""
        try:
            return self.clean(self.prepare_value(initial)) != self.clean(data)
        except ValidationError:
            return True
