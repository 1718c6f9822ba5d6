"""The action that makes one record of several, after pages that tell what moves and is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list

from timeline.admin.lists.change_history import ChangeHistoryAdmin
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.lists.recorded_deletions import offer_undo
from timeline.models import Undoable
from timeline.services.records.merging import lost_in_merger


class MergingAdmin(ChangeHistoryAdmin, LongListAdmin):
    """An admin with the action "merge".

    ``belongings`` and ``merge`` are those of the model's merging service: what belongs to records,
    in numbers by what it is called, and the merger itself.
    """

    actions: tuple[str, ...] = ("merge_selected",)
    belongings: Callable[[Iterable[Any]], dict[str, int]]
    merge: Callable[..., dict[str, int]]
    explanation: str = ""
    """What of the record that stays is kept over the others', in a sentence."""

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether this editor may merge: merging changes one record and deletes the others."""
        return bool(self.has_change_permission(request) and self.has_delete_permission(request))

    @admin.action(description="Merge selected %(verbose_name_plural)s", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask which of the selected records stays, say what is dropped, then merge the others."""
        records = list(queryset)
        names = self.opts.verbose_name_plural
        if len(records) < 2:
            self.message_user(request, f"Select two {names} or more to merge.", messages.WARNING)
            return None
        keep = next((r for r in records if str(r.pk) == request.POST.get("keep")), None)
        if request.POST.get("post") and keep is not None:
            others = [r for r in records if r != keep]
            if not request.POST.get("sure"):
                return self._ask_again(request, keep, others)
            self._merge_into(keep, others, request=request)
            return None
        return self._ask(request, records, unanswered=bool(request.POST.get("post")))

    def _merge_into(self, keep: Any, others: list[Any], *, request: HttpRequest) -> None:
        self.log_deletions(request, self.model.objects.filter(pk__in=[r.pk for r in others]))
        lost = get_text_list([f"“{record}”" for record in others], "and")
        moved = _numbers(type(self).merge(keep, others, by=request.user))
        done = Undoable.objects.filter(kind=self.opts.model_name, object_id=keep.pk).latest("pk")
        self.log_change(request, keep, f"Merged {lost} into it. Moved: {moved}.")
        self.message_user(
            request, f"{lost} merged into “{keep}”. Moved: {moved}.", messages.SUCCESS
        )
        offer_undo(request, done)

    def _ask_again(self, request: HttpRequest, keep: Any, others: list[Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {len(others) + 1} {self.opts.verbose_name_plural} into “{keep}”?",
            "opts": self.opts,
            "keep": keep,
            "records": [keep, *others],
            "moved": _numbers({k: n for k, n in type(self).belongings(others).items() if n}),
            "lost": lost_in_merger(keep, others, merge=type(self).merge),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return render(request, "admin/retold/merge_check.html", context)

    def _ask(self, request: HttpRequest, records: list[Model], *, unanswered: bool) -> HttpResponse:
        rows = [(record, type(self).belongings([record]).values()) for record in records]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "rows": rows,
            "columns": [_words(name) for name in type(self).belongings([])],
            "stays": self.explanation,
            "unanswered": unanswered,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return render(request, "admin/retold/merge.html", context)


def _numbers(belongings: dict[str, int]) -> str:
    return ", ".join(f"{_words(what)} {number}" for what, number in belongings.items())


def _words(name: str) -> str:
    return name.replace("_", " ")
