"""What is worked out of a part of the index but once, and kept for as long as the part is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from timeline.queries.index.segments.snapshot import Segment, Snapshot

_T = TypeVar("_T")


class _Kept:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.found: dict[str, Any] = {}


_kept: WeakKeyDictionary[object, _Kept] = WeakKeyDictionary()
_all = threading.Lock()


def once(owner: object, name: str, make: Callable[[], _T]) -> _T:
    """What ``make`` gave the first time that it was asked for of this owner under this name.

    What it gives must not hold on to the owner, which would then stay for good. Of threads that ask
    at the same time one makes it, and the others wait.
    """
    with _all:
        kept = _kept.setdefault(owner, _Kept())
    with kept.lock:
        if name not in kept.found:
            kept.found[name] = make()
        found: _T = kept.found[name]
        return found


def owner_of(stand: Snapshot, side: Segment) -> object:
    """What of a side stays longest: a part is the same for all that now stands on it."""
    return side.view.part if stand.day is None else side.view
