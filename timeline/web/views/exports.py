"""The selection, in the format that the address names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from timeline.exports import formats
from timeline.web.leaving import export_menu
from timeline.web.leaving.answer_files import as_file
from timeline.web.leaving.files_budget import budgeted
from timeline.web.timeline.filter_form import read_all


@require_safe
@budgeted
def selection(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The events of the page with the same parameters, as a file or for a program that asks."""
    form = formats.named(ending)
    if form is None:
        raise Http404(f"There is no format “{ending}”.")
    asked = read_all(request)
    pieces = form.write(export_menu.exported_selection(request, asked, ending=ending))
    if form.is_short:
        return HttpResponse(pieces, content_type=form.content_type)
    response = as_file(request, pieces, content_type=form.content_type)
    if form.is_file and response.status_code == 200:
        response["Content-Disposition"] = f'attachment; filename="{form.file_name}"'
    return response
