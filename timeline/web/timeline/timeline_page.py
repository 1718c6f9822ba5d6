"""What the timeline page shows, from one set of criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict

from timeline.domain.criteria import Criteria, Facet
from timeline.domain.dates import Reading
from timeline.domain.time.formatting import say
from timeline.models import Story
from timeline.queries import events
from timeline.queries.index import select
from timeline.queries.selection import FacetValue, Selection, Totals
from timeline.web.http import addresses
from timeline.web.timeline.as_of import AsOf, control, in_words
from timeline.web.timeline.cards import Section, sections
from timeline.web.timeline.density_chart import chart_of
from timeline.web.timeline.filter_form import FilterForm, sought_actor, start_of
from timeline.web.timeline.two_clocks import Chart

PAGE = 50
"""Events shown at a time."""

ACTORS_SHOWN = 8
"""Actors offered at once; more open on request."""

ACTORS_OFFERED = 48
"""Actors in most events, up to which they open on request; the rest are found by name."""

ACTORS_FOUND = 12
"""Actors shown of those that have the words asked for in a name."""

OUTLETS_SHOWN = 14
"""Outlets offered at once; where there are more, the rest open on request."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Flags:
    """How many events there would be with each flag set."""

    disputed: int
    retold: int
    corroborated: int


@dataclass(frozen=True, slots=True)
class ActorFinder:
    """The search for an actor's name, where there are too many to offer all.

    ``text`` is what was typed, ``found`` those of most events that have it in a name, and ``all``
    how many actors there are.
    """

    text: str
    found: list[FacetValue]
    all: int


@dataclass(frozen=True, slots=True)
class ListPart:
    """A stretch of the list: ``first`` and ``last`` are positions from 1 of what is shown.

    ``query`` is the selection's own, for links that keep the reader within it.
    """

    sections: list[Section]
    count: int
    first: int
    last: int
    more: str
    earlier: str
    query: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The timeline page. ``error`` has a message a field that could not be understood."""

    story: Story | None
    selection: Selection
    criteria: Criteria
    typed: QueryDict
    errors: dict[str, list[str]]
    totals: Totals
    chart: Chart
    as_of: AsOf
    actors: list[FacetValue]
    more_actors: list[FacetValue]
    finder: ActorFinder | None
    outlets: list[FacetValue]
    more_outlets: list[FacetValue]
    kinds: list[FacetValue]
    flags: Flags
    chips: list[Chip]
    part: ListPart
    undated_left_out: int
    address: str


def list_part(selection: Selection, *, start: int, opening: date | None) -> ListPart:
    """The stretch of the list from a position on."""
    criteria, count = selection.criteria, selection.count
    if start >= count:
        start = max(0, (count - 1) // PAGE * PAGE)
    shown = events.listed(selection, max(0, start - 1), start + PAGE)
    previous = shown.pop(0) if start and shown else None
    last = start + len(shown)
    return ListPart(
        sections=sections(shown, criteria, opening=opening, previous=previous),
        count=count,
        first=start + 1 if shown else 0,
        last=last,
        more=addresses.of_selection(criteria, start=last) if last < count else "",
        earlier=addresses.of_selection(criteria, start=max(0, start - PAGE)) if start else "",
        query=addresses.query(criteria),
    )


def timeline_page(data: QueryDict) -> TimelinePage:
    """The whole page for an address's parameters."""
    form = FilterForm(data)
    criteria = form.criteria()
    story = current_story()
    opening = events.opening_day(story)
    selection = select(criteria, opening=opening)
    actors = selection.facets.actors(most=ACTORS_OFFERED)
    shown, more = _parted(actors, ACTORS_SHOWN)
    outlets = selection.facets.outlets()
    named, more_outlets = _parted(outlets, OUTLETS_SHOWN)
    kinds = selection.facets.kinds()
    return TimelinePage(
        story=story,
        selection=selection,
        criteria=criteria,
        typed=data,
        errors={name: [str(e) for e in found] for name, found in form.errors.items()},
        totals=selection.totals,
        chart=chart_of(selection, opening=opening),
        as_of=control(selection),
        actors=shown,
        more_actors=more,
        finder=actor_finder(selection, sought_actor(data)),
        outlets=named,
        more_outlets=more_outlets,
        kinds=kinds,
        flags=Flags(
            selection.flagged("disputed"),
            selection.flagged("retold"),
            selection.flagged("corroborated"),
        ),
        chips=chips(criteria, actors=actors, outlets=outlets, kinds=kinds),
        part=list_part(selection, start=start_of(data), opening=opening),
        undated_left_out=selection.undated_left_out,
        address=addresses.of_selection(criteria),
    )


def actor_finder(selection: Selection, text: str) -> ActorFinder | None:
    """The search for an actor, where there are more than are offered."""
    count = selection.actor_count
    if count <= ACTORS_OFFERED:
        return None
    found = selection.facets.actors_named(text, most=ACTORS_FOUND) if text else []
    # Those chosen stand in the list above; a second box could not be unticked by itself.
    return ActorFinder(text, [choice for choice in found if not choice.chosen], count)


def _parted(offered: list[FacetValue], most: int) -> tuple[list[FacetValue], list[FacetValue]]:
    """The first few and those chosen, and the rest, in the order they have."""
    shown = [choice for place, choice in enumerate(offered) if place < most or choice.chosen]
    return shown, [choice for choice in offered if choice not in shown]


def current_story() -> Story | None:
    """The story, with its two ends."""
    return Story.objects.select_related("opens_with", "closes_with").first()


def chips(
    criteria: Criteria,
    *,
    actors: list[FacetValue],
    outlets: list[FacetValue],
    kinds: list[FacetValue],
    address: Callable[[Criteria], str] = addresses.of_selection,
) -> list[Chip]:
    """A chip a filter that is on; ``address`` gives the page's address for other criteria."""
    labelled = _less_one(criteria, actors=actors, outlets=outlets, kinds=kinds)
    return [Chip(label, address(rest)) for label, rest in labelled]


def _less_one(
    criteria: Criteria,
    *,
    actors: list[FacetValue],
    outlets: list[FacetValue],
    kinds: list[FacetValue],
) -> Iterator[tuple[str, Criteria]]:
    """Each filter that is on, in words, with the criteria without it."""
    chosen: tuple[tuple[Facet, list[FacetValue]], ...] = (
        ("actors", actors),
        ("outlets", outlets),
        ("kinds", kinds),
    )
    for facet, offered in chosen:
        for choice in offered:
            if choice.chosen:
                yield choice.label, criteria.without(facet, choice.value)
    if criteria.every_actor and len(criteria.actors) > 1:
        yield "all of these actors", replace(criteria, every_actor=False)
    if criteria.since:
        yield f"from {read_as(criteria.since)}", replace(criteria, since=None)
    if criteria.until:
        yield f"to {read_as(criteria.until)}", replace(criteria, until=None)
    if criteria.surely and criteria.has_dates:
        yield "surely in range", replace(criteria, surely=False)
    if criteria.text:
        yield f"“{criteria.text}”", replace(criteria, text="")
    if criteria.disputed:
        yield "sources disagree", replace(criteria, disputed=False)
    if criteria.retold:
        yield "told by two outlets or more", replace(criteria, retold=False)
    if criteria.corroborated:
        yield "two first-hand sources or more", replace(criteria, corroborated=False)
    if criteria.as_of:
        yield f"as of {in_words(criteria.as_of)}", replace(criteria, as_of=None)


def read_as(reading: Reading) -> str:
    """What a typed date was read as, in words."""
    return say(reading.interval)
