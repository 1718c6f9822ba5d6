"""A table of one's own, its columns as an editor maps them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from timeline.domain.text.characters import plain
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine, names
from timeline.domain.timelines.row import NO_TITLE, RowDate, TimelineRow
from timeline.domain.timelines.row_dating import (
    NoDate,
    Order,
    WhichOrder,
    from_parts,
    from_typed,
    parts,
)

MOST_ACTORS = 40
MOST_QUOTED = 300
LONGEST_ADDRESS = 500
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{3,}", re.IGNORECASE)
_AROUND = '"“”„«» '


def read_rows(sheet: DelimitedSheet, *, mapping: Mapping) -> list[TimelineRow]:
    """Its rows; columns that aren't mapped are passed over."""
    header = names(sheet.first)
    places = {what: header.index(name) for what, name in mapping.columns.items() if name in header}
    order = Order(mapping.day_first)
    return [_row(line, places, order) for line in sheet.below]


def _row(line: SheetLine, places: dict[str, int], order: Order) -> TimelineRow:
    def cell(what: str) -> str:
        place = places.get(what, len(line.cells))
        return plain(line.cells[place]).strip() if place < len(line.cells) else ""

    def short(what: str) -> str:
        return " ".join(cell(what).split())

    problems: list[str] = []
    title = short("title")
    if not title:
        problems.append(NO_TITLE)
    dated = published = RowDate()
    unordered = False
    try:
        dated = _date(short, order)
    except NoDate as error:
        problems.append(str(error))
        unordered = isinstance(error, WhichOrder)
    try:
        published = from_typed(short("published"), order=order)
    except NoDate as error:
        problems.append(f"Its publication: {error}")
        unordered = unordered or isinstance(error, WhichOrder)
    actors = tuple(dict.fromkeys(filter(None, (one.strip() for one in short("actors").split(";")))))
    row = TimelineRow(
        line.number,
        title,
        cell("text"),
        dated,
        id=short("id"),
        kind=short("kind"),
        place=short("place"),
        actors=actors[: MOST_ACTORS + 1],
        outlet=short("outlet"),
        source=short("source"),
        url=cell("url"),
        published=published,
        quote=short("quote").strip(_AROUND),
        speaker=short("speaker"),
    )
    return replace(row, problems=(*problems, *_problems(row)), unordered=unordered)


def _date(short: Callable[[str], str], order: Order) -> RowDate:
    if short("month") or short("day"):
        given = parts(short("date"), short("month"), short("day"))
        return from_parts(given, display=short("phrase"))
    return from_typed(short("date"), short("end"), display=short("phrase"), order=order)


def _problems(row: TimelineRow) -> list[str]:
    found = []
    if row.url and not (_ADDRESS.fullmatch(row.url) and len(row.url) <= LONGEST_ADDRESS):
        found.append("Its address is no http:// or https:// address.")
    if len(row.actors) > MOST_ACTORS:
        found.append(f"It names more than {MOST_ACTORS} actors.")
    if len(row.quote) > MOST_QUOTED:
        found.append(f"Its quote has more than {MOST_QUOTED} characters.")
    if row.quote and not row.speaker:
        found.append("It has a quote and doesn’t say who said it.")
    for what, text, longest in (
        ("outlet", row.outlet, 120),
        ("document’s title", row.source, 300),
        ("place", row.place, 120),
        *(("actor’s name", name, 120) for name in (*row.actors, row.speaker)),
    ):
        if len(text) > longest:
            found.append(f"Its {what} has more than {longest} characters.")
    return found
