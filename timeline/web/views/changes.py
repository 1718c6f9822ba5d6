"""What was published since a day, as a page and as a feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.exports import tellings_atom
from timeline.web.http.problems import NotUnderstood
from timeline.web.timeline.changes_page import changes_asked, changes_feed, changes_page


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    """What was published, by day, and how much was withdrawn."""
    return render(request, "change_list.html", {"page": changes_page(request)})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as a feed, where the day can be read."""
    asked = changes_asked(request)
    if asked.errors:
        raise NotUnderstood({"since": asked.errors})
    content_type = f"{tellings_atom.MIME}; charset=utf-8"
    return HttpResponse(changes_feed(request, asked), content_type=content_type)
