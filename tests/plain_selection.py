"""What a selection is, worked out one event at a time: the referee of the index.

It goes by the definitions that pages have of a single event: where a day's mentions agree, what
contradicts, what a range of days takes in, where a term stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from timeline.domain.comparing.documents import Documents
from timeline.domain.coordinates import CoordinateBox
from timeline.domain.criteria import UNSTATED, Criteria, Facet, Flag
from timeline.domain.text.folding import by_name, holds, terms, words
from timeline.domain.time.agreement import agree
from timeline.domain.time.intervals import Interval
from timeline.models import Actor, Event, Kind, Mention, Outlet, Place, Tag
from timeline.queries.as_of import tellings
from timeline.queries.comparison import contradictions
from timeline.queries.selection import FacetValue

ABOUT = ("date", "place", "actor", "figure")
"""What sources may disagree about."""


@dataclass(frozen=True)
class StandingEvent:
    """An event with the mentions that count, and the date and dispute that these give it."""

    event: Event
    mentions: list[Mention]
    interval: Interval
    contested: bool

    @cached_property
    def actors(self) -> set[str]:
        return {actor.slug for actor in self.event.actors.all()}

    @cached_property
    def tags(self) -> set[str]:
        return {tag.slug for tag in self.event.tags.all()}

    @cached_property
    def places(self) -> set[str]:
        """Where it happened, and what that lies in."""
        found, place = set[str](), self.event.place
        while place and place.slug not in found:
            found.add(place.slug)
            place = place.lies_in
        return found

    def is_in(self, box: CoordinateBox) -> bool:
        place = self.event.place
        if place is None or place.latitude is None or place.longitude is None:
            return False
        if not box.south <= place.latitude <= box.north:
            return False
        east = (place.longitude - box.west) % 360
        width = (box.east - box.west) % 360 if box.west > box.east else box.east - box.west
        return east <= width

    @property
    def importance(self) -> int:
        return self.event.importance or 2

    @cached_property
    def outlets(self) -> set[str]:
        """Who published a mention (or ``UNSTATED``), and whom one is told through."""
        own = {m.source.outlet.slug if m.source.outlet else UNSTATED for m in self.mentions}
        return own | {m.via.outlet.slug for m in self.mentions if m.via and m.via.outlet}

    @cached_property
    def tellers(self) -> int:
        return len({mention.source_id for mention in self.mentions})

    @cached_property
    def hands(self) -> int:
        """How many first-hand sources tell; documents that relay one count once."""
        return Documents.of(mention.told_by for mention in self.mentions).first_hand

    @cached_property
    def is_retold(self) -> bool:
        """Whether two named outlets tell; one told through stands in for one that isn't stated."""
        named = {m.source.outlet_id or (m.via and m.via.outlet_id) for m in self.mentions}
        return len(named - {None}) > 1

    @cached_property
    def disputes(self) -> set[str]:
        """Those of ``ABOUT`` that its mentions disagree about."""
        details = {str(found.aspect) for found in contradictions.among(self.mentions)}
        return details | ({"date"} if self.contested else set())

    def holds(self, term: str) -> bool:
        """Whether a folded term stands in what is told, or in a name of one who took part."""
        return any(holds(text, [term]) for text in self._texts)

    @cached_property
    def _texts(self) -> list[str]:
        event = self.event
        texts = [event.title, event.summary]
        texts += [f"{name} {text}" for name, text in event.named_values.items()]
        if event.place:
            texts += [event.place.name, *(alias.name for alias in event.place.aliases.all())]
        for actor in event.actors.all():
            texts += [actor.name, *(alias.name for alias in actor.aliases.all())]
        for mention in self.mentions:
            texts += [mention.says, *(quote.words for quote in mention.quotes.all())]
            texts += [term.words for term in mention.terms.all()]
        return [words(text) for text in texts]

    @property
    def time_key(self) -> tuple[Any, ...]:
        """By the day it begins, then as told within the day; what is open or undated comes last."""
        day, start, end = (
            (day is None, day or date.min)
            for day in (self.interval.sort_day, self.interval.earliest, self.interval.latest)
        )
        clock = self.interval.edtf.partition("T")[2][:8] or "later"
        return day, start, clock, self.event.sequence, end, self.event.title, self.event.pk

    def matches(self, criteria: Criteria) -> bool:
        actors = set(criteria.actors)
        of_actors = actors <= self.actors if criteria.every_actor else actors & self.actors
        return bool(
            (not actors or of_actors)
            and (not criteria.outlets or self.outlets & set(criteria.outlets))
            and (not criteria.kinds or self.event.kind in criteria.kinds)
            and (not criteria.tags or self.tags & set(criteria.tags))
            and (not criteria.places or self.places & set(criteria.places))
            and (not criteria.box or self.is_in(criteria.box))
            and self.importance >= criteria.importance
            and _is_in_range(self.interval, criteria)
            and all(map(self.holds, terms(criteria.text)))
            and (not criteria.disputed or self.disputes)
            and (not criteria.retold or self.is_retold)
            and (not criteria.corroborated or self.hands > 1)
        )


class PlainSelection:
    """All events as they stand by a day, or now, and what criteria select of them."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.every = standing(criteria)

    @property
    def matching(self) -> list[StandingEvent]:
        """The events that match, in the order of time, or as the criteria sort them."""
        return self.selected(self.criteria)

    def selected(self, criteria: Criteria) -> list[StandingEvent]:
        """The same for other criteria as of the same day."""
        found = sorted(
            (one for one in self.every if one.matches(criteria)), key=lambda one: one.time_key
        )
        if criteria.sort == "newest":
            dated = [one for one in found if one.interval.sort_day]
            found = dated[::-1] + [one for one in found if not one.interval.sort_day]
        elif criteria.sort:
            number = {"first-hand": "hands", "sources": "tellers", "importance": "importance"}
            found.sort(key=attrgetter(number[criteria.sort]), reverse=True)
        return found

    def for_timeline(self, opening: date | None) -> list[tuple[int, int]]:
        """The keys in the page's order, each with its section: the run, before it, undated."""
        if self.criteria.sort:
            return [(one.event.pk, 0) for one in self.matching]
        listed = [(one.event.pk, _section(one, opening)) for one in self.matching]
        return sorted(listed, key=lambda pair: pair[1])

    def by_actor(self) -> list[FacetValue]:
        """Actors, those in most events of all first."""
        members = self._members(lambda one: one.actors)
        names = dict(Actor.objects.values_list("slug", "name"))
        order = sorted(names, key=lambda slug: (-len(members[slug]), names[slug]))
        return self._offered("actors", members, [(slug, names[slug], None) for slug in order])

    def by_outlet(self) -> list[FacetValue]:
        """Outlets by name, then documents whose publisher is not stated."""
        rows = Outlet.objects.values_list("slug", "name", "colour")
        outlets = sorted(rows, key=lambda row: by_name(row[1]))
        members = self._members(lambda one: one.outlets)
        named = [*outlets, (UNSTATED, "Publisher not stated", None)]
        return self._offered("outlets", members, named)

    def by_kind(self) -> list[FacetValue]:
        """Kinds of event, in their own order."""
        members = self._members(lambda one: [one.event.kind])
        every = [(kind.slug, kind.name, None) for kind in Kind.objects.filter(hidden=False)]
        return self._offered("kinds", members, every)

    def by_tag(self) -> list[FacetValue]:
        """Tags, those of most events of all first."""
        members = self._members(lambda one: one.tags)
        names = dict(Tag.objects.values_list("slug", "name"))
        order = sorted(names, key=lambda slug: (-len(members[slug]), by_name(names[slug])))
        return self._offered("tags", members, [(slug, names[slug], None) for slug in order])

    def by_place(self) -> list[FacetValue]:
        """Places, those in which most events of all happened first."""
        members = self._members(lambda one: one.places)
        names = dict(Place.objects.values_list("slug", "name"))
        order = sorted(names, key=lambda slug: (-len(members[slug]), by_name(names[slug])))
        return self._offered("places", members, [(slug, names[slug], None) for slug in order])

    def flag(self, name: Flag) -> int:
        """How many events there would be with a flag set."""
        return len(self.selected(self.criteria.flagged(name)))

    def disputed(self, about: str) -> list[StandingEvent]:
        """The events that match and are disputed about one of ``ABOUT``."""
        return [one for one in self.matching if about in one.disputes]

    def _members(self, values: Callable[[StandingEvent], Iterable[str]]) -> dict[str, set[int]]:
        members: dict[str, set[int]] = defaultdict(set)
        for one in self.every:
            for value in values(one):
                members[value].add(one.event.pk)
        return members

    def _offered(
        self, facet: Facet, members: dict[str, set[int]], every: Iterable[tuple[Any, ...]]
    ) -> list[FacetValue]:
        """Values that any event has or that are chosen, each with the size of the selection with
        it added to the criteria.
        """
        chosen = getattr(self.criteria, facet)
        others = {one.event.pk for one in self.selected(self.criteria.cleared(facet))}

        def count(value: str) -> int:
            if facet == "actors" and self.criteria.every_actor:
                return len(others.intersection(*(members[slug] for slug in {*chosen, value})))
            return len(others & set().union(*(members[slug] for slug in {*chosen, value})))

        return [
            FacetValue(value, label, count(value), value in chosen, colour)
            for value, label, colour in every
            if members[value] or value in chosen
        ]


def standing(criteria: Criteria) -> list[StandingEvent]:
    """The story's events, or all, as they stand by the criteria's ``as_of`` or now, in no order."""
    told: dict[int, list[Mention]] = defaultdict(list)
    mentions = tellings(criteria).select_related("source__outlet", "via__outlet")
    for mention in mentions.prefetch_related("quotes", "terms", "details"):
        told[mention.event_id].append(mention)
    found = []
    events = Event.objects.order_by()
    if criteria.story:
        events = events.filter(stories__slug=criteria.story)
    for event in events.prefetch_related("actors__aliases", "tags", "place__aliases"):
        own = told[event.pk]
        if criteria.as_of is None:
            found.append(StandingEvent(event, own, event.interval, event.disputed))
        elif own:
            agreed = agree(mention.interval for mention in own)
            found.append(StandingEvent(event, own, agreed.interval, agreed.disputed))
    return found


def matching(criteria: Criteria) -> list[StandingEvent]:
    """The events that match, in the order of time, or as the criteria sort them."""
    return PlainSelection(criteria).matching


def without_range(criteria: Criteria) -> Criteria:
    """The criteria without their range of days."""
    return replace(criteria, since=None, until=None)


def _is_in_range(interval: Interval, criteria: Criteria) -> bool:
    return not criteria.has_dates or interval.is_in(*criteria.days, surely=criteria.surely)


def _section(one: StandingEvent, opening: date | None) -> int:
    day = one.interval.sort_day
    if day is None:
        return 2
    return int(opening is not None and day < opening)
