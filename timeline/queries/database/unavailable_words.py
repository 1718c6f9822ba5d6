"""How it is told that the database, or its disk, can't be used."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.queries.database.unavailability import Unavailability


@dataclass(frozen=True, slots=True)
class UnavailableWords:
    """What a reason is called, in a heading and a sentence, and after how many seconds to ask."""

    heading: str
    sentence: str
    retry_after: int


WORDS = {
    Unavailability.BUSY: UnavailableWords(
        "Busy, try again", "Something else is being written just now, and takes its time.", 5
    ),
    Unavailability.READ_ONLY: UnavailableWords(
        "Nothing can be saved just now",
        "The database can only be read. Whoever runs this site has to see to it.",
        60,
    ),
    Unavailability.FULL: UnavailableWords(
        "The disk is full",
        "There is no room to save anything. Whoever runs this site has to see to it; reading goes "
        "on.",
        60,
    ),
    Unavailability.GONE: UnavailableWords(
        "Not there just now", "The database does not answer. It may be back in a moment.", 10
    ),
}
