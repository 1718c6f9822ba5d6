"""What is worked out of the whole archive, or of a large part, kept until the data changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connections, router

from timeline.models import Event
from timeline.queries.database import data_version
from timeline.queries.publishing import scope

MOST = 16
"""Answers that are kept, the last ones asked for."""

_Answer = TypeVar("_Answer")

_kept: dict[Hashable, tuple[str, Any]] = {}


def kept(key: Hashable, make: Callable[[], _Answer]) -> _Answer:
    """What ``make`` gives: from an earlier time, where that read the same archive as it is now."""
    alias = router.db_for_read(Event)
    # A transaction that is rolled back takes its version back, which another may then have.
    state = None if connections[alias].in_atomic_block else data_version.state(alias)
    if state is None:
        return make()
    whole = key, alias, scope.current()
    found = _kept.pop(whole, None)
    if found is None or found[0] != state.token:
        found = state.token, make()
    _kept[whole] = found
    for oldest in list(_kept)[:-MOST]:
        _kept.pop(oldest, None)
    answer: _Answer = found[1]
    return answer
