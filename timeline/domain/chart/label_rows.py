"""Where names have room beside marks on a line: in rows above or below it, or down its side.

A name may be written in several forms, from the shortest to the whole. Whoever is given first
chooses first: all are put in their shortest forms, as many as fit, and then each, in the same
order, takes the longest form for which there is still room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, zip_longest
from textwrap import wrap

from timeline.domain.chart.text_width import text_width

_APART = 10.0
"""Pixels between two names in a row."""
_LEADER = 5.0
"""Pixels between a name and a leader."""
_INSIDE = 14.0
"""Pixels from the end of a name within which the place that it belongs to doesn't lie."""
_NUDGES = (0, 1, -1, 2, -2, 3, -3)
"""Steps from its place at which a name is tried, one after another."""


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A name that is to stand at a place along a line, in pixels.

    ``sizes``: how much of the line each of its forms takes, the shortest first: its width beside a
    line that lies flat, its height beside an upright one. ``key``: the caller's number for it.
    """

    at: float
    sizes: tuple[float, ...]
    key: int


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Where a name was put: ``middle``, along the line, in pixels, and ``row``, 0 nearest to it.

    ``at`` is the place it belongs to, from which a leader is drawn where that is elsewhere;
    ``form`` says in which of its forms it stands, from 0 on.
    """

    key: int
    at: float
    middle: float
    row: int = 0
    form: int = 0


_FEW = 16
"""Names of which all ways to take turns are tried."""


def in_rows(wishes: Iterable[LabelWish], *, length: float, rows: int) -> list[PlacedLabel]:
    """Put names in so many rows beside a flat line, ``length`` pixels long; one that finds no room
    is left out.

    A name stands over its place, as near to its middle as the others leave room. From one in a
    further row a leader runs to its place on the line, and crosses no other name. Which row is
    tried first decides how many fit: of some ways to take turns, the one counts by which most names
    do, and of these the one by which those given first do, and by which names are longest. Of many
    names fewer ways are tried, as each takes longer.
    """
    chosen = list(wishes)
    orders = [*permutations(range(rows))][: None if len(chosen) <= _FEW else 1]
    ways = [
        _put_in_rows(chosen, length, [_turned(order, n * turns) for n in range(len(chosen))])
        for order in orders
        for turns in (0, 1)
    ]

    place = {wish.key: number for number, wish in enumerate(chosen)}

    def worth(placed: list[PlacedLabel]) -> tuple[int, int, float]:
        sizes = (chosen[place[one.key]].sizes[one.form] for one in placed)
        return len(placed), -sum(place[one.key] for one in placed), sum(sizes)

    return max(ways, key=worth)


def _turned(order: Sequence[int], times: int) -> list[int]:
    """An order that begins so many places later, and ends with those that were before."""
    start = times % len(order)
    return [*order[start:], *order[:start]]


def _put_in_rows(
    chosen: Sequence[LabelWish], length: float, orders: Sequence[Sequence[int]]
) -> list[PlacedLabel]:
    """The names that fit where rows are tried for each in an order of its own."""
    taken = [_NameRow(length) for _ in orders[0]] if orders else []
    row_of: dict[int, int] = {}
    for wish, order in zip(chosen, orders, strict=True):
        for number in order:
            nearer = taken[:number]
            if taken[number].has_room(wish) and all(row.has_room_beside(wish) for row in nearer):
                taken[number].put(wish)
                for row in nearer:
                    row.lead(wish)
                row_of[wish.key] = number
                break
    placed = [wish for wish in chosen if wish.key in row_of]
    forms = {wish.key: taken[row_of[wish.key]].grow(wish) for wish in placed}
    middles = {key: middle for row in taken for key, middle in row.middles().items()}
    return [
        PlacedLabel(w.key, w.at, round(middles[w.key], 1), row_of[w.key], forms[w.key])
        for w in placed
    ]


def down_a_side(wishes: Iterable[LabelWish], *, length: float, step: float) -> list[PlacedLabel]:
    """Put names below one another beside an upright line, ``length`` pixels long.

    Each stands at its place or at most three steps (of ``step`` pixels) from it, in the order of
    their places, so that no two leaders cross; one that finds no room is left out.
    """
    placed: list[PlacedLabel] = []
    sizes: dict[int, float] = {}
    chosen = list(wishes)

    def is_free(one: PlacedLabel, size: float) -> bool:
        return size / 2 <= one.middle <= length - size / 2 and all(
            abs(one.middle - other.middle) >= (size + sizes[other.key]) / 2 + 2
            and (one.middle - other.middle) * (one.at - other.at) >= 0
            for other in placed
            if other.key != one.key
        )

    for wish in chosen:
        for nudge in _NUDGES:
            label = PlacedLabel(wish.key, wish.at, round(wish.at + nudge * step, 1))
            if is_free(label, wish.sizes[0]):
                placed.append(label)
                sizes[wish.key] = wish.sizes[0]
                break
    longer = {wish.key: wish.sizes for wish in chosen}
    for number, label in enumerate(placed):
        fitting = [n for n, size in enumerate(longer[label.key]) if is_free(label, size)]
        placed[number] = replace(label, form=fitting[-1])
        sizes[label.key] = longer[label.key][fitting[-1]]
    return placed


def in_lines(words: str, most: float, *, letters: float, lines: int = 2) -> list[str]:
    """Words in bold ``letters`` of so many pixels, as ``lines`` lines that are ``most`` pixels long
    at most; an ellipsis for what is cut.
    """
    whole = text_width(words, pixels=letters, bold=True)
    count = int(len(words) * min(1.0, most / max(whole, 1.0))) + 1
    while True:
        made = wrap(words, count, max_lines=lines, placeholder="…", break_on_hyphens=False)
        if count == 1 or all(text_width(x, pixels=letters, bold=True) <= most for x in made):
            if made and made[-1].endswith("…"):
                made[-1] = made[-1][:-1].rstrip(" ,;:–—-") + "…"
            return made
        count -= 1


@dataclass(frozen=True, slots=True)
class _Taken:
    """Room in a row: ``width`` pixels that begin between two places. A leader has no ``key``."""

    at: float
    width: float
    first: float
    last: float
    key: int | None = None


class _NameRow:
    """A row of names and of leaders that cross it, in the order of the places they belong to.

    Since each stands over its place none can change its turn, and there is room for all of them if
    there is when each is put as far left as it goes.
    """

    def __init__(self, length: float) -> None:
        self._length = length
        self._taken: list[_Taken] = []

    def has_room(self, wish: LabelWish) -> bool:
        """Whether a name has room here in its shortest form."""
        return self._fits([*self._taken, self._name(wish, 0)])

    def has_room_beside(self, wish: LabelWish) -> bool:
        """Whether a leader to its place has."""
        return self._fits([*self._taken, _leader(wish)])

    def put(self, wish: LabelWish) -> None:
        """Put a name here, in its shortest form."""
        self._taken.append(self._name(wish, 0))

    def lead(self, wish: LabelWish) -> None:
        """Have a leader run through."""
        self._taken.append(_leader(wish))

    def grow(self, wish: LabelWish) -> int:
        """Give a name that stands here the longest form for which there is room; says which."""
        others = [one for one in self._taken if one.key != wish.key]
        for form in reversed(range(len(wish.sizes))):
            longer = [*others, self._name(wish, form)]
            if not form or self._fits(longer):
                self._taken = longer
                break
        return form

    def middles(self) -> dict[int, float]:
        """Where the middle of each name comes to stand."""
        ordered = sorted(self._taken, key=_in_order)
        latest, end = [], self._length
        for one, following in reversed([*zip_longest(ordered, ordered[1:])]):
            end = min(one.last, end - _between(one, following) - one.width)
            latest.append(end)
        found, end = {}, 0.0
        for one, before, last in zip(ordered, [None, *ordered], reversed(latest), strict=False):
            left = min(max(one.at - one.width / 2, one.first, end + _between(one, before)), last)
            end = left + one.width
            if one.key is not None:
                found[one.key] = left + one.width / 2
        return found

    def _fits(self, some: Sequence[_Taken]) -> bool:
        end, before = 0.0, None
        for one in sorted(some, key=_in_order):
            left = max(one.first, end + _between(one, before))
            if left > one.last:
                return False
            end, before = left + one.width, one
        return True

    def _name(self, wish: LabelWish, form: int) -> _Taken:
        width = wish.sizes[form]
        inside = min(_INSIDE, width / 2)
        last = wish.at - inside
        first = min(wish.at - width + inside, last)
        edge = self._length - width
        # At an edge its place may lie nearer to its end, or beyond it.
        first, last = min(max(first, 0.0), edge), max(min(last, edge), 0.0)
        return _Taken(wish.at, width, first, last if edge >= 0 else -1.0, wish.key)


def _leader(wish: LabelWish) -> _Taken:
    return _Taken(wish.at, 0.0, wish.at, wish.at)


def _between(one: _Taken, other: _Taken | None) -> float:
    """How far two lie apart at least; nothing from an edge."""
    if other is None:
        return 0.0
    return _LEADER if one.key is None or other.key is None else _APART


def _in_order(one: _Taken) -> float:
    return one.at
