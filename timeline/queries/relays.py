"""Which sources tell, and through which others: what a citation has to carry."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention, Source
from timeline.queries.events import matching
from timeline.queries.standing import tellings


@dataclass(frozen=True, slots=True)
class Relay:
    """A source, and those it tells through; ``first_hand``: it tells something by itself too."""

    source: Source
    through: tuple[Source, ...] = ()
    first_hand: bool = True


def of_event(event: Event, criteria: Criteria) -> list[Relay]:
    """The sources that tell an event by the criteria's ``as_of``, in order of publication."""
    return _relays(tellings(criteria).filter(event=event))


def of_selection(criteria: Criteria) -> list[Relay]:
    """The sources that tell any of the events that match, in order of publication."""
    events = matching(criteria).order_by().values("pk")
    return _relays(tellings(criteria).filter(event__in=events))


def of_source(source: Source) -> Relay:
    """What a source draws on, by its record or by any of its mentions."""
    drawn = Source.objects.filter(Q(drawn_on_by=source) | Q(told_through__source=source))
    return Relay(source, tuple(drawn.exclude(pk=source.pk).select_related("outlet").distinct()))


def _relays(mentions: QuerySet[Mention]) -> list[Relay]:
    told = mentions.order_by()
    through: dict[int, set[int | None]] = defaultdict(set)
    for source, via in told.values_list("source_id", "via_id").distinct():
        through[source].add(None if via == source else via)
    sources = Source.objects.filter(
        Q(pk__in=told.values("source")) | Q(pk__in=told.values("via"))
    ).select_related("outlet")
    found = {source.pk: source for source in sources}  # in order of publication
    return [
        Relay(
            source,
            through=tuple(found[pk] for pk in found if pk in through[source.pk]),
            first_hand=None in through[source.pk],
        )
        for source in found.values()
        if source.pk in through
    ]
