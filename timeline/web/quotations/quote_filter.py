"""The quotes' filter: the timeline's criteria, and what is asked of the quotes themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms

from timeline.domain.criteria import Criteria, QuotationCriteria
from timeline.models import Actor
from timeline.web.http import addresses
from timeline.web.timeline.filter_form import (
    FilterRequest,
    SlugsField,
    keep_known,
    messages,
    slugs_of,
)


class QuoteFilterForm(forms.Form):
    """The parameters that only quotes have."""

    speaker = SlugsField()
    several = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Every speaker is known."""
        known = slugs_of(Actor, self.cleaned_data["speaker"])
        keep_known(self, "speaker", known, "There is no speaker “{}”.")
        return self.cleaned_data


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """What a reader asked for: ``criteria`` choose the events, ``asked`` the quotations.

    Outlets and text stand in both, so that a link to the timeline keeps them. ``errors`` has
    messages by parameter.
    """

    criteria: Criteria
    asked: QuotationCriteria
    errors: dict[str, list[str]]

    @property
    def of_events(self) -> Criteria:
        """The criteria that choose the events alone."""
        return replace(self.criteria, outlets=(), text="")

    def address(self, *, start: int = 0) -> str:
        """The address that shows this, from a position on."""
        own = [("several", "1" if self.asked.retold else ""), ("start", start)]
        speakers = ("speaker", self.asked.speakers)
        return addresses.of_view("quote-list", [speakers, *self.criteria.parameters(), *own])

    def asking(self, **changes: Any) -> QuoteFilter:
        """The same with something else asked of the quotations, by the fields of its criteria."""
        asked = replace(self.asked, **changes)
        criteria = replace(self.criteria, outlets=asked.outlets, text=asked.text)
        return replace(self, criteria=criteria, asked=asked)


def quote_filter(wanted: FilterRequest) -> QuoteFilter:
    """What an address asks for; what can't be understood counts as left out."""
    # Quotes stand in the order of time, whatever the timeline was sorted by.
    criteria = replace(wanted.criteria, sort="")
    own = QuoteFilterForm(wanted.typed)
    errors = wanted.errors | messages(own)
    errors.pop("sort", None)
    asked = QuotationCriteria(
        speakers=own.cleaned_data["speaker"],
        outlets=criteria.outlets,
        text=criteria.text,
        retold=bool(own.cleaned_data.get("several")),
    )
    return QuoteFilter(criteria, asked, errors)
