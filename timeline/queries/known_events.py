"""Known events that a proposal may be telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q

from timeline.domain.matching import NEAR, Likeness, Rarity, Telling, best, stems
from timeline.models import Event, Mention, Participation, Proposal

MOST = 400
"""The most events that the proposals of one article are held against."""

MOST_KEPT = 20_000
"""The most events that are kept worked out while articles are taken in."""

LIKELY = 0.35
"""The likeness below which an event is not shown to an editor."""


def candidates(
    proposals: Sequence[Proposal], *, known: dict[int, Telling] | None = None
) -> dict[int, Telling]:
    """Events near the proposals' dates, or with their actors, as tellings by their key.

    ``known`` keeps those worked out for an earlier article, and takes in the new ones.

    Never more than ``MOST``, those with the most of the actors first, however large the record.
    """
    slugs = {actor["actor"] for row in proposals for actor in row.actors if actor["actor"]}
    near = Q()
    for first, last in _stretches(proposals):
        near |= Q(earliest__lte=last, latest__gte=first)
    by_actor = Q(participations__actor__slug__in=slugs) if slugs else Q(pk__in=[])
    ids: dict[int, None] = {}
    if near:
        both = Event.objects.filter(near, by_actor).order_by("-earliest", "-pk")
        ids |= dict.fromkeys(both.values_list("pk", flat=True)[: MOST // 2])
        only = Event.objects.filter(near).order_by("-earliest", "-pk")
        ids |= dict.fromkeys(only.values_list("pk", flat=True)[: MOST // 4])
    if any(not row.interval.is_dated for row in proposals):
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


def likely(row: Proposal, known: Iterable[Telling], *, rarity: Rarity) -> list[Likeness]:
    """The events that a proposal seems to tell, best first."""
    new = Telling(
        row.interval,
        frozenset(actor["actor"] for actor in row.actors if actor["actor"]),
        row.kind,
        stems(row.title, row.passage),
        called={actor["actor"]: actor["name"] for actor in row.actors},
    )
    return best(new, known, rarity=rarity, least=LIKELY)


def _stretches(proposals: Sequence[Proposal]) -> list[tuple[date, date]]:
    """The days around the proposals' dates, those that overlap put together."""
    spans = sorted(
        (row.earliest - timedelta(days=NEAR), row.latest + timedelta(days=NEAR))
        for row in proposals
        if row.earliest is not None and row.latest is not None
    )
    joined: list[tuple[date, date]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
