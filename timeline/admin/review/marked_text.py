"""A text cut up to be shown with places in it marked: parts, blocks, and segments of a block.

Offsets count the text's characters from 0, the end exclusive. Nothing here makes markup, so that
each segment is escaped by the template that prints it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

LONGEST_PART = 100_000
"""The characters of a text that one page shows."""

MOST_LINES = 2_000
"""The lines of a text that one page shows, empty ones too."""

LONGEST_BLOCK = 20_000
"""The characters of one block; a longer line is shown as several."""

# Those at which str.splitlines cuts, as in domain.passages.
_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_ENDS}]+")

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Span(Generic[What]):
    """A place in a text, and what is there."""

    start: int
    end: int
    what: What


@dataclass(frozen=True, slots=True)
class MarkedSegment(Generic[What]):
    """A stretch in which nothing begins or ends.

    ``inside``: what it lies in, in the order given. ``begins``: what of that begins with it.
    """

    text: str
    inside: tuple[What, ...] = ()
    begins: tuple[What, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a text, less the white space around it, or a stretch of a very long one."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a text: its blocks, and which part of how many it is, from 0."""

    start: int
    end: int
    blocks: tuple[Block, ...]
    number: int = 0
    count: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the text."""
        return self.count == 1


def part_with(text: str, offset: int) -> Part:
    """The part of a text that holds a character, or the one after it, or its last."""
    return _part(text, lambda _, end: end > offset)


def part_at(text: str, number: int) -> Part:
    """A text's part of that number, counted from 0, or its last."""
    return _part(text, lambda counted, _: counted >= number)


def segments(
    text: str, spans: Iterable[Span[What]], *, start: int = 0, end: int | None = None
) -> list[MarkedSegment[What]]:
    """Cut ``text[start:end]`` wherever one of the spans, which may overlap, begins or ends."""
    end = len(text) if end is None else end
    within = [span for span in spans if max(span.start, start) < min(span.end, end)]
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for index, span in enumerate(within):
        opening.setdefault(max(span.start, start), []).append(index)
        closing.setdefault(min(span.end, end), []).append(index)
    cuts = sorted({start, end, *opening, *closing})
    cut_up: list[MarkedSegment[What]] = []
    inside: set[int] = set()
    for at, following in pairwise(cuts):
        inside.difference_update(closing.get(at, ()))
        inside.update(opening.get(at, ()))
        # What began before goes on at the start; it doesn't begin there.
        begun = [index for index in opening.get(at, ()) if within[index].start == at]
        cut_up.append(
            MarkedSegment(
                text[at:following],
                tuple(within[index].what for index in sorted(inside)),
                tuple(within[index].what for index in begun),
            )
        )
    return cut_up


def by_block(
    blocks: Sequence[Block], spans: Iterable[Span[What]]
) -> Iterator[tuple[Block, list[Span[What]]]]:
    """Each of the blocks, given in order, with the spans that reach into it."""
    waiting = sorted(spans, key=lambda span: span.start)
    upcoming, open_spans = 0, list[Span[What]]()
    for block in blocks:
        open_spans = [span for span in open_spans if span.end > block.start]
        while upcoming < len(waiting) and waiting[upcoming].start < block.end:
            if waiting[upcoming].end > block.start:
                open_spans.append(waiting[upcoming])
            upcoming += 1
        yield block, list(open_spans)


def _part(text: str, is_wanted: Callable[[int, int], bool]) -> Part:
    number = count = start = end = 0
    found = False
    for first, last in _stretches(text):
        if not found:
            number, start, end, found = count, first, last, is_wanted(count, last)
        count += 1
    return Part(start, end, tuple(_blocks(text, start, end)), number, max(count, 1))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """What each part holds, first and last character; stretches of white space are none."""
    lines = re.compile(
        f"(?:[^{_ENDS}]*+[{_ENDS}]){{0,{MOST_LINES - 1}}}+[^{_ENDS}]*+(?:[{_ENDS}]|\\Z)"
    )
    for match in lines.finditer(text):
        start, end = match.span()
        while end - start > LONGEST_PART:
            cut = _line_end(text, start, start + LONGEST_PART)
            yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


def _blocks(text: str, start: int, end: int) -> Iterator[Block]:
    for line in _LINE.finditer(text, start, end):
        bare = line[0].strip()
        if not bare:
            continue
        first = line.start() + line[0].index(bare[0])
        last = first + len(bare)
        while last - first > LONGEST_BLOCK:
            cut = _word_end(text, first, first + LONGEST_BLOCK)
            yield Block(first, cut)
            first = cut
        yield Block(first, last)


def _line_end(text: str, start: int, end: int) -> int:
    """After the last line that ends before ``end``; else after the last word."""
    line = text.rfind("\n", start, end)
    return line + 1 if line > start else _word_end(text, start, end)


def _word_end(text: str, start: int, end: int) -> int:
    """After the last space before ``end``, so that no word is cut; else ``end``."""
    space = text.rfind(" ", start, end)
    return space + 1 if space > start else end
