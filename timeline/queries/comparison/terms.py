"""Terms: what each outlet or document calls the things and the actors that have several names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from timeline.domain.criteria import Criteria
from timeline.domain.text.printed_words import normalised
from timeline.models import Mention, Term
from timeline.queries.index import select
from timeline.queries.index.segments.bitmaps import Numbers, positions
from timeline.queries.index.selection import Selection
from timeline.queries.index.tellings.term_columns import NamedTerms, TermWording, named

MOST_PLACES = 12
"""Places given of one wording in one column; its count goes on."""

_ASKED_FOR = 10_000
"""Mentions fetched at a time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands: an event, as a source tells it, in a paragraph if that is known."""

    event: str
    event_title: str
    source: str
    source_title: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Usage:
    """A wording in one column: in how many mentions, and the first ``MOST_PLACES`` of them."""

    words: str
    count: int
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Thing:
    """What has several names. ``actor`` is a slug, empty for a thing that is no actor.

    ``ways``: how many wordings it has. ``used``: by a column's slug, its wordings, the commonest
    first; a column that does not name it is not there.
    """

    name: str
    actor: str
    ways: int
    used: dict[str, list[Usage]]


@dataclass(frozen=True, slots=True)
class Things:
    """A stretch of the things with several names: ``count`` in all, from the position ``start``."""

    shown: list[Thing]
    count: int
    start: int


_Key = tuple[int, str]
"""An actor's key and an empty text, or 0 and a thing."""


def named_differently(
    criteria: Criteria | Selection, *, column_of: Mapping[int, str], start: int = 0, most: int = 20
) -> Things:
    """What the matching events' mentions name in more ways than one, within these columns.

    ``column_of``: the column's slug by a source's primary key; other sources do not count.
    Things come before actors, and of each kind those with most names first. Curly and straight
    quotes are the same wording; a capital or another spelling is another. A start past the end
    gives the last stretch.
    """
    selection = criteria if isinstance(criteria, Selection) else select(criteria)
    found = _FoundTerms(selection, column_of)
    several = found.several()
    if start >= len(several):
        start = max(0, (len(several) - 1) // most * most)
    shown = several[start : start + most]
    usages = found.usages(shown)
    return Things(
        shown=[
            Thing(*found.name_of(key), found.ways[key], dict(usages.get(key, {}))) for key in shown
        ],
        count=len(several),
        start=start,
    )


class _FoundTerms:
    """What the selection's mentions name in these columns.

    ``ways``, ``times``: of each thing, how many wordings it has, and in how many mentions.
    """

    def __init__(self, selection: Selection, column_of: Mapping[int, str]) -> None:
        self._selection = selection
        self._names = selection.stand.register.actors
        self._parts, self._wordings = named(selection.stand)
        self._columns = sorted(set(column_of.values()))
        numbers = {slug: number for number, slug in enumerate(self._columns)}
        self._column = [
            np.array(
                [numbers.get(column_of.get(key, ""), -1) for key in part.sources.tolist()],
                dtype=np.int64,
            )
            for part in self._parts
        ]
        self._rows = [self._counting(side, part) for side, part in enumerate(self._parts)]
        counted = np.zeros(len(self._wordings), dtype=np.int64)
        for part, rows in zip(self._parts, self._rows, strict=True):
            counted += np.bincount(part.wording[rows], minlength=len(self._wordings))
        self.ways: dict[_Key, int] = defaultdict(int)
        self.times: dict[_Key, int] = defaultdict(int)
        for number in np.flatnonzero(counted).tolist():
            wording = self._wordings[number]
            self.ways[wording[:2]] += 1
            self.times[wording[:2]] += int(counted[number])

    def _counting(self, side: int, part: NamedTerms) -> Numbers:
        """Which rows of a part count: of events selected, in a column, told by then."""
        stand = self._selection.stand
        here = stand.sides[side].view.part
        chosen = np.zeros(len(here.array("pk")), dtype=bool)
        chosen[positions(self._selection.members[side])] = True
        counts = self._column[side] >= 0
        if stand.day is not None and len(part.sources):
            place = np.searchsorted(here.array("s_pk"), part.sources)
            out = here.array("s_latest")[np.minimum(place, len(here.array("s_pk")) - 1)]
            counts &= (out > 0) & (out <= stand.day)
        return np.flatnonzero(chosen[part.event] & counts[part.source])

    def several(self) -> list[_Key]:
        """What has several names, in order."""
        return sorted(
            (key for key, ways in self.ways.items() if ways > 1),
            key=lambda key: (
                key[0] != 0, -self.ways[key], -self.times[key], self.name_of(key)[0],
            ),
        )  # fmt: skip

    def name_of(self, key: _Key) -> tuple[str, str]:
        """A thing's name, and its slug if it is an actor."""
        actor, subject = key
        slug, name = self._names.get(actor, ("", subject))
        return name, slug

    def usages(self, things: Iterable[_Key]) -> dict[_Key, dict[str, list[Usage]]]:
        """How each column names these things."""
        wanted = set(things)
        shown = np.array([wording[:2] in wanted for wording in self._wordings], dtype=bool)
        counts: dict[tuple[int, int], int] = defaultdict(int)
        first: dict[tuple[int, int], list[tuple[object, int]]] = defaultdict(list)
        for side, part in enumerate(self._parts):
            rows = self._rows[side]
            rows = rows[shown[part.wording[rows]]]
            for group, some in _grouped(part, self._column[side], rows):
                counts[group] += len(some)
                first[group] += self._in_time(side, some[:MOST_PLACES])
        if len(self._parts) > 1:
            for found in first.values():
                found.sort()
        mentions = {
            group: [mention for _, mention in found[:MOST_PLACES]] for group, found in first.items()
        }
        places, words = _fetched({mention for some in mentions.values() for mention in some})
        used: dict[_Key, dict[str, list[Usage]]] = defaultdict(lambda: defaultdict(list))
        for (number, column), count in counts.items():
            wording = self._wordings[number]
            where = mentions[number, column]
            met = next((words[m, wording] for m in where if (m, wording) in words), wording.words)
            usage = Usage(met, count, [places[m] for m in where if m in places])
            used[wording[:2]][self._columns[column]].append(usage)
        for by_column in used.values():
            for usages in by_column.values():
                usages.sort(key=lambda usage: (-usage.count, usage.words.casefold(), usage.words))
        return used

    def _in_time(self, side: int, rows: Numbers) -> Iterator[tuple[object, int]]:
        """The mentions of some rows, each with what orders it among those of the other side."""
        part = self._parts[side]
        mentions = part.mention[rows].tolist()
        if len(self._parts) == 1:
            return ((None, mention) for mention in mentions)
        view = self._selection.stand.sides[side].view
        keys = view.part.array("pk")[part.event[rows]].tolist()
        ranks = (view.rank_of(key) for key in keys)
        return (
            (view.sort_key(rank) if rank is not None else (), mention)
            for rank, mention in zip(ranks, mentions, strict=True)
        )


def _grouped(
    part: NamedTerms, column: Numbers, rows: Numbers
) -> Iterator[tuple[tuple[int, int], Numbers]]:
    """The rows by wording and column, each group in the order of the rows."""
    if not len(rows):
        return
    wording, columns = part.wording[rows].astype(np.int64), column[part.source[rows]]
    group = wording * (int(column.max()) + 1) + columns
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for some in np.split(order, starts[1:]):
        yield (int(wording[some[0]]), int(columns[some[0]])), rows[some]


def _fetched(
    mentions: set[int],
) -> tuple[dict[int, Place], dict[tuple[int, TermWording], str]]:
    """Where these mentions stand, and how each has its wordings letter for letter."""
    places: dict[int, Place] = {}
    words: dict[tuple[int, TermWording], str] = {}
    keys = sorted(mentions)
    for start in range(0, max(1, len(keys)), _ASKED_FOR):
        asked = keys[start : start + _ASKED_FOR]
        told = Mention.objects.order_by().filter(pk__in=asked)
        for pk, event, title, source, of_source, paragraph in told.values_list(
            "pk", "event__slug", "event__title", "source__slug", "source__title", "paragraph"
        ):
            places[pk] = Place(event, title, source, of_source, paragraph)
        said = Term.objects.filter(mention__in=asked).order_by("mention_id", "position", "pk")
        for pk, actor, subject, as_met in said.values_list(
            "mention_id", "actor_id", "subject", "words"
        ):
            words.setdefault((pk, TermWording(actor or 0, subject, normalised(as_met))), as_met)
    return places, words
