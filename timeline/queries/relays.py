"""Which sources tell, and through which others: what a citation has to carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from timeline.domain.criteria import Criteria
from timeline.models import Event, Source
from timeline.queries.index import select, tellers
from timeline.queries.standing import tellings

_ASKED_FOR = 10_000
"""Sources fetched at a time."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A source, and those it tells through; ``first_hand``: it tells something by itself too."""

    source: Source
    through: tuple[Source, ...] = ()
    first_hand: bool = True


def of_event(event: Event, criteria: Criteria) -> list[Relay]:
    """The sources that tell an event by the criteria's ``as_of``, in order of publication."""
    told = tellings(criteria).filter(event=event).order_by()
    return _relays(told.values_list("source_id", "via_id").distinct())


def of_selection(criteria: Criteria) -> list[Relay]:
    """The sources that tell any of the events that match, in order of publication."""
    return _relays((by, via or None) for by, via in tellers.relays(select(criteria)))


def of_source(source: Source) -> Relay:
    """What a source draws on, by its record or by any of its mentions."""
    drawn = {*source.draws_on.order_by().values_list("pk", flat=True)}
    drawn |= {*source.mentions.order_by().values_list("via", flat=True)} - {None, source.pk}
    found = Source.objects.filter(pk__in=drawn - {source.pk}).select_related("outlet")
    return Relay(source, tuple(found))


def _relays(told: Iterable[tuple[int, int | None]]) -> list[Relay]:
    """The sources of pairs of a source and the one that it tells through."""
    through: dict[int, set[int | None]] = defaultdict(set)
    for by, via in told:
        through[by].add(None if via == by else via)
    wanted = sorted({*through, *(via for some in through.values() for via in some if via)})
    fetched: list[Source] = []
    for start in range(0, max(1, len(wanted)), _ASKED_FOR):
        some = wanted[start : start + _ASKED_FOR]
        fetched += Source.objects.filter(pk__in=some).select_related("outlet")
    if len(wanted) > _ASKED_FOR:
        fetched.sort(key=_published)
    found = {source.pk: source for source in fetched}
    order = {pk: place for place, pk in enumerate(found)}
    relays = []
    for source in fetched:
        if source.pk in through:
            others = {pk for pk in through[source.pk] if pk is not None} & order.keys()
            relays.append(
                Relay(
                    source,
                    through=tuple(found[pk] for pk in sorted(others, key=order.__getitem__)),
                    first_hand=None in through[source.pk],
                )
            )
    return relays


def _published(source: Source) -> tuple[bool, str, str]:
    """As ``Source`` is ordered."""
    day = source.earliest or source.latest
    return day is None, day.isoformat() if day else "", source.title
