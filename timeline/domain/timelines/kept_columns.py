"""Columns that no field of the record holds: each is kept as a value, or left out by choice.

A column is judged over the whole file. What differs among the rows of one event belongs to their
sources, as a page's number does; everything else is the event's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from timeline.domain.named_values import LONGEST_NAME, LONGEST_TEXT, name_of, text_of
from timeline.domain.timelines.row import TimelineRow


class KeptAs(StrEnum):
    """What becomes of a column that no field holds."""

    EVENT = "event"
    SOURCE = "source"
    LEFT_OUT = "out"


KEPT_WORDS = {
    KeptAs.EVENT: "kept, as a value of the event",
    KeptAs.SOURCE: "kept, as a value of the source",
    KeptAs.LEFT_OUT: "left out",
}


def judged(
    events: Iterable[Sequence[TimelineRow]], columns: Iterable[str], chosen: Mapping[str, str]
) -> dict[str, KeptAs]:
    """What becomes of columns, as was chosen, or as their cells have it; ``events``: their rows."""
    found = {column: KeptAs(chosen.get(column, KeptAs.EVENT)) for column in columns}
    open_ = {name_of(column): column for column in found if column not in chosen}
    for rows in events:
        if not open_:
            break
        if len(rows) == 1 or not all(row.has_source for row in rows):
            continue
        first: dict[str, str] = {}
        for row in rows:
            for name, text in row.values:
                if name in open_ and first.setdefault(name, text) != text:
                    found[open_.pop(name)] = KeptAs.SOURCE
    return found


def together(
    rows: Iterable[TimelineRow], names: Iterable[str]
) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The values of these names that some rows have in common, and sentences on those that are
    cut: of several texts all, each once.
    """
    wanted, texts = set(names), dict[str, dict[str, None]]()
    for row in rows:
        for name, text in row.values:
            if name in wanted:
                texts.setdefault(name, {})[text] = None
    values, notes = _as_values(texts)
    return tuple(values), notes


def cells_kept(cells: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """Columns' names with cells as values with texts, and sentences on those that are cut.

    Texts of one name are one value, behind each other.
    """
    found: dict[str, dict[str, None]] = {}
    for column, cell in cells:
        if text := text_of(cell):
            found.setdefault(name_of(column)[:LONGEST_NAME].strip() or "value", {})[text] = None
    return _as_values(found)


def _as_values(
    texts: Mapping[str, Iterable[str]],
) -> tuple[list[tuple[str, str]], list[str]]:
    values = [(name, "; ".join(some)) for name, some in texts.items()]
    notes = [
        f"What stands under “{name}” is cut at {LONGEST_TEXT:,} characters."
        for name, text in values
        if len(text) > LONGEST_TEXT
    ]
    return [(name, text[:LONGEST_TEXT]) for name, text in values], notes
