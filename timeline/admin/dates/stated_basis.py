"""Whether a document states its outlet and date: what typing one means, and what is asked once."""

from __future__ import annotations

from typing import Any

from django import forms

from timeline.models import Source

WHERE = (
    "Where does the document state it? Say so, such as “below the headline”; if it doesn’t, choose "
    "“inferred” and say why."
)


def imply_stated(form: forms.ModelForm, value: Any, *, basis: str, reason: str) -> bool:
    """Have a value that was typed beside "not stated" be stated, and ask where the document says.

    Whether it was asked: "stated" is chosen on the page that comes back then, for all to see. What
    the reason says already answers it. ``basis`` and ``reason`` are names of fields.
    """
    cleaned = form.cleaned_data
    if not value or cleaned.get(basis) != Source.Basis.NOT_STATED or basis in form.changed_data:
        return False
    cleaned[basis] = Source.Basis.STATED.value
    sent: Any = form.data
    form.data = sent = sent.copy()
    sent[form.add_prefix(basis)] = Source.Basis.STATED.value
    if (cleaned.get(reason) or "").strip():
        return False
    form.add_error(reason, WHERE)
    return True
