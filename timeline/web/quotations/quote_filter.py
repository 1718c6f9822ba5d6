"""The quotes' filter: the timeline's criteria, and what is asked of the quotes themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from timeline.domain.criteria import Criteria, QuotationCriteria
from timeline.models import Actor
from timeline.web.timeline.filter_form import FilterForm, SlugsField


class QuoteFilterForm(forms.Form):
    """The parameters that only quotes have."""

    speaker = SlugsField()
    several = forms.BooleanField(required=False)

    def clean_speaker(self) -> tuple[str, ...]:
        """The speakers that are known; the first that is not is the error."""
        given: tuple[str, ...] = self.cleaned_data["speaker"]
        known = set(
            Actor.objects.filter(slug__in=given).values_list("slug", flat=True) if given else ()
        )
        for slug in given:
            if slug not in known:
                self.add_error("speaker", f"There is no speaker “{slug}”.")
        # Kept beside the error, so that the speakers who are known still count.
        self.known = tuple(slug for slug in given if slug in known)
        return self.known


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
    def is_narrowed(self) -> bool:
        """Whether anything is asked of the quotations beyond which events they are about."""
        return self.asked != QuotationCriteria()

    @property
    def of_events(self) -> Criteria:
        """The criteria that choose the events alone."""
        return replace(self.criteria, outlets=(), text="")

    def pairs(self, *, start: int = 0) -> list[tuple[str, str]]:
        """The address's parameters, in a fixed order."""
        pairs = [("speaker", slug) for slug in self.asked.speakers]
        pairs += self.criteria.parameters()
        if self.asked.retold:
            pairs.append(("several", "1"))
        if start:
            pairs.append(("start", str(start)))
        return pairs

    def address(self, *, start: int = 0) -> str:
        """The address that shows this, from a position on."""
        pairs = self.pairs(start=start)
        return reverse("quote-list") + (f"?{urlencode(pairs)}" if pairs else "")

    def asking(
        self,
        *,
        speakers: tuple[str, ...] | None = None,
        outlets: tuple[str, ...] | None = None,
        text: str | None = None,
        retold: bool | None = None,
    ) -> QuoteFilter:
        """The same with something else asked of the quotations."""
        new_outlets = self.asked.outlets if outlets is None else outlets
        new_text = self.asked.text if text is None else text
        return replace(
            self,
            criteria=replace(self.criteria, outlets=new_outlets, text=new_text),
            asked=QuotationCriteria(
                speakers=self.asked.speakers if speakers is None else speakers,
                outlets=new_outlets,
                text=new_text,
                retold=self.asked.retold if retold is None else retold,
            ),
        )


def quote_filter(data: QueryDict) -> QuoteFilter:
    """What an address's parameters ask for; what can't be understood counts as left out."""
    timeline = FilterForm(data)
    # Quotes stand in the order of time, whatever the timeline was sorted by.
    criteria = replace(timeline.criteria(), sort="")
    own = QuoteFilterForm(data)
    own.full_clean()
    asked = QuotationCriteria(
        speakers=own.known,
        outlets=criteria.outlets,
        text=criteria.text,
        retold=bool(own.cleaned_data.get("several")),
    )
    errors = {
        name: [str(each) for each in found]
        for name, found in [*timeline.errors.items(), *own.errors.items()]
        if name != "sort"
    }
    return QuoteFilter(criteria, asked, errors)
