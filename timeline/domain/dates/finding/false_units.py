"""Which units of time in running text are dates: "of the year" and "the ’80s" may be none."""

from __future__ import annotations

import re

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.finding.tense_words import BEHIND
from timeline.domain.dates.year_numbers import NO_NOUN
from timeline.domain.lexicon.word_lists import members

_THEIRS = frozenset("his her their its my your our".split())
_OWNED = _THEIRS | {"the", "a", "every", "these"}
_GOES_ON = frozenset("and but or when at in on to with by".split())
_DEGREES = re.compile(
    r"\b(?:temperatures?|highs?|lows?|mercury|degrees|readings)\b[^.\n]{0,40}\Z", re.IGNORECASE
)
_NOT_OF_THE_NEWS = members("date_context", "of the year and no date")
"""What is "of the year" and no date: a prize, a season, a part of any year."""
_GOES_WITH_YEAR = members("date_context", "after a year told by what happened")
"""What follows a year that is told by what happened in it: "the year he died"."""
_OF_THE = re.compile(r"\b(?P<word>[A-Za-z]+) of the \Z")
_FIRST_OF_THE = re.compile(
    r"\b(?:first|last|final|opening|remaining) (?:\w{1,12} )?(?:days|weeks|months|quarter)"
    r" of the \Z"
)
_FOR_THE = re.compile(r"\bfor the \Z", re.IGNORECASE)
_ON_THE = re.compile(r"\b(?:on|until|till|by|since|from|before|after) the \Z", re.IGNORECASE)
_OF_A_MONTH = re.compile(
    rf"(?:,|,? (?:and|or|to)| ?[-–]) ?(?:the )?\d{{1,2}}[^.;\n]{{0,24}}\b{date_words.MONTH}\b",
    date_words.FLAGS,
)
"""What gives a day its month farther on: "on the 24th and 25th of May"."""
_GOES_ON_AFTER_A_DAY = frozenset(
    "a an and as at but he her his i in it its she the their they we when with".split()
)
_HALF = re.compile(r"\b(?:half|quarter of|third of) \Z", re.IGNORECASE)


def the_year(around: Surroundings) -> bool:
    """Whether "the year" is that of the news: "sales for the year", not "the year he died"."""
    year, right = around.words.split()[-1], around.beside_right
    if not year.islower() or around.beside_left != "the" or around.right_gap[:1] in ("-", "'", "’"):
        return False
    if right.isdigit() or right in _GOES_WITH_YEAR:
        return False
    before = around.text[max(0, around.start - 40) : around.start]
    if " " in around.words or _FOR_THE.search(before) or _FIRST_OF_THE.search(before):
        return True
    found = _OF_THE.search(before)
    return found is not None and found["word"].islower() and found["word"] not in _NOT_OF_THE_NEWS


def day_of_month(around: Surroundings) -> bool:
    """Whether "24th" is a day: "on the 24th", not "on the 24th floor"."""
    before = around.text[max(0, around.start - 12) : around.start]
    if not _ON_THE.search(before):
        return False
    if _OF_A_MONTH.match(around.text[around.end : around.end + 40]):
        return False
    return around.ends_clause or around.beside_right in _GOES_ON_AFTER_A_DAY


def ago(around: Surroundings) -> bool:
    """Whether so many units ago are a date: not half of them."""
    return not _HALF.search(around.text[max(0, around.start - 12) : around.start])


def adjective(around: Surroundings) -> bool:
    """Whether "year-earlier" is said of a figure."""
    return "-" in around.words and around.right_gap == " " and bool(around.right)


def is_nowadays(around: Surroundings) -> bool:
    """Whether "today" tells of these years and not of a day: "the machines we have today"."""
    before = _last_sentence(around.text[max(0, around.start - 120) : around.start])
    after = _STOP.split(around.text[around.end : around.end + 120])[0]
    if around.right_gap[:1] in ("'", "’"):
        return bool(_OWNS.match(after))
    if around.opens_sentence:
        if _ONCE.search(after) or _SPEAKER.match(after):
            return False
        return bool(_IS_A.search(after) or _STATE.search(after))
    if _WHICH_STANDS.search(before):
        return True
    if _ONCE.search(after):
        return False
    if _IS_NOW.search(before) and _WHAT.match(after):
        return True
    tells = _STATE.search(before) or _STILL.search(before)
    return bool(tells) and not _ONCE.search(before[tells.start() :]) if tells else False


def is_habit(text: str, start: int, end: int) -> bool:
    """Whether the days of a week between two offsets come again every week: "open Monday to …"."""
    if not _SPAN.search(text[start:end]):
        return False
    before = _last_sentence(text[max(0, start - 120) : start]).lower()
    found = set(re.findall(r"[a-z]+", before))
    told = found & (_ONCE_WORDS | BEHIND) or any(word.endswith("ed") for word in found - _HABIT)
    return not told and bool(found & _HABIT or re.search(r" [a-z]{2,}s\b", before))


def _last_sentence(before: str) -> str:
    return _STOP.split(before)[-1]


_STOP = re.compile(r"[.!?;]['\"’”)]{0,2}\s|\n|[.!?]\Z")
_SPAN = re.compile(r" (?:to|through|thru|until) | ?[-–] ?")
_STATIVE = "|".join(sorted(members("date_context", "told of nowadays")))
_ONCE_WORDS = members("date_context", "tells of once")
_HABIT = members("date_context", "tells of a habit")
_ONCE = re.compile(
    rf"\b(?:{'|'.join(sorted(_ONCE_WORDS - {'was', 'were', 'this', 'last', 'next'}))}|\w{{2,}}ed)\b"
)
_OWNS = re.compile(rf"['’]s? (?:{'|'.join(sorted(members('date_context', 'of nowadays')))})\b")
_STATE = re.compile(
    rf"\b(?:{_STATIVE})\b(?! (?:been|to|\w+ed)\b)[^,;:]{{0,60}}|\bthan (?:\w+ ){{0,2}}(?:is|are)\b"
)
_WHICH_STANDS = re.compile(rf"\b(?:that|which|who) (?:{_STATIVE}) \Z")
_STILL = re.compile(r"\b(?:is|are) still\b")
_SPEAKER = re.compile(r",? (?:I|we|you)\b")
_IS_A = re.compile(r"\w (?:is|are) (?:an?|one|home|called|known|still|part|no)\b")
_IS_NOW = re.compile(r"\b(?:is|are) \Z")
_WHAT = re.compile(r" (?:an?|one|home|called|known|still|the|part|no)\b")


def short_decade(around: Surroundings) -> bool:
    """Whether "the ’80s" is a decade, and no age or temperature."""
    if re.fullmatch(r"[12]\d{3}['’]?s", around.words):
        # "2020’s worst fire" is that of a year, "the 2020’s" are ten.
        owns = around.words[0] == "2" and around.words[4] != "s"
        return not owns or around.beside_left in ("the", "early", "late", "mid")
    if _DEGREES.search(around.text[max(0, around.start - 48) : around.start]):
        return False
    before = around.text[max(0, around.start - 16) : around.start].lower()
    if any(word in _THEIRS for word in re.findall(r"[a-z]+", before)):
        return False
    return (
        bool(re.search(r"\bthe (?:early |late |mid-|mid )?\Z", before)) or around.words[0] in "'’‘"
    )


def unit(around: Surroundings) -> bool:
    """Whether "last week" and "the coming year" are one, and not a stretch up to now."""
    text = around.words.lower()
    if text == "this day":
        return False
    if around.words[0].isupper() and not around.opens_sentence and not around.words.isupper():
        return False
    right = around.beside_right
    if text.endswith("s") and (not right.islower() or right in NO_NOUN or right.endswith("ed")):
        # "This years festival" is one that lacks its apostrophe.
        return False
    if around.beside_left in _OWNED:
        # "The last year" is as often the twelve months up to now.
        return (
            text.startswith(("coming", "upcoming", "previous", "current"))
            and around.beside_left == "the"
        )
    return around.right_gap[:1] != "-"


def up_to_then(around: Surroundings) -> bool:
    """Whether "in the last week" is the time up to now, not a part of something."""
    return not around.words.lower().startswith("in ") or around.beside_right not in _OF_IT


_OF_IT = frozenset("of in before that".split())


def neighbour(around: Surroundings) -> bool:
    """Whether "the next day" is one day, and not the time until then."""
    words_of_it = around.words.lower()
    if words_of_it.startswith("the next"):
        return around.beside_left not in _FOR_A_TIME
    return words_of_it.startswith("the ") or around.beside_left == "the"


_FOR_A_TIME = frozenset("over within for in during through throughout".split())


def that_unit(around: Surroundings) -> bool:
    """Whether "that day" is a date, not part of a compound."""
    return around.right_gap[:1] not in ("-", "'", "’") or around.right == "s"


def counted(around: Surroundings) -> bool:
    """Whether "three days later" stands alone, not before what it counts from."""
    last = around.words.lower().rsplit(" ", 1)[-1]
    if around.right_gap[:1] == "-" or around.beside_left in ("every", "for", "per"):
        return False
    if around.words.lower().startswith(("a day after", "the day after")) and around.before_name:
        return True
    if last not in ("after", "before", "prior"):
        return True
    return around.ends_clause or around.beside_right in _GOES_ON


def before_last(around: Surroundings) -> bool:
    """Whether "the week before last" is whole: not "the week before last Friday"."""
    return around.ends_clause or not (
        date_words.is_weekday(re.split("['’]", around.right)[0])
        or date_words.is_month(around.right)
    )
