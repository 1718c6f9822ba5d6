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
from timeline.domain.time.intervals import Interval
from timeline.exports.citations.citation import Citation, CitedKind, one_line
from timeline.exports.partial_dates import ends, numbers

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
    """A CSL date: a day, month or year, or two ends of one precision, as processors want them.

    A season is the months that it spans, for what one processor takes for a season another drops;
    days of one month are the month, for one of them fails on their range.
    An open end is ``[0]`` beside a year; an open start is none, and where it ends is "circa". What
    this leaves out, a note and ``custom`` tell.
    """
    if not interval.is_dated:
        return {}
    start, end = map(numbers, ends(interval))
    found: dict[str, Any] = {"date-parts": _date_parts(start, end)}
    if not start or any(map(edtf.qualifier, interval.edtf.split("/"))):
        found["circa"] = True
    return found


def _date_parts(start: list[int], end: list[int]) -> list[list[int]]:
    if not end:
        return [start[:1], [0]]
    known = min(len(start or end), len(end))
    first, last = start[:known] or end, end[:known]
    if first == last:
        return [first]
    return [first[:2]] if first[:2] == last[:2] else [first, last]
