"""Outlets compared: who tells which event, and who calls things what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline.web.compare.compare_page import compare_page
from timeline.web.http import htmx
from timeline.web.timeline.filter_form import read_filter


@require_safe
def comparison_list(request: HttpRequest) -> HttpResponse:
    """Events against outlets, or against documents; for htmx the parts that change."""
    page = compare_page(read_filter(request))
    return htmx.page_or_partial(
        request,
        page="compare.html",
        partial="partials/comparison_update.html",
        context={"page": page},
        address=request.get_full_path() if page.errors else page.address,
    )
