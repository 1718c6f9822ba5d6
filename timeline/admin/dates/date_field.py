"""A form field for dates as people type them, which shows how they were read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from timeline.domain.dates import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.stated_dates import ReadingInContext
from timeline.domain.time.formatting import say
from timeline.queries.clock import today_interval

LONGEST = 200
"""The characters that a typed date may have; EDTF and date phrases are far shorter."""


def in_words(reading: Reading | None) -> dict[str, Any]:
    """What the template ``admin/retold/reading.html`` tells of a reading."""
    return {"reading": reading, "words": say(reading.interval)} if reading else {}


def no_longer_holds(kept: ReadingInContext) -> str:
    """A sentence: what a phrase was read as in its text counts no more."""
    words = say(kept.reading.interval) if kept.edtf else "no date"
    return (
        f"In its text “{kept.phrase}” was read as {words}; for this phrase and publication date "
        "that no longer holds."
    )


class DateInput(forms.TextInput):
    """A text box with a place beside it that tells how its text is read.

    ``counts_from``: ``"today"``, or ``"publication"`` for the date of the source on the same page.
    ``looks_back``: the phrases of the rows above it are sent along, for "that same month".
    ``reading``: how its first value was read, where that is known without asking. An attribute
    ``data-mention`` has the phrase read in the text of that mention, while it was read so.
    """

    reading: Reading | None = None

    class Media:
        css = {"all": ("admin_desk/date_field.css",)}
        js = ("django_htmx/htmx-2.min.js", "admin_desk/date_field.js")

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, counts_from: str, looks_back: bool = False
    ) -> None:
        super().__init__(
            {
                "size": 40,
                "maxlength": LONGEST,
                "autocomplete": "off",
                "spellcheck": "false",
                "data-counts-from": counts_from,
                **({"data-looks-back": ""} if looks_back else {}),
                **(attrs or {}),
            }
        )

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The text box and, beside it, its reading."""
        ask_first = ", load" if value and self.reading is None else ""
        asking = {
            "data-hx-get": reverse("admin:read-date"),
            "data-hx-trigger": f"input changed delay:250ms, change, reread{ask_first}",
            "data-hx-target": "next output",
            "data-hx-swap": "innerHTML",
            "data-hx-sync": "this:queue last",
        }
        box = super().render(name, value, {**(attrs or {}), **asking}, renderer)
        return SafeString(
            render_to_string("admin/retold/date_field.html", {"box": box, **in_words(self.reading)})
        )


class TypedDateField(forms.CharField):
    """A date typed as EDTF or in words that count from today; it cleans to EDTF text."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", DateInput(counts_from="today"))
        super().__init__(max_length=LONGEST, required=False, **options)

    def clean(self, value: Any) -> str:
        """EDTF text, empty where nothing is typed; an unreadable date is an error that says why."""
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read(typed, published=today_interval()).interval.edtf
        except UnreadablePhrase as error:
            raise ValidationError(str(error), code="unreadable") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it is another date, not whether it is typed in another way."""
        try:
            return (initial or "") != self.clean(data)
        except ValidationError:
            return True
