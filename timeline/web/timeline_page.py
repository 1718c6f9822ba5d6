"""What the timeline page shows, from one set of criteria."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.http import QueryDict

from timeline.domain.criteria import Criteria, Facet
from timeline.domain.dates import Reading
from timeline.domain.wording import say
from timeline.models import Outlet, Story
from timeline.queries import clocks, events, facets
from timeline.queries.facets import Choice
from timeline.queries.standing import fetched, standing, tellings
from timeline.web import addresses
from timeline.web.as_of import AsOf, control, in_words
from timeline.web.cards import Section, sections
from timeline.web.forms import FilterForm, start_of
from timeline.web.two_clocks import Chart, chart

PAGE = 50
"""Events shown at a time."""

ACTORS_SHOWN = 8
"""Actors offered at once; the rest open on request."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole story in numbers."""

    events: int
    documents: int
    outlets: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Flags:
    """How many events there would be with each flag set."""

    disputed: int
    retold: int
    corroborated: int


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
    criteria: Criteria
    typed: QueryDict
    errors: dict[str, list[str]]
    totals: Totals
    chart: Chart
    as_of: AsOf
    actors: list[Choice]
    more_actors: list[Choice]
    outlets: list[Choice]
    kinds: list[Choice]
    flags: Flags
    chips: list[Chip]
    part: ListPart
    undated_left_out: int
    address: str


def list_part(criteria: Criteria, *, start: int, story: Story | None) -> ListPart:
    """The stretch of the list from a position on."""
    selection = events.for_timeline(criteria, opening=events.opening_day(story))
    count = selection.count()
    if start >= count:
        start = max(0, (count - 1) // PAGE * PAGE)
    shown = fetched(selection[max(0, start - 1) : start + PAGE], criteria)
    previous = shown.pop(0) if start and shown else None
    last = start + len(shown)
    return ListPart(
        sections=sections(shown, criteria, previous=previous),
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
    actors = facets.by_actor(criteria)
    outlets = facets.by_outlet(criteria)
    kinds = facets.by_kind(criteria)
    part = list_part(criteria, start=start_of(data), story=story)
    told = tellings(criteria)
    shown = [c for i, c in enumerate(actors) if i < ACTORS_SHOWN or c.chosen]
    return TimelinePage(
        story=story,
        criteria=criteria,
        typed=data,
        errors={name: [str(e) for e in found] for name, found in form.errors.items()},
        totals=Totals(
            events=standing(criteria).count(),
            documents=told.aggregate(n=Count("source", distinct=True))["n"],
            outlets=Outlet.objects.filter(
                Q(pk__in=told.values("source__outlet")) | Q(pk__in=told.values("via__outlet"))
            ).count(),
            mentions=told.count(),
        ),
        chart=chart(clocks.read(criteria), opening=events.opening_day(story)),
        as_of=control(criteria),
        actors=shown,
        more_actors=[choice for choice in actors if choice not in shown],
        outlets=outlets,
        kinds=kinds,
        flags=Flags(
            facets.flag(criteria, "disputed"),
            facets.flag(criteria, "retold"),
            facets.flag(criteria, "corroborated"),
        ),
        chips=chips(criteria, actors=actors, outlets=outlets, kinds=kinds),
        part=part,
        undated_left_out=_undated_left_out(criteria),
        address=addresses.of_selection(criteria),
    )


def current_story() -> Story | None:
    """The story, with its two ends."""
    return Story.objects.select_related("opens_with", "closes_with").first()


def _undated_left_out(criteria: Criteria) -> int:
    """How many undated events match but for the range of days, which leaves them out."""
    if not criteria.has_dates:
        return 0
    undated = events.matching(replace(criteria, since=None, until=None))
    return undated.filter(start__isnull=True, end__isnull=True).count()


def chips(
    criteria: Criteria,
    *,
    actors: list[Choice],
    outlets: list[Choice],
    kinds: list[Choice],
    address: Callable[[Criteria], str] = addresses.of_selection,
) -> list[Chip]:
    """A chip a filter that is on; ``address`` gives the page's address for other criteria."""
    labelled = _less_one(criteria, actors=actors, outlets=outlets, kinds=kinds)
    return [Chip(label, address(rest)) for label, rest in labelled]


def _less_one(
    criteria: Criteria, *, actors: list[Choice], outlets: list[Choice], kinds: list[Choice]
) -> Iterator[tuple[str, Criteria]]:
    """Each filter that is on, in words, with the criteria without it."""
    chosen: tuple[tuple[Facet, list[Choice]], ...] = (
        ("actors", actors),
        ("outlets", outlets),
        ("kinds", kinds),
    )
    for facet, choices in chosen:
        for choice in choices:
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
