"""Rules for dates that are stated in full, and need nothing else: "4 March 2022", "the 1990s"."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import (
    DAY,
    DAY_IN_WORDS,
    DECADE,
    MONTH,
    ORDINAL,
    SEASON,
    WEEKDAY,
    WHICH,
    YEAR,
)
from timeline.domain.dates.rules.rule import ReferenceTime, Rule, RuleMatch, Unreadable, stating
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import KEPT, day_of, month_of, year_of
from timeline.domain.time.formatting import MONTHS, WEEKDAYS, say, weekday_day
from timeline.domain.time.intervals import Interval, Precision, from_bounds, month_end


def calendar_day(year: int, month: int, day: int) -> date:
    """A day of the calendar; raises ``Unreadable`` for 31 June and its like."""
    if 1 <= day <= month_end(year, month).day:
        return date(year, month, day)
    raise Unreadable(f"holds {day} {MONTHS[month - 1]} {year}, which is no day of the calendar")


def check_weekday(stated: str | None, day: date) -> None:
    """Raises ``Unreadable`` where a weekday is stated and is not that of the day."""
    if stated and date_words.weekday(stated) != day.weekday():
        name = WEEKDAYS[date_words.weekday(stated)]
        raise Unreadable(f"says {name}, but that day was {weekday_day(day)}")


_EDTF_STATES = {
    Precision.DAY: "year, month and day are",
    Precision.MONTH: "year and month are",
    Precision.YEAR: "year is",
}


def as_edtf(match: re.Match[str], ref: ReferenceTime) -> RuleMatch | None:
    """EDTF as typed: ``2022-03``, ``199X``, ``2022-02-24/..``, ``2022-03~``.

    In running text only a whole day is: "2021-22" there are two years.
    """
    if ref.in_text and not re.fullmatch(r"\d{4}-\d\d-\d\d", match[0]):
        return None
    try:
        interval = edtf.parse(match[0].upper())
    except edtf.NotEDTF as error:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", match[0]):
            raise Unreadable("is no day of the calendar") from error
        return None
    if re.fullmatch(r"[\d-]+", match[0]) and interval.precision is not Precision.SEASON:
        return RuleMatch(interval, f"The {_EDTF_STATES[interval.precision]} stated.")
    return RuleMatch(interval, f"It is EDTF, the format of dates in archives, for {say(interval)}.")


def _stated_year(match: re.Match[str]) -> int:
    """The year in a match, in digits or in words."""
    found = match.groupdict()
    if found.get("year"):
        return int(match["year"])
    if found["thousand"]:
        return 2000 + (date_words.number(found["few"]) if found["few"] else 0)
    return date_words.number(match["hundreds"]) * 100 + date_words.number(match["rest"])


def _year(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    in_words = "" if "year" in match.groupdict() else ", in words"
    return RuleMatch(year_of(_stated_year(match)), f"The year is stated{in_words}.")


def _month_year(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    in_words = "" if "year" in match.groupdict() else ", the year in words"
    interval = month_of(_stated_year(match), date_words.month(match["month"]))
    return RuleMatch(interval, f"The month and year are stated{in_words}.")


def _full_day(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    day = calendar_day(
        int(match["year"]), date_words.month(match["month"]), date_words.day(match["day"])
    )
    check_weekday(match.groupdict().get("weekday"), day)
    return RuleMatch(day_of(day), "The day, month and year are stated.")


def _decade(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    interval = edtf.parse(f"{match['decade']}X")
    return RuleMatch(interval, f"The decade is stated: {say(interval)}.")


def _hundreds(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    if match["hundreds"] == "20":
        return RuleMatch(edtf.parse("200X"), "“2000s” is read as the decade, 2000 to 2009.")
    interval = edtf.parse(f"{match['hundreds']}XX")
    return RuleMatch(interval, "It is the century, which covers the decade of that name too.")


def _short_decade(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    years = int(match["years"]) if match["years"] else date_words.decade(match["name"])
    if years < 30:
        raise Unreadable("can be a decade of the last century or of this one")
    interval = edtf.parse(f"19{years // 10}X")
    return RuleMatch(interval, f"The century is not stated; {say(interval)} are meant.")


def _century(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    number = date_words.ordinal(match["ordinal"])
    if not 1 <= number <= 99:
        return None
    interval = edtf.parse(f"{number - 1:02}XX")
    first, last = interval.earliest, interval.latest
    assert first is not None
    assert last is not None
    because = (
        f"The century is stated, and kept as the years {first.year} to {last.year}, "
        "a year before those of the strict count."
    )
    return RuleMatch(interval, because)


@lru_cache(maxsize=KEPT)
def season_of(season: int, year: int) -> Interval:
    """A season by its EDTF number; winter runs from December of the year."""
    return edtf.parse(f"{year:04}-{season}")


def _season_year(match: re.Match[str], _: ReferenceTime) -> RuleMatch:
    season, year = date_words.season(match["season"]), _stated_year(match)
    if season != 24:
        return RuleMatch(season_of(season, year), "The season and year are stated.")
    winters = season_of(24, year - 1), season_of(24, year)
    because = (
        f"A winter of {year} began in December {year - 1} or in December {year}; both are covered."
    )
    return RuleMatch(from_bounds(winters[0].earliest, winters[1].latest), because)


def _winter_years(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    year, ends = int(match["year"]), match["ends"]
    if str(year + 1)[-len(ends) :] != ends:
        return None
    return RuleMatch(season_of(24, year), "The winter and its two years are stated.")


def _quarter(match: re.Match[str], _: ReferenceTime) -> RuleMatch | None:
    ordinal = match["ordinal"] or match["word"]
    number = date_words.ordinal(ordinal) if ordinal else int(match["number"] or match["after"])
    if not 1 <= number <= 4:
        return None
    year = int(match["year"] or match["before"])
    last = number * 3
    interval = from_bounds(date(year, last - 2, 1), month_end(year, last))
    return RuleMatch(interval, "The quarter and year are stated.")


_IN_WORDS = (
    rf"(?:(?P<hundreds>eighteen|nineteen|twenty) (?P<rest>{date_words.TWO_DIGITS})"
    r"|(?P<thousand>two thousand)(?: and)?"
    rf"(?: (?P<few>{date_words.TWO_DIGITS}|{date_words.ONE_DIGIT}))?)"
)

RULES = stating(
    Rule("year", rf"(?P<year>{YEAR})", _year),
    Rule("year-in-words", _IN_WORDS, _year),
    Rule("month-year", rf"(?P<month>{MONTH})(?: of)? {_IN_WORDS}", _month_year),
    Rule("edtf", r"[0-9./][0-9TXZ:+.?~%/-]*", as_edtf, in_text=False),
    Rule(
        "day-month-year",
        rf"(?:{WHICH}(?P<weekday>{WEEKDAY}) (?:the )?)?(?P<day>{DAY})(?: of)?[ -]"
        rf"(?P<month>{MONTH})(?: of| in)?[ -](?P<year>{YEAR})",
        _full_day,
    ),
    Rule(
        "month-day-year",
        rf"(?:{WHICH}(?P<weekday>{WEEKDAY}) )?(?P<month>{MONTH})[ -](?:the )?(?P<day>{DAY})"
        rf"(?: of| in)?[ -](?P<year>{YEAR})",
        _full_day,
    ),
    Rule(
        "year-month-day",
        rf"(?P<year>{YEAR})[ -](?P<month>{MONTH})[ -](?P<day>{DAY})",
        _full_day,
    ),
    Rule(
        "day-month-year",
        rf"(?P<day>{DAY_IN_WORDS}) of (?P<month>{MONTH})(?: of| in)? (?P<year>{YEAR})",
        _full_day,
    ),
    Rule("month-year", rf"(?P<month>{MONTH})(?: of| in)?[ -](?P<year>{YEAR})", _month_year),
    Rule("month-year", rf"(?P<year>{YEAR})[ -](?P<month>{MONTH})", _month_year),
    Rule("decade", r"(?P<decade>[12]\d[1-9])0'?s", _decade),
    Rule("hundreds", r"(?P<hundreds>[12]\d)00'?s", _hundreds),
    Rule("decade", rf"'?(?P<years>[1-9]0)'?s|(?P<name>{DECADE})", _short_decade),
    Rule("century", rf"(?P<ordinal>{ORDINAL})[ -]century", _century),
    Rule("season", rf"(?P<season>{SEASON})(?: of)? (?P<year>{YEAR})", _season_year),
    Rule("season", rf"(?P<season>{SEASON})(?: of)? {_IN_WORDS}", _season_year),
    Rule("season", rf"winter(?: of)? (?P<year>{YEAR}) ?[-–/] ?(?P<ends>\d{{4}}|\d\d)",
          _winter_years),
    Rule(
        "quarter",
        rf"(?:(?P<ordinal>{ORDINAL})[ -]quarter|Q(?P<number>[1-4]))(?: of)? (?P<year>{YEAR})"
        rf"|(?P<before>{YEAR})(?:[ -]?Q(?P<after>[1-4])|(?:'s)? (?P<word>{ORDINAL})[ -]quarter)",
        _quarter,
    ),
)  # fmt: skip
"""In the order in which they are tried; ``numeric`` follows."""
