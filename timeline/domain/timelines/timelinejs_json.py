"""TimelineJS 3's JSON ("JSON format" in its documentation), as our own export writes it too.

``events`` is a list of slides with ``start_date``, ``end_date``, ``display_date``, ``text``,
``group`` and ``unique_id``. Texts are HTML there and plain here; hours and minutes are passed over,
and so are media and eras, which are no events. Where a slide has our ``edtf``, that is its date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as Object
from functools import partial
from typing import Any

from timeline.domain.text.characters import plain
from timeline.domain.timelines.plain_text import line_of, text_of
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline, RowDate, TimelineRow
from timeline.domain.timelines.row_dating import Parts, dated_row, from_parts, parts


def is_json(text: str) -> bool:
    """Whether a file can only be meant as JSON."""
    return text.lstrip()[:1] in ("{", "[")


def read_slides(text: str) -> tuple[str, list[TimelineRow], int]:
    """The timeline's title, its rows, and how many slides have media, which is passed over.

    Raises ``NotATimeline``.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise NotATimeline(f"It looks like JSON and can't be read as such{place}.") from error
    slides = told.get("events") if isinstance(told, dict) else None
    if not isinstance(slides, list):
        raise NotATimeline("It is JSON without a list of “events”, so no timeline of TimelineJS.")
    if len(slides) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} events; split it.")
    title = line_of(_text(_part(_part(told, "title"), "text"), "headline"))
    rows = [read_slide(number, slide) for number, slide in enumerate(slides, start=1)]
    return title, rows, sum(bool(_part(slide, "media").get("url")) for slide in slides)


def read_slide(number: int, slide: Any) -> TimelineRow:
    """One slide as a row."""
    if not isinstance(slide, dict):
        return TimelineRow(number, "", problems=("It is no slide, but a bare value.",))
    text = _part(slide, "text")
    title, told = line_of(_text(text, "headline")), text_of(_text(text, "text"))
    row_id, kind = line_of(_text(slide, "unique_id")), line_of(_text(slide, "group"))
    return dated_row(number, title, told, read_date=partial(_date, slide), row_id=row_id, kind=kind)


def _date(slide: Object[str, Any]) -> RowDate:
    start, end = _part(slide, "start_date"), _part(slide, "end_date")
    display = line_of(_text(slide, "display_date")) or line_of(_text(start, "display_date"))
    stated = plain(_text(slide, "edtf")).strip()
    return from_parts(_parts(start), _parts(end), display=display, stated=stated)


def _parts(told: Object[str, Any]) -> Parts:
    return parts(told.get("year"), told.get("month"), told.get("day"))


def _part(told: Any, name: str) -> Object[str, Any]:
    """An object inside another; an empty one where there is none."""
    found = told.get(name) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}


def _text(told: Object[str, Any], name: str) -> str:
    found = told.get(name)
    return str(found) if isinstance(found, str | int | float) else ""
