"""The timeline, and an event's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.models import Event
from timeline.queries.as_of import fetched
from timeline.queries.events import opening_day
from timeline.queries.index import select
from timeline.web.event.event_page import event_page
from timeline.web.http import htmx
from timeline.web.leaving import citing, elsewhere
from timeline.web.quotations import quotes_page
from timeline.web.timeline.filter_form import FilterForm, sought_actor, start_of
from timeline.web.timeline.timeline_page import (
    actor_finder,
    current_story,
    list_part,
    timeline_page,
)


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """The timeline; for htmx its changing parts, or the next stretch of the list."""
    if htmx.target(request) == "show-more":
        criteria = FilterForm(request.GET).criteria()
        opening = opening_day(current_story())
        selection = select(criteria, opening=opening)
        part = list_part(selection, start=start_of(request.GET), opening=opening)
        context = {"part": part, "criteria": criteria}
        return htmx.varied(render(request, "partials/event_stretch.html", context))
    if htmx.target(request) == "found-actors":
        criteria = FilterForm(request.GET).criteria()
        found = actor_finder(select(criteria), sought_actor(request.GET))
        return htmx.varied(render(request, "partials/found_actors.html", {"finder": found}))
    page = timeline_page(request.GET)
    response = htmx.page_or_partial(
        request,
        page="event_list.html",
        partial="partials/timeline_update.html",
        context={
            "page": page,
            "cite": citing.of_selection(request, page.criteria),
            "elsewhere": elsewhere.of_selection(request, page.selection),
        },
    )
    # What could not be understood stays in the address, so that a reload shows the error again.
    return htmx.pushing(response, request.get_full_path() if page.errors else page.address)


@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """How each source tells an event."""
    criteria = FilterForm(request.GET).criteria()
    found = fetched(Event.objects.filter(slug=slug), criteria)
    if not found:
        raise Http404(f"There is no event “{slug}”.")
    context = {
        "page": event_page(found[0], criteria),
        "cite": citing.of_event(request, found[0], criteria),
        "wordings": quotes_page.of_event(found[0], criteria),
    }
    return render(request, "event_detail.html", context)
