"""Much to write, a little at a time: whoever else would write waits for no more than that.

SQLite has one writer. Another asks for its turn every tenth of a second, so that a pause between
two batches has to be longer than that, or it would never find one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

_Item = TypeVar("_Item")

SECONDS = 0.8
"""What a batch should take; one may take twice as long before the next is made smaller."""

PAUSE = 0.12
"""Seconds between two batches."""


class TimedBatches(Generic[_Item]):
    """Cuts items into batches by how long the ones before took.

    ``weigh`` says how much there is to write of an item; ``first`` is the weight of the first
    batch. One item is never cut.
    """

    def __init__(self, *, weigh: Callable[[_Item], int] = lambda _: 1, first: int) -> None:
        self._weigh = weigh
        self._most: float = first

    def of(self, items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
        """The items in batches. Each is to be written before the next is asked for."""
        start = 0
        while start < len(items):
            end, weight = start + 1, self._weigh(items[start])
            while end < len(items) and (more := weight + self._weigh(items[end])) <= self._most:
                end, weight = end + 1, more
            began = time.monotonic()
            yield items[start:end]
            took = max(time.monotonic() - began, 0.001)
            # No more than twice as many: what comes next may take longer each.
            self._most = min(2 * max(self._most, weight), weight * SECONDS / took)
            start = end
            if start < len(items):
                time.sleep(PAUSE)
