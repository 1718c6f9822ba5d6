"""Reads the word lists: ``en/<list>.txt``, one entry or one group a line, each file once.

A line is an entry, or a group: ``head: member, member``. What follows a ``#`` is a comment; empty
lines count for nothing. A list that isn't there raises ``FileNotFoundError``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "en"


@cache
def groups(name: str) -> dict[str, tuple[str, ...]]:
    """A list's groups in the file's order: each head with its members, an entry with none."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        head, _, members = line.partition("#")[0].partition(":")
        if head.strip():
            found[head.strip()] = tuple(each.strip() for each in members.split(",") if each.strip())
    return found


@cache
def entries(name: str) -> frozenset[str]:
    """A list's entries, or the heads of its groups."""
    return frozenset(groups(name))


@cache
def heads(name: str) -> dict[str, str]:
    """For each member of a list's groups, and each head, the head."""
    found = {head: head for head in groups(name)}
    for head, members in groups(name).items():
        found |= dict.fromkeys(members, head)
    return found
