"""Values: named texts of an event or a source that no source is asked to agree on.

"operation: Lion" is one. A figure that a telling states is a detail of that telling, which another
can contradict. Values are a mapping of names to texts, both of a single line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from timeline.domain.text.characters import plain

LONGEST_NAME = 80
LONGEST_TEXT = 10_000
MOST = 500

NamedValues = Mapping[str, str]


class NotValues(ValueError):
    """A text that gives no values; the message is the sentence that says why."""


def in_order(values: NamedValues) -> list[tuple[str, str]]:
    """Names with their texts in the order of the alphabet, as they are shown everywhere."""
    return sorted(values.items(), key=lambda one: (one[0].casefold(), one[0]))


def as_lines(values: NamedValues) -> str:
    """The values as text, each on a line of its own: "operation: Lion"."""
    return "\n".join(f"{name}: {text}" for name, text in in_order(values))


def from_lines(text: str) -> dict[str, str]:
    """The values that ``as_lines`` wrote, or somebody typed. Raises ``NotValues``."""
    found: dict[str, str] = {}
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        name, colon, told = line.partition(":")
        if not colon or not name.strip() or not told.strip():
            raise NotValues(f"Line {number} is no “name: text”.")
        name = name_of(name)
        if name in found:
            raise NotValues(f"“{name}” stands twice.")
        found[name] = text_of(told)
    if why := trouble(found.items()):
        raise NotValues(why)
    return found


def as_texts(values: str) -> list[str]:
    """The values that some JSON has as texts to be searched, each with its name before it."""
    told = json.loads(values) if values != "{}" else {}
    return [f"{name} {text}" for name, text in told.items()]


def trouble(values: Iterable[tuple[str, str]]) -> str:
    """A sentence on what can't be kept of some values, empty where all can."""
    told = list(values)
    if len(told) > MOST:
        return f"There are more than {MOST} values."
    for name, text in told:
        if not name or not text or name != name_of(name) or text != text_of(text):
            return f"“{name[:LONGEST_NAME]}” is no value: a name without a colon, and a text."
        if len(name) > LONGEST_NAME:
            return f"A value’s name has more than {LONGEST_NAME} characters: “{name[:30]}…”."
        if len(text) > LONGEST_TEXT:
            return f"The value “{name}” has more than {LONGEST_TEXT:,} characters."
    return ""


def name_of(text: str) -> str:
    """A value's name as it is kept: of one line, and without a colon, which ends it in lines."""
    return " ".join(plain(text).replace(":", " ").split())


def text_of(text: str) -> str:
    """A value's text as it is kept: of one line."""
    return " ".join(plain(text).split())
