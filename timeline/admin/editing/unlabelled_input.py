"""A hidden field of a form of the desk, which Django's admin would give a label for nobody."""

from __future__ import annotations

from django import forms


class UnlabelledInput(forms.HiddenInput):
    """A hidden input that no label is for: HTML allows none."""

    def id_for_label(self, id_: str | None) -> str:
        """None."""
        return ""
