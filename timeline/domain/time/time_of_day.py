"""A time of day: as EDTF writes it after a day's "T", in words, and whether two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import combinations

UNKNOWN_PLACE = "Z"
"""The offset of a time told in UTC: which moment it was is known, which hour it was there isn't."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day as a clock shows it: ``hour`` from 0 to 23, ``minute`` and ``second``.

    ``offset``: that clock's offset from UTC as EDTF has it ("+02:00", "-05", "Z"), empty where none
    is stated.
    """

    hour: int
    minute: int
    second: int = 0
    offset: str = ""

    @property
    def is_midnight(self) -> bool:
        """Whether it is the first moment of the day."""
        return not (self.hour or self.minute or self.second)

    @property
    def as_edtf(self) -> str:
        """What follows the "T" in EDTF."""
        return f"{self.hour:02}:{self.minute:02}:{self.second:02}{self.offset}"

    @property
    def in_seconds(self) -> int:
        """The seconds since this clock's midnight."""
        return (self.hour * 60 + self.minute) * 60 + self.second

    @property
    def offset_in_minutes(self) -> int | None:
        """Its clock's offset from UTC; ``None`` where none is stated."""
        if not self.offset:
            return None
        if self.offset == UNKNOWN_PLACE:
            return 0
        hours, _, minutes = self.offset[1:].partition(":")
        return (-1 if self.offset[0] == "-" else 1) * (int(hours) * 60 + int(minutes or 0))

    @property
    def in_words(self) -> str:
        """As people read it: "09:40", "18:00:05", "22:40 UTC+2", "18:00 UTC"."""
        clock = f"{self.hour:02}:{self.minute:02}"
        if self.second:
            clock = f"{clock}:{self.second:02}"
        minutes = self.offset_in_minutes
        if minutes is None:
            return clock
        hours, over = divmod(abs(minutes), 60)
        if not minutes:
            return f"{clock} UTC"
        return f"{clock} UTC{'-' if minutes < 0 else '+'}{hours}{f':{over:02}' if over else ''}"


@dataclass(frozen=True, slots=True)
class TimedDay:
    """A day with a time of day on it."""

    day: date
    clock: ClockTime

    @property
    def local(self) -> datetime:
        """Day and time as the clock shows them, without an offset."""
        clock = self.clock
        return datetime(  # noqa: DTZ001 (no offset is known, or it is passed over on purpose)
            self.day.year, self.day.month, self.day.day, clock.hour, clock.minute, clock.second
        )

    @property
    def since_year_1(self) -> timedelta | None:
        """The moment, as the time since the first of year 1 in UTC; ``None`` without an offset."""
        minutes = self.clock.offset_in_minutes
        if minutes is None:
            return None
        return self.local - datetime.min - timedelta(minutes=minutes)  # noqa: DTZ901

    @property
    def in_utc(self) -> datetime | None:
        """The moment in UTC; ``None`` without an offset, or outside the years 1 to 9999."""
        since = self.since_year_1
        try:
            return None if since is None else datetime.min.replace(tzinfo=UTC) + since
        except OverflowError:
            return None

    def apart_from(self, other: TimedDay) -> timedelta:
        """How far two readings lie apart; nothing where that can't be told.

        Two moments are compared as such. Else the two clocks are, unless one of them is told in
        UTC, for which hour it was there is not known then.
        """
        if self.since_year_1 is not None and other.since_year_1 is not None:
            return abs(self.since_year_1 - other.since_year_1)
        if UNKNOWN_PLACE in (self.clock.offset, other.clock.offset):
            return timedelta()
        return abs(self.local - other.local)


@lru_cache(maxsize=4096)
def timed_day(edtf: str) -> TimedDay | None:
    """The day and time of EDTF text that ``edtf.parse`` takes; ``None`` where it has no time."""
    if edtf[10:11] != "T":
        return None
    hour, minute, second = (int(edtf[at : at + 2]) for at in (11, 14, 17))
    return TimedDay(date.fromisoformat(edtf[:10]), ClockTime(hour, minute, second, edtf[19:]))


def widest_apart(texts: Iterable[str]) -> timedelta:
    """How far the two of some EDTF texts lie apart that do so most; those without a time differ
    from none.
    """
    timed = list(_timed(texts))
    return max(
        (one.apart_from(other) for one, other in combinations(timed, 2)), default=timedelta()
    )


def _timed(texts: Iterable[str]) -> Iterator[TimedDay]:
    for text in dict.fromkeys(texts):
        if found := timed_day(text):
            yield found
