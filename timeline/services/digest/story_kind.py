"""Stories as entries of a digest, without which events they have (see ``events_of_stories``)."""

from __future__ import annotations

from typing import Any

from timeline.domain import digest
from timeline.models import Chapter, Story
from timeline.services.digest.digest_keys import DigestKeys, Values
from timeline.services.digest.entry_kinds import EntryKind, part


class StoryKind(EntryKind):
    """Stories with their chapters and the sources read for them, without their events.

    Which story is the main one is no value of it: another may be that already.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns.remove("main")

    def values(self, record: Any, keys: DigestKeys) -> Values:
        """A story's values."""
        read = (keys.name("source", link.source_id) for link in record.kept_read)
        return super().values(record, keys) | {
            "sources": sorted(map(str, read)),
            "chapters": [
                {name: getattr(chapter, name) for name in ("heading", "words", "selection")}
                for chapter in record.kept_chapters
            ],
        }

    def canonical(self, values: Values, keys: DigestKeys) -> Values:
        """Each source once, in order."""
        read = {str(keys.canonical("source", key)) for key in values.get("sources", ())}
        return super().canonical(values, keys) | {"sources": sorted(read)}

    def write(self, record: Any, changes: Values, keys: DigestKeys) -> None:
        """Write a story with its chapters, and which sources were read for it."""
        super().write(record, changes, keys)
        if "sources" in changes:
            record.sources.set(self.read_for(changes, keys))

    def read_for(self, values: Values, keys: DigestKeys) -> list[int]:
        """The primary keys of the sources read for it, as far as they are there."""
        return [pk for key in values["sources"] if (pk := keys.pk("source", key)) is not None]


def _chapters(story: Story, values: Values, keys: DigestKeys) -> list[Chapter]:
    return [
        Chapter(story=story, position=position, **chapter)
        for position, chapter in enumerate(values["chapters"])
    ]


STORIES = StoryKind(
    Story,
    digest.StoryEntry,
    parts=(
        part("chapters", Chapter, "story_id", _chapters, "chapters"),
        part("read", Story.sources.through, "story_id", None),
    ),
)
