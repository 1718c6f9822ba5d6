"""How many queries something takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from timeline.domain.criteria import Criteria
from timeline.queries.index import select
from timeline.queries.publishing.scope import Scope, reading


def queries_of(act: Callable[[], Any]) -> int:
    """The number of queries that ``act`` makes, those aside by which the index catches up with what
    the test changed: a page has them once after each change, and no more of them for more events.
    """
    for scope in Scope:
        with reading(scope):
            select(Criteria()).registers.quotes_by_speaker()
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)
