"""Where names have room beside marks on a line: in rows above or below it, or down its side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from timeline.domain.chart.text_width import text_width

_APART = 10.0
"""Pixels between two names in a row."""
_LEADER = 4.0
"""Pixels on each side of a leader that no name may reach into."""
_NUDGES = (0, 1, -1, 2, -2, 3, -3)
"""Steps from its place at which a name is tried, one after another."""


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A name that is to stand at a place along a line, in pixels.

    ``size``: how much of the line it takes: its width beside a line that lies flat, its height
    beside an upright one. ``key``: the caller's number for it.
    """

    at: float
    size: float
    key: int


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Where a name was put: ``middle``, along the line, in pixels, and ``row``, 0 nearest to it.

    ``at`` is the place it belongs to, from which a leader is drawn where that is elsewhere.
    """

    key: int
    at: float
    middle: float
    row: int = 0


def in_rows(wishes: Iterable[LabelWish], *, length: float, rows: int) -> list[PlacedLabel]:
    """Put names in so many rows beside a flat line, ``length`` pixels long.

    Whoever is given first chooses first; a name that finds no room is left out. From one in a
    further row a leader runs to its place on the line, and crosses no other name.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    placed = []
    for wish in wishes:
        if wish.size > length:
            continue
        middle = min(max(wish.at, wish.size / 2), length - wish.size / 2)
        ends = (middle - wish.size / 2 - _APART / 2, middle + wish.size / 2 + _APART / 2)
        leader = (wish.at - _LEADER, wish.at + _LEADER)
        for row in range(rows):
            if _free(taken[row], ends) and all(_free(taken[r], leader) for r in range(row)):
                taken[row].append(ends)
                for nearer in taken[:row]:
                    nearer.append(leader)
                placed.append(PlacedLabel(wish.key, wish.at, round(middle, 1), row))
                break
    return placed


def down_a_side(wishes: Iterable[LabelWish], *, length: float, step: float) -> list[PlacedLabel]:
    """Put names below one another beside an upright line, ``length`` pixels long.

    Whoever is given first chooses first. Each stands at its place or at most three steps (of
    ``step`` pixels) from it, in the order of their places, so that no two leaders cross; one that
    finds no room is left out.
    """
    placed: list[PlacedLabel] = []
    sizes: dict[int, float] = {}
    for wish in wishes:
        for nudge in _NUDGES:
            middle = wish.at + nudge * step
            if not wish.size / 2 <= middle <= length - wish.size / 2:
                continue
            if all(
                abs(middle - other.middle) >= (wish.size + sizes[other.key]) / 2 + 2
                and (middle - other.middle) * (wish.at - other.at) >= 0
                for other in placed
            ):
                placed.append(PlacedLabel(wish.key, wish.at, round(middle, 1)))
                sizes[wish.key] = wish.size
                break
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
            return made
        count -= 1


def _free(taken: list[tuple[float, float]], ends: tuple[float, float]) -> bool:
    return all(ends[1] <= left or right <= ends[0] for left, right in taken)
