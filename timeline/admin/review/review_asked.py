"""What an editor asks of a review's page: which list, which proposal, which part of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse

from timeline.domain.events.proposed_mention import LIKELY
from timeline.models import Article, Proposal
from timeline.services.proposals.known_since import naming_new

NEW = "new-actors"
OPEN = Q(state=Proposal.State.OPEN)
SHOWS = {
    "open": ("Unreviewed", OPEN & Q(confidence__gte=LIKELY)),
    "low": ("Less likely", OPEN & Q(confidence__lt=LIKELY)),
    NEW: ("New actors", OPEN),
    # Not an empty condition, which "or" would drop.
    "all": ("All", Q(state__in=Proposal.State.values)),
}
"""The lists that may be asked for: each with its name and what is in it.

What is less likely is no part of the first, so that an editor's time goes to what is worth it.
"""


def within(show: str, proposals: QuerySet[Proposal]) -> Q:
    """A filter: those of the proposals that are in a list. Whose actors are new follows the
    register as it is now.
    """
    return OPEN & Q(pk__in=naming_new(proposals.filter(OPEN))) if show == NEW else SHOWS[show][1]


LARGEST = 2**63 - 1


class AskedForm(forms.Form):
    """An address of the page, or what htmx sends along; what is no answer counts as not given.

    ``shown`` and ``was`` tell which part of the text and which proposal are on the screen.
    """

    proposal = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWS])
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    part = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    do = forms.ChoiceField(required=False, choices=[("edit", "edit"), ("merge", "merge")])
    q = forms.CharField(required=False, max_length=200)
    shown = forms.CharField(required=False, max_length=60)
    was = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    def asked(self) -> ReviewQuestion:
        """What is asked for."""
        self.is_valid()
        given = self.cleaned_data
        return ReviewQuestion(
            proposal=given.get("proposal"),
            show=given.get("show") or "open",
            page=given.get("page"),
            part=given.get("part"),
            do=given.get("do", ""),
            q=given.get("q", ""),
            shown=given.get("shown", ""),
            was=given.get("was"),
        )


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """What of a review is asked for; ``AskedForm`` says what its parts are."""

    proposal: int | None = None
    show: str = "open"
    page: int | None = None
    part: int | None = None
    do: str = ""
    q: str = ""
    shown: str = ""
    was: int | None = None

    def address(self, article: Article, **changes: Any) -> str:
        """The address of the review with this list, and changes."""
        asked = {"show": self.show if self.show != "open" else "", **changes}
        query = urlencode({name: value for name, value in asked.items() if value not in ("", None)})
        place = reverse("admin:timeline_article_change", args=[article.pk])
        return f"{place}?{query}" if query else place
