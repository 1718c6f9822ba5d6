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
    _catch_up()
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)


def statements_of(act: Callable[[], Any]) -> list[str]:
    """The text of each query, likewise, with a mark for each of its values."""
    made: list[str] = []

    def noted(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        made.append(sql)
        return execute(sql, *rest)

    _catch_up()
    with connection.execute_wrapper(noted):
        act()
    return made


def _catch_up() -> None:
    for scope in Scope:
        with reading(scope):
            select(Criteria()).registers.quotes_by_speaker()
