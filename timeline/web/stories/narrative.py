"""A story read as a narrative: its chapters, each with its words and its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict

from timeline.domain.criteria import Criteria
from timeline.domain.time.formatting import say
from timeline.models import Chapter, Story
from timeline.queries.event_rows import EventRow, event_rows
from timeline.queries.index import select_each
from timeline.queries.selection import Selection
from timeline.web.http import addresses
from timeline.web.timeline.event_cards import EventCard, card
from timeline.web.timeline.filter_form import filter_request

MOST_EVENTS = 24
"""Events of a chapter that are shown in it; all are in the list that it leads to."""


@dataclass(frozen=True, slots=True)
class ChapterEvent:
    """An event in a chapter, with its date in words; ``query`` is what its link carries."""

    card: EventCard
    date: str
    query: str


@dataclass(frozen=True, slots=True)
class ChapterShown:
    """A chapter with the first of its ``count`` events, all of which are in the list at the address
    ``all_events``; that is empty where the chapter has words alone.
    """

    chapter: Chapter
    anchor: str
    events: list[ChapterEvent]
    count: int
    all_events: str


@dataclass(frozen=True, slots=True)
class NarrativePage:
    """The page of a story that is read; ``timeline`` is the address of its list of events."""

    story: Story
    chapters: list[ChapterShown]
    timeline: str


def narrative_page(story: Story, *, as_of: date | None) -> NarrativePage | None:
    """The page, as the events stood on a day, or stand now; ``None`` for a story without chapters.

    However many chapters there are, they take the same number of queries, but for those that stand
    on days of their own.
    """
    chapters = list(story.chapters.all())
    if not chapters:
        return None
    criteria = [_events_of(chapter, story, as_of=as_of) for chapter in chapters]
    chosen = iter(select_each(of for of in criteria if of))
    selections = [next(chosen) if of else None for of in criteria]
    keys = [found.ids(0, MOST_EVENTS) if found else [] for found in selections]
    events = _fetched(zip(criteria, keys, strict=True))
    return NarrativePage(
        story=story,
        chapters=[
            _shown(chapter, number, found, [events[day, key] for key in some])
            for number, (chapter, found, some) in enumerate(
                zip(chapters, selections, keys, strict=True), 1
            )
            for day in [found.criteria.as_of if found else None]
        ],
        timeline=addresses.of_selection(Criteria(story=story.slug, as_of=as_of)),
    )


def _events_of(chapter: Chapter, story: Story, *, as_of: date | None) -> Criteria | None:
    """The events that a chapter is about; ``None`` where its parameters choose none, or are not
    understood any more, as of an actor that is gone: to show others instead would be wrong.
    """
    asked = filter_request(QueryDict(chapter.selection), story=story)
    criteria = replace(asked.criteria, as_of=as_of or asked.criteria.as_of)
    return None if asked.errors or criteria == criteria.unfiltered else criteria


def _fetched(
    wanted: Iterable[tuple[Criteria | None, list[int]]],
) -> dict[tuple[date | None, int], EventRow]:
    """Events with all that a card shows, by the day on which they stand and their primary key."""
    by_day: dict[date | None, set[int]] = defaultdict(set)
    for criteria, keys in wanted:
        if criteria:
            by_day[criteria.as_of] |= {*keys}
    return {
        (day, event.key): event
        for day, keys in by_day.items()
        for event in event_rows(sorted(keys), Criteria(as_of=day))
    }


def _shown(
    chapter: Chapter, number: int, found: Selection | None, events: list[EventRow]
) -> ChapterShown:
    of = found.criteria if found else None
    query = addresses.query(of) if of else ""
    return ChapterShown(
        chapter=chapter,
        anchor=f"chapter-{number}",
        events=[
            ChapterEvent(card(event, of), _sentence(say(event.interval)), query)
            for event in events
            if of
        ],
        count=found.count if found else 0,
        all_events=addresses.of_selection(of) if of else "",
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
