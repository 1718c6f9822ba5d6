"""Going back to a line of a record's history, without losing what another saved meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import router, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst, get_text_list

from timeline.admin.editing.change_authors import author_of
from timeline.admin.editing.refused_saves import UndecidedForm

NEWEST = "newest"
"""The name of the field that says which line was the newest when the page was opened."""


class SharedRevertingAdmin(admin.ModelAdmin):
    """An admin whose page of a line of history knows what was the newest line beside it.

    Where there is a newer one by now, nothing is saved: the page comes back as it was typed, and
    says what was changed meanwhile and by whom.
    """

    object_history_form_template = "admin/retold/object_history_form.html"

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The record as it was in one line, or going back to that."""
        show = super().history_form_view  # type: ignore[misc]
        with transaction.atomic(using=router.db_for_write(self.model)):
            newest = None
            if object_id.isdecimal():
                if request.method == "POST":
                    # Locked, so that of two who save at once the second sees the first one's.
                    list(self.model._base_manager.select_for_update().filter(pk=object_id))
                lines = self.model.history.filter(id=object_id)
                newest = lines.order_by("-history_id").first()
            if request.method == "POST" and newest is not None:
                request.__dict__["_not_reverted"] = self._meanwhile(request, newest)
            context = {"newest": newest.history_id if newest else "", "newest_name": NEWEST}
            page: HttpResponse = show(
                request, object_id, version_id, extra_context={**context, **(extra_context or {})}
            )
            return page

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """The form's class; one that isn't saved, where another saved meanwhile."""
        form: type[forms.ModelForm] = super().get_form(request, obj, change=change, **kwargs)
        refused = request.__dict__.get("_not_reverted")
        if not refused:
            return form
        return type(form.__name__, (UndecidedForm, form), {"refused": refused})

    def _meanwhile(self, request: HttpRequest, newest: Any) -> str:
        """What another changed since the page was opened, in words; an empty text if nothing."""
        seen = request.POST.get(NEWEST, str(newest.history_id))
        if seen == str(newest.history_id):
            return ""
        known = seen.isascii() and seen.isdigit() and len(seen) < 19
        before = type(newest).objects.filter(pk=seen, id=newest.id).first() if known else None
        who = author_of(self.model, newest.id)
        said = f"Nothing was saved: this was changed meanwhile ({who})."
        if before is not None:
            derived = getattr(self, "derived", ())
            names = newest.diff_against(before, excluded_fields=derived).changed_fields
            called = [str(self.model._meta.get_field(name).verbose_name) for name in names]
            if called:
                said += f" {capfirst(get_text_list(called, 'and'))} would be as before that again."
        return f"{said} Look at what it says now; to go back all the same, press the button again."
