"""The dates that a document states for events, read in the order in which it prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from timeline.domain.dates import read
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED, Interval

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
