"""The page of all stories: each with a small picture of its two clocks, its span and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import get_language_info

from timeline.domain.criteria import Criteria
from timeline.domain.time.formatting import counted, say, say_short
from timeline.domain.time.intervals import Precision, from_bounds
from timeline.models import Story
from timeline.queries import stories
from timeline.queries.index import select_each
from timeline.queries.selection import Bounds, Selection
from timeline.web.http.story_scope import StoryScope
from timeline.web.stories.small_clocks import SmallClocks, small_clocks

HOUSE_LANGUAGE = "en"
"""The language that pages are in; a story in it says nothing of its language."""

LONG = (Precision.DECADE, Precision.CENTURY)
"""What is no year, and said as what it is where a story begins or ends."""


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story on the page of all. ``notes`` are short sentences without full stops."""

    story: Story
    url: str
    clocks: SmallClocks
    span: str
    numbers: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The page: what the site is called, and the stories in their order."""

    name: str
    standfirst: str
    cards: list[StoryCard]
    archive: str


def front_page(scope: StoryScope) -> FrontPage:
    """The page of all stories; however many, they take two queries."""
    every = list(stories.every())
    selections = select_each(Criteria(story=story.slug) for story in every)
    return FrontPage(
        name=settings.RETOLD_NAME,
        standfirst=settings.RETOLD_STANDFIRST,
        cards=[_card(*one, scope) for one in zip(every, selections, strict=True)],
        archive=f"{scope.site}archive/",
    )


def _card(story: Story, selection: Selection, scope: StoryScope) -> StoryCard:
    totals = selection.totals
    return StoryCard(
        story=story,
        url=scope.of_story(story.slug),
        clocks=small_clocks(selection),
        span=_span(selection),
        numbers=f"{counted(totals.events, 'event')}, {counted(totals.sources, 'document')}",
        notes=list(filter(None, [_language(story), _disputed(selection), _newest(selection)])),
    )


def _span(selection: Selection) -> str:
    """From when to when the events happened: in years, in months of one year, or in one month. An
    end of which no more is known than the decade or century is said as that.
    """
    if selection.extent is None or selection.ends is None:
        return "Undated"
    first, last = map(date.fromordinal, selection.extent)
    begins, ends = map(_of_long, selection.ends)
    if begins and _holds(selection.ends[0], last):
        return begins
    if ends and _holds(selection.ends[1], first):
        return ends
    if begins or ends:
        return f"{begins or first.year} – {ends or last.year}"
    if first.year != last.year:
        return f"{first.year} – {last.year}"
    if first.month != last.month:
        return f"{first:%B} – {last:%B} {last.year}"
    return f"{last:%B} {last.year}"


def _of_long(bounds: Bounds) -> str:
    """The decade or century that an event's days are, in words; empty where they are neither."""
    earliest, latest = (date.fromordinal(day) if day else None for day in bounds)
    interval = from_bounds(earliest, latest)
    return say_short(interval) if interval.precision in LONG else ""


def _holds(bounds: Bounds, day: date) -> bool:
    earliest, latest = bounds
    return (earliest or 0) <= day.toordinal() <= (latest or 0)


def _language(story: Story) -> str:
    if not story.language or story.language.split("-")[0] == HOUSE_LANGUAGE:
        return ""
    try:
        return f"In {get_language_info(story.language)['name']}"
    except KeyError:
        return f"In {story.language}"


def _disputed(selection: Selection) -> str:
    count = selection.narrowed_count("disputed")
    return f"sources disagree on {counted(count, 'event')}" if count else ""


def _newest(selection: Selection) -> str:
    """When the source came out that tells last: on a day, or by the day that ends its date."""
    out = selection.tellings.publication_days()
    if not out.days:
        return ""
    vague = out.imprecise[-1] > (out.imprecise[-2] if len(out.imprecise) > 1 else 0)
    day = date.fromordinal(out.days[-1])
    return f"newest telling {'by ' if vague else ''}{say(from_bounds(day, day))}"
