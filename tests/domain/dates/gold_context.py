"""Sentences whose dates depend on what stands around them, from ``gold_context.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_suffix(".txt")


class InContext(NamedTuple):
    """A text with one phrase asked about, from ``start`` up to ``end``, and what it means there."""

    kind: str
    published: str
    text: str
    start: int
    end: int
    right: str


def rows() -> Iterator[InContext]:
    """Every row of the file, in order."""
    kind = published = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind, published = line[2:].rsplit(", ", 1)
        elif line and not line.startswith("#"):
            right, marked = line.split(" | ", 1)
            before, _, rest = marked.replace("⏎", "\n").partition("[")
            asked, _, after = rest.partition("]")
            end = len(before) + len(asked)
            yield InContext(kind, published, before + asked + after, len(before), end, right)
