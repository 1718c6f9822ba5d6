"""What of many events, and of their tellings, a chart draws together, counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """Events told in one unit of time.

    ``number``: the year, or the months from the start of year 0. ``happened``: how many of them
    are between each two days that were asked about; ``count``: how many in all, the undated too.
    """

    number: int
    count: int
    happened: list[int]


@dataclass(frozen=True, slots=True)
class TellingStrand:
    """What joins two days: on one something happened, on the other an outlet told it.

    ``happened`` is the day by which the events are ordered, ``told`` the last day of the sources'
    date; ``colour`` that of the outlet, or of the one told through where it isn't stated, ``None``
    where neither is. ``mentions``: how many there are of the same.
    """

    happened: int
    told: int
    colour: int | None
    mentions: int


@dataclass(frozen=True, slots=True)
class TellingOutlet:
    """An outlet, the number of its mark, and how many mentions of some events it has.

    Of documents without one the number is ``None`` and the name says so.
    """

    name: str
    colour: int | None
    mentions: int
