"""The timeline as it stood: the control that steps through days, and what every page says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import from_bounds
from timeline.queries.selection import Selection
from timeline.web.http import addresses
from timeline.web.timeline.filter_form import as_of

MOST_STEPS = 24
"""Days up to which each is a step of the control."""
SOME_STEPS = 6
"""Days shown of more."""


@dataclass(frozen=True, slots=True)
class AsOfStep:
    """A day on which something was published: its words, its address, sources told by then."""

    day: str
    url: str
    sources: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class AsOf:
    """The control. ``day`` is the day shown, in words, empty for now; ``imprecise`` counts the
    sources whose dates are longer than a day, and which count from their latest. ``days``: how many
    there are to step to, of which ``steps`` may be some. ``kept``: the rest of the selection, as
    an address's parameters.
    """

    day: str
    steps: list[AsOfStep]
    days: int
    earlier: str
    later: str
    now: str
    imprecise: int
    kept: list[tuple[str, str]]

    @property
    def is_cut(self) -> bool:
        """Whether not all days are among the steps."""
        return len(self.steps) < self.days


def control(selection: Selection) -> AsOf:
    """The control for a selection: the days until then on which a source was published, and now."""
    criteria = selection.criteria
    out = selection.tellings.publication_days()
    days = out.days
    # What was not known yet is not shown; only the way to it is.
    known = out.at(criteria.as_of.toordinal()) if criteria.as_of else len(days)

    def url(day: int) -> str:
        asked = replace(criteria, as_of=date.fromordinal(day))
        return addresses.of_selection(asked)

    before = [day for day in days[:known] if date.fromordinal(day) != criteria.as_of]
    return AsOf(
        day=in_words(criteria.as_of),
        steps=[
            AsOfStep(
                in_words(date.fromordinal(days[place])),
                url(days[place]),
                out.sources[place],
                date.fromordinal(days[place]) == criteria.as_of,
            )
            for place in _spread(known)
        ],
        days=known,
        earlier=url(before[-1]) if before else "",
        later=url(days[known]) if known < len(days) else "",
        now=addresses.of_selection(replace(criteria, as_of=None)),
        imprecise=out.imprecise[known - 1] if criteria.as_of and known else 0,
        kept=replace(criteria, as_of=None).parameters(),
    )


def _spread(count: int) -> list[int]:
    """The places of the days shown: all where they are few, else some, evenly, and both ends."""
    if count <= MOST_STEPS:
        return list(range(count))
    return [round(number * (count - 1) / (SOME_STEPS - 1)) for number in range(SOME_STEPS)]


def in_words(day: date | None) -> str:
    """A day as every page tells it, or an empty text for now."""
    return say(from_bounds(day, day)) if day else ""


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: the day that the address asks to stand on, and it in words."""
    day = as_of(request)
    return {"as_of": day.isoformat() if day else "", "as_of_words": in_words(day)}
