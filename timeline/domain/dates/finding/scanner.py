"""The scanner of a text for pieces: date phrases that one rule reads.

A trigger is a word that can begin a phrase. At each, the reader's rules are tried on a window of at
most ``WINDOW`` characters, and the longest match is taken that is a date among the words around it.
The work is in proportion to the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import regex

from timeline.domain.dates import date_words
from timeline.domain.dates.adjacent_words import Surroundings
from timeline.domain.dates.finding.false_dates import is_date
from timeline.domain.dates.finding.namesakes import namesakes, tells_time
from timeline.domain.dates.reader import RULES
from timeline.domain.dates.rules.rule import Rule
from timeline.domain.text.typography import LONG_DASHES, STRAIGHT

WINDOW = 64
"""The most characters that a piece may have."""

Count = Callable[[int], None]
"""A function that is told the number of rules about to be tried on one window."""


class DatePiece(NamedTuple):
    """A span of a text that one rule reads as a date phrase, "4 March 2022", and that rule."""

    start: int
    end: int
    rule: Rule


_BEGINS = date_words.any_of(
    "this last next past coming upcoming previous preceding following that earlier later latest "
    "current fiscal today tonight yesterday tomorrow day week month year decade century weekend "
    "christmas boxing valentine halloween bastille thanksgiving easter good".split()
)
_TRIGGER = re.compile(
    rf"""(?<![A-Za-z0-9])(?:
        (?:{date_words.MONTH}|{date_words.WEEKDAY}|{date_words.SEASON}|{date_words.DECADE}|{date_words.ORDINAL}|{_BEGINS}
            |q[1-4])(?![a-z0-9])
        |(?:the|most)[ ](?=same|very|next|prev|day|week|month|year|decade|century|recent|quarter\b
            |latest[ ]period)
        |(?:very[ ]|start|beginning|end|close|middle)(?=[ ](?:start|begin|end|of[ ]the[ ]))
        |(?:at|around)[ ](?=th)
        |(?:since|from|until|by|up[ ]to)[ ](?=then)
        |(?:full|whole|entire|calendar|financial)[ ](?=year|fisc|fina|cale)
        |(?:labor|memorial|veterans|palm|ash|martin|armistice|remembrance|anzac|ascension|columbus
            |election|father|presidents)['’]?s?['’]?[ ](?=day|sunday|wedn|luther)
        |(?:all[ ]saints|international[ ]women|whit[ ]monday|pentecost)\b
        |(?:new[ ]|st[. ])(?=year|patr|[ ]patr)
        |(?:eighteen|nineteen|twenty|two)[ ](?=\w{{3}})
        |{date_words.NUMBER}[ ](?=(?:{date_words.UNITS}|hours?)\b)
        |[12]\d{{3}}
        |\d\d?(?=[-./ \xa0]\ ?(?:of\ )?[a-z]{{3}}|[-./]\d|(?:st|nd|rd|th)\b)
        |['’‘]?\d0['’]?s\b
        |['’‘ʼ]\d\d(?!\w|[:./]\d)
        |in[ ](?={date_words.NUMBER}[ ](?:day|week|fortnight|month|year)s?\b)
        |(?:in|over|during|within|throughout)[ ]
            (?=the[ ](?:la|pa)st[ ](?:day|week|month|fortnight)\b)
    )""",
    re.ASCII | re.VERBOSE,
)
"""Looked for in a text in lower case, which takes less than half the time."""
_AFTER = (
    r"(?![\w%])(?!'\d|,\d|\.\d|/\d|-\d{3}|-\d\d?-|-years?\b"
    r"| ?(?:%|(?:percent|per cent|million|billion|trillion)\b))"
)
"""What may not follow: the rest of a number, or what it is a number of."""
_FLAGS = regex.IGNORECASE | regex.ASCII


@cache
def _matcher(rule: Rule) -> Callable[[str], re.Match[str] | None]:
    return re.compile(f"(?:{rule.pattern_text}){_AFTER}", date_words.FLAGS).match


@cache
def _beginning_with(character: str) -> Sequence[tuple[Rule, Callable[[str], re.Match[str] | None]]]:
    """The rules that a phrase of theirs can begin with this character: some fifteen, of seventy.

    Whether one can is what ``regex`` tells, which matches the beginnings of what would match.
    """
    return tuple(
        (rule, _matcher(rule))
        for rule in RULES
        if rule.in_text and regex.match(rule.pattern_text, character, _FLAGS, partial=True)
    )


def pieces(text: str, *, count: Count | None = None) -> Iterator[DatePiece]:
    """The pieces in a text, in order, none over another; ``count`` is told of the work."""
    done, people = 0, namesakes(text)
    for trigger in _TRIGGER.finditer(_lower(text)):
        if trigger.start() < done:
            continue
        piece = _longest(text, trigger.start(), count)
        if piece is not None and not _is_person(text, piece, people):
            done = piece.end
            yield piece


def _lower(text: str) -> str:
    """The text in lower case, each character where it was."""
    # Of all characters, this one alone would become two.
    return text.replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "I").lower()


def _is_person(text: str, piece: DatePiece, people: frozenset[str]) -> bool:
    """Whether a month alone is someone whose full name the text has: "asked whether May knew"."""
    is_name = piece.rule.name == "month" and text[piece.start : piece.end] in people
    return is_name and not tells_time(text, piece.start)


def _longest(text: str, start: int, count: Count | None) -> DatePiece | None:
    window, ends = _window(text, start)
    rules = _beginning_with(window[:1])
    if count is not None:
        count(len(rules))
    found = [(found.end(), rule) for rule, match in rules if (found := match(window))]
    # Of one length, the first in the table.
    for length, rule in sorted(found, key=lambda one: -one[0]):
        end = ends[length - 1] + 1
        if is_date(Surroundings(text, start, end), rule.name):
            return DatePiece(start, end, rule)
    return None


_PLAIN = re.compile(r"[A-Za-z0-9'/–-]+(?: [A-Za-z0-9'/–-]+)*")
"""What a window takes as it stands, however it goes on."""
_EVEN = {m: plain for m, plain in STRAIGHT.items() if plain in "'-" and m not in LONG_DASHES}
_DOTTED = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat "
    "sun st jr".split()
)


def _window(text: str, start: int) -> tuple[str, list[int]]:
    """The text from an offset on, normalised for the rules, and the offset of each character of it.

    It ends where no phrase of one piece goes on: at the end of a sentence, a bracket, a paragraph.
    Commas and the dots of abbreviations go, as ``normalised_phrase`` has it.
    """
    kept: list[str] = []
    places: list[int] = []
    place, stop = start - 1, min(len(text), start + WINDOW)
    while (place := place + 1) < stop:
        if run := _PLAIN.match(text, place, stop):
            kept.append(run[0])
            places += range(place, run.end())
            place = run.end() - 1
            continue
        mark = text[place]
        if mark.isalnum() or mark in "-/–'":
            kept.append(mark)
        elif mark in _EVEN:
            kept.append(_EVEN[mark])
        elif mark.isspace():
            if mark in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" and not _wraps(text, place):
                break
            if kept and kept[-1] == " ":
                continue
            kept.append(" ")
        elif mark == ",":
            if text[place + 1 : place + 2].isspace():
                continue
            kept.append(mark)
        elif mark == ".":
            ended, keeps = _dot(text, place, "".join(kept[-5:])[-5:])
            if ended:
                break
            if not keeps:
                continue
            kept.append(mark)
        else:
            kept.append("%" if mark == "%" else "\0")
            places.append(place)
            break
        places.append(place)
    return "".join(kept), places


def _wraps(text: str, place: int) -> bool:
    """Whether a line's end is only where a long line was broken."""
    following = text[place + 1 : place + 2]
    return following.isalnum() and place >= 40 and "\n" not in text[place - 40 : place]


_BREAK = re.compile(r"[^A-Za-z0-9]")


def _dot(text: str, place: int, before: str) -> tuple[bool, bool]:
    """Of a dot: whether a phrase ends at it, and whether it is kept."""
    word = _BREAK.split(before)[-1].lower()
    following = text[place + 1 : place + 2]
    if word.isdigit():
        if following.isdigit():
            return False, True
        # "18. March": the German way of numbering a day.
        return not (
            len(word) <= 2 and re.match(r" [A-Z][a-z]{2}", text[place + 1 : place + 5])
        ), False
    return word not in _DOTTED, False
