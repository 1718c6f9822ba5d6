"""Writing the database back as a digest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from timeline.models import Actor, Event, Mention, Outlet, Source, Story
from timeline.services.digest.digest_files import write_yaml
from timeline.services.digest.digest_keys import DigestKeys
from timeline.services.digest.entry_kinds import (
    ACTORS,
    EVENTS,
    MENTIONS,
    OUTLETS,
    SOURCES,
    STORIES,
    EntryKind,
    Values,
)


def dump(directory: Path) -> list[Path]:
    """Write the database as digest files under a directory; the files written.

    Loading them into an empty database gives the same timeline. Raises ``FileExistsError`` where
    the directory holds a digest already, whose leftovers would mix with this one.
    """
    if any(directory.glob("*.yaml")) or any((directory / "documents").glob("*.yaml")):
        raise FileExistsError(f"{directory} holds a digest already; name an empty directory")
    keys = DigestKeys.of_database()
    content: dict[str, Any] = {
        "story.yaml": next(iter(_entries(STORIES, Story.objects.all(), keys)), None),
        "outlets.yaml": _entries(OUTLETS, Outlet.objects.all(), keys),
        "actors.yaml": _entries(ACTORS, Actor.objects.all(), keys),
        "events.yaml": _entries(EVENTS, Event.objects.all(), keys),
    }
    first_hand = []
    for source in SOURCES.records(Source.objects.all()):
        entry = _without_defaults(SOURCES.values(source, keys))
        mentions = _mentions(source, keys)
        if source.document or mentions:
            content[f"documents/{source.slug}.yaml"] = entry | (
                {"mentions": mentions} if mentions else {}
            )
        else:
            first_hand.append(entry)
    content["first_hand.yaml"] = first_hand
    for name, entries in content.items():
        if entries:
            write_yaml(directory / name, entries)
    return [directory / name for name, entries in content.items() if entries]


def _entries(kind: EntryKind, records: Any, keys: DigestKeys) -> list[Values]:
    return [_without_defaults(kind.values(record, keys)) for record in kind.records(records)]


def _mentions(source: Source, keys: DigestKeys) -> list[Values]:
    entries = _entries(MENTIONS, Mention.objects.filter(source=source).in_document_order(), keys)
    for entry in entries:
        # The document says in which source, and the order of its mentions at which position.
        del entry["source"]
        entry.pop("position", None)
        if "read" in entry:
            entry["read"] = _without_defaults(entry["read"])
        if "quotes" in entry:
            entry["quotes"] = [_without_defaults(quote) for quote in entry["quotes"]]
    return entries


def _without_defaults(values: Values) -> Values:
    """The values that say something; those left out are the format's defaults.

    Numbers and texts alike are written as they are read: as text, unless they are whole numbers.
    """
    return {
        name: value
        for name, value in values.items()
        if value is not False
        and value not in (None, "", [], {})
        and (name, value) != ("sequence", 0)
    }
