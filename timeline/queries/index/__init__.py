"""One selection in memory: events numbered in the order of time, and a set for each value.

``select`` answers criteria by intersecting sets; what the sets mean is what ``queries.events`` and
its neighbours ask SQL. ``keeper`` keeps them true to the database.
"""

from __future__ import annotations

from datetime import date

from timeline.domain.criteria import Criteria
from timeline.queries.index import keeper
from timeline.queries.index.selection import Selection


def select(criteria: Criteria, *, opening: date | None = None, using: str = "default") -> Selection:
    """The events that match, of the database as it is now.

    ``opening`` is the day on which the story opens; what sorts before it comes after the run.
    """
    return Selection(keeper.of(using).whole(), criteria, opening=opening)
