"""JSON that is written as it comes: text without escapes for other scripts, arrays item by item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

_written = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: Any) -> str:
    """A value of plain types as JSON on one line."""
    return _written(value)


def json_items(values: Iterable[Any]) -> Iterator[str]:
    """The items of an array, each on a line of its own; the brackets are the caller's."""
    comma = ""
    for value in values:
        yield f"{comma}\n{json_text(value)}"
        comma = ","
