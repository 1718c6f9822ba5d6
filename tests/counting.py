"""How many queries something takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], Any]) -> int:
    """The number of queries that ``act`` makes."""
    with CaptureQueriesContext(connection) as made:
        act()
    return len(made)
