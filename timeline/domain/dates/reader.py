from __future__ import annotations

from timeline.domain.dates.reading import Reading
from timeline.domain.intervals import Interval


def read(
    phrase: str, *, published: Interval | None = None, named: Interval | None = None
) -> Reading:
    raise NotImplementedError
