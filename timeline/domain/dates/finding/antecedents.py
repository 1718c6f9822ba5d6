"""Antecedents: the dates named before an anaphoric phrase that it may look back to.

"That year" looks back to one, and so does "a year earlier".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.finding.phrase_grammar import Phrase
from timeline.domain.dates.rules import anaphoric
from timeline.domain.dates.rules.quarters import is_quarter
from timeline.domain.time.calendar_units import unit_of
from timeline.domain.time.intervals import Interval, Precision

REMEMBERED = 6
"""The dates named before that a phrase may look back to."""

NEAR = 1500
"""The characters between a date and an "at the time" that means it."""

REACH = 600
"""The characters between a quarter and the figures of a year before that are compared with it."""

VAGUE = frozenset(["at-the-time", "later", "earlier"])
"""Rules that look back to a date of any precision, if it is near."""

_LOOKS_BACK = frozenset(rule.name for rule in anaphoric.RULES) | {"quarter-before"}
_THAT_QUARTER = "that-quarter"
_THE_NTH = "day-of-month"
_SOME = 4
"""Days that a date may have for "two days later" to be counted from it."""
_YEAR_LONG = 366
_NEWS = 62
"""Days before publication in which lies what is news; a date of no more is told by the day."""
_COMPARED = frozenset(["years-ago", "years-earlier", "quarter-before"])
"""Rules of dates that only measure another one, so that no phrase looks back to them."""
_IN_THE = re.compile(r"(?:earlier|later) in the\b", re.IGNORECASE)
_THE_YEAR = re.compile(r"(?:the )?(?:full |whole |entire )?(?:calendar )?year\Z", re.IGNORECASE)
_YEAR = re.compile(r"\b[12]\d{3}\b")
_COUNTS_IN_DAYS = re.compile(r"\b(?:day|morning|afternoon|evening|night)s?\b", re.IGNORECASE)
_WIDE_UNIT = re.compile(r"\bthat (?:same )?(?P<unit>month|year|decade)\b", re.IGNORECASE)
_A_YEAR_BACK = re.compile(r"a year (?:ago|earlier|before)\Z", re.IGNORECASE)
_ADJECTIVE = re.compile(r"year-(?:ago|earlier)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?:[$€£¥]\d|\d ?%|\b(?:percent|per cent|cents|pence|million|billion)\b)"
    r"(?:[^!?\n.]|\.\d){0,40}\Z"
    r"|\b(?:up|down|higher|lower|more|less|better|worse|than|from|with) (?:from |than )?\Z"
)
"""The end of a text after which "a year ago" tells of what a figure was then."""
_COMPARES = re.compile(r"\bcompared (?:with|to) (?:[^!?\n.;]|\.\d){0,48}\Z")
_PERIOD = re.compile(r"\b(?:period|quarter) \Z")
_OF_ANOTHER_SPAN = re.compile(
    r"\b(?:(?:six|nine|twelve|12) months|half|(?:the|full|fiscal) year|fiscal \d{4})\b"
)
_DAYLESS = frozenset([Precision.MONTH, Precision.YEAR, Precision.DECADE])


def antecedents(
    text: str, phrase: Phrase, *, hits: Sequence[Hit], published: Interval | None
) -> list[Interval]:
    """The dates that a phrase may look back to, the likeliest first, none twice.

    ``hits``: the dates found in the text before the phrase, in the text's order. ``published``: the
    text's publication date. Empty where the phrase is not anaphoric, or nothing fits it.
    """
    surface = text[phrase.start : phrase.end]
    rules = {piece.rule.name for piece in phrase.pieces}
    looks_back = not _LOOKS_BACK.isdisjoint(rules)
    measures = _measures(text, phrase, surface)
    if not (looks_back or measures or _THAT_QUARTER in rules):
        return []
    before = [
        hit for hit in hits[-REMEMBERED:][::-1]
        if hit.interval.is_dated and not _only_measures(hit)
    ]  # fmt: skip
    if _THAT_QUARTER in rules:
        return _quarters(text, phrase, before)
    quarter = _compared_with(text, phrase, before) if measures else None
    if _THE_NTH in rules:
        before = _of_this_telling(text, phrase, before, published)
    found = [quarter] if quarter else []
    for hit in _in_order(surface, phrase, before, published) if looks_back else ():
        named = _named(hit)
        if named not in found:
            found.append(named)
    return found


def _of_this_telling(
    text: str, phrase: Phrase, hits: Sequence[Hit], published: Interval | None
) -> list[Hit]:
    """The hits, those of what "the 12th" goes on to tell first: of its paragraph, else of the news.

    A look back to other years in the paragraph before ends with it.
    """
    day = published.earliest if published and published.is_day else None

    def turn(hit: Hit) -> int:
        if "\n" not in text[hit.end : phrase.start]:
            return 0
        first = hit.interval.earliest
        return 1 if day and first and abs((day - first).days) <= _NEWS else 2

    return sorted(hits, key=turn)


def _named(hit: Hit) -> Interval:
    """The date that a hit names: the 1940 of "by 1940", to which "that year" looks back."""
    is_open = hit.interval.earliest is None
    return hit.anchors[0].interval if is_open and len(hit.anchors) == 1 else hit.interval


def _only_measures(hit: Hit) -> bool:
    """Whether a hit only says how far another date is: "a year ago" beside a figure does."""
    tells = hit.rule == "years-ago" and not _A_YEAR_BACK.match(hit.surface)
    return hit.rule in _COMPARED and not tells


def is_vague(phrase: Phrase) -> bool:
    """Whether a phrase ("at the time") is a date only where another is named shortly before it."""
    return phrase.pieces[0].rule.name in VAGUE


def _in_order(
    surface: str, phrase: Phrase, hits: list[Hit], published: Interval | None
) -> list[Hit]:
    if is_vague(phrase):
        wide = (Precision.DECADE, Precision.CENTURY)
        near = [hit for hit in hits if phrase.start - hit.end <= NEAR]
        return [hit for hit in near if hit.interval.precision not in wide]
    if match := _WIDE_UNIT.search(surface):
        # Of the unit that it was written in a writer says "this year".
        unit = match["unit"].lower()
        return sorted(
            hits, key=lambda hit: not _YEAR.search(hit.surface) and _is_now(hit, unit, published)
        )
    if _IN_THE.match(surface):
        # "Earlier in the year" of a year just named, else of the year of publication.
        return [hit for hit in hits if phrase.start - hit.end <= NEAR // 8]
    if _THE_YEAR.match(surface):
        near = [hit for hit in hits if phrase.start - hit.end <= NEAR // 8]
        return [hit for hit in near if _YEAR.search(hit.surface) and _in_one_year(hit.interval)]
    if _COUNTS_IN_DAYS.search(surface):
        return sorted(_near_in_time(hits), key=lambda hit: not _is_some_days(_named(hit)))
    return hits


def _is_some_days(named: Interval) -> bool:
    """Whether days can be counted from a date: a day, or the two or three of a night or a visit."""
    first, last = named.earliest, named.latest
    return named.is_day or (first is not None and last is not None and (last - first).days < _SOME)


def _near_in_time(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, nearest first, up to where the text had last told of days of another year.

    A year alone may stand in an aside, and ends nothing.
    """
    near: list[Hit] = []
    last: date | None = None
    for hit in hits:
        named = _named(hit)
        first, end = named.earliest, named.latest
        if first and end and (end - first).days <= _NEWS:
            if last and abs((last - end).days) > _YEAR_LONG:
                break
            last = first
        near.append(hit)
    return near


def _is_now(hit: Hit, unit: str, published: Interval | None) -> bool:
    """Whether a hit lies in the unit of time that the text was published in."""
    if published is None or not published.is_day:
        return False
    assert published.earliest is not None
    return hit.interval.is_in(*unit_of(published.earliest, unit).bounds, surely=True)


def _in_one_year(interval: Interval) -> bool:
    first, last = interval.earliest, interval.latest
    return first is not None and last is not None and first.year == last.year


def _quarters(text: str, phrase: Phrase, hits: list[Hit]) -> list[Interval]:
    """The quarter named last, if it is near and no other span of a year was named since."""
    for hit in hits:
        if phrase.start - hit.end <= REACH and is_quarter(hit.interval):
            other = _OF_ANOTHER_SPAN.search(text[hit.end : phrase.start])
            return [] if other else [hit.interval]
    return []


def _measures(text: str, phrase: Phrase, surface: str) -> bool:
    """Whether the phrase, "a year ago" or its like, tells when a figure was another."""
    if "year" not in surface.lower():
        return False
    before = text[max(0, phrase.start - 64) : phrase.start]
    if _ADJECTIVE.fullmatch(surface):
        return True
    if surface.lower() == "last year":
        return bool(_PERIOD.search(before) or _COMPARES.search(before))
    return _A_YEAR_BACK.match(surface) is not None and _FIGURE.search(before) is not None


def _compared_with(text: str, phrase: Phrase, hits: list[Hit]) -> Interval | None:
    """The quarter whose figures those of "a year ago" are compared with."""
    for hit in hits:
        if phrase.start - hit.end > REACH or hit.interval.precision in _DAYLESS:
            return None
        if is_quarter(hit.interval):
            between = text[hit.end : phrase.start]
            return None if _OF_ANOTHER_SPAN.search(between) else hit.interval
    return None
