"""The page of quotes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from timeline.web.http import htmx
from timeline.web.quotations.quotes_page import quote_list_page, quotes_page
from timeline.web.timeline.filter_form import read_filter


@require_safe
def quote_list(request: HttpRequest) -> HttpResponse:
    """All quotations; for htmx the parts that change, or the next stretch of the list."""
    asked = read_filter(request)
    if htmx.target(request) == "show-more":
        context = {"part": quote_list_page(asked)}
        return htmx.part(request, "partials/quote_stretch.html", context)
    page = quotes_page(asked)
    return htmx.page_or_partial(
        request,
        page="quote_list.html",
        partial="partials/quote_update.html",
        context={"page": page},
        address=request.get_full_path() if page.errors else page.address,
    )
