"""Longer phrases out of pieces: "since the end of March", "March of that year", "from 3 to 5 May".

What may stand around a piece is looked for here; whether it is a date then, the reader says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.domain.dates import words
from timeline.domain.dates.scan import Piece
from timeline.domain.dates.words import DAY, NUMBER, ORDINAL, UNITS, YEAR

REACH = 48
"""The characters before and after a phrase in which it may grow."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters of a text that may be one date phrase, and the pieces in them.

    ``lone``: where a day stands that takes its month from the piece beside it: "3–18 March".
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    lone: tuple[int, int] | None = None


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
    words.FLAGS,
)
_COUNTED = re.compile(
    rf"(?<![\w-])(?:{NUMBER}|the) {UNITS} (?:before|after) (?:the )?\Z", words.FLAGS
)
_HEDGE = re.compile(
    r"(?<![\w-])(?:about|around|circa|approximately|roughly|nearly|almost|probably|possibly|perhaps"
    r"|c\.|ca\.) ?(?:in |on )?(?:the )?\Z",
    words.FLAGS,
)
_SINCE = re.compile(
    r"\b(?:ever since|since|until|till|up until|up to|no later than|not later than)"
    r" (?:about |around |at least )?(?:the )?\Z",
    words.FLAGS,
)
_BOUND = re.compile(r"\b(?:by|before|after|prior to) (?:about |around )?(?:the )?\Z", words.FLAGS)
_FRAMING = frozenset(
    "early mid late through of week beginning starting before after about around circa "
    "approximately roughly nearly almost probably possibly perhaps c ca since until till to than "
    "least by".split()
)
"""The words that end what frames a phrase, less the "in the" that may follow them."""
_THE = re.compile(r"\bthe \Z", words.FLAGS)
_ONWARDS = re.compile(r" (?:onwards?|or later|or earlier)\b", words.FLAGS)
_FROM = re.compile(r"\bfrom (?:the )?\Z", words.FLAGS)
_BETWEEN = re.compile(r"\bbetween (?:the )?\Z", words.FLAGS)
_MOVED = re.compile(
    r"\b(?:move|mov|postpone|postpon|delay|reschedul|shift|push|chang)\w{1,5}\b", words.FLAGS
)
_JOINTS = re.compile(
    r" ?(?:(?P<of>of|in|,) |(?P<to>to|until|till|through|thru|[–—-]) ?|(?P<and>and|&|or) )?"
    r"(?:the )?(?:(?:early|mid|late)(?: |-))?",
    words.FLAGS,
)
_LONE_BEFORE = re.compile(
    rf"(?<![\w.,$/-])(?:the )?(?P<day>{DAY})(?:(?P<to> ?[–—-] ?| to | through | until )"
    r"|(?P<and> and | or ))(?:the )?\Z",
    words.FLAGS,
)
_LONE_AFTER = re.compile(
    rf"(?:(?P<to> ?[–—-] ?| to | through | until )|(?P<and> and | or ))(?:the )?"
    rf"(?P<day>{DAY})(?P<year>,? {YEAR})?"
    r"(?![\w%]|[.,/:-]\d| ?(?:%|[ap]\.?m\b|percent\b|per cent\b|million\b))",
    words.FLAGS,
)


def joined(text: str, run: Sequence[Piece]) -> Iterator[Phrase]:
    """The phrases that pieces in a row may make together, the longest first.

    ``run`` begins with the piece that they begin with, and holds the next two at most.
    """
    for count in (3, 2):
        if len(run) < count:
            continue
        gaps = [text[a.end : b.start] for a, b in pairwise(run[:count])]
        if not all(len(gap) <= 16 and _JOINTS.fullmatch(gap) for gap in gaps):
            continue
        spans = [_JOINTS.fullmatch(gap) for gap in gaps]
        first, last = run[0], run[count - 1]
        start, end = first.start, last.end
        before = text[max(0, start - REACH) : start]
        if any(span and span["and"] in ("and", "&") for span in spans):
            lead = _BETWEEN.search(before) or _between_part(before)
            if lead is None:
                continue
            start -= len(before) - lead.start()
        elif any(span and span["to"] for span in spans):
            lead = _FROM.search(before)
            if lead is not None and _MOVED.search(before):
                continue
            if lead is None and (_kind(first) != _kind(last) or count > 2):
                continue
            start -= len(before) - lead.start() if lead else 0
        yield Phrase(start, end, tuple(run[:count]))


def _kind(piece: Piece) -> str:
    """Dates of one kind may be a span without "from": "Friday to Monday", "May–June 2014"."""
    name = piece.rule.name
    return "month" if "month" in name and "year-month-day" not in name else name


def _between_part(before: str) -> re.Match[str] | None:
    """Where "between early" begins, whose part belongs to the first date."""
    return re.search(r"\bbetween (?:the )?(?:early|mid|late)[ -](?:the )?\Z", before, words.FLAGS)


def with_lone_day(text: str, piece: Piece) -> Iterator[Phrase]:
    """A day and month with another day before or after it: "3–18 March", "March 3-18, 2014"."""
    before = text[max(0, piece.start - REACH) : piece.start]
    after = text[piece.end : piece.end + 24]
    if text[piece.start].isdigit() and (match := _LONE_BEFORE.search(before)):
        lead = (_BETWEEN if match["and"] else _FROM).search(before[: match.start()])
        if lead or match["to"]:
            start = piece.start - len(before) + (lead or match).start()
            place = piece.start - len(before) + match.start("day")
            yield Phrase(start, piece.end, (piece,), (place, place + len(match["day"])))
    if text[piece.end - 1].isalnum() and (match := _LONE_AFTER.match(after)):
        lead = (_BETWEEN if match["and"] else _FROM).search(before)
        if lead or match["to"] or match["year"]:
            start = piece.start - (len(before) - lead.start() if lead else 0)
            place = piece.end + match.start("day")
            end = piece.end + match.end()
            yield Phrase(start, end, (piece,), (place, place + len(match["day"])))


def wider(text: str, phrase: Phrase) -> Iterator[Phrase]:
    """The phrase with one more word or phrase around it, the innermost kind first."""
    before = text[max(0, phrase.start - REACH) : phrase.start].replace("\n", " ")
    if _frames(before):
        yield from _longer_at_left(text, phrase, before)
    if match := _ONWARDS.match(text[phrase.end : phrase.end + 12]):
        lead = _FROM.search(before)
        start = phrase.start - (len(before) - lead.start() if lead else 0)
        yield Phrase(start, phrase.end + match.end(), phrase.pieces, phrase.lone)


def _longer_at_left(text: str, phrase: Phrase, before: str) -> Iterator[Phrase]:
    possessive = text[phrase.end : phrase.end + 2] in ("'s", "’s")
    is_weekday = phrase.pieces[0].rule.name == "weekday"
    for pattern in (_PART, _COUNTED, _HEDGE, _SINCE):
        if pattern is _HEDGE and (possessive or is_weekday):
            continue
        if match := pattern.search(before):
            yield _back(phrase, before, match)
    if not possessive and (match := _BOUND.search(before)):
        yield _back(phrase, before, match)


def _frames(before: str) -> bool:
    """Whether the last of the words before a phrase are such as any of the patterns ends with."""
    last = before[-REACH // 2 :].lower().replace("-", " ").split()
    for passed in (("the",), ("in", "on")):
        if len(last) > 1 and last[-1] in passed:
            last.pop()
    return bool(last) and last[-1].rstrip(".") in _FRAMING


def with_article(text: str, start: int) -> int:
    """Where a phrase begins if "the" stands before it."""
    match = _THE.search(text[max(0, start - 5) : start])
    return start - 4 if match else start


def _back(phrase: Phrase, before: str, match: re.Match[str]) -> Phrase:
    start = phrase.start - (len(before) - match.start())
    return Phrase(start, phrase.end, phrase.pieces, phrase.lone)
