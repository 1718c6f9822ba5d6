"""What sources disagree about."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline.web.compare.disagreements_page import disagreements_page
from timeline.web.http import htmx
from timeline.web.timeline.filter_form import read_filter


@require_safe
def disagreement_list(request: HttpRequest) -> HttpResponse:
    """Events that sources tell in ways that contradict each other; for htmx the list alone."""
    return htmx.page_or_partial(
        request,
        page="disagreement_list.html",
        partial="partials/disagreement_results.html",
        context={"page": disagreements_page(read_filter(request))},
    )
