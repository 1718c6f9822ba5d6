"""The records that events name, each whole and once: for a file that is to tell all of them.

An event is in stories, and has a kind, tags, a place and actors; its sources have outlets. All are
as who asks reads them, so that of what isn't public nothing is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, Q

from timeline.domain.criteria import Criteria
from timeline.models import Actor, Event, Kind, Outlet, Place, Source, Story

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class NamedRecords:
    """Records by their kinds, in the order of their slugs.

    ``sources`` were read for the stories. ``aliases``: the other names of actors, outlets and
    places, by models and primary keys. ``stories_of``: the slugs of the stories of each event, by
    its key.
    """

    actors: list[Actor]
    outlets: list[Outlet]
    places: list[Place]
    kinds: list[Kind]
    stories: list[Story]
    sources: list[Source]
    aliases: dict[Any, dict[int, list[str]]]
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
        quotes = [quote for mention in told for quote in mention.quotes.all()]
        terms = [term for mention in told for term in mention.terms.all()]
        stories, stories_of = self._stories(events)
        read = [source for story in stories for source in story.sources.all()]
        sources = [one for mention in told for one in (mention.source, mention.via) if one]
        sources += read
        drawn = [source for one in sources for source in one.draws_on.all()]
        actors = [part.actor for event in events for part in event.participations.all()]
        actors += [one for quote in quotes for one in (quote.speaker, quote.told_by) if one]
        actors += [term.actor for term in terms if term.actor]
        found: dict[Any, list[Any]] = {
            Actor: self._new(Actor, actors),
            Outlet: self._new(Outlet, (s.outlet for s in (*sources, *drawn) if s.outlet)),
            Place: self._places(event.place for event in events if event.place),
        }
        return NamedRecords(
            found[Actor],
            found[Outlet],
            found[Place],
            self._new(Kind, (event.of_kind for event in events)),
            stories,
            self._new(Source, read),
            {model: _aliases(model, records) for model, records in found.items()},
            stories_of,
        )

    def _new(self, model: Any, records: Iterable[Any]) -> list[Any]:
        """Those of some records of a model that were not given before."""
        new = {one.pk: one for one in records if one.pk not in self._given[model]}
        self._given[model].update(new)
        return sorted(new.values(), key=attrgetter("slug"))

    def _places(self, places: Iterable[Place]) -> list[Place]:
        """New places, with those that they lie in, which they hold."""
        found = some = self._new(Place, places)
        known = {place.pk: place for place in found}
        while some:
            outer = {place.lies_in_id for place in some if place.lies_in_id} - known.keys()
            known |= Place.objects.in_bulk(outer)
            for place in some:
                place.lies_in = known.get(place.lies_in_id or 0)
            some = self._new(Place, (known[key] for key in outer if key in known))
            found += some
        return sorted(found, key=attrgetter("slug"))

    def _stories(self, events: Sequence[Event]) -> tuple[list[Story], dict[int, list[str]]]:
        """New stories, with their two ends, chapters and what was read for them; and which stories
        each event is in.
        """
        within = Q(story__slug=self._criteria.story) if self._criteria.story else Q()
        of: dict[int, list[str]] = {event.pk: [] for event in events}
        members = Story.events.through.objects.filter(within, event__in=of)
        keys = set[int]()
        told = members.order_by("story__slug").values_list("event_id", "story_id", "story__slug")
        for event, story, slug in told:
            of[event].append(slug)
            keys.add(story)
        as_of = self._criteria.as_of
        read = Source.objects.select_related("outlet").order_by("slug")
        found = Story.objects.filter(pk__in=keys - self._given[Story])
        stories = found.select_related("opens_with", "closes_with").prefetch_related(
            "chapters",
            Prefetch("sources", read.filter(latest__lte=as_of) if as_of else read),
            Prefetch("sources__draws_on", Source.objects.select_related("outlet")),
        )
        return self._new(Story, stories), of


def _aliases(model: Any, records: list[Any]) -> dict[int, list[str]]:
    """The other names of some records, in their order."""
    relation = model._meta.get_field("aliases")
    rows = relation.related_model.objects.order_by("name")
    column, keys = relation.field.attname, [record.pk for record in records]
    found: dict[int, list[str]] = defaultdict(list)
    for start in range(0, len(keys), _AT_ONCE):
        some = rows.filter(**{f"{column}__in": keys[start : start + _AT_ONCE]})
        for key, name in some.values_list(column, "name"):
            found[key].append(name)
    return found
