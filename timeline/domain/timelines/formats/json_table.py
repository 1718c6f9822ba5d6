"""JSON that holds a table: a list of objects, JSON Lines, the results of a SPARQL query, and what
Retold itself writes as JSON.

A column is a name that any object has; a list of texts is one cell, parted by semicolons, and what
is deeper is kept as JSON. Of Retold's own events each telling is a row, as in its CSV.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from timeline.domain.named_values import as_lines
from timeline.domain.timelines.delimited_sheet import DelimitedSheet, SheetLine
from timeline.domain.timelines.formats.unused_parts import cell_of
from timeline.domain.timelines.own.own_fields import COLUMN, given, objects, own_source
from timeline.domain.timelines.own.own_records import NO_RECORDS, OwnRecords, read_records
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline

_OURS = frozenset(["slug", "title", "mentions", "date"])


def read_table(text: str) -> DelimitedSheet | None:
    """The table that some JSON holds, its header first; ``None`` where it is another JSON.

    Raises ``NotATimeline`` for JSON Lines of which one can't be read.
    """
    found, notes, beside = _objects(text)
    if not found or not all(isinstance(one, dict) for one in found):
        return None
    records = NO_RECORDS
    if all(one.keys() >= _OURS for one in found):
        # A version before told of no stories, nor which of one name it is who speaks.
        apart = all("stories" in event for event in found)
        notes += () if apart else tuple(_of_one_name(found))
        records, unread = read_records(found, beside, apart=apart)
        notes += tuple(unread)
        found = [row for event in found for row in _tellings(event, records)]
    if len(found) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} rows; split it.")
    names = list(dict.fromkeys(str(name) for one in found for name in one))
    lines = [
        SheetLine(number, tuple(cell_of(one.get(name)) for name in names))
        for number, one in enumerate(found, start=1)
    ]
    return DelimitedSheet(SheetLine(0, tuple(names)), tuple(lines), notes, records)


def _objects(text: str) -> tuple[list[Any], tuple[str, ...], Any]:
    """The objects of some JSON that may be a table's rows, sentences on what it leaves out, and the
    records that our own has beside them.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return list(_of_lines(text)), (), None
    if isinstance(told, list):
        return told, (), None
    if isinstance(told, dict) and (results := _bindings(told)):
        return results, (), None
    events = told.get("events") if isinstance(told, dict) else None
    is_ours = isinstance(events, list) and all(
        isinstance(one, dict) and one.keys() >= _OURS for one in events
    )
    if not isinstance(events, list) or not is_ours:
        return [], (), None
    more = f"It is one page, of {len(events):,} events; /events.jsonl has all of them."
    is_page = told.get("next") or told.get("count") != len(events)
    return list(events), (more,) if is_page else (), told.get("records")


def _bindings(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query's results as SPARQL has them in JSON; empty for another JSON."""
    return [
        {name: _part(row, name).get("value") for name in row}
        for row in objects(_part(told, "results").get("bindings"))
    ]


def _of_lines(text: str) -> Iterator[Any]:
    """The objects of JSON Lines; none where the first line is no object."""
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            if number == 1:
                return
            raise NotATimeline(f"Line {number} of the JSON Lines can’t be read.") from error


def _of_one_name(events: list[dict[str, Any]]) -> Iterator[str]:
    """A sentence on each name that several actors have: by their names they are one here."""
    slugs: dict[str, set[str]] = {}
    for event in events:
        told = [event, *objects(event.get("mentions"))]
        for actor in (
            one for of in told for key in ("actors", "people") for one in objects(of.get(key))
        ):
            slugs.setdefault(str(actor.get("name")), set()).add(str(actor.get("slug")))
    for name, of in slugs.items():
        if len(of) > 1:
            yield f"“{name}” is {len(of)} actors ({', '.join(sorted(of))}): all become one."


def _tellings(event: dict[str, Any], records: OwnRecords) -> Iterator[dict[str, Any]]:
    """An event of ``/events.json`` as rows of ``/events.csv``."""
    happened = {
        "event": event["slug"],
        "title": event["title"],
        "kind": event.get("kind"),
        "place": records.name("place", event.get("place_slug"), event.get("place")),
        "latitude": event.get("latitude"),
        "longitude": event.get("longitude"),
        "actors": _called(records, "actor", event, "actors"),
        "tags": _called(records, "tag", event, "tags"),
        "importance": event.get("importance"),
        "values": as_lines({k: str(text) for k, text in _part(event, "values").items()}),
        "event_edtf": _part(event, "date").get("edtf"),
        "timestamp_desc": "",
    }
    mentions = objects(event.get("mentions"))
    if not mentions:
        # By a version before it was the file itself that told it.
        own = _own(event, happened, {}, records) | {"untold": True}
        yield happened | {COLUMN: own if "stories" in event else None}
    for mention in mentions:
        source, quotes = _part(mention, "source"), objects(mention.get("quotes"))
        yield happened | {
            "edtf": _part(mention, "date").get("edtf"),
            "phrase": mention.get("phrase"),
            "says": mention.get("says"),
            "outlet": source.get("outlet"),
            "source_title": source.get("title"),
            "source_url": source.get("url"),
            "published": source.get("published"),
            "quote": quotes[0].get("words") if quotes else "",
            "speaker": quotes[0].get("speaker") if quotes else "",
            COLUMN: _own(event, happened, mention, records) if "outlet_slug" in source else None,
        }


def _own(
    event: dict[str, Any], happened: dict[str, Any], mention: dict[str, Any], records: OwnRecords
) -> dict[str, Any]:
    """Our own column's content for a telling, before it is text."""

    def named(told: dict[str, Any], *keys: str) -> dict[str, Any]:
        return told | {
            key: records.name("actor", told.get(f"{key}_slug"), told[key])
            for key in keys
            if told.get(key)
        }

    date = _part(mention, "date")
    of_event = ("title", "summary", "sequence", "chosen", "stories")
    of_mention = ("says", "paragraph", "position", "phrase", "inferred", "details")
    own: dict[str, Any] = given(
        {
            **{name: event.get(name) for name in of_event},
            **{name: happened[name] for name in ("actors", "tags", "place")},
            **{name: mention.get(name) for name in of_mention},
            "quotes": [named(one, "speaker", "told_by") for one in objects(mention.get("quotes"))],
            "terms": [named(one, "actor") for one in objects(mention.get("terms"))],
            "edtf": date.get("edtf"), "because": date.get("rule"), "rule": date.get("rule_name"),
            "source": own_source(mention.get("source"), records.name),
            "via": own_source(mention.get("via"), records.name),
        }
    )  # fmt: skip
    return own


def _called(records: OwnRecords, noun: str, event: dict[str, Any], key: str) -> list[str]:
    return [records.name(noun, one.get("slug"), one.get("name")) for one in objects(event.get(key))]


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}
