"""The timeline, its exports, and an event's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.exports.events_json import event_json
from timeline.exports.mentions_csv import mentions_csv
from timeline.models import Event
from timeline.queries import events
from timeline.queries.standing import each, fetched
from timeline.web import addresses, citing, htmx, quotes_page
from timeline.web.event_page import event_page
from timeline.web.forms import FilterForm, start_of
from timeline.web.timeline_page import PAGE, current_story, list_part, timeline_page


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """The timeline; for htmx its changing parts, or the next stretch of the list."""
    if htmx.target(request) == "show-more":
        criteria = FilterForm(request.GET).criteria()
        part = list_part(criteria, start=start_of(request.GET), story=current_story())
        context = {"part": part, "criteria": criteria}
        return htmx.varied(render(request, "partials/event_stretch.html", context))
    page = timeline_page(request.GET)
    response = htmx.page_or_partial(
        request,
        page="event_list.html",
        partial="partials/timeline_update.html",
        context={"page": page, "cite": citing.of_selection(request, page.criteria)},
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


@require_safe
def event_json_list(request: HttpRequest) -> HttpResponse:
    """The selection as JSON, ``PAGE`` events at a time, in the order of time."""
    form = FilterForm(request.GET)
    criteria = form.criteria()
    if form.errors:
        return JsonResponse({"errors": form.errors}, status=400)
    start = start_of(request.GET)
    selection = events.matching(criteria)
    count = selection.count()
    more = start + PAGE < count
    following = addresses.of_selection(criteria, view="event-json", start=start + PAGE)
    body = {
        "count": count,
        "next": request.build_absolute_uri(following) if more else None,
        "events": [
            event_json(event) for event in fetched(selection[start : start + PAGE], criteria)
        ],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_safe
def event_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The whole selection as CSV, one row a mention."""
    form = FilterForm(request.GET)
    criteria = form.criteria()
    if form.errors:
        return JsonResponse({"errors": form.errors}, status=400)
    chosen = each(events.matching(criteria), criteria)
    response = StreamingHttpResponse(mentions_csv(chosen), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="events.csv"'
    return response
