"""The change history of a record: who changed what and when, and what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from timeline.admin.lists.record_keys import is_key
from timeline.admin.lists.recorded_deletions import RecordedDeletionAdmin
from timeline.models import Undoable

LONGEST_VALUE = 300
"""The characters that a value in the list of changes may have before it is cut."""

NEWEST_PARTS = 200
"""The most changes of a record's parts that its page lists, the newest ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record of history, with the values that changed since the one before it."""

    record: Any
    values: list[dict[str, Any]]


class ChangeHistoryAdmin(RecordedDeletionAdmin, SimpleHistoryAdmin):
    """An admin whose history page tells old and new values, its parts' too, and the desk's log.

    ``derived``: fields that Retold works out by itself and that no one changed by hand.
    ``slug_of``: the field that a new record's slug is made of, of which one that stays is shown.
    """

    object_history_template: ClassVar[Any] = "admin/retold/object_history.html"
    object_history_list_template = "admin/retold/history_list.html"
    derived: tuple[str, ...] = ()
    slug_of: str = ""

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The slug of a new record; the page of a version may have no field for it."""
        if self.slug_of:
            return {} if obj else {"slug": (self.slug_of,)}
        return super().get_prepopulated_fields(request, obj)

    def history_of_parts(self, object_id: str) -> Iterable[tuple[type[Any], Any]]:
        """The models of the record's parts, each with its history that belongs to the record."""
        return ()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record's history page."""
        _check_key(object_id)
        log = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), object_id=object_id
        ).select_related("user")
        mergers = Undoable.objects.none()
        if object_id.isdecimal():
            mergers = Undoable.objects.filter(kind=self.opts.model_name, object_id=object_id)
        context = {
            "parts": self._changed_parts(object_id),
            "log": log[:NEWEST_PARTS],
            "mergers": mergers.select_related("by").defer("rows"),
        }
        response: HttpResponse = super().history_view(
            request, object_id, extra_context={**context, **(extra_context or {})}
        )
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, *more: Any, **named: Any
    ) -> HttpResponse:
        """The record as it was in one line of its history."""
        _check_key(object_id)
        _check_key(version_id)
        if request.method == "POST" and not self._may_revert(request, object_id):
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(
            request, object_id, version_id, *more, **named
        )
        return response

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Sequence[Any], *_: Any, **__: Any
    ) -> None:
        """Give each record but the oldest what changed since the one before it."""
        records = list(historical_records)
        for newer, older in pairwise(records):
            newer.history_delta_changes = _changed_values(self.model, newer, older, self.derived)

    def _may_revert(self, request: HttpRequest, object_id: str) -> bool:
        """Whether a user may give a record back what it said; a deleted one is undone elsewhere."""
        now = self.get_object(request, unquote(object_id))
        return now is not None and bool(self.has_change_permission(request, now))

    def _changed_parts(self, object_id: str) -> list[Change]:
        changes: list[Change] = []
        for model, history in self.history_of_parts(object_id):
            derived = getattr(self.admin_site._registry.get(model), "derived", ())
            older: dict[int, Any] = {}
            records = history.select_related("history_user")._select_related_history_tracked_objs()
            for record in records.order_by("history_date", "history_id"):
                before = older.get(record.id)
                older[record.id] = record
                values: list[dict[str, Any]] = []
                if before is not None and record.history_type == "~":
                    values = _changed_values(model, record, before, derived)
                changes.append(Change(record, values))
        changes.sort(key=lambda change: change.record.history_date, reverse=True)
        return changes[:NEWEST_PARTS]


class _ValuesInWords(HistoricalRecordContextHelper):
    """Old and new values in words; no words for none, where "None" or a deleted one would stand."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """A value as it is written."""
        is_none = value is None or (isinstance(value, DeletedObject) and value.pk is None)
        return "" if is_none else super().prepare_delta_change_value(change, value)


def _check_key(text: str) -> None:
    """Nothing is found where an address has no key."""
    if not is_key(unquote(text)):
        raise Http404("There is no such record.")


def _changed_values(
    model: type[Any], newer: Any, older: Any, derived: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The fields that differ between two lines of a record's history, with both values in words."""
    delta = newer.diff_against(older, excluded_fields=derived, foreign_keys_are_objs=True)
    helper = _ValuesInWords(model, newer, max_displayed_delta_change_chars=LONGEST_VALUE)
    changes: list[dict[str, Any]] = helper.context_for_delta_changes(delta)
    return changes
