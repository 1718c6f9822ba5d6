"""What people and programs write around a date in a cell, and in place of one.

"[unknown]", "2022-03-00", "+2022-03-04", "5 June 2020 [1]", "1918 (?)", "12:30 4 March 2022": what
means nothing is taken off, and what a date can't hold is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from timeline.domain.lexicon.word_lists import entries

_AROUND = " []()<>{}?.,;–—-"
_NOTHING = re.compile(
    r"0{1,4}(?:[-/.]0{1,4}){1,2}(?:[T ]0.*)?|1/0/1900|0?0-Jan-(?:19)?00|1900-01-00"
    r"|#(?:n/a|value!|ref!|name\?|num!|null!|div/0!)",
    re.IGNORECASE,
)
"""What databases write for no day, and spreadsheets for an empty cell or an error."""

_MARKED = re.compile(r"(?P<date>.+?\w)(?:(?: ?\[(?:note )?\w{1,2}\])+| ?[*†‡]+)")
_UNSURE = re.compile(r"(?P<date>.+?) ?[\[(]\?[\])]")
_UNCONFIRMED = re.compile(
    r"(?P<date>.*\d{4}.*?)[ ,]*[(\[]?\b(?:T\.?B\.?C\b\.?|to be confirmed|unconfirmed)[)\]]?",
    re.IGNORECASE,
)
_NO_CLOSER = re.compile(
    r"(?P<date>.*\d{4})(?:, | ?[(\[])(?:exact |precise )?(?:date|day|month|time)s?"
    r" (?:is |are )?(?:unknown|not known|unclear|uncertain)[)\]]?",
    re.IGNORECASE,
)
_ZEROS = re.compile(r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2]|00)-00(?:T00:00:00Z?)?", re.ASCII)
_ERA = re.compile(
    r"A\.?D\.? ?(?P<after>\d{1,4})|(?P<before>.*\d) ?(?:A\.?D\.?|C\.E\.|CE)",
    re.ASCII | re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?P<date>.+?),? [(]?(?P<day>[A-Z][a-z]{1,5}day|[MTWFS][a-z]{2})[)]?", re.ASCII
)
_TWO_MONTHS = re.compile(r"(?P<first>[^\W\d]{3,9}\.?) ?/ ?(?P<last>[^\W\d]{3,9}\.? \d{4})")
_OPEN = re.compile(r"(?P<year>[12]\d{3}) ?[-–—]", re.ASCII)
_CLOCK = re.compile(
    r"(?<![\d.:/-])[0-2]?\d[:h][0-5]\d(?!\d)|\d ?[ap]\.?m\b|(?<=\d )[0-2]\d\.[0-5]\d$"
    r"|\b(?:noon|midday|midnight|morning|afternoon|evening|night|dawn|dusk|hours|hrs|o.clock)\b",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BareCell:
    """A cell's words as a date may be read in them, and what was taken off.

    ``hedge``: "?" where they were marked as unsure; ``told``: a sentence on what is left out or
    inferred, empty where nothing is.
    """

    words: str
    hedge: str = ""
    told: str = ""


def is_no_date(words: str) -> bool:
    """Whether a cell says that there is no date: "n.d.", "[unknown]", "0000-00-00", "—"."""
    if _NOTHING.fullmatch(words):
        return True
    bare = re.sub(r"\. ", ".", words).strip(_AROUND).casefold()
    none = entries("undated_words")
    return bool(words) and (not bare or bare in none or bare.replace(".", "") in none)


def bare_cell(words: str) -> BareCell:
    """A cell's words without what stands around their date; they have single spaces."""
    hedge, told = "", []
    if marked := _MARKED.fullmatch(words):
        told.append(f"The mark “{words[marked.end('date') :].strip()}” beside it is left out.")
        words = marked["date"]
    if unsure := _UNSURE.fullmatch(words):
        words, hedge = unsure["date"], "?"
    if unconfirmed := _UNCONFIRMED.fullmatch(words):
        told.append(f"“{words[unconfirmed.end('date') :].strip(' ,()[]')}” marks it as unsure.")
        words, hedge = unconfirmed["date"].rstrip(" ([,"), "?"
    if words.startswith("+") and words[1:2].isdigit():
        words = words[1:]
    if zeros := _ZEROS.fullmatch(words):
        words = zeros["year"] if zeros["month"] == "00" else f"{zeros['year']}-{zeros['month']}"
        told.append("“00” stands for what is not known.")
    if going_on := _OPEN.fullmatch(words):
        words = f"since {going_on['year']}"
        told.append("Nothing stands behind its dash, so that it is read as going on.")
    for form, put in _PLAINER:
        if found := form.fullmatch(words):
            words = put(found)
    return BareCell(words.replace(" & ", " and "), hedge, " ".join(told))


def unread_number(words: str) -> str:
    """A sentence on a number that may be a date as programs count them, and can't be told alone;
    empty for other words.
    """
    if re.fullmatch(r"[1-6]\d{4}(?:[.,]\d+)?", words, re.ASCII):
        return (
            f"“{words}” may be a day as spreadsheets count them: have the cells shown as dates "
            "there, and save the file anew."
        )
    if re.fullmatch(r"(?:\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d+)?", words, re.ASCII):
        return (
            f"“{words}” may be a moment as programs count them from 1970, or a day and its hour in "
            "figures, and the column doesn’t settle it: write it as “2022-03-04 14:30”."
        )
    return ""


def names_a_clock(words: str) -> bool:
    """Whether words have a time of day in them: "12:30 4 March 2022", "noon, 16 June 2020"."""
    return bool(_CLOCK.search(words))


def _in_era(found: re.Match[str]) -> str:
    words = found["after"] or found["before"]
    return words.zfill(4) if words.isdigit() else words


_PLAINER: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_NO_CLOSER, lambda found: found["date"]),
    (_ERA, _in_era),
    (_WEEKDAY, lambda found: f"{found['day']}, {found['date']}"),
    (_TWO_MONTHS, lambda found: f"{found['first']}-{found['last']}"),
    (re.compile(r"c(\d{4}s?)"), lambda found: f"c. {found[1]}"),
    (re.compile(r"(.*\d(?:st|nd|rd|th)) c(?:ent)?\."), lambda found: f"{found[1]} century"),
    (re.compile(r"Q([1-4])[/-](\d{4})"), lambda found: f"Q{found[1]} {found[2]}"),
    (re.compile(r"(\d{4})/([1-9])"), lambda found: f"{found[1]}-0{found[2]}"),
    (
        re.compile(r"(\d{4}):(\d\d):(\d\d)(.*)"),
        lambda found: "-".join(found.group(1, 2, 3)) + found[4],
    ),
    (re.compile(r"([12]\d{7})[ _](\d{4}(?:\d\d)?)"), lambda found: f"{found[1]}T{found[2]}"),
)
"""Forms, each with the same in words or numbers that are read."""
