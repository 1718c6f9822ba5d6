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
from typing import TypeVar

_Piece = TypeVar("_Piece")


class Scope(Enum):
    """What is read; the value is a word for names of files and copies."""

    PUBLIC = "public"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class SharedStory:
    """One story with its drafts, by primary key, and nothing else that is unpublished."""

    story: int


Seen = Scope | SharedStory
"""What is read by somebody."""

_scope: ContextVar[Seen] = ContextVar("scope", default=Scope.WHOLE)


def current() -> Seen:
    """What this thread reads now."""
    return _scope.get()


@contextmanager
def reading(scope: Seen) -> Iterator[None]:
    """While it lasts, this thread reads so."""
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


def pieces(content: Iterator[_Piece], scope: Seen) -> Iterator[_Piece]:
    """An answer's pieces, each of them read so; between two of them nothing is set."""
    while True:
        with reading(scope):
            try:
                piece = next(content)
            except StopIteration:
                return
        yield piece


def within(scope: Seen, work: Callable[[], None]) -> Callable[[], None]:
    """Work that reads so in whichever thread it is done."""

    def done() -> None:
        with reading(scope):
            work()

    return done
