"""Which sources tell, and through which others: what a citation has to carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import counts_as_of
from timeline.models import Event, Mention, Source
from timeline.queries.database.prepared_rows import records, rows
from timeline.queries.index import select
from timeline.queries.plain_events import plain_sources

_ASKED_FOR = 10_000
"""Sources up to which only these are looked for, and not all gone through."""
_FETCHED = 1_000
"""Sources fetched at a time."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A source, and those it tells through; ``first_hand``: it tells something by itself too."""

    source: Source
    through: tuple[Source, ...] = ()
    first_hand: bool = True


class Relays:
    """Sources that tell, in order of publication, fetched a few at a time as they are gone through.

    ``through``: by the key of each, those of the sources it tells through, 0 for none. ``known``:
    all of these sources, where they were fetched before.
    """

    def __init__(
        self, through: Mapping[int, Iterable[int]], *, known: Mapping[int, Source] | None = None
    ) -> None:
        self.telling: Container[int] = through.keys()
        self._through, self._known = through, known

    def __len__(self) -> int:
        return len(self._through)

    def __iter__(self) -> Iterator[Relay]:
        if len(self) <= _FETCHED:
            yield from self._few
            return
        chunk: list[int] = []
        for pk in self._in_order():
            chunk.append(pk)
            if len(chunk) == _FETCHED:
                yield from self._fetched(chunk)
                chunk = []
        yield from self._fetched(chunk)

    @cached_property
    def _few(self) -> list[Relay]:
        """All of them, where they are so few."""
        found = self._fetched(list(self._through))
        return sorted(found, key=lambda relay: _published(relay.source))

    def _in_order(self) -> Iterator[int]:
        keys = Source.objects.values_list("pk", flat=True)
        if len(self) <= _ASKED_FOR:
            yield from keys.filter(pk__in=list(self._through))
        else:
            yield from (pk for pk in keys.iterator(chunk_size=_ASKED_FOR) if pk in self._through)

    def _fetched(self, keys: list[int]) -> Iterator[Relay]:
        # Through itself is by itself.
        through = {pk: {0 if to == pk else to for to in self._through[pk]} for pk in keys}
        wanted = {*keys, *(other for some in through.values() for other in some if other)}
        found = self._known
        if found is None:
            found = plain_sources(wanted)
        for pk, others in through.items():
            if pk in found:
                drawn = [found[other] for other in others if other in found]
                yield Relay(found[pk], tuple(sorted(drawn, key=_published)), 0 in others)


def of_event(event: Event, criteria: Criteria) -> Relays:
    """The sources that tell an event by the criteria's ``as_of``, in order of publication."""
    told = [m for m in event.mentions.all() if counts_as_of(m.source.interval, criteria.as_of)]
    through: dict[int, list[int]] = defaultdict(list)
    for mention in told:
        through[mention.source_id].append(mention.via_id or 0)
    known = {one.pk: one for mention in told for one in (mention.source, mention.via) if one}
    return Relays(through, known=known)


def of_selection(criteria: Criteria) -> Relays:
    """The sources that tell any of the events that match, in order of publication."""
    return Relays(select(criteria).tellings.relays())


def of_source(source: Source) -> Relay:
    """What a source draws on, by its record or by any of its mentions."""
    drawn = {key for query in (_drawn_on, _through) for (key,) in rows(query, [source.pk])}
    found = records(with_outlets, sorted(drawn - {None, source.pk}))
    return Relay(source, tuple(sorted(found, key=_published)))


def _drawn_on(sources: Sequence[int]) -> QuerySet[Any, Any]:
    drawing = Source.draws_on.through.objects.filter(from_source__in=sources)
    return drawing.values_list("to_source_id")


def _through(sources: Sequence[int]) -> QuerySet[Any, Any]:
    told = Mention.objects.filter(source__in=sources).order_by()
    return told.values_list("via_id").distinct()


def with_outlets(sources: Sequence[int]) -> QuerySet[Source]:
    """For ``prepared_rows.records``: sources by their keys, in no order."""
    return Source.objects.filter(pk__in=sources).order_by().select_related("outlet")


def _published(source: Source) -> tuple[bool, date, str, str]:
    """As ``Source`` is ordered."""
    return *source.interval.sort_key, source.title, source.slug
