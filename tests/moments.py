"""When the record says that something was done, set by a test."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from timeline.models import Actor, Event, Mention, Outlet, Source


def all_done_at(moment: datetime | None, *models: Any) -> None:
    """Have all that the history tells be of one moment, or tell nothing; of some models alone."""
    for model in models or (Event, Mention, Source, Outlet, Actor):
        history = model.history.model.objects
        if moment is None:
            history.all().delete()
        else:
            history.update(history_date=moment)
        if model is Mention:
            # Past the record's own ways, which would read every phrase again.
            QuerySet(Mention).update(public_since=moment)
