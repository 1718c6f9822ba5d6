"""Writing the database back as a digest."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from timeline.models import (
    Actor,
    DigestRecord,
    Event,
    Kind,
    Mention,
    Outlet,
    Place,
    Source,
    Story,
    Tag,
)
from timeline.models.record.kind import shipped
from timeline.services.digest import former_addresses
from timeline.services.digest.digest_files import FORMER_SLUGS, NAME_FILE, name_of, write_yaml
from timeline.services.digest.digest_keys import DigestKeys, Values
from timeline.services.digest.entry_kinds import (
    ACTORS,
    EVENT_KINDS,
    EVENTS,
    MENTIONS,
    OUTLETS,
    PLACES,
    SOURCES,
    TAGS,
    EntryKind,
)
from timeline.services.digest.story_kind import STORIES


def dump(directory: Path, *, name: str | None = None) -> list[Path]:
    """Write the database as digest files under a directory; the files written.

    Loading them into an empty database gives the same timeline. Its name, unless one is given, is
    that of the digest which the record came from, so that it may be loaded in that one's place;
    where it came from several or none, it is the directory's. Raises ``FileExistsError`` where the
    directory holds a digest already, whose leftovers would mix with this one.
    """
    if any(directory.glob("*.yaml")) or any((directory / "documents").glob("*.yaml")):
        raise FileExistsError(f"{directory} holds a digest already; name an empty directory")
    keys = DigestKeys.of_database()
    content: dict[str, Any] = {
        "stories.yaml": _stories(keys),
        "outlets.yaml": _entries(OUTLETS, Outlet.objects.all(), keys),
        "actors.yaml": _entries(ACTORS, Actor.objects.all(), keys),
        "kinds.yaml": [
            kind
            for kind in _entries(EVENT_KINDS, Kind.objects.all(), keys)
            if kind not in _entries(EVENT_KINDS, shipped(), keys)
        ],
        "tags.yaml": _entries(TAGS, Tag.objects.all(), keys),
        "places.yaml": _entries(PLACES, Place.objects.all(), keys),
        "events.yaml": _events(keys),
        FORMER_SLUGS: former_addresses.dumped(),
    }
    first_hand = []
    for source in SOURCES.records(Source.objects.all()):
        entry = _without_defaults(SOURCES.values(source, keys))
        mentions = _mentions(source, keys)
        if source.document or source.sha256 or mentions:
            content[f"documents/{source.slug}.yaml"] = entry | (
                {"mentions": mentions} if mentions else {}
            )
        else:
            first_hand.append(entry)
    content["first_hand.yaml"] = first_hand
    content = {file: entries for file, entries in content.items() if entries}
    if content:
        content[NAME_FILE] = {"name": name or _only_digest() or name_of(directory)}
    for file, entries in content.items():
        write_yaml(directory / file, entries)
    return [directory / file for file in content]


def _only_digest() -> str | None:
    """The one digest that was ever loaded, or ``None`` where there were several or none."""
    names = DigestRecord.objects.exclude(digest="").values_list("digest", flat=True).distinct()[:2]
    return names[0] if len(names) == 1 else None


def _entries(kind: EntryKind, records: Any, keys: DigestKeys) -> list[Values]:
    return [_without_defaults(kind.values(record, keys)) for record in kind.records(records)]


def _stories(keys: DigestKeys) -> list[Values]:
    stories = STORIES.records(Story.objects.all())
    return [
        _without_defaults(STORIES.values(story, keys) | {"main": story.main})
        | ({"chapters": chapters} if (chapters := _chapters(story, keys)) else {})
        for story in stories
    ]


def _chapters(story: Story, keys: DigestKeys) -> list[Values]:
    return [_without_defaults(one) for one in STORIES.values(story, keys)["chapters"]]


def _events(keys: DigestKeys) -> list[Values]:
    """The events; one that is in every story leaves out which it is in, as the format has it."""
    every = {*Story.objects.values_list("slug", flat=True)}
    belonging: dict[str, set[str]] = defaultdict(set)
    through = Story.events.through.objects.values_list("event__slug", "story__slug")
    for event, story in through.iterator(chunk_size=10_000):
        belonging[event].add(story)
    entries = _entries(EVENTS, Event.objects.all(), keys)
    for entry in entries:
        if belonging[entry["slug"]] != every:
            entry["stories"] = sorted(belonging[entry["slug"]])
    return entries


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


_DEFAULTS = (
    ("sequence", 0),
    ("position", 0),
    ("main", False),
    ("state", "published"),
    ("listed", True),
    ("free_to_show", False),
    ("hidden", False),
    ("origin", "not-recorded"),
)
"""What an entry says where it leaves a value out that is neither empty nor nothing."""


def _without_defaults(values: Values) -> Values:
    """The values that say something; those left out are the format's defaults.

    Numbers and texts alike are written as they are read: as text, unless they are whole numbers.
    """
    return {
        name: value
        for name, value in values.items()
        if value not in (None, "", [], {}) and (name, value) not in _DEFAULTS
    }
