"""What no rule of ours reads, and dateparser does: "Fri, 04 Mar 2022 12:00:00 GMT".

dateparser guesses freely ("12" is a day, "may" another), so it is asked only about short phrases
made of nothing but date words and digits, with either one year in four digits or a count of units
"ago"; and what it answers must agree with the year and the weekday that the phrase states. It is
imported once it is asked: few phrases come to it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from timeline.domain.dates import date_words, translation
from timeline.domain.dates.rules.rule import NeedsPublication, ReferenceTime, RuleMatch
from timeline.domain.time.calendar_units import unit_of

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LONGEST = 60
"""The characters of a phrase that dateparser is asked about."""

_CHARACTERS = re.compile(r"[A-Za-z0-9 :+./,-]+")
_WORD = re.compile(r"[A-Za-z]+")
_YEAR = re.compile(r"(?<![\d+-])[12]\d{3}(?!\d)")
_ORDER_UNKNOWN = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_MONTH_WORD = re.compile(date_words.MONTH, date_words.FLAGS)
_WEEKDAY_WORD = re.compile(date_words.WEEKDAY, date_words.FLAGS)
_NUMBER_WORD = re.compile(date_words.NUMBER, date_words.FLAGS)
_UNIT_WORD = re.compile(date_words.UNITS, date_words.FLAGS)
_OTHER_WORDS = frozenset(
    [
        "at", "on", "of", "the", "and", "ago", "am", "pm", "st", "nd", "rd", "th", "t", "z",
        "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "bst", "cet",
        "cest", "eet", "eest", "msk", "noon", "midnight",
    ]
)  # fmt: skip
_TWO_DAYS = (date(2001, 2, 3), date(2019, 10, 27))
"""Two days of publication that share no year, month, day or weekday; see ``read``."""


def read(text: str, ref: ReferenceTime) -> RuleMatch | None:
    """What dateparser makes of a phrase, or ``None``.

    It has no clock here: it counts from noon of the day of publication. Without one, what it
    answers from two different days must be the same, else this raises ``NeedsPublication``.
    """
    if not _may_be_asked(text):
        return None
    if ref.day is not None:
        answer = _ask(text, ref.day)
    else:
        answer, other = (_ask(text, day) for day in _TWO_DAYS)
        if answer != other:
            raise NeedsPublication
    if answer is None or not _agrees(text, answer[0]):
        return None
    day, unit = answer
    because = f"No rule of Retold reads it; dateparser does, as a {unit}."
    return RuleMatch(unit_of(day, unit), because, "dateparser")


def read_in_another_language(phrase: str, ref: ReferenceTime) -> RuleMatch | None:
    """What dateparser makes of a phrase in the one language whose month it names, or ``None``.

    It must state a year in four digits and the number of a day; an answer is taken that is that
    day of that month and year. So "24 лютого 2022 о 15:30" is read, whatever else it reads into it.
    """
    numbers = [int(number) for number in re.findall(r"(?<![\d:.h])\d{1,2}(?!\d|[:.h]\d)", phrase)]
    years = _YEAR.findall(phrase)
    if len(phrase) > LONGEST or len(years) != 1 or len(numbers) != 1:
        return None
    named = {
        language: month
        for language in translation.LANGUAGES
        if (month := translation.stated_month(phrase, language=language))
    }
    if len(set(named.values())) != 1:
        return None
    language, month = next(iter(named.items()))
    answer = _ask(phrase, ref.day or _TWO_DAYS[0], language=language)
    if answer is None or (answer[0].year, answer[0].month, answer[0].day) != (
        int(years[0]), month, numbers[0],
    ):  # fmt: skip
        return None
    because = f"No rule of Retold reads it; dateparser does, in {translation.LANGUAGES[language]}."
    return RuleMatch(unit_of(answer[0], "day"), because, "dateparser")


def _may_be_asked(text: str) -> bool:
    if len(text) > LONGEST or not _CHARACTERS.fullmatch(text) or _ORDER_UNKNOWN.search(text):
        return False
    found = [word.lower() for word in _WORD.findall(text)]
    if not all(_is_date_word(word) for word in found):
        return False
    if "ago" in found:
        return not _YEAR.search(text) and any(_UNIT_WORD.fullmatch(word) for word in found)
    return (
        len(_YEAR.findall(text)) == 1
        and sum(1 for word in found if _MONTH_WORD.fullmatch(word)) <= 1
        and sum(1 for word in found if _WEEKDAY_WORD.fullmatch(word)) <= 1
        and len(re.findall(r"\d+", text)) > 1
    )


def _is_date_word(word: str) -> bool:
    patterns = (_MONTH_WORD, _WEEKDAY_WORD, _NUMBER_WORD, _UNIT_WORD)
    return word in _OTHER_WORDS or any(pattern.fullmatch(word) for pattern in patterns)


def _agrees(text: str, day: date) -> bool:
    years = _YEAR.findall(text)
    if years and day.year != int(years[0]):
        return False
    named = {date_words.weekday(w) for w in _WORD.findall(text) if _WEEKDAY_WORD.fullmatch(w)}
    return not named or named == {day.weekday()}


def _ask(text: str, day: date, *, language: str = "en") -> tuple[date, str] | None:
    try:
        data = _parser(day, language).get_date_data(text)
    except Exception:  # noqa: BLE001 (whatever it trips over is a phrase that it doesn't read)
        return None
    if data is None or data.date_obj is None:
        return None
    unit = data.period if data.period in ("week", "month", "year") else "day"
    return data.date_obj.date(), unit


@lru_cache(maxsize=256)
def _parser(day: date, language: str) -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=[language],
        settings={
            "RELATIVE_BASE": datetime.combine(day, time(12)),
            "STRICT_PARSING": True,
            "RETURN_AS_TIMEZONE_AWARE": False,
            "PREFER_DATES_FROM": "past",
        },
    )
