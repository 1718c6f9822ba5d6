"""The entries of a chronology: a date on its own line, or before a dash, dates what follows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.finding.printed_lines import (
    is_heading,
    line_around,
    opens_entry,
    past_clock,
)
from timeline.domain.text.document import Document
from timeline.domain.text.line_kinds import LineKind
from timeline.domain.time.intervals import Interval, Precision

FEWEST = 2
"""The dated lines that make a chronology; one alone is the printed day of publication."""


_FINE = (Precision.DAY, Precision.MONTH)
"""A year above a part of a history does not date what the part tells."""
_OPENS = re.compile(r"[ \t*•·–—\-(>#]*(?:(?:on|in|at|by|from) (?:the )?)?", re.IGNORECASE)
_IN_LINE = re.compile(r"(?: \([^()\n]{1,30}\))?[)\].]*[ \t]*(?::|[-–—])[ \t]+\S")
"""What stands between the date of an entry and its words in the same line."""


class DatedEntries:
    """Which date heads each place of a text.

    A date holds up to the next line that opens with one, or to a heading without a date. That of a
    stretch or a year holds for its own line alone. ``hits``: those of the text in order; the day of
    publication heads nothing.
    """

    def __init__(
        self, document: Document, hits: Sequence[Hit], *, published: Interval | None
    ) -> None:
        text = document.spaced
        heads = [
            hit
            for hit in hits
            if hit.interval.precision in _FINE
            and hit.interval != published
            and (opens_entry(text, hit.start, hit.end) or is_heading(text, hit.start, hit.end))
        ]
        found: list[tuple[int, Hit | None]] = []
        if len(heads) >= FEWEST or (heads and _in_line(text, heads[0])):
            found += [(hit.start, hit) for hit in heads]
            starts = [hit.start for hit in heads]
            found += _others(text, (hit for hit in hits if hit not in heads))
            for line, kind in zip(document.paragraphs, document.kinds, strict=True):
                at = bisect_right(starts, line.end) - 1
                dated = at >= 0 and starts[at] >= line.start
                if kind is LineKind.HEADING and not dated:
                    found.append((line.start, None))
        found.sort(key=lambda place: place[0])
        self._starts = [start for start, _ in found]
        self._hits = [hit for _, hit in found]

    def at(self, start: int, end: int) -> Hit | None:
        """The date that heads what stands between two offsets, or ``None``."""
        number = bisect_right(self._starts, start) - 1
        following = number + 1
        if following < len(self._starts) and self._starts[following] < min(end, start + 4):
            # A mark stands before it: "* 12 January".
            number = following
        return self._hits[number] if number >= 0 else None


def _in_line(text: str, hit: Hit) -> bool:
    """Whether words stand behind a date and its dash."""
    return _IN_LINE.match(text, past_clock(text, hit.start, hit.end)) is not None


def _others(text: str, hits: Iterable[Hit]) -> Iterator[tuple[int, Hit | None]]:
    """Where lines that open with another date begin, and where those end of which it tells."""
    for hit in hits:
        first, last = line_around(text, hit.start)
        if not _OPENS.fullmatch(text, first, hit.start):
            continue
        heads = hit.interval.is_dated and opens_entry(text, hit.start, hit.end)
        yield hit.start, hit if heads and _in_line(text, hit) else None
        yield last, None
