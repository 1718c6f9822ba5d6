"""Pictures of the two clocks, for links that are shared."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from timeline.models import Event, Source
from timeline.queries.as_of import fetched
from timeline.web.embed import shared_picture
from timeline.web.embed.clocks_png import Picture
from timeline.web.timeline.filter_form import FilterForm


@require_safe
def selection(request: HttpRequest) -> HttpResponse:
    """The events that match."""
    form = FilterForm(request.GET)
    criteria = form.criteria()
    if form.errors:
        return JsonResponse({"errors": form.errors}, status=400)
    return _png(shared_picture.of_selection(request, criteria))


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, as of the day that the address asks for."""
    criteria = FilterForm(request.GET).criteria()
    found = fetched(Event.objects.filter(slug=slug), criteria)
    if not found:
        raise Http404(f"There is no event “{slug}”.")
    return _png(shared_picture.of_event(found[0], criteria))


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """What one source tells by that day."""
    criteria = FilterForm(request.GET).criteria()
    found = get_object_or_404(Source.objects.select_related("outlet"), slug=slug)
    return _png(shared_picture.of_source(found, criteria))


def _png(picture: Picture) -> HttpResponse:
    return HttpResponse(shared_picture.drawn(picture), content_type="image/png")
