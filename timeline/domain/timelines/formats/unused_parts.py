"""What of an object in JSON nothing reads: as names and texts, so that it can be kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

Path = tuple[str, ...]
_DEEPEST = 3


def unused_parts(told: Mapping[str, Any], used: Collection[Path]) -> Iterator[tuple[Path, str]]:
    """Paths to what stands in an object and is not used, each with its text; empty ones left out.

    ``used``: the paths of what is read. A list of texts is parted by semicolons, and what lies
    deeper than three names is JSON.
    """
    yield from _within(told, (), used)


def name_of_path(path: Path) -> str:
    """A path in words: "start date format"."""
    return " ".join(path).replace("_", " ")


def _within(told: Any, path: Path, used: Collection[Path]) -> Iterator[tuple[Path, str]]:
    if path in used:
        return
    if isinstance(told, Mapping) and len(path) < _DEEPEST:
        for name, one in told.items():
            yield from _within(one, (*path, str(name)), used)
    elif text := cell_of(told):
        yield path, text


def cell_of(value: Any) -> str:
    """A value of JSON as a table's cell: a list of texts parted by semicolons."""
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    return str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
