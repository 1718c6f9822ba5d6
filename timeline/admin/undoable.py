"""What was merged, deleted and chosen at the desk, and the page that undoes it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.site import desk
from timeline.models import Undoable
from timeline.services.records import undo
from timeline.services.records.publishing import may_publish

MOST_NAMED = 100
"""The most lines of what can't be put back that the page lists."""


@admin.register(Undoable, site=desk)
class UndoableAdmin(LongListAdmin):
    """Each act with who did it and when; its page says what undoing does, and does it."""

    list_display = ("title", "at", "by", "undone_at", "undone_by")
    list_filter = filter_when_long = ("act",)
    list_select_related = ("by", "undone_by")
    search_fields = ("title",)
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Undoable]:
        """Acts, without their rows, which may be many."""
        acts: QuerySet[Undoable] = super().get_queryset(request)
        return acts.defer("rows")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Undoable | None = None) -> bool:
        """Never by hand."""
        return False

    def has_undo_permission(self, request: HttpRequest, done: Undoable) -> bool:
        """Whether this editor may undo it: who may delete such records may bring them back."""
        rights = ["timeline.change_undoable", f"timeline.delete_{done.kind}"]
        return request.user.has_perms(rights) and may_publish(request.user)

    def change_view(self, request: HttpRequest, object_id: str, *_: Any, **__: Any) -> HttpResponse:
        """What undoing would do, with a button; and, once that is pressed, undo it."""
        done = self.get_object(request, object_id)
        if done is None:
            raise Http404
        if not self.has_view_permission(request, done):
            raise PermissionDenied
        if request.method == "POST":
            return self._undo(request, done)
        return self._ask(request, done)

    def _undo(self, request: HttpRequest, done: Undoable) -> HttpResponse:
        if not self.has_undo_permission(request, done):
            raise PermissionDenied
        try:
            made = undo.undo(done.pk, agreed=request.POST.get("agreed", ""), by=request.user)
        except undo.CannotUndo:
            return self._ask(request, done)
        if made is None:
            messages.warning(request, "Meanwhile something changed: look again at what is lost.")
            return self._ask(request, done)
        self.log_change(request, done, "Undone.")
        messages.success(request, f"Undone: {done}.")
        return HttpResponseRedirect(reverse("admin:timeline_undoable_changelist"))

    def _ask(self, request: HttpRequest, done: Undoable) -> HttpResponse:
        refused, made = "", undo.UndoPlan()
        try:
            made = undo.plan(done)
        except undo.CannotUndo as error:
            refused = str(error)
        lost = [
            f"{what} ({often} times)" if often > 1 else what for what, often in made.lost.items()
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Undo: {done}",
            "opts": self.opts,
            "done": done,
            "refused": refused,
            "may": self.has_undo_permission(request, done),
            "plan": made,
            "counts": made.counts,
            "lost": lost[:MOST_NAMED],
            "more": max(0, len(lost) - MOST_NAMED),
        }
        return render(request, "admin/retold/undo.html", context)
