"""The YAML of a digest's file: plain values in one pass, and where they stand once that is asked.

PyYAML's node tree knows lines but takes six times as long to make as the values alone, so it is
made only for a file with something wrong in it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as text; libyaml's where PyYAML was built with it."""

DEEPEST = 50
"""The levels of lists and mappings within each other that a file may have."""


class NotPlain(Exception):
    """YAML that is broken or that a digest may not use; what it is, the node tree tells."""


class DigestSheet:
    """A file's text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def node(self) -> yaml.Node | None:
        """The tree of the whole text, with lines; ``None`` where there is nothing in it.

        Only for what has neither aliases nor more levels than ``DEEPEST``.
        """
        return yaml.compose(self.text, Loader=LOADER)

    def values(self) -> Any:
        """What stands in it as texts, lists and dicts; ``None`` where there is nothing.

        Raises ``NotPlain`` for what is no YAML or more than one document, has an alias, a key given
        twice or that is no text, a null character, or more levels than ``DEEPEST``.
        """
        try:
            return _values(LOADER(self.text))
        except yaml.YAMLError as error:
            raise NotPlain from error


def _values(loader: Any) -> Any:
    made = _Made()
    documents = 0
    while (kind := type(event := loader.get_event())) is not yaml.StreamEndEvent:
        if kind is yaml.ScalarEvent:
            made.put(event.value)
        elif kind is yaml.MappingStartEvent:
            made.open({})
        elif kind is yaml.SequenceStartEvent:
            made.open([])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            made.close()
        elif kind is yaml.DocumentStartEvent:
            documents += 1
        if kind is yaml.AliasEvent or documents > 1:
            raise NotPlain
    return made.root


class _Made:
    """Values put one after another into the list or dict that is open."""

    def __init__(self) -> None:
        self.root: Any = None
        self._holder: Any = None
        self._key: str | None = None
        self._outer: list[tuple[Any, str | None]] = []

    def put(self, value: Any) -> None:
        if type(value) is str and "\0" in value:
            raise NotPlain
        if self._holder is None:
            self.root = value
        elif type(self._holder) is list:
            self._holder.append(value)
        elif self._key is not None:
            self._holder[self._key] = value
            self._key = None
        elif type(value) is str and value not in self._holder:
            self._key = value
        else:
            raise NotPlain

    def open(self, value: Any) -> None:
        self.put(value)
        self._outer.append((self._holder, self._key))
        if len(self._outer) > DEEPEST:
            raise NotPlain
        self._holder, self._key = value, None

    def close(self) -> None:
        self._holder, self._key = self._outer.pop()
