"""The stories that Retold's own JSON tells: made once all of the file's events are there.

A story of the record with the same slug and title is that story, and stays as it is but for the
events that the file brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from timeline.domain.timelines.own.own_records import OwnRecords, OwnStory
from timeline.domain.timelines.own.own_rows import source_row
from timeline.models import Chapter, DigestRecord, Event, Story
from timeline.services.imports.import_outcome import PlannedRow, RowFate, imported_from
from timeline.services.imports.imported_files import STORIES, events_of, rows_of
from timeline.services.imports.new_names import NewNames
from timeline.services.imports.row_writer import ImportInto
from timeline.services.records.outlet_names import as_compared
from timeline.services.records.slugs import SlugPool
from timeline.services.records.story_events import add_events


def known_stories(records: OwnRecords) -> dict[str, int]:
    """By the slugs of the stories that a file tells the primary keys of those that there are."""
    told = records.told["story"]
    known = Story.objects.filter(slug__in=list(told)).order_by()
    return {
        slug: pk
        for pk, slug, title in known.values_list("pk", "slug", "title")
        if as_compared(title) == as_compared(told[slug].title)
    }


class ToldStories:
    """Puts a file's events into the stories that it tells, which it makes where need be.

    ``names``: what the file names, with which the sources are made that were read for a story.
    ``new``: what it made, counted by nouns.
    """

    def __init__(self, names: NewNames, file: str, *, into: ImportInto) -> None:
        self.names, self.file, self.into = names, file, into
        self.new: Counter[str] = Counter()

    def fill(self, planned: Iterable[PlannedRow], remembered: DigestRecord) -> dict[str, int]:
        """Put the events in; the stories' primary keys, for ``STORIES``.

        ``planned``: all rows, as they were before any was written. ``remembered``: the file.
        """
        records = self.names.records
        known = known_stories(records)
        before: Mapping[str, int] = remembered.values.get(STORIES, {})
        rows = list(rows_of(remembered).iterator(chunk_size=500))
        there = events_of(rows)
        events = {row.key.partition("#")[2]: there.get(row.pk, 0) for row in rows}
        brought = {there.get(row.pk) for row in rows if not row.values["joined"]}
        members: dict[str, set[int]] = {slug: set() for slug in records.told["story"]}
        ends: dict[str, int] = {}
        for plan in planned:
            event = plan.event or events.get(plan.row.key)
            if event and plan.row.own:
                ends[plan.row.id] = event
                for slug in members.keys() & plan.row.own.stories:
                    if slug in before:
                        is_in = plan.fate is RowFate.NEW
                    else:
                        is_in = slug not in known or event in brought
                    members[slug] |= {event} if is_in else set()
        found = {}
        for story in records.stories:
            # One that was deleted at the desk stays deleted.
            pk = before.get(story.slug) or known.get(story.slug)
            if pk is None and members[story.slug]:
                pk = self._make(story, ends)
            if pk is None:
                continue
            found[story.slug] = pk
            kept = Story.objects.filter(pk=pk).first()
            if kept is not None:
                some = Event.objects.only("pk").in_bulk(sorted(members[story.slug]))
                add_events(kept, some.values())
        return found

    def _make(self, told: OwnStory, ends: Mapping[str, int]) -> int:
        same = ("title", "standfirst", "introduction", "language", "position")
        story: Any = Story(
            slug=SlugPool(Story).take(told.title, wanted=told.slug),
            opens_with_id=ends.get(told.opens_with or ""),
            closes_with_id=ends.get(told.closes_with or ""),
            state=self.into.state,
            **{name: getattr(told, name) for name in same},
        )
        story._change_reason = imported_from(self.file)
        story._history_user = self.into.by
        story.save()
        Chapter.objects.bulk_create(
            Chapter(story=story, position=position, **chapter.model_dump())
            for position, chapter in enumerate(told.chapters)
        )
        told_sources = self.names.records.told["source"]
        read = [told_sources[slug] for slug in told.sources if slug in told_sources]
        rows = [source_row(source, number=0) for source in read]
        by = self.into.by and self.into.by.pk
        self.new += self.names.make(rows, file=self.file, reason=imported_from(self.file), by=by)
        self.new["story"] += 1
        story.sources.set([self.names.source(row) for row in rows])
        return int(story.pk)
