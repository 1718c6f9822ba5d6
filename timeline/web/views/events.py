"""The timeline, and an event's page."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from timeline.queries.index import select
from timeline.queries.last_changed import last_changed
from timeline.queries.stories import of_event
from timeline.web.event.event_page import event_or_404, event_page, within
from timeline.web.http import addresses, htmx, story_scope
from timeline.web.leaving import export_menu, page_citations
from timeline.web.quotations.quotes_page import event_quotations
from timeline.web.timeline.filter_form import read_filter
from timeline.web.timeline.filter_panel import actor_finder, outlet_finder, place_finder
from timeline.web.timeline.timeline_page import event_list_page, timeline_page
from timeline.web.views.stories import story_list

_FINDERS = {
    "found-actors": ("actor", actor_finder),
    "found-outlets": ("outlet", outlet_finder),
    "found-places": ("place", place_finder),
}
"""By what htmx swaps: what is found by name, and what finds it."""


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """The timeline, or, where there are several stories and none is asked for, the page of all of
    them; for htmx the timeline's changing parts, the names found, or what follows in the list.

    Of an archive that holds nothing yet, the ways to begin.
    """
    if story_scope.of(request).is_front and not request.GET and not htmx.wants_partial(request):
        return story_list(request)
    asked = read_filter(request)
    wanted = htmx.target(request)
    selection = select(asked.criteria, opening=asked.opening)
    if wanted in _FINDERS:
        noun, find = _FINDERS[wanted]
        names = {"finder": find(selection, asked), "noun": noun}
        return htmx.part(request, "partials/found_names.html", names)
    if wanted == "show-more":
        part = event_list_page(selection, start=asked.start, opening=asked.opening)
        context = {"part": part, "criteria": asked.criteria}
        return htmx.part(request, "partials/event_stretch.html", context)
    holds_something = asked.story or asked.criteria.as_of or selection.totals.events
    if not holds_something and not htmx.wants_partial(request):
        return htmx.part(request, "begin.html", {})
    page = timeline_page(asked, selection)
    return htmx.page_or_partial(
        request,
        page="event_list.html",
        partial="partials/timeline_update.html",
        context={
            "page": page,
            "cite": page_citations.offered_for_list(request, asked.criteria),
            "elsewhere": export_menu.export_menu(request, selection),
        },
        address=request.get_full_path() if asked.errors else page.address,
    )


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """How each source tells an event; where the story named has it no more, its own address. Its
    own address shows it within the main story, or within the archive where that has it not.
    """
    asked = read_filter(request)
    event = event_or_404(slug, asked.criteria)
    stories = of_event(event)
    criteria = within(stories, asked.criteria)
    scope = story_scope.of(request)
    if criteria != asked.criteria:
        if scope.asked != scope.site:
            return redirect(scope.site + request.get_full_path().removeprefix(scope.asked))
        if scope.is_front:
            scope = story_scope.enter_archive(request)
    own = addresses.query(criteria.unfiltered)
    context = {
        "stories": [
            (story, f"{scope.of_story(story.slug)}events/{slug}/{own}") for story in stories
        ],
        "page": event_page(event, criteria),
        "cite": page_citations.offered_for_event(request, event, criteria),
        "wordings": event_quotations(event, criteria),
    }
    request.last_changed = partial(last_changed, event)  # type: ignore[attr-defined]
    return render(request, "event_detail.html", context)
