"""Who tells the events that match, and in which words: the answers to ``selection.Tellings``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from timeline.domain.chart.chart_counts import TellingOutlet, TellingStrand
from timeline.domain.criteria import QuotationCriteria
from timeline.queries.index.matched_events import MatchedEvents, blocks, page
from timeline.queries.index.segments.ordered_events import OrderedEvents
from timeline.queries.index.segments.snapshot import Snapshot
from timeline.queries.index.tellings import documents_read, teller_postings, telling_sources
from timeline.queries.index.tellings.quotation_columns import QuotationColumns
from timeline.queries.index.tellings.telling_sources import RelayColumns
from timeline.queries.index.tellings.term_uses import CountedTerms
from timeline.queries.selection import (
    By,
    DocumentsRead,
    PublicationDays,
    Tellers,
)


class EventTellings:
    """The tellings of the events that match."""

    def __init__(self, matched: MatchedEvents) -> None:
        self._matched = matched
        self._snapshot = matched.snapshot

    @property
    def _now(self) -> Snapshot:
        """The events that there are now, whatever day is asked about."""
        return self._matched.series.snapshot(None, story=self._matched.story)

    def publication_days(self) -> PublicationDays:
        return telling_sources.publication_days(self._now)

    def newest_sources(self, *, most: int) -> list[int]:
        return telling_sources.newest(self._matched, most=most)

    def strands(self, *, most: int) -> list[TellingStrand]:
        return telling_sources.strands(self._matched, most=most)

    def mentions_between(self, days: Sequence[int]) -> list[int]:
        return telling_sources.mentions_between(self._matched, days)

    def outlets_telling_most(self, *, most: int) -> tuple[list[TellingOutlet], int]:
        return telling_sources.outlets_telling_most(self._matched, most=most)

    def most_important(self, *, most: int) -> list[int]:
        segments = self._snapshot.segments
        importance = [segment.columns.postings("importance") for segment in segments]
        telling = [segment.view.numbers("tellers") for segment in segments]
        found: list[int] = []
        for members in blocks(self._matched.members, [importance, telling]):
            alike, room = OrderedEvents.of(self._snapshot, members), most - len(found)
            taken = min(room, len(alike))
            places = (len(alike) * n // taken for n in range(taken))
            found += [key for place in places for key in alike.keys(place, place + 1)]
            if len(found) >= most:
                break
        return found

    def relays(self) -> RelayColumns:
        return RelayColumns(self._matched)

    def by_outlets(self) -> Tellers:
        return teller_postings.by_outlets(self._matched)

    def by_sources(self, keys: Iterable[int]) -> Tellers:
        return teller_postings.by_sources(self._matched, keys)

    def events_through(self, keys: Iterable[int]) -> dict[int, list[int]]:
        return teller_postings.events_through(self._matched, keys)

    def most_telling(self, most: int) -> tuple[list[int], int]:
        return telling_sources.most_telling(self._matched, most)

    def documents_read(self) -> dict[int, DocumentsRead]:
        return documents_read.in_all(self._matched)

    def documents_of_stories(self) -> dict[int, dict[int, DocumentsRead]]:
        return documents_read.of_stories(self._matched)

    def read_besides(self) -> dict[int, set[int]]:
        return {
            story: {row.source for row in rows}
            for story, rows in documents_read.besides(self._matched).items()
        }

    def ids_by_tellers(self, start: int, stop: int, *, by: By) -> list[int]:
        telling = [
            segment.view.numbers("tellers")
            if by == "documents"
            else teller_postings.outlets_telling(self._snapshot, segment)
            for segment in self._snapshot.segments
        ]
        found = blocks(self._matched.members, [telling, *self._matched.sorts])
        return page((OrderedEvents.of(self._snapshot, some) for some in found), start, stop)

    def terms(self, columns: Mapping[int, str], *, by: By) -> CountedTerms:
        return CountedTerms(self._matched, columns, by=by)

    def same_words(self, asked: QuotationCriteria) -> QuotationColumns:
        return QuotationColumns(self._matched, asked)
