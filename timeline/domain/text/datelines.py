"""The dateline at the beginning of a report: "PORT LORNE, June 14, 2024 (Norvik Press) – ".

It says where and when a report was written and for which agency, and is no part of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.domain.lexicon.word_lists import entries, heads

LONGEST = 120
"""The characters that a dateline has at most."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:,? (?:19|20)\d\d)"
_DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?{_YEAR}?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}{_YEAR}?)"
)
_CAPITAL = r"[^\W\d_a-zа-яёєіїґà-öø-ÿ]"
_SHOUTED = rf"{_CAPITAL}{{2}}(?:{_CAPITAL}|[ .'’/-](?={_CAPITAL})|\.){{1,40}}"
_WORD = rf"{_CAPITAL}[\w.'’-]{{1,30}}"
_NAMED = rf"{_WORD}(?: (?:(?:de|la|le|el|al|of|upon|am|an der) )?{_WORD}){{0,3}}"
_REGION = rf"(?:, {_WORD}(?: {_WORD}){{0,2}})?"
_PLACED = rf"(?:(?P<shouted>(?:ST\. )?{_SHOUTED}{_REGION}?)|(?P<named>{_NAMED}{_REGION}?))"
_DATELINE = re.compile(
    rf"(?:{_PLACED}(?:(?P<parted>,|\s[–—-]| /)? (?P<date>{_DATE}))?)?"
    r"(?:(?:^|[ ,./–—-]{1,3})(?:\((?P<bracketed>[^()\n]{2,40})\)|/(?P<slashed>[^/()\n]{2,40})/))?"
    r"(?(slashed)[.\s]{0,3}(?:--?\s|[–—]\s?)?|(?:\s?[–—]\s?|\s?--?\s))"
)
_OF_AGENCIES = frozenset(("press", "news", "agency", "newswire", "prnewswire", "wire"))
_STARTS = re.compile(rf"{_CAPITAL}|[\d\"'“„«‘‹(\[]")
_LABELS = frozenset(
    "advertisement analysis breaking comment correction exclusive explainer factbox file note "
    "opinion photo photos question answer read update updated video warning watch".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its first ``length`` characters of a paragraph, and what it states.

    ``place``, ``date`` and ``agency`` are as printed, empty where they are not.
    """

    length: int
    place: str = ""
    date: str = ""
    agency: str = ""


def of_paragraph(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with; ``None`` if there is none.

    A new sentence must follow it. One that has neither a date nor an agency is a place in capitals
    and a dash; any other words before a dash are no dateline, nor are words before brackets that
    name no agency.
    """
    head = paragraph[:LONGEST]
    if not any(mark in head for mark in "–—-/"):
        return None
    match = _DATELINE.match(head)
    if match is None or not match.end():
        return None
    place = match["shouted"] or match["named"] or ""
    agency = (match["bracketed"] or match["slashed"] or "").strip()
    date = match["date"] or ""
    if not _STARTS.match(paragraph, match.end()):
        return None
    if agency and not date and not _is_agency(agency):
        return None
    if not (date or agency) and not _is_place(match["shouted"] or ""):
        return None
    if match["named"] and date and not match["parted"]:
        return None
    if not place and (date or not agency):
        return None
    return Dateline(match.end(), place, date, agency)


def _is_agency(name: str) -> bool:
    lower = name.lower()
    return lower in entries("news_agencies") or lower.split()[-1] in _OF_AGENCIES


def _is_place(shouted: str) -> bool:
    """Whether words in capitals may be a place: no label, and no organisation's short name."""
    first = shouted.split(",", maxsplit=1)[0].strip()
    return (
        len(first) > 2
        and first.split()[0].lower().strip(".:") not in _LABELS
        and first not in heads("bodies")
    )
