"""Known events that a proposal may be telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from timeline.domain.matching import Telling, stems
from timeline.domain.matching_index import MOST, MatchingIndex, stretches
from timeline.models import Event, Mention, Participation

MOST_KEPT = 20_000
"""The most events that are kept worked out while articles are taken in."""


def candidates(
    new: Sequence[Telling], *, known: dict[int, Telling] | None = None
) -> dict[int, Telling]:
    """Events near the tellings' dates, or with their actors, by their key.

    ``known`` keeps those worked out for an earlier article, and takes in the new ones.

    Never more than ``MOST``, those with the most of the actors first, however large the record.
    """
    slugs = {actor for told in new for actor in told.actors}
    near = Q()
    for first, last in stretches(new):
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


def tellings(ids: Iterable[int]) -> dict[int, Telling]:
    """Events as they are compared: date, actors, and the words of title, summary and mentions."""
    wanted = list(ids)
    actors: dict[int, set[str]] = defaultdict(set)
    for event, slug in Participation.objects.filter(event__in=wanted).values_list(
        "event_id", "actor__slug"
    ):
        actors[event].add(slug)
    says: dict[int, list[str]] = defaultdict(list)
    for event, text in Mention.objects.filter(event__in=wanted).values_list("event_id", "says")[
        : MOST * 20
    ]:
        says[event].append(text)
    return {
        event.pk: Telling(
            event.interval,
            frozenset(actors[event.pk]),
            event.kind,
            stems(event.title, event.summary, *says[event.pk][:20]),
            event.pk,
        )
        for event in Event.objects.filter(pk__in=wanted)
    }


def index() -> MatchingIndex | None:
    """All events, to be found without the database; ``None`` where they are more than are kept.

    It finds what ``candidates`` finds, of the events as they are now.
    """
    if Event.objects.count() > MOST_KEPT:
        return None
    ids = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    found: dict[int, Telling] = {}
    for start in range(0, len(ids), MOST):
        found |= tellings(ids[start : start + MOST])
    return MatchingIndex(found.values())
