"""Temporal expressions: date phrases such as "Friday" and "since Feb. 24", read as intervals.

``reader`` reads one phrase, ``rules`` say how, ``finding`` finds phrases in running text. Who reads
a phrase asks here: the rules are imported once something is read.
"""

from __future__ import annotations

from timeline.domain.dates.reading import Reading
from timeline.domain.time.intervals import Interval


def read(
    phrase: str, *, published: Interval | None = None, named: Interval | None = None
) -> Reading:
    """Read a date phrase as ``reader.read`` does. Raises ``UnreadablePhrase``."""
    from timeline.domain.dates import reader

    return reader.read(phrase, published=published, named=named)
