"""What other sites show of ours in a frame: the timeline, or one event's card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from timeline.domain.criteria import Criteria
from timeline.domain.time.formatting import say, say_precision
from timeline.models import Event, Story
from timeline.queries import events
from timeline.queries.as_of import fetched
from timeline.queries.index import select
from timeline.web.http import addresses
from timeline.web.timeline.cards import EventCard, Section, card, sections
from timeline.web.timeline.density_chart import chart_of
from timeline.web.timeline.filter_form import FilterForm, start_of
from timeline.web.timeline.timeline_page import current_story
from timeline.web.timeline.two_clocks import Chart

PAGE = 20
"""Events shown at a time; a frame is smaller than a page."""

VIEW = "embed-timeline"


@dataclass(frozen=True, slots=True)
class EmbeddedTimeline:
    """The timeline in a frame. ``full`` is the page that it leads to, ``errors`` sentences.

    ``more`` and ``earlier`` stay in the frame, and are empty where there is nothing.
    """

    story: Story | None
    criteria: Criteria
    errors: list[str]
    chart: Chart
    sections: list[Section]
    count: int
    first: int
    last: int
    more: str
    earlier: str
    full: str
    query: str


@dataclass(frozen=True, slots=True)
class EmbeddedEvent:
    """One event's card in a frame."""

    story: Story | None
    card: EventCard
    date: str
    precision: str
    full: str
    query: str


def embedded_timeline(data: QueryDict) -> EmbeddedTimeline:
    """The frame for an address's parameters, those of the timeline itself."""
    form = FilterForm(data)
    criteria = form.criteria()
    story = current_story()
    opening = events.opening_day(story)
    selection = select(criteria, opening=opening)
    count = selection.count
    start = start_of(data)
    if start >= count:
        start = max(0, (count - 1) // PAGE * PAGE)
    shown = events.listed(selection, max(0, start - 1), start + PAGE)
    previous = shown.pop(0) if start and shown else None
    last = start + len(shown)
    return EmbeddedTimeline(
        story=story,
        criteria=criteria,
        errors=[str(error) for found in form.errors.values() for error in found],
        chart=chart_of(selection, opening=opening),
        sections=sections(shown, criteria, opening=opening, previous=previous),
        count=count,
        first=start + 1 if shown else 0,
        last=last,
        more=addresses.of_selection(criteria, view=VIEW, start=last) if last < count else "",
        earlier=_earlier(criteria, start),
        full=addresses.of_selection(criteria),
        query=addresses.query(criteria),
    )


def embedded_event(slug: str, data: QueryDict) -> EmbeddedEvent | None:
    """The frame for one event, as of the day that the address asks for; ``None`` if it is not."""
    criteria = FilterForm(data).criteria()
    stands = Criteria(as_of=criteria.as_of)
    found = fetched(Event.objects.filter(slug=slug), stands)
    if not found:
        return None
    (event,) = found
    query = addresses.query(stands)
    return EmbeddedEvent(
        story=current_story(),
        card=card(event, stands),
        date=say(event.interval),
        precision=say_precision(event.interval),
        full=reverse("event-detail", args=[slug]) + query,
        query=query,
    )


def framed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let any site show what a view answers in a frame. For pages that change nothing alone:
    a page with a form in somebody else's frame can be made to take a click meant for another.
    """

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(answer))


def _earlier(criteria: Criteria, start: int) -> str:
    if not start:
        return ""
    return addresses.of_selection(criteria, view=VIEW, start=max(0, start - PAGE))
