"""The words of one group of a list, as a set."""

from __future__ import annotations

from timeline.domain.lexicon.reader import groups


def members(name: str, head: str) -> frozenset[str]:
    """The words of a group: of the list ``name``, those that stand behind ``head``.

    Raises ``FileNotFoundError`` for a list that there isn't, ``KeyError`` for a group.
    """
    return frozenset(groups(name)[head])
