"""Events as they stand: with the dates that the mentions published by a day give them.

Without ``as_of`` an event stands as kept. With it, only mentions of sources published by that day
count, dates and disagreement follow from those alone (an editor's choice came later), and an event
that nobody had told yet is not there. A source with an imprecise date counts from its latest day,
one without a date never.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import agree_as_of
from timeline.models import (
    Detail,
    Event,
    Kind,
    Mention,
    Participation,
    Quote,
    Source,
    Story,
    Tagging,
    Term,
)
from timeline.queries.database.attached_rows import attach
from timeline.queries.index import select


def tellings(criteria: Criteria) -> QuerySet[Mention]:
    """The mentions that count: all, or those of sources published by ``as_of``."""
    told = Mention.objects.order_by()
    return told.filter(source__latest__lte=criteria.as_of) if criteria.as_of else told


def in_story(criteria: Criteria, *, event: str = "event") -> Q:
    """What leaves of a query's rows those of events of the criteria's story; ``event`` is the way
    from a row to its event, empty where the rows are events.
    """
    if not criteria.story:
        return Q()
    key = f"{event}_id" if event else "pk"
    members = Story.events.through.objects.filter(story__slug=criteria.story)
    return Q(Exists(members.filter(event=OuterRef(key))))


def told_through(source: Source, criteria: Criteria) -> Q:
    """For a filter of tellings: those told through a source.

    The index names the events, for in what readers may see no key finds a mention by what it is
    told through.
    """
    events = select(criteria.unfiltered).tellings.events_through([source.pk])
    return Q(event__in=events[source.pk], via=source)


def fetched(events: QuerySet[Event], criteria: Criteria) -> list[Event]:
    """The events with all that a card or an export shows, in a fixed number of queries."""
    found = list(events.select_related("place"))
    actors = Participation.objects.select_related("actor").order_by("position", "pk")
    quotes = Quote.objects.select_related("speaker", "told_by").order_by("position", "pk")
    attach(found, "participations", actors, by="event")
    hold_kinds_and_tags(found)
    told = attach(found, "mentions", _with_sources(criteria), by="event")
    attach(told, "quotes", quotes, by="mention")
    attach(told, "terms", Term.objects.select_related("actor"), by="mention")
    attach(told, "details", Detail.objects.all(), by="mention")
    return [_stood(event, criteria) for event in found]


def hold_sources_drawn_on(events: Iterable[Event]) -> None:
    """Have the sources of fetched events hold those that they draw on, in one query."""
    told = [mention for event in events for mention in event.mentions.all()]
    sources = [one for mention in told for one in (mention.source, mention.via) if one]
    drawn = Prefetch("draws_on", queryset=Source.objects.select_related("outlet"))
    prefetch_related_objects(sources, drawn)


def hold_kinds(events: Iterable[Event]) -> None:
    """Have events hold their kinds, in one query."""
    kinds = {kind.slug: kind for kind in Kind.objects.all()}
    for event in events:
        if event.kind in kinds:
            event.of_kind = kinds[event.kind]


def hold_kinds_and_tags(events: list[Event]) -> None:
    """Have events, each there once, hold their kinds and tags, in two queries."""
    hold_kinds(events)
    tags = Tagging.objects.select_related("tag").order_by("tag__name", "pk")
    attach(events, "taggings", tags, by="event")


def _stood(event: Event, criteria: Criteria) -> Event:
    """The event with the date it had by ``as_of``; not to be saved then."""
    if criteria.as_of is not None:
        told = ((mention.source.interval, mention.interval) for mention in event.mentions.all())
        event.apply_agreement(agree_as_of(told, criteria.as_of))
    return event


def in_order_of_telling(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """An event's mentions in the order in which their sources came out."""
    return mentions.order_by(
        Coalesce("source__earliest", "source__latest").asc(nulls_last=True),
        "source__slug",
        "paragraph",
        "position",
        "pk",
    )


def _with_sources(criteria: Criteria) -> QuerySet[Mention]:
    told = tellings(criteria).select_related("source__outlet", "via__outlet")
    return in_order_of_telling(told)
