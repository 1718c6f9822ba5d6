"""Pages for other sites' frames, and how a site learns to show them. None of them sets a cookie."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from timeline.models import Event
from timeline.queries.last_changed import last_changed
from timeline.web.embed.embed_page import embedded_event, embedded_timeline, framed
from timeline.web.embed.oembed import card_of, to_xml
from timeline.web.http import story_scope
from timeline.web.timeline.filter_form import read_filter, unfiltered


@framed
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The timeline, with its own parameters."""
    return render(request, "embed/timeline.html", {"page": embedded_timeline(read_filter(request))})


@framed
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One event's card."""
    page = embedded_event(slug, unfiltered(request), story=story_scope.of(request).story)
    if page is None:
        missing = render(request, "embed/missing.html", status=404)
        return story_scope.moved(request) or missing
    request.last_changed = lambda: last_changed(  # type: ignore[attr-defined]
        Event.objects.filter(slug=slug).first()
    )
    return render(request, "embed/event.html", {"page": page})


@require_safe
def resizer(request: HttpRequest) -> HttpResponse:
    """The script that lets frames grow, at an address that stays when the script changes."""
    answer = redirect(static("js/embed_parent.js"))
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show one of our pages in another (oembed.com)."""
    card = card_of(
        request,
        request.GET.get("url", ""),
        most_wide=_size(request, "maxwidth"),
        most_high=_size(request, "maxheight"),
    )
    if request.GET.get("format") == "xml":
        return HttpResponse(to_xml(card), content_type="text/xml; charset=utf-8")
    return JsonResponse(card, json_dumps_params={"ensure_ascii": False})


def _size(request: HttpRequest, name: str) -> int | None:
    """A size in pixels; what is none was refused before it came here."""
    text = request.GET.get(name, "")
    return int(text) if text else None
