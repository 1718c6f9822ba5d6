"""Which part of a long list is shown, and the addresses of what is before and after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of a list of ``count``: ``first`` and ``last`` are positions from 1 of what is shown.

    ``earlier`` and ``more`` are addresses, empty where there is nothing more that way.
    """

    count: int
    first: int
    last: int
    earlier: str
    more: str

    @property
    def start(self) -> int:
        """The position of the first, from 0."""
        return max(0, self.first - 1)


def list_page(count: int, *, start: int, size: int, address: Callable[[int], str]) -> ListPage:
    """The page of at most ``size`` that begins at ``start``, a position from 0.

    Beyond the end it is the last page. ``address`` gives the address for another start.
    """
    if start >= count:
        start = max(0, (count - 1) // size * size)
    last = min(start + size, count)
    return ListPage(
        count=count,
        first=start + 1 if count else 0,
        last=last,
        earlier=address(max(0, start - size)) if start else "",
        more=address(last) if last < count else "",
    )
