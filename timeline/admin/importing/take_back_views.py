"""The page that takes an import back: what goes, what stays and why; then it goes."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from timeline.models import DigestRecord
from timeline.services.imports import take_back
from timeline.services.imports.imported_files import FILE
from timeline.services.records.publishing import may_publish

MOST_NAMED = 100
"""The most lines of what stays that the page lists."""


def may_take_back(request: HttpRequest) -> bool:
    """Whether this user may: who may delete events, also those that readers see."""
    return request.user.has_perm("timeline.delete_event") and may_publish(request.user)


def take_back_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking an import back would do, with a button; once that is pressed, take it back."""
    if not may_take_back(request):
        raise PermissionDenied
    record = get_object_or_404(DigestRecord, kind=FILE, pk=pk)
    name = record.values["name"]
    if request.method == "POST":
        done = take_back.take_back(record, agreed=request.POST.get("agreed", ""), by=request.user)
        if done is not None:
            messages.success(request, f"Taken back: {name}.")
            return HttpResponseRedirect(reverse("admin:import-timeline"))
        messages.warning(request, "Meanwhile something changed: look again at what goes.")
    plan = take_back.plan(record)
    stays = [f"{what} ({often} times)" if often > 1 else what for what, often in plan.stays.items()]
    context = {
        **admin.site.each_context(request),
        "title": f"Take back: {name}",
        "plan": plan,
        "stays": stays[:MOST_NAMED],
        "more": max(0, len(stays) - MOST_NAMED),
    }
    return render(request, "admin/retold/import_take_back.html", context)
