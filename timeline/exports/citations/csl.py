"""Citations as CSL-JSON, which Zotero, Pandoc and citeproc processors read.

Format: the Citation Style Language's input schema, ``csl-data.json`` of version 1.0.2, and the
item types and variables of the CSL 1.0.2 specification.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Any

from timeline.domain.time import edtf
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, Precision
from timeline.exports.citations.citation import Citation, CitedKind, one_line

MIME = "application/vnd.citationstyles.csl+json"

_TYPES = {
    CitedKind.PAGE: "webpage",
    CitedKind.NEWSPAPER_ARTICLE: "article-newspaper",
    CitedKind.INTERVIEW: "interview",
    CitedKind.MEMOIR: "book",
    CitedKind.NEWS_CONFERENCE: "speech",
    CitedKind.VIDEO_MESSAGE: "motion_picture",
}
_CONTAINED = (CitedKind.PAGE, CitedKind.NEWSPAPER_ARTICLE)
"""What stands inside something with a title; of all else the outlet is the publisher."""


def csl_json(citations: Iterable[Citation]) -> Iterator[str]:
    """The citations as one JSON array."""
    before = "[\n"
    for citation in citations:
        # No text has a line's end of its own in it.
        yield before + indent(json.dumps(_item(citation), ensure_ascii=False, indent=2), "  ")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _item(citation: Citation) -> dict[str, Any]:
    outlet = "container-title" if citation.kind in _CONTAINED else "publisher"
    item = {
        "id": citation.key,
        "type": _TYPES.get(citation.kind, "document"),
        "title": one_line(citation.title),
        # As printed: which part is the family name, the document does not say.
        "author": [{"literal": one_line(name)} for name in citation.authors],
        outlet: one_line(citation.outlet),
        "genre": ""
        if citation.kind in (CitedKind.PAGE, CitedKind.DOCUMENT)
        else citation.kind.value,
        "issued": _date(citation.published),
        "URL": citation.url,
        "note": one_line(" ".join(citation.notes)),
        "custom": _custom(citation),
    }
    if citation.accessed:
        day = citation.accessed
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return {name: value for name, value in item.items() if value}


def _custom(citation: Citation) -> dict[str, Any]:
    inferred = [
        name
        for name, is_inferred in (
            ("publisher", citation.outlet_inferred),
            ("issued", citation.published_inferred),
        )
        if is_inferred
    ]
    values = {
        "permalink": citation.permalink,
        "relation": citation.relation,
        "related": list(citation.related),
        "inferred": inferred,
        "edtf": citation.published.edtf,
    }
    return {name: value for name, value in values.items() if value}


def _date(interval: Interval) -> dict[str, Any]:
    """A CSL date as precise as the interval is; one with an open end only in words."""
    if not interval.is_dated:
        return {}
    if interval.precision == Precision.OPEN:
        return {"literal": say(interval)}
    first, _, last = interval.edtf.partition("/")
    starts = _start(edtf.parse(first))
    found: dict[str, Any] = {"date-parts": [starts]}
    if last:
        found["date-parts"] = [starts, _end(edtf.parse(last))]
    elif interval.precision in (Precision.DECADE, Precision.CENTURY):
        found["date-parts"] = [starts, _end(interval)]
    elif interval.precision == Precision.SEASON:
        found = {"date-parts": [[int(first[:4])]], "season": int(first[5:7]) - 20}
    if edtf.qualifier(first) or edtf.qualifier(last):
        found["circa"] = True
    return found


_PARTS = {Precision.DAY: 3, Precision.MONTH: 2, Precision.SEASON: 2}
"""How many of year, month and day a precision knows; of all others the year alone."""


def _start(interval: Interval) -> list[int]:
    day = interval.earliest
    assert day is not None
    return [day.year, day.month, day.day][: _PARTS.get(interval.precision, 1)]


def _end(interval: Interval) -> list[int]:
    day = interval.latest
    assert day is not None
    return [day.year, day.month, day.day][: _PARTS.get(interval.precision, 1)]
