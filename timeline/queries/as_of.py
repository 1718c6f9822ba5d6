"""Events as they stand: with the dates that the mentions published by a day give them.

Without ``as_of`` an event stands as kept. With it, only mentions of sources published by that day
count, dates and disagreement follow from those alone (an editor's choice came later), and an event
that nobody had told yet is not there. A source with an imprecise date counts from its latest day,
one without a date never.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import agree_as_of, counts_as_of
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
from timeline.queries.database.prepared_rows import records
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
    return _in_full(list(events.select_related("place")), criteria)


def named(slug: str, criteria: Criteria) -> Event | None:
    """The event of a slug, with the same; ``None`` where there is none."""
    return next(iter(_in_full(records(_of_slugs, [slug]), criteria)), None)


def _in_full(found: list[Event], criteria: Criteria) -> list[Event]:
    attach(found, "participations", _participations, by="event")
    hold_kinds_and_tags(found)
    told = attach(
        found,
        "mentions",
        _mentions,
        by="event",
        only=lambda told: counts_as_of(told.source.interval, criteria.as_of),
    )
    attach_quotes(told)
    attach(told, "terms", _terms, by="mention")
    attach(told, "details", _details, by="mention")
    return [_stood(event, criteria) for event in found]


def attach_quotes(mentions: Iterable[Mention]) -> None:
    """Have mentions hold their quotes, with who speaks and who tells it, in one query."""
    attach(mentions, "quotes", _quotes, by="mention")


def _of_slugs(slugs: Sequence[str]) -> QuerySet[Event]:
    return Event.objects.filter(slug__in=slugs).order_by().select_related("place")


def _participations(events: Sequence[int]) -> QuerySet[Participation]:
    found = Participation.objects.filter(event__in=events).select_related("actor")
    return found.order_by("position", "pk")


def _mentions(events: Sequence[int]) -> QuerySet[Mention]:
    told = Mention.objects.filter(event__in=events)
    return in_order_of_telling(told.select_related("source__outlet", "via__outlet"))


def _quotes(mentions: Sequence[int]) -> QuerySet[Quote]:
    found = Quote.objects.filter(mention__in=mentions).select_related("speaker", "told_by")
    return found.order_by("position", "pk")


def _terms(mentions: Sequence[int]) -> QuerySet[Term]:
    return Term.objects.filter(mention__in=mentions).select_related("actor")


def _details(mentions: Sequence[int]) -> QuerySet[Detail]:
    return Detail.objects.filter(mention__in=mentions)


def _kinds(slugs: Sequence[str]) -> QuerySet[Kind]:
    return Kind.objects.filter(slug__in=slugs).order_by()


def _taggings(events: Sequence[int]) -> QuerySet[Tagging]:
    found = Tagging.objects.filter(event__in=events).select_related("tag")
    return found.order_by("tag__name", "pk")


def hold_sources_drawn_on(events: Iterable[Event]) -> None:
    """Have the sources of fetched events hold those that they draw on, in one query."""
    told = [mention for event in events for mention in event.mentions.all()]
    sources = [one for mention in told for one in (mention.source, mention.via) if one]
    drawn = Prefetch("draws_on", queryset=Source.objects.select_related("outlet"))
    prefetch_related_objects(sources, drawn)


def hold_kinds(events: Iterable[Event]) -> None:
    """Have events hold their kinds, in one query."""
    events = list(events)
    slugs = sorted({event.kind for event in events})
    kinds = {kind.slug: kind for kind in records(_kinds, slugs)}
    for event in events:
        if event.kind in kinds:
            event.of_kind = kinds[event.kind]


def hold_kinds_and_tags(events: list[Event]) -> None:
    """Have events, each there once, hold their kinds and tags, in two queries."""
    hold_kinds(events)
    attach(events, "taggings", _taggings, by="event")


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
