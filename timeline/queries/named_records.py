"""The records that events name, each whole and once: for a file that is to tell all of them.

An event is in stories, and has a kind, tags, a place and actors; its sources have outlets. All are
as who asks reads them, so that of what isn't public nothing is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, Q

from timeline.domain.criteria import Criteria
from timeline.models import Actor, Event, Kind, Outlet, Place, Source, Story

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class NamedRecords:
    """Records by their kinds, in the order of their slugs; ``sources`` were read for the stories,
    and ``stories_of`` has the slugs of the stories of each event by its key.
    """

    actors: list[Actor]
    outlets: list[Outlet]
    places: list[Place]
    kinds: list[Kind]
    stories: list[Story]
    sources: list[Source]
    stories_of: dict[int, list[str]]


class RecordsBeside:
    """Gives what some events name after others; ``criteria``: those of the events.

    Within a story no other is named, and as of a day nothing that was read for it later.
    """

    def __init__(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._given: dict[Any, set[Any]] = {
            model: set() for model in (Actor, Outlet, Place, Kind, Story, Source)
        }

    def of(self, events: Sequence[Event]) -> NamedRecords:
        """What these name and none before did, in a number of queries that doesn't grow with them.

        The events are ``fetched``, or plain rows, and their sources hold those that they draw on.
        """
        told = [mention for event in events for mention in event.mentions.all()]
        spoken = [quote for mention in told for quote in mention.quotes.all()]
        terms = [term for mention in told for term in mention.terms.all()]
        within = Q(story__slug=self._criteria.story) if self._criteria.story else Q()
        members = Story.events.through.objects.filter(within, event__in=[e.pk for e in events])
        stories_of: dict[int, list[str]] = {event.pk: [] for event in events}
        in_stories = set[int]()
        for event, story, slug in members.order_by("story__slug").values_list(
            "event_id", "story_id", "story__slug"
        ):
            stories_of[event].append(slug)
            in_stories.add(story)
        stories = self._stories(in_stories)
        read = [source for story in stories for source in story.sources.all()]
        sources = [one for mention in told for one in (mention.source, mention.via) if one]
        sources += read
        drawn = [source for one in sources for source in one.draws_on.all()]
        actors: list[int | None] = [
            part.actor_id for event in events for part in event.participations.all()
        ]
        actors += [key for quote in spoken for key in (quote.speaker_id, quote.told_by_id)]
        actors += [term.actor_id for term in terms]
        return NamedRecords(
            self._new(Actor, actors, "aliases"),
            self._new(Outlet, [one.outlet_id for one in (*sources, *drawn)], "aliases"),
            self._places(event.place_id for event in events),
            self._new(Kind, (event.kind for event in events), by="slug"),
            stories,
            sorted(self._once(read), key=attrgetter("slug")),
            stories_of,
        )

    def _new(
        self,
        model: Any,
        keys: Iterable[Any],
        *related: Any,
        by: str = "pk",
        beside: Sequence[Any] = (),
    ) -> list[Any]:
        """The records of a model with these keys that were not given before."""
        wanted = sorted({key for key in keys if key is not None} - self._given[model])
        self._given[model].update(wanted)
        found: list[Any] = []
        for start in range(0, len(wanted), _AT_ONCE):
            some = model.objects.filter(**{f"{by}__in": wanted[start : start + _AT_ONCE]})
            # Without a name, all that a record refers to would be read with it.
            found += some.select_related(*beside or (None,)).prefetch_related(*related)
        return sorted(found, key=attrgetter("slug"))

    def _places(self, keys: Iterable[int | None]) -> list[Place]:
        """New places, with those that they lie in."""
        found: list[Place] = []
        some = self._new(Place, keys, "aliases", beside=["lies_in"])
        while some:
            found += some
            outer = (place.lies_in_id for place in some)
            some = self._new(Place, outer, "aliases", beside=["lies_in"])
        return sorted(found, key=attrgetter("slug"))

    def _stories(self, keys: Iterable[int]) -> list[Story]:
        """New stories, with their two ends, chapters and what was read for them."""
        as_of: date | None = self._criteria.as_of
        read = Source.objects.select_related("outlet").order_by("slug")
        return self._new(
            Story,
            keys,
            "chapters",
            Prefetch("sources", read.filter(latest__lte=as_of) if as_of else read),
            Prefetch("sources__draws_on", Source.objects.select_related("outlet")),
            beside=["opens_with", "closes_with"],
        )

    def _once(self, sources: Iterable[Source]) -> list[Source]:
        """Those of some sources that were not given before."""
        new = {one.pk: one for one in sources if one.pk not in self._given[Source]}
        self._given[Source].update(new)
        return list(new.values())
