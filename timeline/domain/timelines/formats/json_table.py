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
from timeline.domain.timelines.own_fields import COLUMN, own_of
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline

_OURS = frozenset(["slug", "title", "mentions", "date"])


def read_table(text: str) -> DelimitedSheet | None:
    """The table that some JSON holds, its header first; ``None`` where it is another JSON.

    Raises ``NotATimeline`` for JSON Lines of which one can't be read.
    """
    found, notes = _objects(text)
    if not found or not all(isinstance(one, dict) for one in found):
        return None
    if all(one.keys() >= _OURS for one in found):
        notes += tuple(_of_one_name(found))
        found = [row for event in found for row in _tellings(event)]
    if len(found) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} rows; split it.")
    names = list(dict.fromkeys(str(name) for one in found for name in one))
    lines = [
        SheetLine(number, tuple(_cell(one.get(name)) for name in names))
        for number, one in enumerate(found, start=1)
    ]
    return DelimitedSheet(SheetLine(0, tuple(names)), tuple(lines), notes)


def _objects(text: str) -> tuple[list[Any], tuple[str, ...]]:
    """The objects of some JSON that may be a table's rows, and sentences on what it leaves out."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return list(_of_lines(text)), ()
    if isinstance(told, list):
        return told, ()
    if isinstance(told, dict) and (results := _bindings(told)):
        return results, ()
    events = told.get("events") if isinstance(told, dict) else None
    is_ours = isinstance(events, list) and all(
        isinstance(one, dict) and one.keys() >= _OURS for one in events
    )
    if not isinstance(events, list) or not is_ours:
        return [], ()
    more = f"It is one page, of {len(events):,} events; /events.jsonl has all of them."
    return list(events), (more,) if told.get("next") or told.get("count") != len(events) else ()


def _bindings(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query's results as SPARQL has them in JSON; empty for another JSON."""
    return [
        {name: _part(row, name).get("value") for name in row}
        for row in _parts(_part(told, "results"), "bindings")
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
        told = [event, *_parts(event, "mentions")]
        for actor in (
            one for of in told for key in ("actors", "people") for one in _parts(of, key)
        ):
            slugs.setdefault(str(actor.get("name")), set()).add(str(actor.get("slug")))
    for name, of in slugs.items():
        if len(of) > 1:
            yield f"“{name}” is {len(of)} actors ({', '.join(sorted(of))}): all become one."


def _tellings(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """An event of ``/events.json`` as rows of ``/events.csv``."""
    happened = {
        "event": event["slug"],
        "title": event["title"],
        "kind": event.get("kind"),
        "place": event.get("place"),
        "latitude": event.get("latitude"),
        "longitude": event.get("longitude"),
        "actors": [actor.get("name") for actor in _parts(event, "actors")],
        "tags": [tag.get("name") for tag in _parts(event, "tags")],
        "importance": event.get("importance"),
        "values": as_lines({k: str(text) for k, text in _part(event, "values").items()}),
        "event_edtf": _part(event, "date").get("edtf"),
        "timestamp_desc": "",
    }
    if not _parts(event, "mentions"):
        yield happened  # nobody tells it: the file itself does then
    for mention in _parts(event, "mentions"):
        source, quotes = _part(mention, "source"), _parts(mention, "quotes")
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
            COLUMN: own_of(event, mention) if "outlet_slug" in source else None,
        }


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def _parts(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = told.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    return str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
