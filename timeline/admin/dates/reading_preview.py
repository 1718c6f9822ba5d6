"""How a date is read while it is being typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.admin.dates.date_field import LONGEST, TypedDateField, in_words
from timeline.domain.dates import Reading, UnreadablePhrase, read
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval
from timeline.queries.clock import today_interval

MOST_BEFORE = 20
"""How many phrases before it a phrase may look back over; the address stays short enough."""


class _Phrases(forms.MultipleChoiceField):
    """Texts, each of any wording, in the order given."""

    widget = forms.MultipleHiddenInput

    def validate(self, value: list[str]) -> None:
        """Refuse none: what can't be read is passed over."""


class ReadingForm(forms.Form):
    """What is typed, and what it is read against.

    ``counts_from``: "publication" has it count from ``published``, the publication date as typed
    on the same page; otherwise it counts from today. ``before``: the date phrases before it.
    """

    typed = forms.CharField(max_length=LONGEST, required=False)
    counts_from = forms.CharField(max_length=16, required=False)
    published = TypedDateField()
    before = _Phrases(required=False)

    def clean(self) -> dict[str, Any]:
        """Add ``ground``: the day that words count from, or ``None`` where none is given."""
        cleaned = self.cleaned_data
        if cleaned.get("counts_from") == "publication":
            published = edtf.parse(cleaned.get("published", ""))
            cleaned["ground"] = published if published.is_dated else None
        else:
            cleaned["ground"] = today_interval()
        return cleaned

    def read(self) -> Reading | None:
        """How it is read; ``None`` where nothing is typed. Raises ``UnreadablePhrase``."""
        typed: str = self.cleaned_data.get("typed", "")
        if not typed:
            if errors := self.errors.get("typed"):
                raise UnreadablePhrase("", str(errors[0]))
            return None
        ground: Interval | None = self.cleaned_data["ground"]
        return read(typed, published=ground, named=self._named(ground))

    def _named(self, ground: Interval | None) -> Interval | None:
        named = None
        for phrase in self.cleaned_data.get("before", [])[-MOST_BEFORE:]:
            try:
                named = read(phrase[:LONGEST], published=ground, named=named).interval
            except UnreadablePhrase:
                continue
        return named


@require_safe
def read_date(request: HttpRequest) -> HttpResponse:
    """Say how a date is read and by which rule, or why nothing reads it."""
    form = ReadingForm(request.GET)
    form.full_clean()
    try:
        context = in_words(form.read())
    except UnreadablePhrase as error:
        context = {"unreadable": str(error)}
    return render(request, "admin/retold/reading.html", context)
