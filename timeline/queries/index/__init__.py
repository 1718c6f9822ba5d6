"""One selection in memory: events numbered in the order of time, and a set for each value.

``select`` answers criteria by intersecting sets; what the sets mean is what the
same questions mean in SQL (the tests hold it to that). ``keeper`` keeps them true to the database.
"""

from __future__ import annotations

from datetime import date

from django.db import router

from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.index.selection import Selection
from timeline.queries.index.store import index_store


def select(
    criteria: Criteria, *, opening: date | None = None, using: str | None = None
) -> Selection:
    """The events that match, of the database as it is now, or that a reader reads from.

    ``opening`` is the day on which the story opens; what sorts before it comes after the run.
    """
    alias = using or router.db_for_read(Event)
    return Selection(index_store.of(alias).whole(), criteria, opening=opening)
