"""A table of one's own, its columns as an editor maps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from timeline.domain.named_values import NotValues, from_lines
from timeline.domain.text.characters import plain
from timeline.domain.text.passages import paragraphs, sentences
from timeline.domain.time.formatting import counted
from timeline.domain.timelines import date_column
from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine, folded, names
from timeline.domain.timelines.file_dates import (
    AskedOfColumn,
    BeforeOurEra,
    DateForms,
    NoDate,
    quoted,
)
from timeline.domain.timelines.kept_columns import KeptAs, cells_kept
from timeline.domain.timelines.own.own_fields import COLUMN, read_own
from timeline.domain.timelines.own.own_rows import with_own
from timeline.domain.timelines.place_cells import point_of
from timeline.domain.timelines.row import NO_TITLE, PROBLEM_COLUMN, FileRows, RowDate, TimelineRow
from timeline.domain.timelines.row_dating import from_parts, from_typed, parts, with_precision
from timeline.domain.timelines.several_in_a_cell import Commas, commas_in, documents
from timeline.domain.timelines.several_in_a_cell import names as names_in

MOST_ACTORS = 40
MOST_QUOTED = 300
_AROUND = '"“”„«» '
_DATES = ("date", "end")
_QUOTES = re.compile(r"“([^”]*)”")
_TOLD_BY = ", as told by "


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's columns by what they are, and how its dates and names are written."""

    places: dict[str, int]
    forms: DateForms
    published: DateForms
    commas: Commas
    tag_commas: Commas
    others: tuple[tuple[str, int], ...]
    own: int
    unread: int


def read_rows(sheet: DelimitedSheet, *, mapping: Mapping) -> FileRows:
    """Its rows, one for each document of a line, and sentences on how its columns are read.

    A row has columns that aren't mapped, and aren't left out, as values.
    """
    header = names(sheet.first)
    places = {what: header.index(name) for what, name in mapping.columns.items() if name in header}

    def column(what: str) -> list[str]:
        place = places.get(what, -1)
        return [line.cells[place] for line in sheet.below if 0 <= place < len(line.cells)]

    is_edtf = folded(mapping.columns.get("date", "")) == "edtf"
    judged = date_column.judge(
        (column(what) for what in _DATES),
        day_first=mapping.day_first,
        spans=False if is_edtf else mapping.spans,
        month_years=mapping.month_years,
    )
    published = date_column.judge(
        [column("published")],
        day_first=judged.forms.day_first if mapping.day_first is None else mapping.day_first,
        month_years=judged.forms.month_years,
    )
    passed = {*places.values(), *(header.index(name) for name in mapping.kept if
              name in header and mapping.kept[name] == KeptAs.LEFT_OUT)}  # fmt: skip
    commas, doubtful = commas_in([*column("actors"), *column("others")])
    own = header.index(COLUMN) if COLUMN in header else -1
    unread = header.index(PROBLEM_COLUMN) if PROBLEM_COLUMN in header else -1
    passed |= {own, unread}
    table = _Table(
        places,
        judged.forms,
        published.forms,
        Commas(mapping.commas) if mapping.commas else commas,
        Commas.NONE if any(";" in cell or "|" in cell for cell in column("tags")) else Commas.EACH,
        tuple((name, place) for place, name in enumerate(header) if place not in passed),
        own,
        unread,
    )
    notes = list(dict.fromkeys([*judged.notes, *published.notes]))
    if "title" not in places and "text" in places:
        notes.append("No column has titles; each row’s is the first sentence of its text.")
    examples = judged.examples | ({"commas": doubtful} if doubtful else {})
    if doubtful and not mapping.commas:
        notes.append(
            f"{quoted(doubtful)} can be several names or one: it is kept as one, unless you say "
            "what its commas do."
        )
    rows = [row for line in sheet.below for row in _rows(line, table)]
    return FileRows("", rows, (*notes, *sheet.notes), examples=examples)


def _rows(line: SheetLine, table: _Table) -> list[TimelineRow]:
    def cell(what: str) -> str:
        place = table.places.get(what, len(line.cells))
        return plain(line.cells[place]).strip() if place < len(line.cells) else ""

    def short(what: str) -> str:
        return " ".join(cell(what).split())

    problems: list[str] = []
    if 0 <= table.unread < len(line.cells) and (why := line.cells[table.unread]):
        problems.append(why)
    title = short("title") if "title" in table.places else _first_sentence(cell("text"))
    if not title:
        problems.append(NO_TITLE)
    dated = RowDate()
    asks = beyond = False
    try:
        dated = _date(short, table.forms)
        if "phrase" in table.places and not short("phrase"):
            dated = _without_phrase(dated)
    except NoDate as error:
        problems.append(str(error))
        asks, beyond = isinstance(error, AskedOfColumn), isinstance(error, BeforeOurEra)
    published, notes = _published(short("published"), table.published)
    told, not_addresses = documents(cell("outlet"), short("source"), cell("url"))
    notes += [dated.note] * bool(dated.note) + not_addresses
    quote, speaker, others = _spoken(short("quote"), short("speaker"))
    notes += others
    importance, not_one = _importance(short("importance"))
    values, cut = cells_kept(
        value
        for name, place in table.others
        if place < len(line.cells)
        for value in _values(name, line.cells[place])
    )
    point, lies, unread = point_of(short("place"), short("latitude"), short("longitude"))
    notes += [*not_one, *cut, *unread]
    actors = [
        name
        for column in ("actors", "others")
        for name in names_in(cell(column), commas=table.commas)
    ]
    row = TimelineRow(
        line.number,
        title,
        cell("text"),
        dated,
        id=short("id"),
        kind=short("kind"),
        place=short("place"),
        point=point,
        actors=tuple(dict.fromkeys(" ".join(name.split()) for name in actors))[: MOST_ACTORS + 1],
        published=published,
        quote=quote,
        speaker=speaker,
        tags=tuple(" ".join(tag.split()) for tag in names_in(cell("tags"),
                   commas=table.tag_commas)),
        importance=importance,
        values=(*values, *lies),
    )  # fmt: skip
    if 0 <= table.own < len(line.cells) and (own := read_own(line.cells[table.own])):
        return [with_own(row, own)]
    rows = [
        replace(row, outlet=" ".join(one.outlet.split()), source=one.title, url=one.url)
        for one in told
    ]
    problems += _problems(rows)
    return [
        replace(
            one, problems=tuple(problems), notes=tuple(notes if place == 0 else ()),
            asks=asks, beyond=beyond,
        )
        for place, one in enumerate(rows)
    ]  # fmt: skip


def _spoken(quote: str, speaker: str) -> tuple[str, str, list[str]]:
    """The first of the quotes that a cell has, with who said it, and a sentence on the others.

    Several stand as our own table has them: “one”; “two”, their speakers in the same order.
    """
    quotes, speakers = _QUOTES.findall(quote), speaker.split("; ")
    if len(quotes) < 2 or len(quotes) != len(speakers) or _QUOTES.sub("", quote).strip("; "):
        return quote.strip(_AROUND), speaker.partition(_TOLD_BY)[0], []
    more = f"{counted(len(quotes) - 1, 'further quote')} left out; a row has one."
    return quotes[0], speakers[0].partition(_TOLD_BY)[0], [more]


def _values(column: str, cell: str) -> list[tuple[str, str]]:
    """A cell as values: of the column's name, or those that a column of values has a line each."""
    if folded(column) == "values":
        with suppress(NotValues):
            return list(from_lines(cell).items())
    return [(column, cell)]


def _importance(cell: str) -> tuple[int | None, list[str]]:
    """From 1 to 3: a side matter, which is told where it is none of these."""
    if not cell or cell.removesuffix(".0") in ("1", "2", "3"):
        return int(cell[0]) if cell else None, []
    return None, [f"“{cell[:60]}” is no importance from 1 to 3, and is left out."]


def _first_sentence(text: str) -> str:
    within = paragraphs(text)[:1]
    return " ".join(sentences(text, within)[0].of(text).split()) if within else ""


def _published(cell: str, forms: DateForms) -> tuple[RowDate, list[str]]:
    """When the document was published: a side matter, which is told where it can't be read."""
    try:
        return from_typed(cell, forms=replace(forms, midnight=True)), []
    except NoDate as error:
        return RowDate(), [f"Its publication is left out: {error}"]


def _unquoted(phrase: str) -> str:
    """A phrase without the quotes that it stands in in tables of our own."""
    return phrase.removeprefix("“").removesuffix("”")


def _without_phrase(dated: RowDate) -> RowDate:
    """A date of a table that tells the words of each date, where it has none for this one."""
    if not dated.interval.is_dated or dated.inferred:
        return replace(dated, phrase="")
    reason = f"The file gives the date as {quoted(dated.written)}, and no words for it."
    return replace(dated, phrase="", inferred=dated.interval.edtf, reason=reason)


def _date(short: Callable[[str], str], forms: DateForms) -> RowDate:
    if short("month") or short("day"):
        given = parts(short("date"), short("month"), short("day"))
        return from_parts(given, display=_unquoted(short("phrase")))
    dated = from_typed(short("date"), short("end"), display=_unquoted(short("phrase")), forms=forms)
    if not (precision := short("precision")):
        return dated
    stretch = with_precision(dated.interval, precision)
    if stretch == dated.interval:
        return dated
    reason = f"The file gives the date as “{dated.written}”, with the precision {precision}."
    return RowDate(stretch, dated.written, dated.phrase, stretch.edtf, reason)


def _problems(rows: Sequence[TimelineRow]) -> list[str]:
    row, found = rows[0], []
    if len(row.actors) > MOST_ACTORS:
        found.append(f"It names more than {MOST_ACTORS} actors.")
    if len(row.quote) > MOST_QUOTED:
        found.append(f"Its quote has more than {MOST_QUOTED} characters.")
    if row.quote and not row.speaker:
        found.append("It has a quote and doesn’t say who said it.")
    for what, text, longest in (
        *(("outlet", one.outlet, 120) for one in rows),
        *(("document’s title", one.source, 300) for one in rows),
        ("place", row.place, 120),
        *(("tag", name, 80) for name in row.tags),
        *(("actor’s name", name, 120) for name in (*row.actors, row.speaker)),
    ):
        if len(text) > longest:
            found.append(f"Its {what} has more than {longest} characters.")
    return list(dict.fromkeys(found))
