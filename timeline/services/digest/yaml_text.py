"""The YAML of a digest's file: plain values in one pass, and lines once they are asked for.

PyYAML's node tree knows the lines of values but takes six times as long to make as the values
alone, so it is made only for a file in which something is wrong.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import yaml

from timeline.services.digest.digest_mistakes import line_at

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text; libyaml's where PyYAML was built with it."""

DEEPEST = 50
"""The levels of lists and mappings within each other that a file may have."""

_DROPPED: Any = object()
"""In the place of a key whose value is not kept."""


class YamlText:
    """A file's text, read.

    ``content``: texts, lists and dicts; ``None`` where there is nothing, or where the text is no
    YAML, holds more than one document, an alias (which could make a small file huge) or more levels
    than ``DEEPEST``. ``faults``: what is wrong in the YAML, each with its line from 1 (0 where that
    is not known). A key given twice or that is no text is a fault, and is left out of its mapping.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.content: Any = None
        self.faults: list[tuple[int, str]] = []
        try:
            self._read(LOADER(text))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._refuse(mark.line + 1 if mark else 0, f"is no YAML: {error.problem}")
        except yaml.reader.ReaderError:
            # The error's own position is in bytes with one loader, in characters with the other.
            found = yaml.reader.Reader.NON_PRINTABLE.search(text)
            line = text.count("\n", 0, found.start()) + 1 if found else 0
            self._refuse(line, "holds a character that YAML does not allow")

    def line_at(self, *path: str | int) -> int:
        """The line, from 1, of what stands at a path in the content; 0 where there is none."""
        return line_at(self._node, path) if self.content is not None else 0

    @cached_property
    def _node(self) -> yaml.Node | None:
        return yaml.compose(self.text, Loader=LOADER)

    def _refuse(self, line: int, what: str) -> None:
        self.content = None
        self.faults.append((line, what))

    def _read(self, loader: Any) -> None:
        builder = _Builder(self.faults)
        documents, plain = 0, True
        while (kind := type(event := loader.get_event())) is not yaml.StreamEndEvent:
            if kind is yaml.ScalarEvent:
                builder.put(event.value, event)
            elif kind is yaml.MappingStartEvent:
                builder.open({}, event)
            elif kind is yaml.SequenceStartEvent:
                builder.open([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                builder.close()
            elif kind is yaml.DocumentStartEvent:
                documents += 1
            elif kind is yaml.AliasEvent:
                plain = False
                builder.fault(event, "uses a YAML alias; write it out")
                builder.put("", event)
            if documents > 1:
                return builder.fault(event, "is no YAML: but found another document")
            if builder.depth > DEEPEST:
                return builder.fault(event, f"is nested deeper than {DEEPEST} levels")
        self.content = builder.root if plain else None
        return None


class _Builder:
    """Values put one after another into the list or dict that is open."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.root: Any = None
        self.faults = faults
        self._holder: Any = None
        self._key: Any = None
        self._outer: list[tuple[Any, Any]] = []

    @property
    def depth(self) -> int:
        return len(self._outer)

    def fault(self, event: Any, what: str) -> None:
        self.faults.append((event.start_mark.line + 1 if event.start_mark else 0, what))

    def put(self, value: Any, event: Any) -> None:
        if type(value) is str and "\0" in value:
            self.fault(event, "holds a character that cannot be kept")
        if self._holder is None:
            self.root = value
        elif type(self._holder) is list:
            self._holder.append(value)
        elif self._key is not None:
            if self._key is not _DROPPED:
                self._holder[self._key] = value
            self._key = None
        elif type(value) is not str:
            self._key = _DROPPED
            self.fault(event, "has a key that is no text")
        elif value in self._holder:
            self._key = _DROPPED
            self.fault(event, f"gives “{value}” twice")
        else:
            self._key = value

    def open(self, value: Any, event: Any) -> None:
        self.put(value, event)
        self._outer.append((self._holder, self._key))
        self._holder, self._key = value, None

    def close(self) -> None:
        self._holder, self._key = self._outer.pop()
