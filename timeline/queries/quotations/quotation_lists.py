"""The list of quotations: all wordings held against each other, or, of very many, the same words.

To hold a quote against others takes a ten-thousandth of a second, so that of a million quotes it
can't be done while a reader waits. Then quotes are one quotation that have the same words, but for
case, accents and punctuation; narrowed to fewer events, all is compared again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Protocol

import numpy as np
from django.db.models import QuerySet

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.text.folding import terms
from timeline.models import Quote
from timeline.queries.index import select
from timeline.queries.index.facet_counts import FacetValue
from timeline.queries.index.segments.bitmaps import Numbers, positions
from timeline.queries.index.segments.fast_folding import words as folded
from timeline.queries.index.selection import Selection
from timeline.queries.index.tellings.mention_columns import STATED_NOWHERE
from timeline.queries.index.tellings.quote_columns import counting, spoken
from timeline.queries.quotations import quotation_groups
from timeline.queries.quotations.quotation_groups import (
    Names,
    QuotationCriteria,
    QuotationGroup,
    Said,
    spelt_names,
)

MOST_COMPARED = 10_000
"""Quotes up to which all are held against each other."""

_ASKED_FOR = 10_000
"""Quotes fetched at a time."""


class Listing(Protocol):
    """The quotations of some events, and those of them that a reader asks for.

    ``total`` is how many there are of the events, ``count`` how many are asked for and ``retold``
    how many of those several sources or wordings have. ``compares``: whether any listed may have
    several wordings. ``by_words``: whether only the same words are put together.
    """

    total: int
    by_words: bool

    @property
    def names(self) -> Names: ...
    @property
    def count(self) -> int: ...
    @property
    def retold(self) -> int: ...
    @property
    def compares(self) -> bool: ...
    def quotations(self, start: int, stop: int) -> list[QuotationGroup]:
        """Those asked for, from one position to before another."""

    def speakers(self) -> list[FacetValue]:
        """Speakers, those of most quotations first, with how many there would be with each."""

    def outlets(self) -> list[FacetValue]:
        """Outlets by name, then unstated publishers, likewise."""


def listed(criteria: Criteria, asked: QuotationCriteria) -> Listing:
    """The quotations of the events that match. The criteria's outlets and text are left aside."""
    selection = select(quotation_groups.of_events(criteria))
    if Quote.objects.count() <= MOST_COMPARED:
        return Compared(quotation_groups.said_in(selection), asked)
    many = ManyQuotations(selection, asked)
    if len(many) <= MOST_COMPARED:
        return Compared(quotation_groups.said_in(selection, of=many.quotes()), asked)
    return many


class Compared:
    """Quotations of which every wording was held against the others."""

    by_words = False

    def __init__(self, said: Said, asked: QuotationCriteria) -> None:
        self._names = said.names
        self.total = len(said.quotations)
        self._every, self._asked = said.quotations, asked
        self._found = quotation_groups.matching(self._every, asked)

    @property
    def names(self) -> Names:
        return self._names

    @property
    def count(self) -> int:
        return len(self._found)

    @property
    def retold(self) -> int:
        return len(quotation_groups.matching(self._every, replace(self._asked, retold=True)))

    @property
    def compares(self) -> bool:
        return any(len(quotation.wordings) > 1 for quotation in self._found)

    def quotations(self, start: int, stop: int) -> list[QuotationGroup]:
        return self._found[start:stop]

    def speakers(self) -> list[FacetValue]:
        return quotation_groups.by_speaker(self._every, self._asked)

    def outlets(self) -> list[FacetValue]:
        return quotation_groups.by_outlet(self._every, self._asked)


class ManyQuotations:
    """Quotations of the same words, counted without reading them."""

    by_words = True
    compares = False

    def __init__(self, selection: Selection, asked: QuotationCriteria) -> None:
        self._selection, self._asked = selection, asked
        self._quote, self._speaker, self._source, self._own, self._via, words = _rows(selection)
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

    def quotes(self) -> QuerySet[Quote]:
        """The quotes, where they are few."""
        return Quote.objects.filter(pk__in=self._quote.tolist())

    @cached_property
    def names(self) -> Names:
        return spelt_names()

    @property
    def count(self) -> int:
        return len(self._listed)

    @cached_property
    def retold(self) -> int:
        return int((self._fitting & self._by_asked & self._is_retold).sum())

    def quotations(self, start: int, stop: int) -> list[QuotationGroup]:
        shown = self._listed[start:stop]
        rows = np.flatnonzero(np.isin(self._group, shown))
        of = dict(zip(self._quote[rows].tolist(), self._group[rows].tolist(), strict=True))
        found: dict[int, list[quotation_groups.Printed]] = {group: [] for group in shown.tolist()}
        for one in quotation_groups.read(of):
            found[of[one.pk]].append(one)
        return [quotation_groups.by_words(printed) for printed in found.values() if printed]

    def speakers(self) -> list[FacetValue]:
        keys, every = np.unique(self._speaks, return_counts=True)
        wanted = self._fitting & self._is_retold if self._asked.retold else self._fitting
        counts = np.bincount(np.searchsorted(keys, self._speaks[wanted]), minlength=len(keys))
        known = self._selection.stand.register.actors
        slugs = {key: slug for key, (slug, _) in known.items()}
        chosen = set(self._asked.speakers)
        added = {
            slugs[key]: (known[key][1], size, count)
            for key, size, count in zip(keys.tolist(), every.tolist(), counts.tolist(), strict=True)
            if key in known
        }
        for key, (slug, name) in known.items():
            if slug in chosen and slug not in added:
                added[slugs[key]] = (name, 0, 0)
        listed = sum(added[slug][2] for slug in chosen if slug in added)
        return [
            FacetValue(slug, name, listed if slug in chosen else listed + count, slug in chosen)
            for slug, (name, _, count) in sorted(
                added.items(), key=lambda item: (-item[1][1], item[1][0])
            )
        ]

    def outlets(self) -> list[FacetValue]:
        register = self._selection.stand.register
        chosen = {
            STATED_NOWHERE if slug == UNSTATED else register.outlet_keys.get(slug, -1)
            for slug in self._asked.outlets
        }
        rest = self._by_asked & self._is_retold if self._asked.retold else self._by_asked
        rows = self._holding & rest[self._group]
        keys = np.unique(np.concatenate([self._own, self._via]))
        group = self._group[rows]
        both = [np.searchsorted(keys, of[rows]) for of in (self._own, self._via)]
        pairs = np.sort(np.concatenate([group * len(keys) + outlet for outlet in both]))
        new = np.ones(len(pairs), dtype=bool)
        new[1:] = pairs[1:] != pairs[:-1]
        groups, outlets = pairs[new] // max(len(keys), 1), pairs[new] % max(len(keys), 1)
        listed = np.zeros(self.total, dtype=bool)
        listed[groups[np.isin(keys[outlets], list(chosen))]] = True
        counts = np.bincount(outlets[~listed[groups]], minlength=len(keys))
        already = int(listed.sum())
        sizes = dict(zip(keys.tolist(), counts.tolist(), strict=True))
        known = [(key, *row) for key, row in register.outlets.items()]
        known.append((STATED_NOWHERE, UNSTATED, "Publisher not stated", None))
        return [
            FacetValue(slug, name, already + sizes.get(key, 0), key in chosen, colour)
            for key, slug, name, colour in known
            if key in sizes or key in chosen
        ]

    @cached_property
    def _listed(self) -> Numbers:
        wanted = self._fitting & self._by_asked
        return np.flatnonzero(wanted & self._is_retold if self._asked.retold else wanted)

    @cached_property
    def _by_asked(self) -> Numbers:
        """Which quotations are by one of the speakers."""
        if not self._asked.speakers:
            return np.ones(self.total, dtype=bool)
        keys = self._selection.stand.register.actor_keys
        return np.isin(self._speaks, [keys.get(slug, 0) for slug in self._asked.speakers])

    @cached_property
    def _is_retold(self) -> Numbers:
        """Which quotations several sources print."""
        found = np.zeros(self.total, dtype=bool)
        order = np.lexsort((self._source, self._group))
        group, source = self._group[order], self._source[order]
        found[group[1:][(group[1:] == group[:-1]) & (source[1:] != source[:-1])]] = True
        return found

    @cached_property
    def _fitting(self) -> Numbers:
        """Of which quotations a quote is printed by one of the outlets and holds the text."""
        rows = self._holding
        if self._asked.outlets:
            keys = self._selection.stand.register.outlet_keys
            wanted = [
                STATED_NOWHERE if slug == UNSTATED else keys.get(slug, -1)
                for slug in self._asked.outlets
            ]
            rows = rows & (np.isin(self._own, wanted) | np.isin(self._via, wanted))
        found = np.zeros(self.total, dtype=bool)
        found[self._group[rows]] = True
        return found

    @cached_property
    def _holding(self) -> Numbers:
        """Which quotes hold all terms of the text."""
        wanted = [f" {term}" for term in terms(self._asked.text)]
        if not wanted:
            return np.ones(len(self._quote), dtype=bool)
        narrowed = replace(self._selection.criteria, text=self._asked.text)
        told = _rows(select(narrowed))[0]
        held = [
            pk
            for pk, words in _words(told)
            if (text := folded(words)) and all(term in text for term in wanted)
        ]
        return np.isin(self._quote, held)


def _rows(selection: Selection) -> tuple[Numbers, Numbers, Numbers, Numbers, Numbers, Numbers]:
    """The quotes of the events in the order of time, as columns: quote, speaker, source, the keys
    of the outlets that published it and that it is told through, and what tells its words.
    """
    stand = selection.stand
    columns = []
    for number, (side, quotes) in enumerate(zip(stand.sides, spoken(stand), strict=True)):
        part = side.view.part
        chosen = np.zeros(len(part.array("pk")), dtype=bool)
        chosen[positions(selection.members[number])] = True
        rows = chosen[quotes.event] & counting(stand, side, quotes)
        outlets = part.array("s_outlet")
        own = outlets[quotes.source[rows]]
        via = np.r_[STATED_NOWHERE, outlets][quotes.via[rows]]
        event = quotes.event[rows].astype(np.int64)
        ranks = event if stand.day is None else side.view.ranks[event].astype(np.int64)
        # An event of the second side comes before the first side's of this rank.
        first = ranks * 2 + 1 if number == 0 else np.array(stand.before, dtype=np.int64)[ranks] * 2
        columns.append(
            (
                quotes.quote[rows],
                quotes.speaker[rows],
                part.array("s_pk")[quotes.source[rows]],
                own,
                np.where(via == STATED_NOWHERE, own, via),
                quotes.words[rows],
                first,
                ranks,
            )
        )
    *found, first, ranks = (np.concatenate(some) for some in zip(*columns, strict=True))
    order = np.lexsort((ranks, first))
    quote, speaker, source, own, via, words = (column[order] for column in found)
    return quote, speaker, source, own, via, words


def _words(keys: Numbers) -> Iterator[tuple[int, str]]:
    """The words of some quotes."""
    every = Quote.objects.order_by().values_list("pk", "words")
    if len(keys) > _ASKED_FOR * 10:
        # One look at all takes less than many at some.
        yield from every.iterator(chunk_size=20_000)
        return
    for start in range(0, len(keys), _ASKED_FOR):
        yield from every.filter(pk__in=keys[start : start + _ASKED_FOR].tolist())
