"""Each format read back, mostly by others' code: which events are in a file, and how many rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import feedparser
import geojson
import icalendar
import openpyxl

Found = tuple[set[str], int]
"""The slugs of the events in a file, and how many rows, entries or slides it has."""


def calendar(data: bytes) -> list[Any]:
    """A calendar's entries, as icalendar has them; none has an error."""
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [entry.errors for entry in entries if entry.errors] == []
    return entries


def feed(data: bytes) -> Any:
    """A feed as feedparser has it; it is well-formed."""
    read = feedparser.parse(data)
    assert not read.bozo, read.get("bozo_exception")
    return read


def table(data: bytes) -> list[dict[str, str]]:
    """CSV as a spreadsheet takes it in: by columns' names, each line as long as the first."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def sheet(data: bytes, name: str = "Tellings") -> list[dict[str, Any]]:
    """A workbook's sheet as openpyxl has it, by columns' names."""
    head, *rows = openpyxl.load_workbook(io.BytesIO(data))[name].values
    return [dict(zip(head, row, strict=True)) for row in rows]


def lines(data: bytes) -> list[dict[str, Any]]:
    """A JSON object a line."""
    # Not splitlines: other characters than the line feed end a line there.
    return [json.loads(line) for line in data.decode().split("\n") if line]


def _of_calendar(data: bytes) -> Found:
    entries = calendar(data)
    return {str(entry["uid"]).partition("@")[0] for entry in entries}, len(entries)


def _of_feed(data: bytes) -> Found:
    entries = feed(data).entries
    pages = [entry.id.partition("#")[0] for entry in entries]
    return {page.rstrip("/").rpartition("/")[2] for page in pages}, len(entries)


def _of_timelinejs(data: bytes) -> Found:
    slides = json.loads(data)["events"]
    return {slide["unique_id"] for slide in slides}, len(slides)


def _of_table(data: bytes) -> Found:
    rows = table(data)
    return {row["event"] for row in rows}, len(rows)


def _of_sheet(data: bytes) -> Found:
    rows = sheet(data)
    return {row["event"] for row in rows}, len(rows)


def _of_graph(data: bytes) -> Found:
    nodes = [node for node in json.loads(data)["@graph"] if node["@type"] == "Event"]
    return {node["@id"].rstrip("/").rpartition("/")[2] for node in nodes}, len(nodes)


def _of_entities(data: bytes) -> Found:
    entities = [line for line in lines(data) if line["schema"] == "Event"]
    return {entity["id"].removeprefix("retold-event-") for entity in entities}, len(entities)


def _of_features(data: bytes) -> Found:
    found = geojson.loads(data)
    assert isinstance(found, geojson.FeatureCollection)
    assert found.errors() in ([], None)
    return {feature["id"] for feature in found.features}, len(found.features)


def _of_page(data: bytes) -> Found:
    body = json.loads(data)
    return {event["slug"] for event in body["events"]}, body["count"]


def _of_lines(data: bytes) -> Found:
    events = lines(data)
    return {event["slug"] for event in events}, len(events)


READERS: dict[str, Callable[[bytes], Found]] = {
    "xlsx": _of_sheet,
    "ics": _of_calendar,
    "atom": _of_feed,
    "timelinejs.json": _of_timelinejs,
    "csv": _of_table,
    "geojson": _of_features,
    "jsonld": _of_graph,
    "ftm.json": _of_entities,
    "json": _of_page,
    "jsonl": _of_lines,
}
