"""Citations of an event, a source or a list, in the format that the address names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from timeline.exports.citations.citation import Citation
from timeline.models import Source
from timeline.web.event.event_page import event_or_404
from timeline.web.leaving import page_citations
from timeline.web.leaving.answer_files import as_file
from timeline.web.leaving.files_budget import budgeted
from timeline.web.timeline.filter_form import read_all, read_filter


@require_safe
@budgeted
def event(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """The event's page and every source that tells it, as of the day that the address asks for."""
    criteria = read_filter(request).criteria
    found = event_or_404(slug, criteria)
    return _file(page_citations.event_citations(request, found, criteria), suffix)


@require_safe
@budgeted
def source(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """The source, and what it draws on."""
    found = get_object_or_404(Source.objects.select_related("outlet"), slug=slug)
    return _file(page_citations.source_citations(request, found), suffix)


@require_safe
@budgeted
def selection(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The list, and every source that tells an event on it."""
    citations = page_citations.selection_citations(request, read_all(request).criteria)
    return _file(citations, suffix, long_for=request)


def _file(
    citations: Iterator[Citation],
    suffix: str,
    *,
    long_for: HttpRequest | None = None,
) -> HttpResponseBase:
    """A file named for the first of them, which is what the address is about."""
    for form in page_citations.FORMATS:
        if form.suffix == suffix:
            first = next(citations)
            pieces, mime = form.write(chain([first], citations)), f"{form.mime}; charset=utf-8"
            response: HttpResponseBase
            if long_for:
                response = as_file(long_for, pieces, content_type=mime)
            else:
                response = HttpResponse(pieces, content_type=mime)
            if response.status_code == 200:
                response["Content-Disposition"] = f'attachment; filename="{first.key}.{suffix}"'
            return response
    raise Http404(f"There is no format “{suffix}”.")
