"""Deleting at the desk, so that it can be undone: from a page, from a list, and rows of a form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from timeline.models import Undoable
from timeline.services.records import deletion, recorded_acts


class RecordedDeletionAdmin(admin.ModelAdmin):
    """An admin whose deletions are recorded, and say where each can be undone."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a record."""
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete records, all at once or, where they are very many, some at a time."""
        for done in deletion.delete(queryset, by=request.user):
            offer_undo(request, done)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save a form's rows; what is recorded is those of them that go."""
        gone = [row.instance.pk for row in formset.deleted_forms if row.instance.pk]
        if not gone:
            super().save_formset(request, form, formset, change)
            return
        opts = formset.model._meta
        noun = opts.verbose_name if len(gone) == 1 else f"{len(gone)} {opts.verbose_name_plural}"
        with recorded_acts.recorded(
            Undoable.Act.DELETE,
            formset.model,
            gone,
            title=f"{noun} deleted in “{form.instance}”",
            by=request.user,
        ) as (done, _):
            super().save_formset(request, form, formset, change)
        offer_undo(request, done)


def offer_undo(request: HttpRequest, done: Undoable) -> None:
    """Say what was done, with the way to undo it."""
    if done.pk and not request.user.has_perm("timeline.change_undoable"):
        messages.info(request, f"{done}.")
    elif done.pk:
        undo = reverse("admin:timeline_undoable_change", args=[done.pk])
        messages.info(request, format_html('{} <a href="{}">Undo</a>', f"{done}.", undo))
