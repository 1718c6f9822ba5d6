"""A reading: a date phrase resolved, with the rule that resolved it; and where readings agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from timeline.domain.dates import Reading, UnreadablePhrase, read
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.time import edtf
from timeline.domain.time.intervals import (
    UNDATED,
    Interval,
    days_apart,
    from_bounds,
    intersection,
    span,
)

NO_PHRASE = "no-phrase"
INFERRED = "inferred"
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class ReadingInContext:
    """What a date phrase was read as in the text that it stands in: EDTF text, rule and why.

    ``edtf`` is empty where it could not be read there; ``because`` then says why not. It holds for
    this ``phrase`` and this publication date of its source, as EDTF, empty where that isn't known.
    """

    phrase: str
    published: str
    edtf: str
    rule: str
    because: str

    @classmethod
    def of_hit(cls, hit: Hit, phrase: str, *, published: Interval | None) -> Self:
        """The reading of a phrase that was found in a text, published then."""
        rule, because = (UNREAD, hit.problem) if hit.problem else (hit.rule, hit.because)
        day = published.edtf if published is not None else ""
        return cls(phrase, day, hit.interval.edtf, rule, because)

    def holds(self, phrase: str, *, published: Interval | None) -> bool:
        """Whether phrase and publication date are still those that it was read from."""
        day = published.edtf if published is not None else ""
        return (self.phrase, self.published) == (phrase, day)

    @property
    def reading(self) -> Reading:
        """The phrase with its date, the rule and why."""
        return Reading(self.phrase, edtf.parse(self.edtf), self.rule, self.because)


@dataclass(frozen=True, slots=True)
class Stated:
    """When a document puts an event: its phrase as written, or what an editor infers and why.

    ``inferred`` is EDTF text and wins over the phrase, which then only stands beside it. So does
    ``in_context``, while it holds, over what the phrase would be read as alone.
    """

    phrase: str = ""
    inferred: str = ""
    reason: str = ""
    in_context: ReadingInContext | None = None


def read_in_order(
    stated: Sequence[Stated], *, published: Interval | None
) -> list[Reading | UnreadablePhrase]:
    """Read a document's date phrases in the order in which it prints them.

    "That same month" looks back to the last phrase read before it. A phrase that nothing reads
    gives its error in its place, so that a caller can report every one of them.
    """
    readings: list[Reading | UnreadablePhrase] = []
    named: Interval | None = None
    for item in stated:
        try:
            reading = _read_one(item, published=published, named=named)
        except UnreadablePhrase as error:
            readings.append(error)
            continue
        readings.append(reading)
        if item.phrase and not item.inferred:
            named = reading.interval
    return readings


def unread(error: UnreadablePhrase) -> Reading:
    """The undated reading of a phrase that nothing reads, saying so."""
    return Reading(error.phrase, UNDATED, UNREAD, str(error))


def _read_one(item: Stated, *, published: Interval | None, named: Interval | None) -> Reading:
    if item.inferred:
        try:
            interval = edtf.parse(item.inferred)
        except edtf.NotEDTF as error:
            raise UnreadablePhrase(item.inferred, str(error)) from error
        return Reading(item.phrase, interval, INFERRED, item.reason)
    if not item.phrase:
        return Reading("", UNDATED, NO_PHRASE, "The document gives no date for it.")
    if item.in_context and item.in_context.holds(item.phrase, published=published):
        return item.in_context.reading
    return read(item.phrase, published=published, named=named)


class Basis(StrEnum):
    """Where an event's date comes from."""

    AGREED = "agreed"
    CHOSEN = "chosen"
    SPAN = "span"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Agreement:
    """An event's date as its mentions give it.

    ``disputed``: no day lies in all of the mentions' intervals, whatever an editor then chose.
    ``days_apart``: the days between the two that lie furthest apart, 0 unless disputed.
    """

    interval: Interval
    basis: Basis
    disputed: bool = False
    days_apart: int = 0


def agree(intervals: Iterable[Interval], *, chosen: Interval | None = None) -> Agreement:
    """The narrowest interval in which all agree; else the editor's choice; else the span of all."""
    dated = [interval for interval in intervals if interval.is_dated]
    if not dated:
        if chosen is not None and chosen.is_dated:
            return Agreement(chosen, Basis.CHOSEN)
        return Agreement(UNDATED, Basis.UNDATED)
    shared = intersection(dated)
    if shared is not None:
        return Agreement(_as_written(shared, dated), Basis.AGREED)
    apart = days_apart(dated)
    if chosen is not None and chosen.is_dated:
        return Agreement(chosen, Basis.CHOSEN, disputed=True, days_apart=apart)
    return Agreement(span(dated), Basis.SPAN, disputed=True, days_apart=apart)


def _as_written(bounds: tuple[date | None, date | None], dated: list[Interval]) -> Interval:
    """The shared bounds in the words of a mention that has exactly those, if one does."""
    same = [i for i in dated if (i.earliest, i.latest) == bounds]
    if same:
        return min(same, key=lambda i: (bool(edtf.qualifier(i.edtf)), len(i.edtf), i.edtf))
    return from_bounds(*bounds)
