"""Rules for years of two digits, "’92" and "the summer of ’68": the century is the news's."""

from __future__ import annotations

import re

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.date_words import MONTH
from timeline.domain.dates.rules.explicit import season_of
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, Unreadable, quoted
from timeline.domain.dates.year_numbers import COUNTED, NO_NOUN
from timeline.domain.lexicon.word_lists import members
from timeline.domain.time.calendar_units import month_of, year_of

FARTHEST = 80
"""The years back from publication that two digits are still read as one of."""

_DIGITS = r"'(?P<digits>\d\d)"
_BEFORE = members("year_context", "before a short year")
_AFTER = NO_NOUN | members("year_context", "after a short year")


_OF = re.compile(r"\b(?:class|crash|spring|summer|autumn|fall|winter) of \Z", re.IGNORECASE)
"""What a year is told of, whatever follows: "the class of ’68 met again"."""


def _year(match: re.Match[str], ref: ReferenceTime) -> int:
    """The latest year of those digits by the day of publication, or the next one after it."""
    published = ref.published.year
    back = (published - int(match["digits"])) % 100
    if ref.ahead and back:
        return published + 100 - back
    if back > FARTHEST:
        raise Unreadable("states no century, and may be of this one or of the last")
    return published - back


def _short_year(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    interval = year_of(_year(match, ref))
    because = f"{ref.publication}; of the years {quoted(match)}, the latest by then is"
    if ref.ahead:
        because = f"{ref.publication}; the next year {quoted(match)} is"
    return RuleMatch(interval, f"{because} {interval.edtf}.")


def _short_month(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    interval = month_of(_year(match, ref), date_words.month(match["month"]))
    return RuleMatch(interval, f"{ref.publication}; {quoted(match)} is of {interval.edtf[:4]}.")


def _short_season(match: re.Match[str], ref: ReferenceTime) -> RuleMatch:
    interval = season_of(date_words.season(match["season"]), _year(match, ref))
    return RuleMatch(interval, f"{ref.publication}; {quoted(match)} is of {interval.edtf[:4]}.")


def is_short_year(around: Surroundings) -> bool:
    """Whether "’92" is a year where it stands: "in ’92", not "’92 people" nor "‘24 Hours’"."""
    if around.left_gap != " " or around.left.lower() not in _BEFORE:
        return False
    if around.right_gap[:1] in ("-", "–", "/", "'", "’") and around.right != "s":
        return False
    if around.beside_right in COUNTED or around.right[:1].isdigit():
        return False
    if around.ends_clause or around.beside_right in _AFTER or around.right == "s":
        return True
    return bool(_OF.search(around.text[max(0, around.start - 16) : around.start]))


RULES = (
    Rule("short-year", _DIGITS, _short_year),
    Rule("month-year", rf"(?P<month>{MONTH})(?: of)? {_DIGITS}", _short_month),
    Rule("season", rf"(?P<season>spring|summer|autumn|fall)(?: of)? {_DIGITS}", _short_season),
)
"""In the order in which they are tried. Of a winter nobody can tell which year is named."""
