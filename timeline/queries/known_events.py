"""Known events that a proposal may be telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from timeline.domain.comparing.event_matching import ComparedTelling, stems
from timeline.domain.comparing.matching_index import MOST, MatchingIndex, days_near
from timeline.domain.time.intervals import Interval, Precision
from timeline.models import Event, Mention, Participation

MOST_KEPT = 20_000
"""The most events that are kept worked out while articles are taken in."""


_TOLD = 20
"""The mentions of one event whose words are compared."""


def candidates(
    new: Sequence[ComparedTelling], *, known: dict[int, ComparedTelling] | None = None
) -> dict[int, ComparedTelling]:
    """Events near the tellings' dates, or with their actors, by their key.

    ``known`` keeps those worked out for an earlier article, and takes in the new ones.

    Never more than ``MOST``, those with the most of the actors first, however large the record.
    """
    slugs = {actor for told in new for actor in told.actors}
    near = Q()
    for first, last in days_near(new):
        near |= Q(earliest__lte=last, latest__gte=first)
    by_actor = Q(participations__actor__slug__in=slugs) if slugs else Q(pk__in=[])
    ids: dict[int, None] = {}
    if near:
        both = Event.objects.filter(near, by_actor).order_by("-earliest", "-pk")
        ids |= dict.fromkeys(both.values_list("pk", flat=True)[: MOST // 2])
        only = Event.objects.filter(near).order_by("-earliest", "-pk")
        ids |= dict.fromkeys(only.values_list("pk", flat=True)[: MOST // 4])
    if any(not told.interval.is_dated for told in new):
        told = Event.objects.filter(by_actor).order_by("-earliest", "-pk")
        ids |= dict.fromkeys(told.values_list("pk", flat=True)[: MOST // 4])
    if known is None:
        return tellings(ids)
    if len(known) > MOST_KEPT:
        known.clear()
    known |= tellings([pk for pk in ids if pk not in known])
    return {pk: known[pk] for pk in ids if pk in known}


def tellings(ids: Iterable[int]) -> dict[int, ComparedTelling]:
    """Events as they are compared: date, actors, and the words of title, summary and mentions."""
    wanted = list(ids)
    return _compared(
        Event.objects.filter(pk__in=wanted),
        Participation.objects.filter(event__in=wanted),
        Mention.objects.filter(event__in=wanted)[: MOST * _TOLD],
    )


def _compared(
    events: QuerySet[Event], participations: QuerySet[Participation], mentions: QuerySet[Mention]
) -> dict[int, ComparedTelling]:
    actors: dict[int, set[str]] = defaultdict(set)
    for event, slug in participations.values_list("event_id", "actor__slug"):
        actors[event].add(slug)
    says: dict[int, list[str]] = defaultdict(list)
    for event, text in mentions.values_list("event_id", "says").iterator():
        if len(says[event]) < _TOLD:
            says[event].append(text)
    dates = ("edtf", "earliest", "latest", "precision")
    rows = events.order_by().values_list("pk", "kind", "title", "summary", *dates)
    return {
        pk: ComparedTelling(
            Interval(edtf, earliest, latest, Precision(precision)),
            frozenset(actors[pk]),
            kind,
            stems(title, summary, *says[pk]),
            pk,
        )
        for pk, kind, title, summary, edtf, earliest, latest, precision in rows
    }


def index() -> MatchingIndex | None:
    """All events, to be found without the database; ``None`` where they are more than are kept.

    It finds what ``candidates`` finds, of the events as they are now.
    """
    if Event.objects.count() > MOST_KEPT:
        return None
    every = _compared(Event.objects.all(), Participation.objects.all(), Mention.objects.all())
    return MatchingIndex(every.values())
