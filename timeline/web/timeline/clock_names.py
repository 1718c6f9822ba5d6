"""The names on both rails of the two clocks: the events that matter most, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from timeline.domain.chart.label_rows import LabelWish, down_a_side, in_lines, in_rows
from timeline.domain.chart.text_width import text_width
from timeline.domain.text.passages import excerpt
from timeline.domain.time.intervals import Bounds
from timeline.queries.chart.event_clocks import ClockTelling, Happening
from timeline.web.timeline.clock_marks import RailName
from timeline.web.timeline.clock_size import Size
from timeline.web.timeline.kept_filter import KeptFilter

_ROWS = 3
_ROW = 17
LETTERS = 12.0
"""The size of a name's letters, which are bold."""
_LEAST = 20
"""Characters of a name beside a rail that lies flat, where there is no room for more."""
_TRIED = 40
"""Names for which room is looked for beside a rail that lies flat; about a dozen have any."""
_LINES = (2, 3, 4)
"""Lines of a name beside an upright rail, as there is room."""
_LINE = 13
_HEAD = 16
"""How much of an upright drawing's length the names of its rails take."""
_OFF = 18
"""How far a name stands off from an upright rail."""
_BEYOND = 10
"""How far a name beside an upright rail may reach over the edge, into the margin of the page."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """What stands at one place of a rail: the name that matters most, and how many more."""

    at: float
    title: str
    more: int
    whole: str
    address: str
    events: tuple[int, ...] = ()

    def in_row(self) -> list[str]:
        """Its words in one line, cut shorter or less, the shortest first."""
        more = f" and {self.more} more" if self.more else ""
        cut = [excerpt(self.title, longest=n) for n in range(_LEAST, max(_LEAST, len(self.title)))]
        return [words + more for words in dict.fromkeys([*cut, " ".join(self.title.split())])]

    def in_column(self, *, most: float) -> list[tuple[str, ...]]:
        """Its words in lines below one another, ``most`` pixels long, in fewer or more of them."""
        more = [f"and {self.more} more"] if self.more else []
        cut = [tuple(in_lines(self.title, most, letters=LETTERS, lines=n)) for n in _LINES]
        return [(*lines, *more) for lines in dict.fromkeys(cut)]


def happened(
    by_days: Mapping[Bounds, Sequence[Happening]],
    tellings: Iterable[ClockTelling],
    *,
    place: Mapping[Bounds, float],
    words: Mapping[Bounds, str],
    kept: KeptFilter,
) -> list[NamedPlace]:
    """The events by the days that they share, the most important first, of these those that are
    told most often. ``kept``: what their links carry.
    """
    told = Counter(telling.event for telling in tellings)
    found = []
    for days, events in by_days.items():
        best = max(events, key=lambda event: (event.importance, told[event.slug]))
        found.append(
            (
                (-best.importance, -told[best.slug]),
                NamedPlace(
                    place[days],
                    best.title,
                    len(events) - 1,
                    words[days],
                    kept.address("event-detail", best.slug),
                    tuple(event.key for event in events),
                ),
            )
        )
    return [named for _, named in sorted(found, key=lambda pair: (pair[0], pair[1].at))]


def told(
    by_days: Mapping[Bounds, Sequence[ClockTelling]],
    *,
    place: Mapping[Bounds, float],
    words: Mapping[Bounds, str],
    kept: KeptFilter,
) -> list[NamedPlace]:
    """The sources by the days that they share, those first that tell most.

    ``kept``: what their links carry.
    """
    found = []
    for days, tellings in by_days.items():
        number = Counter(telling.source for telling in tellings)
        titles = {telling.source: telling.title for telling in tellings}
        ((slug, most),) = number.most_common(1)
        link = kept.address("source-detail", slug)
        named = NamedPlace(place[days], titles[slug], len(titles) - 1, words[days], link)
        found.append((-most, named))
    return [named for _, named in sorted(found, key=lambda pair: (pair[0], pair[1].at))]


def beside(
    size: Size, above: Sequence[NamedPlace], below: Sequence[NamedPlace]
) -> tuple[Size, list[RailName], list[RailName]]:
    """The names as far as they fit, and the size with as much room for them as they take."""
    if not size.named:
        return size, [], []
    if size.upright:
        return size, _column(size, above, 0), _column(size, below, 1)
    up, down = _rows(size, above), _rows(size, below)
    rows_up = max((one.row for one in up), default=-1) + 1
    rows_down = max((one.row for one in down), default=-1) + 1
    more = _ROW * rows_up
    fitted = replace(
        size,
        upper=size.upper + more,
        lower=size.lower + more,
        breadth=size.breadth + more + _ROW * rows_down,
    )
    upper = [_named(one, fitted.upper - 13 - _ROW * one.row, fitted.upper - 8) for one in up]
    lower = [_named(one, fitted.lower + 38 + _ROW * one.row, fitted.lower + 24) for one in down]
    return fitted, upper, lower


@dataclass(frozen=True, slots=True)
class _RowName:
    """A name beside a rail that lies flat: its words, where their middle is, and its row."""

    named: NamedPlace
    words: str
    middle: float
    row: int


def _rows(size: Size, some: Sequence[NamedPlace]) -> list[_RowName]:
    some = _tried(some)
    forms = [named.in_row() for named in some]
    wishes = [
        LabelWish(
            named.at - size.margin,
            tuple(text_width(words, pixels=LETTERS, bold=True) for words in forms[key]),
            key,
        )
        for key, named in enumerate(some)
    ]
    return [
        _RowName(some[one.key], forms[one.key][one.form], one.middle + size.margin, one.row)
        for one in in_rows(wishes, length=size.room, rows=_ROWS)
    ]


def _tried(some: Sequence[NamedPlace]) -> Sequence[NamedPlace]:
    """Those for which room is looked for: the first, and of the others, which matter as little and
    stand in the order of time, some that lie apart.
    """
    if len(some) <= _TRIED:
        return some
    first, others = some[: _TRIED // 2], some[_TRIED // 2 :]
    most = _TRIED - len(first)
    return [*first, *(others[len(others) * number // most] for number in range(most))]


def _named(one: _RowName, y: float, start: float) -> RailName:
    named, end = one.named, y + 4 if y < start else y - 11
    leader = f"M{named.at:g} {start:g}V{end:g}" if abs(end - start) > 5 else ""
    return RailName(
        (one.words,), named.whole, named.address, one.middle, y, "middle", leader, named.events
    )


def _column(size: Size, some: Sequence[NamedPlace], side: int) -> list[RailName]:
    rail, sign, anchor = (size.lower, 1, "start") if side else (size.upper, -1, "end")
    x = rail + _OFF * sign
    most = (size.breadth - x if side else x) + _BEYOND
    columns = [named.in_column(most=most) for named in some]
    wishes = [
        LabelWish(named.at - _HEAD, tuple(len(lines) * _LINE for lines in forms), key)
        for key, (named, forms) in enumerate(zip(some, columns, strict=True))
    ]
    made = []
    for one in down_a_side(wishes, length=size.length - _HEAD, step=9):
        named, lines = some[one.key], columns[one.key][one.form]
        middle = one.middle + _HEAD
        y = middle - len(lines) * _LINE / 2 + 10
        leader = f"M{rail + 8 * sign} {named.at:g}L{rail + 15 * sign} {middle:g}"
        made.append(
            RailName(
                lines, named.whole, named.address, x, round(y, 1), anchor, leader, named.events
            )
        )
    return made
