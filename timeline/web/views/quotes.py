"""The page of quotes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from timeline.web.http import htmx
from timeline.web.quotations.quotes_page import quotes_page, quotes_part


@require_safe
def quote_list(request: HttpRequest) -> HttpResponse:
    """All quotations; for htmx the parts that change, or the next stretch of the list."""
    if htmx.target(request) == "show-more":
        context = {"part": quotes_part(request.GET)}
        return htmx.varied(render(request, "partials/quote_stretch.html", context))
    page = quotes_page(request.GET)
    response = htmx.page_or_partial(
        request,
        page="quote_list.html",
        partial="partials/quote_update.html",
        context={"page": page},
    )
    # What could not be understood stays in the address, so that a reload shows the error again.
    return htmx.pushing(response, request.get_full_path() if page.errors else page.address)
