"""The timeline as it stood: the control that steps through days, and what every page says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from timeline.domain.criteria import Criteria
from timeline.domain.intervals import from_bounds
from timeline.domain.wording import say
from timeline.queries.standing import imprecise_by, published_days
from timeline.web import addresses
from timeline.web.forms import as_of_in


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which something was published: its words, its address, sources told by then."""

    day: str
    url: str
    sources: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class AsOf:
    """The control. ``day`` is the day shown, in words, empty for now; ``imprecise`` counts the
    sources whose dates are longer than a day, and which count from their latest.
    """

    day: str
    steps: list[Step]
    earlier: str
    later: str
    now: str
    imprecise: int


def control(criteria: Criteria) -> AsOf:
    """The control for a selection: the days until then on which a source was published, and now."""
    steps, total, earlier, later = [], 0, "", ""
    for day, sources in published_days():
        if criteria.as_of and day > criteria.as_of:
            # What was not known yet is not shown; only the way to it is.
            later = addresses.of_selection(replace(criteria, as_of=day))
            break
        total += sources
        url = addresses.of_selection(replace(criteria, as_of=day))
        steps.append(Step(in_words(day), url, total, day == criteria.as_of))
        if criteria.as_of is None or day < criteria.as_of:
            earlier = url
    return AsOf(
        day=in_words(criteria.as_of),
        steps=steps,
        earlier=earlier,
        later=later,
        now=addresses.of_selection(replace(criteria, as_of=None)),
        imprecise=imprecise_by(criteria.as_of) if criteria.as_of else 0,
    )


def in_words(day: date | None) -> str:
    """A day as every page tells it, or an empty text for now."""
    return say(from_bounds(day, day)) if day else ""


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: the day that the address asks to stand on, and it in words."""
    day = as_of_in(request.GET)
    return {"as_of": day.isoformat() if day else "", "as_of_words": in_words(day)}
