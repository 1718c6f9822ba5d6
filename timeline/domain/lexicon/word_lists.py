"""Reads the word lists: ``<language>/<list>.txt``, one entry or group a line, each file once.

A line is an entry, or a group: ``head: member, member``, where the members say what the head is, or
what else it is called; the list's first lines tell which. What follows a ``#`` is a comment. A list
that isn't there raises ``FileNotFoundError``. Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

FOLDER = Path(__file__).parent

Made = TypeVar("Made")


@cache
def groups(name: str, *, language: str = "en") -> dict[str, tuple[str, ...]]:
    """A list's heads in the file's order, each with its members: none for an entry by itself."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (FOLDER / language / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        head, _, members = line.partition("#")[0].partition(":")
        if head.strip():
            found[head.strip()] = tuple(each.strip() for each in members.split(",") if each.strip())
    return found


def members(name: str, head: str) -> frozenset[str]:
    """The members of one group of a list. Raises ``KeyError`` for a group that isn't there."""
    return frozenset(groups(name)[head])


@cache
def entries(name: str, *members: str) -> frozenset[str]:
    """A list's entries and heads; or only the heads of groups that have one of these members."""
    listed = groups(name)
    if not members:
        return frozenset(listed)
    return frozenset(head for head, has in listed.items() if not set(members).isdisjoint(has))


@cache
def heads(name: str) -> dict[str, str]:
    """For each head of a list, and each member of a group, the head."""
    found = {head: head for head in groups(name)}
    for head, members in groups(name).items():
        found |= dict.fromkeys(members, head)
    return found


class Lazy(Generic[Made]):
    """A class's attribute that is made when it is first asked for, and then kept as it is.

    So that lists are neither read at import nor looked up by a call each time.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, instance: object, owner: type) -> Made:
        """What it is: replaces itself by it."""
        made = self._make()
        setattr(self._owner, self._name, made)
        return made
