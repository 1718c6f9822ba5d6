"""Why a database, or the disk it is on, does not do what it is asked: told by its errors, and in
words.

Only what passes by itself, or once an operator has seen to it, is told; a fault of ours is not.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections

from timeline.queries.database import release_tables
from timeline.queries.database.deadlines import TookTooLong


class Unavailability(Enum):
    """Why it can't be done now."""

    BUSY = "busy"
    READ_ONLY = "read-only"
    FULL = "full"
    GONE = "gone"
    TOO_LONG = "too long"
    UNPREPARED = "unprepared"


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
    Unavailability.TOO_LONG: UnavailableWords(
        "This took too long",
        "The page was not done in the time that there is for one. Ask for less, as for fewer "
        "years, or again when fewer others do.",
        30,
    ),
    Unavailability.UNPREPARED: UnavailableWords(
        "Not ready yet",
        "The database lacks tables of this release: whoever runs this site has to run manage.py "
        "prepare, as make serve does.",
        10,
    ),
}


_OF_SQLITE = {
    "SQLITE_BUSY": Unavailability.BUSY,
    "SQLITE_LOCKED": Unavailability.BUSY,
    "SQLITE_READONLY": Unavailability.READ_ONLY,
    "SQLITE_FULL": Unavailability.FULL,
    "SQLITE_IOERR": Unavailability.GONE,
    "SQLITE_CANTOPEN": Unavailability.GONE,
    "SQLITE_INTERRUPT": Unavailability.TOO_LONG,
}
"""By the beginning of an error's name: sqlite.org/rescode.html."""

_OF_POSTGRESQL = {
    "55P03": Unavailability.BUSY,
    "40P01": Unavailability.BUSY,
    "40001": Unavailability.BUSY,
    "57014": Unavailability.TOO_LONG,
    "25006": Unavailability.READ_ONLY,
    "53100": Unavailability.FULL,
    "53300": Unavailability.GONE,
    "08": Unavailability.GONE,
    "57P": Unavailability.GONE,
}
"""By the beginning of an error's SQLSTATE: PostgreSQL's documentation, appendix A."""

_OF_SYSTEM = {
    errno.ENOSPC: Unavailability.FULL,
    errno.EDQUOT: Unavailability.FULL,
    errno.EROFS: Unavailability.READ_ONLY,
}


def why(error: BaseException | None) -> Unavailability | None:
    """Why an error came; ``None`` where it is a fault, or no error of a database or a disk."""
    if isinstance(error, TookTooLong):
        return Unavailability.TOO_LONG
    if isinstance(error, OSError):
        return _OF_SYSTEM.get(error.errno or 0)
    if not isinstance(error, Error):
        return None
    cause: Any = error.__cause__
    if name := getattr(cause, "sqlite_errorname", None):
        return _unprepared() if name == _NO_SUCH_THING else _first(_OF_SQLITE, name)
    if code := getattr(cause, "sqlstate", None):
        return _unprepared() if code in _NO_SUCH_THINGS else _first(_OF_POSTGRESQL, code)
    # Without a code of the server's: it could not be reached, or the connection broke.
    unreached = isinstance(error, OperationalError | InterfaceError)
    return Unavailability.GONE if unreached else None


_NO_SUCH_THING = "SQLITE_ERROR"
"""What SQLite says of a table or column that it has not, and of other faults of a statement."""
_NO_SUCH_THINGS = {"42P01", "42703"}
"""The same of PostgreSQL's, a table and a column."""


def _unprepared() -> Unavailability | None:
    """Why something was missing: migrations that weren't applied, or else a fault of ours."""
    try:
        missing = not release_tables.are_migrated(connections[DEFAULT_DB_ALIAS])
    except Error:
        missing = False
    return Unavailability.UNPREPARED if missing else None


def _first(reasons: dict[str, Unavailability], name: str) -> Unavailability | None:
    return next((reasons[start] for start in reasons if name.startswith(start)), None)
