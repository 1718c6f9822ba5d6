"""Sentences about a file's rows, told once a kind, with the rows that each is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_QUOTED = re.compile(r"“([^”]*)”")
_MOST_ROWS = 12
_MOST_VALUES = 5


@dataclass(frozen=True, slots=True)
class GroupedNote:
    """A sentence, the rows that it is true of, and values of which it is true likewise.

    ``rows``: "row 3", "rows 3, 4 and 9"; of many the first ones, and how many more.
    """

    sentence: str
    rows: str
    likewise: tuple[str, ...]
    more: int

    def __str__(self) -> str:
        told = f"{self.rows}: {self.sentence}"
        if not self.likewise:
            return told
        values = ", ".join(f"“{value}”" for value in self.likewise)
        return f"{told} Likewise {values}{f' and {self.more:,} more' if self.more else ''}."


def grouped(told: Iterable[tuple[str, int]]) -> list[GroupedNote]:
    """Sentences, each with a row's number, by what they say, the values that they quote aside."""
    kinds: dict[str, dict[str, list[int]]] = {}
    for sentence, row in told:
        rows = kinds.setdefault(_QUOTED.sub("“”", sentence), {}).setdefault(sentence, [])
        if row not in rows[-1:]:
            rows.append(row)
    return [_note(sentences) for sentences in kinds.values()]


def _note(sentences: dict[str, list[int]]) -> GroupedNote:
    first, *others = sentences
    numbers = sorted({row for rows in sentences.values() for row in rows})
    values = [quoted[0] for one in others if (quoted := _QUOTED.findall(one))]
    values = list(dict.fromkeys(values))
    return GroupedNote(
        first,
        rows_in_words(numbers),
        tuple(values[:_MOST_VALUES]),
        max(len(values) - _MOST_VALUES, 0),
    )


def rows_in_words(numbers: list[int]) -> str:
    """Rows by their numbers, in order: "rows 3, 4 and 9"."""
    shown = [f"{number:,}" for number in numbers[:_MOST_ROWS]]
    if more := len(numbers) - len(shown):
        return f"rows {', '.join(shown)} and {more:,} more"
    *before, last = shown
    return f"rows {', '.join(before)} and {last}" if before else f"row {last}"
