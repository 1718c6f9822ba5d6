"""What other sites show of ours in a frame: the timeline, or one event's card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt

from timeline.domain.criteria import Criteria
from timeline.domain.time.formatting import say, say_precision
from timeline.models import Event, Story
from timeline.queries.event_rows import event_rows
from timeline.queries.index import select
from timeline.web.http import addresses
from timeline.web.timeline.clock_size import EMBEDDED
from timeline.web.timeline.density_chart import chart_of
from timeline.web.timeline.event_cards import EventCard, card
from timeline.web.timeline.filter_form import FilterRequest
from timeline.web.timeline.timeline_page import EventListPage, event_list_page
from timeline.web.timeline.two_clocks import Chart

PAGE = 20
"""Events shown at a time; a frame is smaller than a page."""

VIEW = "embed-timeline"


@dataclass(frozen=True, slots=True)
class EmbeddedTimeline:
    """The timeline in a frame. ``full`` is the page that it leads to, ``errors`` sentences.

    What goes on in ``part`` stays in the frame. ``query``: what links to events carry.
    """

    story: Story | None
    criteria: Criteria
    errors: list[str]
    chart: Chart
    part: EventListPage
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


def embedded_timeline(asked: FilterRequest) -> EmbeddedTimeline:
    """The frame for what an address asks of the timeline."""
    opening = asked.opening
    selection = select(asked.criteria, opening=opening)
    part = event_list_page(selection, start=asked.start, opening=opening, size=PAGE, view=VIEW)
    return EmbeddedTimeline(
        story=asked.story,
        criteria=asked.criteria,
        errors=[message for found in asked.errors.values() for message in found],
        chart=chart_of(selection, opening=opening, sizes=EMBEDDED),
        part=part,
        full=addresses.of_selection(asked.criteria),
        query=part.query,
    )


def embedded_event(slug: str, criteria: Criteria, *, story: Story | None) -> EmbeddedEvent | None:
    """The frame for one event, as of the criteria's day, that is shown for a story; ``None`` if
    there is no such event.
    """
    found = event_rows(list(Event.objects.filter(slug=slug).values_list("pk", flat=True)), criteria)
    if not found:
        return None
    (event,) = found
    query = addresses.query(criteria)
    return EmbeddedEvent(
        story=story,
        card=card(event, criteria),
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
        # A page that asks this of what it frames frames nothing without it.
        response["Cross-Origin-Embedder-Policy"] = "require-corp"
        return response

    return csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(answer))
