"""A three-way comparison, by which what is loaded again does not undo what an editor changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def three_way(
    new: Mapping[str, Any], now: Mapping[str, Any], base: Mapping[str, Any] | None
) -> tuple[list[str], list[str]]:
    """The names of values to write to a record, and of those that an editor changed, which stay.

    ``new``: what is loaded says. ``now``: what the record holds, of each name in ``new``. ``base``:
    what the record was left with when the same was last loaded; where it differs from ``now``, an
    editor was there. A name that ``base`` lacks was not kept then, and is written. ``None``: it was
    never loaded, and all that the record holds is an editor's.
    """
    write: list[str] = []
    stay: list[str] = []
    for name, value in new.items():
        if now[name] != value:
            edited = base is None or (name in base and now[name] != base[name])
            (stay if edited else write).append(name)
    return write, stay
