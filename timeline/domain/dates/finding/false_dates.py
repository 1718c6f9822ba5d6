"""What looks like a date in running text and is none: "may", "Agenda 2030", "2022 people".

For each rule whose words may mean something else, a function tells by the words beside a phrase
whether it is a date. A rule that isn't in the table has words that always mean a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.finding import false_units
from timeline.domain.dates.rules.two_digit_years import is_short_year
from timeline.domain.dates.rules.week_idioms import is_week_idiom
from timeline.domain.dates.rules.weekdays import is_coming, names_weekday
from timeline.domain.dates.year_numbers import (
    COUNTED,
    NO_NOUN,
    NUMBERED,
    are_years,
    in_a_number,
    is_second_day,
    is_year,
    is_year_in_words,
)
from timeline.domain.lexicon.word_lists import members

_DAYS_IN_NAMES = frozenset(["day-month", "day-month-year", "month-day-year", "month", "month-year"])
_NAMED_FOR_A_DAY = re.compile(
    r"(?: \d{1,2})?(?: [A-Z][\w’'-]{1,20}){0,2}? "
    rf"(?:{'|'.join(sorted(members('date_context', 'named for a day')))})\b"
)
"""What follows a day in a name: "the 26 July Movement", "the April 6 Youth Front"."""
_PREPOSED = members("date_context", "before a date")
_LEADS_TO_A_SEASON = frozenset("later early late mid of in by until since before after".split())
_SPEAKS = members("date_context", "verb of saying")
_NAME_DAYS = members("date_context", "before a day that is none")


def is_date(around: Surroundings, rule: str) -> bool:
    """Whether the words of a span are a date; ``rule``: the name of the rule that reads them."""
    if rule in _DAYS_IN_NAMES and _NAMED_FOR_A_DAY.match(around.text, around.end):
        # "On April 8 Party leaders met" has no name.
        return around.beside_left == "on"
    if is_second_day(around):
        return True
    if around.left_gap == "/" and date_words.is_month(around.left):
        return True
    if around.left_gap[-1:] in ("$", "€", "£", "#", "@", "/", "+", "=", "_", "&"):
        return False
    if around.words[0].isdigit() and in_a_number(around):
        return False
    judge = _JUDGES.get(rule)
    return judge is None or judge(around)


def _month(around: Surroundings) -> bool:
    text = around.words
    name = text.split()[-1]
    if not name[0].isupper():
        return len(name) > 5 and name.lower() not in ("march", "august")
    if " " in text:
        return True
    left, right = around.beside_left, around.beside_right
    if around.left_gap == ", " and date_words.is_month(around.left):
        return True
    if (around.left_gap in ("-", "–") and date_words.is_month(around.left)) or (
        around.right_gap in ("-", "–") and date_words.is_month(around.right)
    ):
        return True
    if len(name) <= 3 and name.lower() != "may":
        # "Jan" may be a person: a dot tells the month.
        dotted = around.right_gap[:1] in (".", "-", "–") or around.left_gap in ("-", "–")
        return (left in _PREPOSED or dotted) and not around.before_name
    if name.lower() in _NAMES and around.before_name and left not in _WHEN:
        return False
    if left in _PREPOSED and name.lower() not in ("may", "march"):
        return True
    if name.lower() == "may":
        return _may(around)
    if name.lower() == "march":
        return left in _PREPOSED or (_said_of_noun(around) and right not in _ON_A_MARCH)
    if name.lower() in _NAMES:
        return not around.after_name and right not in _SPEAKS and left not in _KIN
    return not (around.after_name and around.left.lower() == "black")


_WHEN = frozenset("in since until till during late early mid last next this throughout".split())
_KIN = members("date_context", "before a person")
_NAMES = frozenset(["april", "june", "august", "may", "march"])


def _may(around: Surroundings) -> bool:
    left, right = around.beside_left, around.beside_right
    if left in ("by", "from", "of", "for", "to", "and", "or"):
        return around.right_gap[:1] not in ("'", "’") and right not in _SPEAKS
    if left in _PREPOSED:
        return True
    return _said_of_noun(around) and right not in NO_NOUN


def _said_of_noun(around: Surroundings) -> bool:
    """Whether a word stands like an adjective: "the May vote"."""
    return around.beside_left == "the" and around.right[:1].islower() and bool(around.beside_right)


_ON_A_MARCH = frozenset("on for of against in to".split())


def _that_name(around: Surroundings) -> bool:
    """Whether "that May" is a month: "a deal that may fail" and "leaves that fall" hold none."""
    name = around.words.split()[-1]
    if date_words.is_month(name):
        return name[0].isupper() or (len(name) > 5 and name not in ("march", "august"))
    if name not in ("fall", "spring"):
        return True
    leads = around.opens_sentence or around.beside_left in _LEADS_TO_A_SEASON
    return around.ends_clause or leads


def _weekday_of_week(around: Surroundings) -> bool:
    """Whether "Sat of last week" is a day: "they sat this week" holds none."""
    name = next(w for w in re.findall(r"[A-Za-z]+", around.words) if date_words.is_weekday(w))
    return name[0].isupper() or len(name) > 5


def _weekday(around: Surroundings) -> bool:
    text, left, right = around.words, around.beside_left, around.beside_right
    if left in _NAME_DAYS or left in ("previous", "preceding"):
        return False
    if left == "the" and right in ("before", "after", "following", "preceding"):
        # It counts from another date, or from what happened.
        return False
    if _ON_MANY.match(around.text[around.end : around.end + 40]):
        return False
    if _THE_THIRTEENTH.match(around.text[around.end : around.end + 24]):
        return False
    if (_capital_part_of_day(text) and (left not in _LEADS_TO_A_NIGHT or around.before_name)) or (
        right and around.right in _OF_A_NAME
    ):
        return False
    name = next(word for word in re.findall(r"[A-Za-z]+", text) if date_words.is_weekday(word))
    if not name[0].isupper():
        return len(name) > 5
    if name.lower() not in ("sun", "sat", "mon", "wed", "fri"):
        return True
    # "The Sun", "Sat down": only a dot, or "on", tells the weekday.
    dotted = around.right_gap[:1] == "." or "." in text
    return left == "on" or (dotted and left != "the")


_LEADS_TO_A_NIGHT = frozenset("on since late early by until till before after last".split())
_OF_A_NAME = members("date_context", "after a weekday in a name")
_ON_MANY = re.compile(
    rf" (?:(?:and|or|through|to) {date_words.WEEKDAY} )?"
    r"(?:mornings|afternoons|evenings|nights|school)\b",
    re.IGNORECASE,
)
"""What comes again and again: "Monday and Tuesday nights", "Sunday school"."""
_THE_THIRTEENTH = re.compile(r" the (?:13th|thirteenth)\b", re.IGNORECASE)


def _capital_part_of_day(text: str) -> bool:
    return bool(re.search(r" (?:Night|Morning|Evening|Afternoon)\Z", text)) and not text.isupper()


def _today(around: Surroundings) -> bool:
    text = around.words.lower()
    is_name = text[0] != around.words[0] and not around.opens_sentence
    if text == "today" and (
        (is_name and around.left.lower() in _TODAYS and around.right.islower())
        or false_units.is_nowadays(around)
    ):
        return False
    return text != "this day" and (not is_name or around.words.isupper())


_TODAYS = members("date_context", "outlet before today")


def _season(around: Surroundings) -> bool:
    text, right = around.words, around.beside_right
    if " " in text:
        return right != "of" or not text.lower().endswith("fall")
    if text[0].isupper() and not around.opens_sentence:
        return False
    before = around.text[max(0, around.start - 24) : around.start]
    return bool(_BEFORE_SEASON.search(before)) and right not in _NO_SEASON


_BEFORE_SEASON = re.compile(
    r"\b(?:in|over|during|by|since|until|before|after|of|throughout|from|early|late|mid)"
    r"(?:[ -]in)? the (?:early |late |mid-)?\Z|\b(?:early|late|mid)[ -]\Z",
    re.IGNORECASE,
)
_NO_SEASON = frozenset("of from offensive break holiday holidays time games".split())


def _weekend(around: Surroundings) -> bool:
    return " " in around.words or around.beside_left in ("the", "of")


def _quarter(around: Surroundings) -> bool:
    return not (re.search(r"[ -]Quarter\Z", around.words) and around.before_name)


def _century(around: Surroundings) -> bool:
    return not re.search(r"[ -]Century\Z", around.words)


def _numeric_month(around: Surroundings) -> bool:
    if re.match(r"\d{1,2}[/.]", around.words):
        return bool(re.match(r"\d\d/", around.words)) and around.left.lower() not in NUMBERED
    if re.match(r"\d{4} ", around.words) or around.beside_right in COUNTED:
        # "The 1963 March on Washington"; "in May, 2000 people".
        return False
    if re.match(r"\d{4}/", around.words):
        return around.left.lower() not in NUMBERED
    month = re.search(r"[A-Za-z]+", around.words)
    return month is None or month[0] not in ("may", "march", "mar") or " of " not in around.words


def _day_month(around: Surroundings) -> bool:
    month = next(w for w in re.findall(r"[A-Za-z]{3,}", around.words) if date_words.is_month(w))
    if month in ("may", "march", "mar", "jun", "sep", "dec"):
        return False
    if re.search(rf"{re.escape(month)}\.?,\s*\d{{1,2}}(?!\d)", around.words):
        # "In March, 15 people".
        return False
    return not (
        around.right_gap[:1] == "," and around.right[:1].isdigit() and around.right_gap == ","
    )


def _named_day(around: Surroundings) -> bool:
    if around.right_gap[:1] in ("'", "’") and around.right != "s":
        return False
    if _HOLIDAY_WHICH.sub("", around.words)[0].islower():
        return False
    if around.words.lower().endswith("new year") and not _is_new_year(around):
        return False
    if " " not in around.words and around.after_name:
        # "Noel Easter", "White Christmas".
        return False
    if around.beside_left in ("happy", "merry"):
        return False
    if around.left.lower() in _OTHER_CHURCHES:
        return False
    if around.words.lower() == "election day" and (
        around.words.islower() or around.words[9].islower()
    ):
        return False
    if around.words.lower().startswith(_KEPT_OTHERWISE) and _is_someones(around):
        return False
    return " " in around.words or not (around.before_name or around.beside_right in _OF_A_HOLIDAY)


_HOLIDAY_WHICH = re.compile(r"(?:this|last|next) ")
_TO_NEW_YEAR = frozenset("and after at before by from over since till to until".split())


def _is_new_year(around: Surroundings) -> bool:
    """Whether "New Year" is its first day: "since New Year", not "the Lunar New Year"."""
    before = around.text[max(0, around.start - 12) : around.start].lower().split()
    left = before[-2:-1] if before[-1:] == ["the"] else before[-1:]
    return bool(_TO_NEW_YEAR.intersection(left)) and not around.before_name


def _is_someones(around: Surroundings) -> bool:
    """Whether a country or a town is named whose day it is: "Kenya’s Election Day"."""
    return around.after_name or around.left.endswith(("'s", "’s", "s’", "s'"))


_OTHER_CHURCHES = members("date_context", "church with another calendar")
"""Before "Easter" and "Christmas", which then are kept by another calendar."""
_KEPT_OTHERWISE = ("election", "labor", "memorial", "thanksgiving", "remembrance")
"""What days begin with that countries keep at times of their own."""

_OF_A_HOLIDAY = members("date_context", "thing of a holiday")


_JUDGES: dict[str, Callable[[Surroundings], bool]] = {
    "year": is_year,
    "years": are_years,
    "month": _month,
    "month-year": _numeric_month,
    "day-month": _day_month,
    "month-day-year": _day_month,
    "day-month-year": _day_month,
    "quarter-near": _quarter,
    "weekday": _weekday,
    "weekday-of-week": _weekday_of_week,
    "that-name": _that_name,
    "today": _today,
    "season-near": _season,
    "weekend": _weekend,
    "decade": false_units.short_decade,
    "unit": false_units.unit,
    "neighbour": false_units.neighbour,
    "that-unit": false_units.that_unit,
    "counted": false_units.counted,
    "year-in-words": is_year_in_words,
    "the-year": false_units.the_year,
    "day-of-month": false_units.day_of_month,
    "ago": false_units.ago,
    "years-earlier": false_units.adjective,
    "before-last": false_units.before_last,
    "century": _century,
    "named-day": _named_day,
    "short-year": is_short_year,
    "weekday-of-month": names_weekday,
    "counted-weekday": names_weekday,
    "in-units": is_coming,
    "week-idiom": is_week_idiom,
    "season-beside": false_units.neighbour,
    "weekday-beside": false_units.neighbour,
    "up-to-then": false_units.up_to_then,
}
