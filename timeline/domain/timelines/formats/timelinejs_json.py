"""TimelineJS's JSON: version 3's ("JSON format" in its documentation), as our own export writes it
too, and that of the versions before.

``events`` is a list of slides with ``start_date``, ``end_date``, ``display_date``, ``text``,
``group``, ``unique_id``, ``media`` and ``location``; ``eras`` is a list of stretches. Texts are
HTML there and plain here. An era with a name is an event of the kind "Era". Whatever else a slide
has is kept as values: its media and background, the addresses that its texts link to. What the
title slide has beside its headline is a value of the file. Where a slide has our ``edtf``, that is
its date, and eras are the gaps of our export. Before version 3 all stood in ``timeline``, the
slides in ``date``, with days as "2011,12,10", or as somebody typed them: "12/10/2011 14:30", where
TimelineJS has the month first, and so they are read unless the file's others tell that it isn't.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Object
from dataclasses import replace
from functools import partial
from typing import Any

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import counted
from timeline.domain.timelines.date_column import judge
from timeline.domain.timelines.file_dates import DateForms
from timeline.domain.timelines.formats import other_files
from timeline.domain.timelines.formats.unused_parts import Path, name_of_path, unused_parts
from timeline.domain.timelines.kept_columns import cells_kept
from timeline.domain.timelines.place_cells import point_of
from timeline.domain.timelines.plain_text import line_of, links_in, text_of
from timeline.domain.timelines.row import (
    MOST_ROWS,
    FileRows,
    NotATimeline,
    RowDate,
    TimelineRow,
)
from timeline.domain.timelines.row_dating import (
    Parts,
    at_clock,
    dated_row,
    from_parts,
    from_typed,
    parts,
)

LONGEST_PLACE = 120
_SCRIPT = re.compile(
    r"\s*(?:/\*\*/)?\s*(?:(?:var|let|const) +)?[A-Za-z_$][\w.$]{0,80} ?[=(]\s*(?=[{\[])", re.ASCII
)
_CALLED: dict[Path, str] = {
    ("media", "url"): "media",
    ("media", "alt"): "media described",
    ("text",): "text",
}
"""What values are called that their paths alone would not name well."""

_TYPED = "typed"
_BY_COMMAS = re.compile(r"-?\d{1,6}(?:[,:\s]+\d{0,4}){0,6},?", re.ASCII)
_NOT_JUDGED = DateForms(day_first=False)
_IN_START = ("year", "month", "day", "hour", "minute", "second")
_USED: frozenset[Path] = frozenset(
    [("unique_id",), ("group",), ("edtf",), ("display_date",), ("text", "headline"),
     ("text", "text"), ("location", "name"), ("location", "lat"), ("location", "lon"),
     *(("start_date", name) for name in _IN_START),
     *(("end_date", name) for name in _IN_START[:3]),
     ("start_date", _TYPED), ("end_date", _TYPED)]
)  # fmt: skip
"""What of a slide is read."""

_AUTOLINK: Path = ("autolink",)  # of our own slides it is no one's word
_OF_TITLE: frozenset[Path] = frozenset([("text", "headline")])


def without_script(text: str) -> str:
    """The JSON of a script that does nothing but give it to a function or a name, as older
    timelines have it ("storyjs_jsonp_data = {…};"); any other text as it is.
    """
    found = _SCRIPT.match(text)
    if found is None:
        return text
    return text[found.end() :].rstrip().removesuffix(";").rstrip().removesuffix(")")


def is_json(text: str) -> bool:
    """Whether a file can only be meant as JSON."""
    return text.lstrip()[:1] in ("{", "[")


def read_slides(text: str) -> FileRows:
    """A timeline's rows, with what it has besides. Raises ``NotATimeline``."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise NotATimeline(
            f"It looks like JSON and can't be read as such{place}. Send it once more, or save it "
            "anew in the program that made it."
        ) from error
    if isinstance(_part(told, "timeline").get("date"), list):
        told = _as_version_3(told["timeline"])
    slides = told.get("events") if isinstance(told, dict) else None
    if not isinstance(slides, list):
        raise NotATimeline(other_files.of_json(text))
    if len(slides) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} events; split it.")
    slide = _part(told, "title")
    title = line_of(_text(_part(slide, "text"), "headline"))
    forms, told_of_dates = _forms([*slides, *(told.get("eras") or ())])
    rows = [read_slide(number, one, forms) for number, one in enumerate(slides, start=1)]
    is_ours = any("edtf" in slide for slide in slides if isinstance(slide, dict))
    eras = told.get("eras") if not is_ours else ()
    found = [read_slide(0, era, forms) for era in eras] if isinstance(eras, list) else []
    named = [replace(era, kind="Era") for era in found if era.title]
    rows += [replace(era, number=number) for number, era in enumerate(named, len(rows) + 1)]
    read = {("title",), ("events",), ("eras",)}
    of_title = _OF_TITLE | {_AUTOLINK} if is_ours else _OF_TITLE
    beside = [
        *((f"title slide {name}", words) for name, words in values_of_slide(slide, of_title)),
        *((name_of_path(path), words) for path, words in unused_parts(told, read)),
    ]
    values, notes = cells_kept(beside)
    notes += [*unnamed_eras(len(found) - len(named)), *told_of_dates]
    return FileRows(title, rows, tuple(notes), tuple(values))


def unnamed_eras(number: int) -> list[str]:
    """A sentence on stretches behind the events that have no name, where there are some."""
    return [f"{counted(number, 'era')} without a name passed over."] if number else []


def _forms(slides: Iterable[Any]) -> tuple[DateForms, list[str]]:
    """How typed dates of slides are written, and sentences on that."""
    ends = (_part(slide, name) for slide in slides for name in ("start_date", "end_date"))
    typed = [_text(end, _TYPED) for end in ends if _TYPED in end]
    judged = judge([typed])
    if judged.forms.day_first is not None or "day_first" not in judged.examples:
        return judged.forms, list(judged.notes)
    told = "Dates in numbers are read with the month first, as TimelineJS reads them."
    return replace(judged.forms, day_first=False), [*judged.notes, told]


def read_slide(number: int, slide: Any, forms: DateForms = _NOT_JUDGED) -> TimelineRow:
    """One slide as a row; ``forms``: how typed dates are written."""
    if not isinstance(slide, dict):
        return TimelineRow(number, "", problems=("It is no slide, but a bare value.",))
    text, place = _part(slide, "text"), _part(slide, "location")
    title, told = line_of(_text(text, "headline")), text_of(_text(text, "text"))
    row_id, kind = line_of(_text(slide, "unique_id")), line_of(_text(slide, "group"))
    row = dated_row(
        number, title, told, read_date=partial(_date, slide, forms), row_id=row_id, kind=kind
    )
    point, lies, unread = point_of(
        line_of(_text(place, "name")), _text(place, "lat"), _text(place, "lon")
    )
    used = {*_USED, _AUTOLINK} if "edtf" in slide else {*_USED}
    if not _text(slide, "display_date"):
        used.add(("start_date", "display_date"))
    values, notes = cells_kept(values_of_slide(slide, used))
    named, more, cut = place_named(_text(place, "name"))
    return replace(
        row,
        place=named,
        point=point,
        values=(*values, *lies, *more),
        notes=(
            *row.notes, *([row.dated.note] if row.dated.note else ()), *notes, *unread, *cut,
        ),
    )  # fmt: skip


def place_named(markup: str) -> tuple[str, list[tuple[str, str]], list[str]]:
    """A place's name; where it is longer than one may be, a value that has it whole, and a note."""
    whole = line_of(markup)
    if len(whole) <= LONGEST_PLACE:
        return whole, [], []
    told = f"Its place is cut at {LONGEST_PLACE} characters; the value “location” has it whole."
    return whole[:LONGEST_PLACE].strip(), [("location", whole)], [told]


def values_of_slide(slide: Object[str, Any], used: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """What a slide has that isn't used, by names, and the addresses that its texts link to."""
    for path, markup in unused_parts(slide, {*used}):
        yield _CALLED.get(path, name_of_path(path)), text_of(markup)
    every = (markup for _, markup in unused_parts(slide, ()))
    if links := list(dict.fromkeys(link for markup in every for link in links_in(markup))):
        yield "links", "; ".join(links)


def _as_version_3(told: Object[str, Any]) -> dict[str, Any]:
    """What an older version's ``timeline`` says, as version 3 has it."""
    eras = told.get("era")
    title = {name: one for name, one in told.items() if name not in ("date", "era")}
    return {
        "title": _newer(title),
        "events": [_newer(slide) for slide in told["date"]],
        "eras": [_newer(era) for era in eras] if isinstance(eras, list) else [],
    }


def _newer(slide: Any) -> Any:
    if not isinstance(slide, dict):
        return slide
    given = dict(slide)
    asset = given.pop("asset", None)
    media = dict(asset) if isinstance(asset, dict) else {"url": asset}
    if "media" in media:
        media["url"] = media.pop("media")
    return {
        "start_date": _by_commas(given.pop("startDate", None)),
        "end_date": _by_commas(given.pop("endDate", None)),
        "text": {"headline": given.pop("headline", None), "text": given.pop("text", None)},
        "group": given.pop("tag", None) or given.pop("classname", None),
        "media": media,
        **given,
    }


def _by_commas(day: Any) -> dict[str, str]:
    words = str(day or "").strip()
    if _BY_COMMAS.fullmatch(words):
        return dict(zip(_IN_START, re.split(r"[,:\s]+", words), strict=False))
    return {_TYPED: words} if words else {}


def _typed(end: Object[str, Any]) -> str:
    """One end of a stretch as somebody typed it, or would."""
    if _TYPED in end:
        return _text(end, _TYPED)
    given = _parts(end)
    return "-".join([f"{given[0]:04}", *(f"{one:02}" for one in given[1:])]) if given else ""


def _date(slide: Object[str, Any], forms: DateForms) -> RowDate:
    start, end = _part(slide, "start_date"), _part(slide, "end_date")
    if _TYPED in start or _TYPED in end:
        return from_typed(_typed(start), _typed(end), forms=forms)
    return _from_parts(slide)


def _from_parts(slide: Object[str, Any]) -> RowDate:
    start, end = _part(slide, "start_date"), _part(slide, "end_date")
    display = line_of(_text(slide, "display_date")) or line_of(_text(start, "display_date"))
    stated = plain(_text(slide, "edtf")).strip()
    dated = from_parts(_parts(start), _parts(end), display=display, stated=stated)
    return at_clock(dated, start.get("hour"), start.get("minute"), start.get("second"))


def _parts(told: Object[str, Any]) -> Parts:
    return parts(told.get("year"), told.get("month"), told.get("day"))


def _part(told: Any, name: str) -> Object[str, Any]:
    """An object inside another; an empty one where there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _text(told: Object[str, Any], name: str) -> str:
    found = told.get(name)
    return str(found) if isinstance(found, str | int | float) else ""
