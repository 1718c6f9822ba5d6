"""Pictures of the two clocks, for links that are shared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from timeline.models import Source
from timeline.web.embed import shared_picture
from timeline.web.embed.clocks_png import Picture
from timeline.web.event.event_page import event_or_404
from timeline.web.leaving.files_budget import budgeted
from timeline.web.timeline.filter_form import read_all, read_filter


@require_safe
@budgeted
def selection(request: HttpRequest) -> HttpResponse:
    """The events that match."""
    return _png(shared_picture.of_selection(request, read_all(request)))


@require_safe
@budgeted
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, as of the day that the address asks for."""
    criteria = read_filter(request).criteria
    return _png(shared_picture.of_event(event_or_404(slug, criteria), criteria))


@require_safe
@budgeted
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """What one source tells by that day."""
    found = get_object_or_404(Source.objects.select_related("outlet"), slug=slug)
    return _png(shared_picture.of_source(found, read_filter(request).criteria))


def _png(picture: Picture) -> HttpResponse:
    return HttpResponse(shared_picture.drawn(picture), content_type="image/png")
