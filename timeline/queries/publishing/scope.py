"""Which archive a thread reads: the whole, or what is public.

A command, a test or an editor at the desk reads the whole. Whoever answers a reader reads within
``reading(Scope.PUBLIC)``, where every query gets public rows alone (see ``public_statements``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import TypeVar

_Piece = TypeVar("_Piece")


class Scope(Enum):
    """What is read; the value is a word for names of files and copies."""

    PUBLIC = "public"
    WHOLE = "whole"


_scope: ContextVar[Scope] = ContextVar("scope", default=Scope.WHOLE)


def current() -> Scope:
    """What this thread reads now."""
    return _scope.get()


@contextmanager
def reading(scope: Scope) -> Iterator[None]:
    """While it lasts, this thread reads so."""
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)


def pieces(content: Iterator[_Piece], scope: Scope) -> Iterator[_Piece]:
    """An answer's pieces, each of them read so; between two of them nothing is set."""
    while True:
        with reading(scope):
            try:
                piece = next(content)
            except StopIteration:
                return
        yield piece


def within(scope: Scope, work: Callable[[], None]) -> Callable[[], None]:
    """Work that reads so in whichever thread it is done."""

    def done() -> None:
        with reading(scope):
            work()

    return done
