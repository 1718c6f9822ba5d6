"""What is worked out of a segment but once, and kept for as long as the segment is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from timeline.queries.publishing import scope
from timeline.queries.publishing.scope import Seen

_T = TypeVar("_T")


class _Memo:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.found: dict[tuple[str, Seen], Any] = {}


_memos: WeakKeyDictionary[object, _Memo] = WeakKeyDictionary()
_lock = threading.Lock()


def memoized(owner: object, name: str, make: Callable[[], _T]) -> _T:
    """What ``make`` gave the first time that it was asked for of this owner under this name.

    What was read of the whole archive is not given to who reads as the public, nor the other way.
    What it gives must not refer to the owner, which would then stay in memory for good. Of threads
    that ask at the same time one makes it, and the others wait.
    """
    with _lock:
        memo = _memos.setdefault(owner, _Memo())
    key = name, scope.current()
    with memo.lock:
        if key not in memo.found:
            memo.found[key] = make()
        found: _T = memo.found[key]
        return found
