"""Writing the database back as a digest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from timeline.models import Actor, Event, Mention, Outlet, Source, Story
from timeline.services.digest.digest_files import write_yaml
from timeline.services.digest.digest_records import Keys, whole
from timeline.services.digest.digest_values import (
    Actors,
    Events,
    Mentions,
    Outlets,
    Sources,
    Stories,
    Values,
)


def dump(directory: Path) -> list[Path]:
    """Write the database as digest files under a directory; the files written.

    Loading them into an empty database gives the same timeline. Raises ``FileExistsError`` where
    the directory holds a digest already, whose leftovers would mix with this one.
    """
    if any(directory.glob("*.yaml")) or any((directory / "documents").glob("*.yaml")):
        raise FileExistsError(f"{directory} holds a digest already; name an empty directory")
    keys = Keys.of_database()
    written: list[Path] = []

    def write(name: str, content: Any) -> None:
        if content:
            write_yaml(directory / name, content)
            written.append(directory / name)

    story = Story.objects.first()
    write("story.yaml", _said(Stories.values(story, keys)) if story else None)
    write("outlets.yaml", [_said(Outlets.values(o, keys)) for o in Outlet.objects.all()])
    write(
        "actors.yaml",
        [_said(Actors.values(a, keys)) for a in whole(Actors, Actor.objects.all())],
    )
    events = whole(Events, Event.objects.all())
    write("events.yaml", [_said(Events.values(e, keys)) for e in events])
    first_hand = []
    for source in whole(Sources, Source.objects.all()):
        values = Sources.values(source, keys)
        mentions = _mentions(source, keys)
        if source.document or mentions:
            write(f"documents/{source.slug}.yaml", _said({**values, "mentions": mentions}))
        else:
            first_hand.append(_said(values))
    write("first_hand.yaml", first_hand)
    return written


def _mentions(source: Source, keys: Keys) -> list[Values]:
    entries = []
    for mention in whole(Mentions, Mention.objects.filter(source=source).in_document_order()):
        values = Mentions.values(mention, keys)
        del values["source"], values["position"]
        values["read"] = values["read"] and _said(values["read"])
        values["quotes"] = [_said(quote) for quote in values["quotes"]]
        entries.append(_said(values))
    return entries


def _said(values: Values) -> Values:
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
