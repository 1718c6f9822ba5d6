"""The engine of ``queries.selection.Selection``: each answer from compressed sets in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from timeline.domain.chart.chart_counts import Band
from timeline.queries.index.facet_counts import FacetCounts
from timeline.queries.index.matched_events import MatchedEvents, flagged, narrowing, page
from timeline.queries.index.segments.event_segment import NEVER
from timeline.queries.index.segments.ordered_events import OrderedEvents
from timeline.queries.index.tellings.event_tellings import EventTellings
from timeline.queries.index.tellings.register_counts import RegisterCounts
from timeline.queries.selection import STATED_NOWHERE, Bounds, Flagged, Narrowed, Totals, Unit


class IndexedSelection(MatchedEvents):
    """A selection; what its methods mean is said there."""

    @property
    def facets(self) -> FacetCounts:
        return FacetCounts(self)

    @property
    def tellings(self) -> EventTellings:
        return EventTellings(self)

    @property
    def registers(self) -> RegisterCounts:
        return RegisterCounts(self.series, self.snapshot, self.story)

    def in_time(self) -> IndexedSelection:
        return IndexedSelection(self.series, replace(self.criteria, sort=""), to=self.to)

    def narrowed(self, to: Narrowed) -> IndexedSelection:
        opening = date.fromordinal(self.opening) if self.opening else None
        return IndexedSelection(self.series, self.criteria, opening=opening, to=[*self.to, to])

    @cached_property
    def mentions(self) -> int:
        return self.over(lambda segment, members: segment.view.mentions.total(members))

    @cached_property
    def untold(self) -> int:
        return self.over(lambda segment, members: len(members - segment.view.mentions.known))

    @cached_property
    def undated_left_out(self) -> int:
        if not self.criteria.has_dates:
            return 0
        return sum(
            members.intersection_cardinality(segment.view.flag("undated"))
            for segment, members in zip(self.snapshot.segments, self.but_for("days"), strict=True)
        )

    @cached_property
    def totals(self) -> Totals:
        segments, sizes = self.snapshot.segments, self.snapshot.outlet_sizes
        return Totals(
            events=sum(len(segment.members) for segment in segments),
            sources=self.snapshot.source_count,
            outlets=sum(size > 0 for key, size in sizes.items() if key != STATED_NOWHERE),
            mentions=sum(segment.view.mentions.total(segment.members) for segment in segments),
        )

    @property
    def actor_count(self) -> int:
        return len(self.snapshot.actors)

    def ids(self, start: int, stop: int) -> list[int]:
        return page(self.blocks, start, stop)

    def place_of(self, key: int) -> int | None:
        before = 0
        for block in self.blocks:
            place = block.place_of(key)
            if place is not None:
                return before + place
            before += len(block)
        return None

    def holds(self, keys: Iterable[int]) -> set[int]:
        return {key for key in keys if self.in_order.place_of(key) is not None}

    def sections(self) -> tuple[int, int, int]:
        run, before, undated = (len(self.in_order.within(*days)) for days in self.section_days)
        return run, before, undated

    def flagged(self, flag: Flagged) -> int:
        return self.over(lambda segment, members: len(members & flagged(segment, flag)))

    def narrowed_count(self, to: Narrowed) -> int:
        return self.over(lambda segment, members: len(members & narrowing(segment, to)))

    @cached_property
    def extent(self) -> tuple[int, int] | None:
        return self.in_order.within(0, NEVER).extent

    @property
    def ends(self) -> tuple[Bounds, Bounds] | None:
        return self.in_order.within(0, NEVER).ends

    def happened(self, days: Sequence[int]) -> list[int]:
        return self.in_order.between(self.in_order.edges(days))

    def told(self, days: Sequence[int], *, unit: Unit) -> list[Band]:
        bands = []
        by_unit = [segment.view.told_in(unit) for segment in self.snapshot.segments]
        edges = self.in_order.edges(days)
        for number in sorted({key for one in by_unit for key in one}):
            found = [m & one[number] for one, m in zip(by_unit, self.members, strict=True)]
            if count := sum(map(len, found)):
                happened = OrderedEvents.of(self.snapshot, found).between(edges)
                bands.append(Band(number, count, happened))
        return bands
