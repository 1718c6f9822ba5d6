"""Columns that no field of the record holds: each is kept as a value, or left out by choice.

A column is judged over the whole file. What differs among the rows of one event belongs to their
sources, as a page's number does; everything else is the event's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from timeline.domain.named_values import LONGEST_TEXT, name_of, text_of
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
        if len(rows) == 1 or not all(row.outlet or row.source or row.url for row in rows):
            continue
        first: dict[str, str] = {}
        for row in rows:
            for name, text in row.values:
                if name in open_ and first.setdefault(name, text) != text:
                    found[open_.pop(name)] = KeptAs.SOURCE
    return found


def together(rows: Iterable[TimelineRow], names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The values of these names that some rows have in common: of several texts all, each once."""
    wanted, texts = set(names), dict[str, dict[str, None]]()
    for row in rows:
        for name, text in row.values:
            if name in wanted:
                texts.setdefault(name, {})[text] = None
    return tuple((name, "; ".join(found)[:LONGEST_TEXT]) for name, found in texts.items())


def cells_kept(cells: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
    """Columns' names with cells as values with texts, and sentences on those that are cut."""
    found, notes = [], []
    for column, cell in cells:
        text = text_of(cell)
        if not text:
            continue
        if len(text) > LONGEST_TEXT:
            notes.append(f"What stands under “{column}” is cut at {LONGEST_TEXT:,} characters.")
        found.append((name_of(column), text[:LONGEST_TEXT]))
    return found, notes
