"""Which archive a thread reads: the whole, what is public, or one story that is shared.

A command, a test or an editor at the desk reads the whole. Whoever answers a reader reads within
``reading(Scope.PUBLIC)``, where every query gets public rows alone (see ``public_statements``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum


class Scope(Enum):
    """What a thread reads; the value stands in the names of files and of copies of the data."""

    PUBLIC = "public"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class SharedStory:
    """What a thread reads for a link to a story: that one, by primary key, with its drafts, and
    nothing else that is unpublished.
    """

    story: int


Seen = Scope | SharedStory
"""Whatever a thread may read."""

_scope: ContextVar[Seen] = ContextVar("scope", default=Scope.WHOLE)


def current() -> Seen:
    """What this thread reads now."""
    return _scope.get()


@contextmanager
def reading(scope: Seen) -> Iterator[None]:
    """For a ``with`` block: have this thread read so within it, and as before after it."""
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


def within(scope: Seen, work: Callable[[], None]) -> Callable[[], None]:
    """A function that does the work reading ``scope``, in whichever thread it is called."""

    def done() -> None:
        with reading(scope):
            work()

    return done
