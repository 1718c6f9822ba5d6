"""Who changed a field or a row last, and when: from the history, or else from the desk's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime

from timeline.admin.editing.form_snapshot import OWN
from timeline.admin.editing.posted_form import FormShape

MOST_LINES = 50
"""The lines of a record's history that are looked through."""


@dataclass(frozen=True, slots=True)
class ChangeAuthor:
    """Who made a change, as far as it was kept, and when."""

    name: str = "Somebody"
    at: datetime | None = None

    @property
    def when(self) -> str:
        """Day and time in words; empty where it was not kept."""
        return date_format(localtime(self.at), "DATETIME_FORMAT") if self.at else ""

    def __str__(self) -> str:
        return f"{self.name}, {self.when}" if self.when else self.name


class RecordAuthors:
    """Who changed what of one record: by a row's history, or else who saved the record last."""

    def __init__(self, record: Model) -> None:
        self.record = record
        self._last: ChangeAuthor | None = None

    def __call__(self, shape: FormShape, key: str, field: str) -> ChangeAuthor:
        """Who changed a field of a row, or the row as a whole, where the field is empty."""
        pk = self.record.pk if key == OWN else key.partition(":")[2]
        if known := author_of(shape.model, pk, field):
            return known
        if self._last is None:
            self._last = last_author_of(self.record)
        return self._last


def author_of(model: type[Model], pk: Any, field: str = "") -> ChangeAuthor | None:
    """Who gave a field its value, or wrote the last line of a record's history.

    ``None`` where the model keeps no history, or has none of this record.
    """
    history: Any = getattr(model, "history", None)
    if history is None:
        return None
    lines = history.filter(id=pk).select_related("history_user")
    newest = None
    for line in lines.order_by("-history_id")[:MOST_LINES]:
        if newest is not None and _value(line, field) != _value(newest, field):
            break
        newest = line if newest is None or field else newest
    return _author(newest.history_user, newest.history_date) if newest else None


def last_author_of(record: Model) -> ChangeAuthor:
    """Who saved a record on the desk last."""
    kind = ContentType.objects.get_for_model(type(record))
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
    entry = entries.select_related("user").order_by("-action_time").first()
    return _author(entry.user, entry.action_time) if entry else ChangeAuthor()


def _value(line: Any, field: str) -> Any:
    value: Any = getattr(line, field, None) if field else None
    return sorted(value.values_list("pk")) if hasattr(value, "values_list") else value


def _author(user: Any, at: datetime) -> ChangeAuthor:
    return ChangeAuthor(user.get_full_name() or user.get_username() if user else "A program", at)
