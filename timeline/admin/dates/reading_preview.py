"""How a date is read while it is being typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.admin.dates.date_field import (
    LONGEST,
    TypedDateField,
    in_words,
    no_longer_holds,
)
from timeline.domain.dates import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.stated_dates import ReadingInContext
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval
from timeline.models import Mention
from timeline.models.record.mention import read_again
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
    ``mention``: that whose phrase it is, where that was read in its text.
    """

    typed = forms.CharField(max_length=LONGEST, required=False)
    counts_from = forms.CharField(max_length=16, required=False)
    published = TypedDateField()
    before = _Phrases(required=False)
    mention = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    lapsed = ""
    """The sentence that its reading in the text no longer holds, once it was read."""

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
        if in_context := self._in_context(typed, ground):
            return in_context.reading
        return read(typed, published=ground, named=self._named(ground))

    def _in_context(self, typed: str, ground: Interval | None) -> ReadingInContext | None:
        """What it is read as in the text of its mention, as it was or again."""
        found = Mention.objects.filter(pk=self.cleaned_data.get("mention") or 0)
        mention = found.filter(in_context__isnull=False).select_related("source").first()
        if mention is None or mention.in_context is None:
            return None
        mention.phrase = typed
        for _, again in read_again([mention], mention.source, published=ground):
            self.lapsed = "" if again else no_longer_holds(mention.in_context)
            return again
        return mention.in_context

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
    return render(request, "admin/retold/reading.html", {**context, "lapsed": form.lapsed})
