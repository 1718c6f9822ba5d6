"""Deleting at the desk, so that it can be undone: from a page, from a list, and rows of a form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from timeline.models import Undoable
from timeline.services.records import deletion, recorded_acts

_TOLD = "retold.deletion-told"
"""Set in a request whose deletion has been told."""


class NamedObjects(NestedObjects):
    """What a deletion takes along, each row with the records that its name names."""

    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> Any:
        """The rows of a model that go along, or stand in the way, in one query."""
        rows = super().related_objects(related_model, related_fields, objs)
        return rows.select_related(*[f.name for f in related_model._meta.fields if f.is_relation])


class RecordedDeletionAdmin(admin.ModelAdmin):
    """An admin whose deletions are recorded, and say where each can be undone."""

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """What Django's says of a deletion: what goes as nested lines, how many of each, the nouns
        that this user may not delete, and what stands in the way.
        """
        found = NamedObjects(using=DEFAULT_DB_ALIAS, origin=objs)
        found.collect(objs)
        refused: set[str] = set()

        def line(record: Any) -> str:
            noun = str(record._meta.verbose_name)
            if not self.admin_site.is_registered(type(record)):
                return f"{capfirst(noun)}: {record}"
            of = self.admin_site.get_model_admin(type(record))
            if not of.has_delete_permission(request, record):
                refused.add(noun)
            name = f"{self.admin_site.name}:timeline_{record._meta.model_name}_change"
            address = reverse(name, args=[record.pk])
            return format_html('{}: <a href="{}">{}</a>', capfirst(noun), address, record)

        lines = found.nested(line)
        rows_of: dict[Any, Any] = dict(found.model_objs)
        counts = {str(of._meta.verbose_name_plural): len(rows) for of, rows in rows_of.items()}
        return lines, counts, refused, [line(record) for record in found.protected]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a record."""
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete records, all at once or, where they are very many, some at a time."""
        for done in deletion.delete(queryset, by=request.user):
            offer_undo(request, done)
            request.META[_TOLD] = True

    def message_user(
        self, request: HttpRequest, message: Any, level: Any = messages.INFO, *args: Any, **of: Any
    ) -> None:
        """Tell something; that a deletion went well has been told with the way to undo it."""
        if not (level == messages.SUCCESS and _TOLD in request.META):
            super().message_user(request, message, level, *args, **of)

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
        messages.success(request, f"{done}.")
    elif done.pk:
        undo = reverse("admin:timeline_undoable_change", args=[done.pk])
        messages.success(request, format_html('{} <a href="{}">Undo</a>', f"{done}.", undo))
