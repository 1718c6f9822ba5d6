"""Quotations of the same words, grouped and counted by number, without reading the quotes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from timeline.domain.criteria import QuotationCriteria
from timeline.domain.text.folding import holds, terms
from timeline.domain.text.folding import words as folded
from timeline.models import Quote
from timeline.queries.database.deadlines import watched
from timeline.queries.index.matched_events import MatchedEvents
from timeline.queries.index.segments.bitmaps import Numbers, distinct_pairs, mask
from timeline.queries.index.tellings.quote_columns import counted, of_segments
from timeline.queries.selection import STATED_NOWHERE, FacetValue

_ASKED_FOR = 10_000
"""Quotes fetched at a time."""


class QuotationColumns:
    """The quotations that are asked for, as ``selection.SameWords`` has them."""

    def __init__(self, matched: MatchedEvents, asked: QuotationCriteria) -> None:
        self._matched, self._asked = matched, asked
        self._register = matched.snapshot.register
        self._quote, self._speaker, self._source, self._own, self._via, words = _rows(matched)
        # Each quotation's first quote, in the order of time, gives it its place.
        _, firsts, group = np.unique(words, return_index=True, return_inverse=True)
        order = np.argsort(firsts, kind="stable")
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        self._group: Numbers = place[group]
        self._speaks: Numbers = self._speaker[firsts[order]]
        self.total = len(order)

    def __len__(self) -> int:
        return len(self._quote)

    @property
    def count(self) -> int:
        return len(self._listed)

    @cached_property
    def retold(self) -> int:
        return int((self._fitting & self._by_asked & self._is_retold).sum())

    def quotes(self) -> list[int]:
        return self._quote.tolist()

    def groups(self, start: int, stop: int) -> list[list[int]]:
        shown = self._listed[start:stop]
        found: dict[int, list[int]] = {group: [] for group in shown.tolist()}
        for row in np.flatnonzero(np.isin(self._group, shown)).tolist():
            found[int(self._group[row])].append(int(self._quote[row]))
        return list(found.values())

    def speakers(self) -> list[FacetValue]:
        keys, sizes = np.unique(self._speaks, return_counts=True)
        wanted = self._fitting & self._is_retold if self._asked.retold else self._fitting
        numbers = np.bincount(np.searchsorted(keys, self._speaks[wanted]), minlength=len(keys))
        counts = dict(zip(keys.tolist(), numbers.tolist(), strict=True))
        quoted = dict(zip(keys.tolist(), sizes.tolist(), strict=True))
        names, chosen = self._register.actors, set(self._chosen_speakers)
        listed = sum(counts.get(key, 0) for key in chosen)
        order = sorted(
            ({*quoted} & {*names}) | chosen, key=lambda key: (-quoted.get(key, 0), names[key][1])
        )
        return [
            FacetValue(
                *names[key], listed if key in chosen else listed + counts[key], key in chosen
            )
            for key in order
        ]

    def outlets(self) -> list[FacetValue]:
        chosen = self._register.keys_of_outlets(self._asked.outlets)
        rest = self._by_asked & self._is_retold if self._asked.retold else self._by_asked
        rows = self._holding & rest[self._group]
        keys = np.unique(np.concatenate([self._own, self._via]))
        outlets = [np.searchsorted(keys, of[rows]) for of in (self._own, self._via)]
        group = self._group[rows]
        groups, outlet = distinct_pairs(np.r_[group, group], np.concatenate(outlets))
        listed = np.zeros(self.total, dtype=bool)
        listed[groups[np.isin(keys[outlet], chosen)]] = True
        counts = np.bincount(outlet[~listed[groups]], minlength=len(keys))
        already = int(listed.sum())
        sizes = dict(zip(keys.tolist(), counts.tolist(), strict=True))
        return [
            FacetValue(slug, name, already + sizes.get(key, 0), key in chosen, colour)
            for key, (slug, name, colour) in self._register.outlets.items()
            if key in sizes or key in chosen
        ]

    @cached_property
    def _listed(self) -> Numbers:
        """The places of the quotations that are asked for."""
        wanted = self._fitting & self._by_asked
        return np.flatnonzero(wanted & self._is_retold if self._asked.retold else wanted)

    @property
    def _chosen_speakers(self) -> list[int]:
        return self._register.keys_of_actors(self._asked.speakers)

    @cached_property
    def _by_asked(self) -> Numbers:
        """A mask of the quotations by one of the speakers asked for."""
        if not self._asked.speakers:
            return np.ones(self.total, dtype=bool)
        return np.isin(self._speaks, self._chosen_speakers)

    @cached_property
    def _is_retold(self) -> Numbers:
        """A mask of the quotations that several sources print."""
        sources = np.bincount(distinct_pairs(self._group, self._source)[0], minlength=self.total)
        return sources > 1

    @cached_property
    def _fitting(self) -> Numbers:
        """A mask of the quotations of which a quote is by one of the outlets, and has the text."""
        rows = self._holding
        if self._asked.outlets:
            wanted = self._register.keys_of_outlets(self._asked.outlets)
            rows = rows & (np.isin(self._own, wanted) | np.isin(self._via, wanted))
        found = np.zeros(self.total, dtype=bool)
        found[self._group[rows]] = True
        return found

    @cached_property
    def _holding(self) -> Numbers:
        """A mask of the quotes that hold all terms of the text, or whose speaker's names do."""
        wanted = terms(self._asked.text)
        if not wanted:
            return np.ones(len(self._quote), dtype=bool)
        told = _rows(self._matched.asking(text=self._asked.text))[0]
        held = [pk for pk, text in _words(told) if holds(folded(text), wanted)]
        called = set.intersection(*(set(self._register.named(term)) for term in wanted))
        return np.isin(self._quote, held) | np.isin(self._speaker, list(called))


def _rows(matched: MatchedEvents) -> tuple[Numbers, ...]:
    """The quotes of the events in the order of time, as columns: quote, speaker, source, the keys
    of the outlets that published it and that it is told through, and what tells its words.
    """
    snapshot = matched.snapshot
    parts = []
    for number, quotes in enumerate(of_segments(snapshot)):
        segment = snapshot.segments[number]
        chosen = mask(matched.members[number], segment.size)
        rows = chosen[quotes.event] & counted(snapshot, segment, quotes)
        outlets = segment.columns.array("s_outlet")
        own = outlets[quotes.source[rows]]
        via = np.r_[STATED_NOWHERE, outlets][quotes.via[rows]]
        ranks = segment.view.ranks[quotes.event[rows]].astype(np.int64)
        # An event of the patch comes before the base's of this rank.
        first = np.array(snapshot.before, dtype=np.int64)[ranks] * 2 if number else ranks * 2 + 1
        parts.append(
            (
                quotes.quote[rows],
                quotes.speaker[rows],
                segment.columns.array("s_pk")[quotes.source[rows]],
                own,
                np.where(via == STATED_NOWHERE, own, via),
                quotes.words[rows],
                first,
                ranks,
            )
        )
    *found, first, ranks = (np.concatenate(some) for some in zip(*parts, strict=True))
    order = np.lexsort((ranks, first))
    return tuple(column[order] for column in found)


def _words(keys: Numbers) -> Iterator[tuple[int, str]]:
    """The words of some quotes."""
    every = Quote.objects.order_by().values_list("pk", "words")
    if len(keys) > _ASKED_FOR * 10:
        # One look at all takes less than many at some.
        yield from watched(every.iterator(chunk_size=20_000))
        return
    for start in range(0, len(keys), _ASKED_FOR):
        yield from every.filter(pk__in=keys[start : start + _ASKED_FOR].tolist())
