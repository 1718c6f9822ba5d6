"""Date phrases of several pieces: "since the end of March", "from 3 to 5 May".

This is the grammar of what may join pieces and stand around them. Whether the result is a date, the
reader says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import DAY, NUMBER, ORDINAL, UNITS, YEAR
from timeline.domain.dates.finding.scanner import DatePiece
from timeline.domain.dates.rules.two_calendars import DAY_MONTH

REACH = 48
"""The characters before and after a phrase in which it may grow."""


class Phrase(NamedTuple):
    """A span of a text that may be one date phrase, and the pieces in it.

    ``start`` and ``end``: offsets of characters, the end exclusive. ``bare_day``: the span of a day
    of the month that takes its month from the piece beside it: the "3" of "3–18 March".
    """

    start: int
    end: int
    pieces: tuple[DatePiece, ...]
    bare_day: tuple[int, int] | None = None


_NOUNS = (
    r"(?:very )?(?:start|beginning|end|close|dawn)|middle|(?:early|late|latter|opening) part"
    r"|(?:first|last|final|early|closing|opening) (?:days|weeks|months)"
)
_PART = re.compile(
    rf"\b(?:(?:the )?(?:early|mid|late)(?:[- ]| in | on )(?:the )?"
    rf"|(?:midway|halfway) through (?:the )?"
    rf"|(?:the )?(?:{_NOUNS}) of (?:the )?"
    rf"|(?:the )?(?:first|second|latter|last) half of (?:the )?"
    rf"|(?:the )?(?:first|last) day of (?:the )?"
    rf"|(?:the )?(?:last|{ORDINAL}) week (?:of|in) (?:the )?"
    r"|(?:the )?week (?:of|beginning|starting) (?:the )?)\Z",
    date_words.FLAGS,
)
_COUNTED = re.compile(
    rf"(?<![\w-])(?:{NUMBER}|the) {UNITS} (?:before|after) (?:the )?\Z", date_words.FLAGS
)
_HEDGE = re.compile(
    r"(?<![\w-])(?:about|around|circa|approximately|roughly|nearly|almost|probably|possibly|perhaps"
    r"|c\.|ca\.) ?(?:in |on )?(?:the )?\Z",
    date_words.FLAGS,
)
_SINCE = re.compile(
    r"\b(?:ever since|since|until|till|up until|up to|no later than|not later than)"
    r" (?:about |around |at least )?(?:the )?\Z",
    date_words.FLAGS,
)
_BOUND = re.compile(
    r"\b(?:by|before|after|prior to) (?:about |around )?(?:the )?\Z", date_words.FLAGS
)
_EVE = re.compile(
    r"(?<![\w-])(?:the )?(?:eve of|(?:night|evening) before|morning after) (?:the )?\Z",
    date_words.FLAGS,
)
_ANNIVERSARY = re.compile(rf"(?:the )?\b{ORDINAL} anniversary of (?:the )?\Z", date_words.FLAGS)
_TO_THE_DAY = re.compile(
    rf"(?<![\w-])(?:(?:exactly|precisely) {NUMBER} {UNITS}|{NUMBER} {UNITS} to the day)"
    r" (?:after|before) (?:the )?\Z",
    date_words.FLAGS,
)
_STRETCH = re.compile(
    rf"(?:\bthe |(?<![\w-])(?:the )?{NUMBER} )(?:{UNITS}|quarters?) "
    r"(?:through|to|up to|until|ended|ending)"
    r"(?: in| on)? (?:the )?\Z",
    date_words.FLAGS,
)
_CLOCK = re.compile(
    r"(?<![\w.,$€£-])(?:[01]\d|2[0-3])[0-5]\d(?: (?:hours|hrs))? on (?:the )?\Z", date_words.FLAGS
)
_THROUGH = re.compile(r"(?<!way )(?<!all )\b(?:through|thru) (?:the )?\Z", date_words.FLAGS)
_FRAMING = {
    **dict.fromkeys("early mid late week beginning starting".split(), (_PART,)),
    "of": (_PART, _EVE, _ANNIVERSARY),
    "through": (_PART, _STRETCH, _THROUGH),
    "thru": (_THROUGH,),
    **dict.fromkeys("ended ending".split(), (_STRETCH,)),
    **dict.fromkeys("hours hrs".split(), (_CLOCK,)),
    **dict.fromkeys("before after".split(), (_TO_THE_DAY, _COUNTED, _EVE, _BOUND)),
    **dict.fromkeys("about around".split(), (_HEDGE, _SINCE, _BOUND)),
    **dict.fromkeys("circa approximately roughly nearly almost c ca".split(), (_HEDGE,)),
    **dict.fromkeys("probably possibly perhaps".split(), (_HEDGE,)),
    **dict.fromkeys("since till than least".split(), (_SINCE,)),
    "until": (_STRETCH, _SINCE),
    "to": (_STRETCH, _SINCE, _BOUND),
    "by": (_BOUND,),
}
"""The patterns of what frames a phrase by the word they end with, less an "in the" after it."""
_THE = re.compile(r"\bthe \Z", date_words.FLAGS)
_ONWARDS = re.compile(r" (?:onwards?|or later|or earlier)\b", date_words.FLAGS)
_FROM = re.compile(r"\bfrom (?:the )?\Z", date_words.FLAGS)
_BETWEEN = re.compile(r"\bbetween (?:the )?\Z", date_words.FLAGS)
_MOVED = re.compile(
    r"\b(?:move|mov|postpone|postpon|delay|reschedul|shift|push|chang)\w{1,5}\b", date_words.FLAGS
)
_JOINTS = re.compile(
    r" ?(?:(?P<of>of|in|,) |(?P<to>to|until|till|through|thru|[–—-]) ?|(?P<and>and|&|or) )?"
    r"(?:the )?(?:(?:early|mid|late)(?: |-))?",
    date_words.FLAGS,
)
LONGEST_JOINT = 16
_BARE_DAY_BEFORE = re.compile(
    rf"(?<![\w.,$/-])(?:the )?(?P<day>{DAY})(?:(?P<to> ?[–—-] ?|/| to | through | until )"
    r"|(?P<and> and | or ))(?:the )?\Z",
    date_words.FLAGS,
)
_BARE_DAY_AFTER = re.compile(
    rf"(?:(?P<to> ?[–—-] ?| to | through | until )|(?P<and> and | or ))(?:the )?"
    rf"(?P<day>{DAY})(?P<year>,? {YEAR})?"
    r"(?![\w%]|[.,/:-]\d| ?(?:%|[ap]\.?m\b|percent\b|per cent\b|million\b))",
    date_words.FLAGS,
)


def joined(text: str, run: Sequence[DatePiece]) -> Iterator[Phrase]:
    """The phrases that pieces in a row may make together, the longest first.

    ``run`` begins with the piece that they begin with, and holds the next two at most.
    """
    spans = _joints(text, run)
    for count in range(len(spans) + 1, 1, -1):
        first, last = run[0], run[count - 1]
        start, end = first.start, last.end
        before = text[max(0, start - REACH) : start]
        joints = spans[: count - 1]
        if any(joint["and"] in ("and", "&") for joint in joints):
            lead = _BETWEEN.search(before) or _between_part(before)
            if lead is None:
                continue
            start -= len(before) - lead.start()
        elif any(joint["to"] for joint in joints):
            lead = _FROM.search(before)
            if lead is not None and _MOVED.search(before):
                continue
            if lead is None and (_kind(first) != _kind(last) or count > 2):
                continue
            start -= len(before) - lead.start() if lead else 0
        yield Phrase(start, end, tuple(run[:count]))


def _joints(text: str, run: Sequence[DatePiece]) -> list[re.Match[str]]:
    """What joins each of the pieces to the next, as far as something does."""
    found: list[re.Match[str]] = []
    for one, other in pairwise(run):
        near = other.start - one.end <= LONGEST_JOINT
        joint = _JOINTS.fullmatch(text, one.end, other.start) if near else None
        if joint is None:
            break
        found.append(joint)
    return found


def _kind(piece: DatePiece) -> str:
    """Dates of one kind may be a span without "from": "Friday to Monday", "May–June 2014"."""
    name = piece.rule.name
    return "month" if "month" in name and "year-month-day" not in name else name


def _between_part(before: str) -> re.Match[str] | None:
    """Where "between early" begins, whose part belongs to the first date."""
    return re.search(
        r"\bbetween (?:the )?(?:early|mid|late)[ -](?:the )?\Z", before, date_words.FLAGS
    )


def with_bare_day(text: str, piece: DatePiece) -> Iterator[Phrase]:
    """A day and month with another day before or after it: "3–18 March", "March 3-18, 2014"."""
    before = text[max(0, piece.start - REACH) : piece.start]
    if text[piece.start].isdigit() and (match := _BARE_DAY_BEFORE.search(before)):
        lead = (_BETWEEN if match["and"] else _FROM).search(before[: match.start()])
        if lead or match["to"]:
            start = piece.start - len(before) + (lead or match).start()
            place = piece.start - len(before) + match.start("day")
            yield Phrase(start, piece.end, (piece,), (place, place + len(match["day"])))
    if text[piece.end - 1].isalnum() and (match := _BARE_DAY_AFTER.match(text, piece.end)):
        lead = (_BETWEEN if match["and"] else _FROM).search(before)
        if lead or match["to"] or match["year"]:
            start = piece.start - (len(before) - lead.start() if lead else 0)
            yield Phrase(start, match.end(), (piece,), match.span("day"))


_BRACKET = re.compile(
    rf" ?[(\[/] ?(?:[ON]\.? ?S\.?,? )?{DAY_MONTH}(?: [ON]\.? ?S\.?)?[)\]]?,?"
    rf"(?: of)? {YEAR}\b"
    rf"| \((?:an? )?{date_words.WEEKDAY}\.?\),?(?: of| in)? {YEAR}\b"
    rf"|, an? {date_words.WEEKDAY},?(?: of| in)? {YEAR}\b",
    date_words.FLAGS,
)
_STYLE = re.compile(
    r",? \(?(?:(?:old|new) style|[on]\.? ?s\.|(?:julian|gregorian)(?: calendar)?)\)?(?!\w)",
    date_words.FLAGS,
)
_OLD_AND_NEW = re.compile(r"(?<!\d)\d{1,2} \(\d{1,2}\) \Z")
_IN_BRACKETS = re.compile(rf" \({DAY_MONTH},? {YEAR}\)", date_words.FLAGS)
_WITH_BRACKET = {
    "day-month": _BRACKET, "day-month-year": _STYLE, "month-day-year": _STYLE,
    "weekday": _IN_BRACKETS,
}  # fmt: skip


def with_bracket(text: str, piece: DatePiece) -> Iterator[Phrase]:
    """A day told in two calendars, or with its weekday or its year apart from it."""
    before = text[max(0, piece.start - 10) : piece.start]
    if piece.rule.name == "month-year" and (match := _OLD_AND_NEW.search(before)):
        yield Phrase(piece.start - len(match[0]), piece.end, (piece,))
    pattern = _WITH_BRACKET.get(piece.rule.name)
    if pattern is not None and (match := pattern.match(text, piece.end)):
        yield Phrase(piece.start, match.end(), (piece,))


def extended(text: str, phrase: Phrase) -> Iterator[Phrase]:
    """The phrase with one more word or phrase around it, the innermost kind first."""
    before = text[max(0, phrase.start - REACH) : phrase.start].replace("\n", " ")
    if patterns := _frames(before):
        yield from _longer_at_left(text, phrase, before, patterns)
    if match := _ONWARDS.match(text, phrase.end):
        lead = _FROM.search(before)
        start = phrase.start - (len(before) - lead.start() if lead else 0)
        yield phrase._replace(start=start, end=match.end())


def _longer_at_left(
    text: str, phrase: Phrase, before: str, patterns: Sequence[re.Pattern[str]]
) -> Iterator[Phrase]:
    possessive = text[phrase.end : phrase.end + 2] in ("'s", "’s")
    is_weekday = phrase.pieces[0].rule.name == "weekday"
    for pattern in patterns:
        if pattern is _HEDGE and (possessive or is_weekday):
            continue
        if pattern in (_BOUND, _THROUGH) and possessive:
            continue
        if match := pattern.search(before):
            yield _from(phrase, before, match)


def _frames(before: str) -> Sequence[re.Pattern[str]]:
    """The patterns that may end with the last of the words before a phrase."""
    last = before[-REACH // 2 :].lower().replace("-", " ").split()
    for passed in (("the",), ("in", "on")):
        if len(last) > 1 and last[-1] in passed:
            last.pop()
    if last and last[-1].isdigit():
        return (_CLOCK,)
    return _FRAMING.get(last[-1].rstrip("."), ()) if last else ()


def with_article(text: str, start: int) -> int:
    """Where a phrase begins if "the" stands before it."""
    match = _THE.search(text[max(0, start - 5) : start])
    return start - 4 if match else start


def _from(phrase: Phrase, before: str, match: re.Match[str]) -> Phrase:
    return phrase._replace(start=phrase.start - (len(before) - match.start()))


def two_years(phrase: Phrase) -> tuple[tuple[int, int], tuple[int, int]]:
    """The spans of the first and the last year of "1939–45": four digits, and two or four."""
    start, end = phrase.pieces[0].start, phrase.pieces[0].end
    return (start, start + 4), (end - (2 if end - start < 9 else 4), end)
