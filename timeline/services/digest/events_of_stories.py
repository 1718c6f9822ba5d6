"""Which events a digest puts into its stories: what it says now is held against what it said when
last loaded, and against what the stories have, as is done with all that it says.

An editor who took an event out of a story, or put one in, is not overruled; what the digest itself
takes out goes, and other digests' and editors' stories are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from timeline.models import DigestRecord, Story
from timeline.services.digest.digest_files import Digest
from timeline.services.digest.digest_keys import DigestKeys
from timeline.services.records.new_records import create

FIELD = "events"
"""The key in the values of a story's ``DigestRecord`` under which the keys of the events stand."""


@dataclass(frozen=True, slots=True)
class StoryEvents:
    """What there is to know of one story's events, by their keys.

    ``said``: what the digest says now. ``known``: all events of the digest. ``before``: what it
    said when it was last loaded, ``None`` where it never was.
    """

    said: set[str]
    known: set[str]
    before: set[str] | None


def said_by(digest: Digest) -> dict[str, set[str]]:
    """The keys of each story's events, by the story's key: an event that names no stories is in
    every one of the digest.
    """
    keys = {located.entry.slug: key for key, located in digest.stories.items()}
    found: dict[str, set[str]] = {key: set() for key in digest.stories}
    for located in digest.events:
        named = located.entry.stories
        for key in found if named is None else {keys[slug] for slug in named}:
            found[key].add(located.entry.slug)
    return found


def settle(
    story: Story, events: StoryEvents, keys: DigestKeys, *, keep: Callable[[str, str], None]
) -> bool:
    """Put events into a story, and take out those that the digest did; whether any was.

    An event that an editor took out stays out: ``keep`` is called with its key, and with words that
    say so.
    """
    through = Story.events.through
    now = {*through.objects.filter(story=story).values_list("event_id", flat=True)}
    before = events.before or set()
    put = []
    for key in sorted(events.said):
        event = keys.pk("event", key)
        if event is None or event in now:
            continue
        if key in before:
            keep(key, f"was taken out of the story “{story.slug}” in admin")
        else:
            put.append(event)
    kept = _primary_keys(events.said, keys)
    gone = (_primary_keys(before & events.known - events.said, keys) & now) - kept
    create([through(story_id=story.pk, event_id=event) for event in dict.fromkeys(put)])
    story.events.remove(*gone)
    return bool(put or gone)


def remember(digest: str, said: Mapping[str, set[str]]) -> None:
    """Keep what a digest said of its stories' events, for the next load."""
    for record in DigestRecord.objects.filter(digest=digest, kind="story", key__in=said):
        record.values[FIELD] = sorted(said[record.key])
        record.save(update_fields=["values"])


def _primary_keys(events: Iterable[str], keys: DigestKeys) -> set[int]:
    return {pk for key in events if (pk := keys.pk("event", key)) is not None}
