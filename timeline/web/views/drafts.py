"""The switch of those who may see drafts: all of it, or as readers see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from timeline.web.http.reading_scope import AS_READERS, may_see_drafts


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Turn it, and go back to the page on which it was turned."""
    if not may_see_drafts(request):
        raise Http404
    if request.POST.get("drafts") == "hide":
        request.session[AS_READERS] = True
    else:
        request.session.pop(AS_READERS, None)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours and back.startswith("/") else "event-list")
