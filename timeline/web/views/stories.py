"""All stories, and a story that is read as a narrative."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.web.http import story_scope
from timeline.web.leaving import page_citations
from timeline.web.stories.front_page import front_page
from timeline.web.stories.narrative import narrative_page
from timeline.web.timeline.filter_form import unfiltered


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """Each story with a small picture of its two clocks; the masthead is the archive's."""
    scope = story_scope.enter_archive(request)
    return render(request, "front_page.html", {"page": front_page(scope), "is_front": True})


@require_safe
def story_read(request: HttpRequest) -> HttpResponse:
    """A story's chapters, each with its events."""
    criteria = unfiltered(request)
    story = story_scope.of(request).story
    page = narrative_page(story, as_of=criteria.as_of) if story else None
    if page is None:
        raise Http404("There is no story to read here.")
    cite = page_citations.offered_for_narrative(request, page.story, criteria)
    return render(request, "narrative.html", {"page": page, "cite": cite})
