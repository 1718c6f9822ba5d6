"""Frames that make a range of one or two dates: "since …", "until …", "between … and …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import (
    DAY,
    DAYPART,
    MONTH,
    NUMBER,
    SEASON,
    UNITS,
    WEEKDAY,
    YEAR,
)
from timeline.domain.dates.rules.anaphoric import counted_from
from timeline.domain.dates.rules.holidays import NAMES
from timeline.domain.dates.rules.rule import Frame, Inner, ReferenceTime, RuleMatch, Unreadable
from timeline.domain.time.calendar_units import between, hedged, onwards, shifted, up_to
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, Precision, from_bounds

BEFORE = "before"
"""The frame's name, by which it is known where a time of day stood behind the date."""

_HOUR_OF = re.compile(r"(?:noon|midday|\d{1,2}(?::\d\d| ?[ap]m))\b", date_words.FLAGS)
_SOMETHING = re.compile(r"(?P<something>.+) (?:in|on|during) (?P<inner>.+)", date_words.FLAGS)


def _dated(text: str, ref: ReferenceTime, inner: Inner) -> tuple[RuleMatch, str] | None:
    """What a text is read as that is a date, or ends in one: "the escalation in May 2022".

    With it come the words before the date ("the escalation"), empty where there are none. ``None``
    where nothing of it is read as a date.
    """
    found = inner(text, ref)
    if found is not None:
        return found, ""
    match = _SOMETHING.fullmatch(text)
    if match is None or _is_date(match["something"], ref, inner):
        return None
    found = inner(match["inner"], ref)
    return (found, match["something"]) if found else None


def _is_date(text: str, ref: ReferenceTime, inner: Inner) -> bool:
    try:
        return inner(text, ref) is not None
    except Unreadable:
        return True


def _since(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    dated = _dated(match["inner"], ref, inner)
    interval = dated and onwards(dated[0].interval)
    if dated is None or interval is None:
        return None
    return RuleMatch(interval, f"{dated[0].because} {_word(match)} leaves the end open.")


def _until(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    dated = _dated(match["inner"], ref.looking_ahead(), inner)
    return _ending(match, dated and dated[0])


def _by(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    dated = _dated(match["inner"], ref, inner)
    return _ending(match, dated and dated[0])


def _ending(match: re.Match[str], found: RuleMatch | None) -> RuleMatch | None:
    interval = up_to(found.interval) if found else None
    if found is None or interval is None:
        return None
    return RuleMatch(interval, f"{found.because} {_word(match)} leaves the start open.")


def _before(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    dated = _dated(match["inner"], ref, inner)
    if dated is None or dated[1]:
        # Before something of 2022 may well be in 2022.
        return _ending(match, dated and dated[0])
    found = dated[0]
    if found.interval.earliest is None:
        return None
    # What is before an hour of a day may well be on it.
    less = timedelta(days=0 if _HOUR_OF.match(match["inner"]) else 1)
    interval = from_bounds(None, found.interval.earliest - less)
    return RuleMatch(interval, f"{found.because} {_word(match)} leaves the start open.")


def _word(match: re.Match[str]) -> str:
    return f"“{match['word'].capitalize()}”"


_UNITS = {
    Precision.DAY: "day", Precision.MONTH: "month", Precision.YEAR: "year",
    Precision.SEASON: "season", Precision.DECADE: "decade", Precision.CENTURY: "century",
}  # fmt: skip


def _of_something(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    something = match["something"]
    if _is_date(something, ref, inner):
        return None
    found = inner(match["inner"], ref)
    if found is None:
        return None
    unit = _UNITS.get(found.interval.precision, "span")
    stated, word = found.because.removesuffix("."), match["word"].lower()
    verb = "are" if word.endswith("s") else "is"
    because = (
        f"{stated}; the {word} {verb} that of “{something}”, not of the {unit}, "
        f"so the whole {unit} stands."
    )
    return RuleMatch(found.interval, because)


def _during(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    if _is_date(match["something"], ref, inner):
        return None
    found = inner(match["inner"], ref)
    return found and RuleMatch(found.interval, found.because)


def _counted(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or not found.interval.is_dated:
        return None
    unit, times = date_words.unit(match["unit"])
    count = date_words.number(match["number"]) * times if match["number"] else times
    interval = counted_from(
        found.interval, -count if match["side"].lower() == "before" else count, unit
    )
    counted = f"{match['number'] or 'the'} {match['unit']} {match['side']}".lower()
    return RuleMatch(interval, f"{found.because} “{counted.capitalize()}” it is {say(interval)}.")


def _pair(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    for first, last in _splits(match["pair"], match.groupdict().get("joint")):
        found = _from_to(*_completed(first, last), ref, inner)
        if found is not None:
            return found
    return None


def _splits(pair: str, joint: str | None) -> Iterator[tuple[str, str]]:
    """Every way of cutting a pair of dates in two at a word or dash that joins them."""
    for cut in (_AND if joint else _TO).finditer(pair):
        yield pair[: cut.start()], pair[cut.end() :]


_AND = re.compile(r" (?:and|&) | ?– ?", date_words.FLAGS)
_TO = re.compile(
    r" (?:to|until|till|through|thru|up to) | ?– ?| ?- ?|(?<=\d)/(?=\d{1,2} [a-z])",
    date_words.FLAGS,
)
_LONE_DAY = re.compile(rf"(?:the )?(?P<day>{DAY})(?P<year> {YEAR})?", date_words.FLAGS)
_DAY_MONTH = re.compile(
    rf"(?:{WEEKDAY} )?(?:the )?{DAY}(?: of)? (?P<month>{MONTH})(?: {YEAR})?", date_words.FLAGS
)
_MONTH_DAY = re.compile(rf"(?:{WEEKDAY} )?(?P<month>{MONTH}) {DAY}", date_words.FLAGS)
_ANCHORED = re.compile(
    r"(?:(?:early|mid|late)[ -])?(?:the )?"
    rf"(?:(?:{WEEKDAY} )?(?:{DAY}(?: of)? {MONTH}|{MONTH} {DAY})"
    rf"|{MONTH}|{WEEKDAY}(?: {DAYPART})?|{SEASON}|{NAMES})",
    date_words.FLAGS,
)

_WEEKDAY = re.compile(rf"{WEEKDAY}(?: {DAYPART})?", date_words.FLAGS)


def _completed(first: str, last: str) -> tuple[str, str]:
    """The two dates of a pair, with the month that they share written out in both."""
    if (day := _LONE_DAY.fullmatch(first)) and (whole := _DAY_MONTH.fullmatch(last)):
        return f"{day['day']} {whole['month']}", last
    if (day := _LONE_DAY.fullmatch(last)) and (whole := _MONTH_DAY.fullmatch(first)):
        return first, f"{whole['month']} {day['day']}{day['year'] or ''}"
    return first, last


def _from_to(first: str, last: str, ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    """Two dates as one span. One that states no year takes it from the other.

    With neither stated, the first is read as ever and the last is the next one after that.
    """
    if _ANCHORED.fullmatch(first) and not _ANCHORED.fullmatch(last):
        end = inner(last, ref)
        if end is None or end.interval.latest is None:
            return None
        start = inner(first, ReferenceTime(end.interval.latest, ref.named))
        because = end.because
    else:
        start = inner(first, ref)
        if start is None or start.interval.earliest is None:
            return None
        because = start.because
        if _ANCHORED.fullmatch(last) and not (
            _WEEKDAY.fullmatch(last) and not _WEEKDAY.fullmatch(first)
        ):
            end = inner(last, ReferenceTime(start.interval.earliest, ref.named, ahead=True))
        else:
            end = inner(last, ref)
            because = f"{because} {end.because}" if end and end.because != because else because
    if start is None or end is None:
        return None
    opens, closes = start.interval.earliest, end.interval.latest
    if (
        _WEEKDAY.fullmatch(first) and _WEEKDAY.fullmatch(last)
        and ref.behind and ref.day and opens and closes and closes > ref.day
    ):  # fmt: skip
        # "It rained from Friday to Sunday", in Friday's paper.
        past = from_bounds(shifted(opens, -1, "week"), shifted(closes, -1, "week"))
        return RuleMatch(past, f"{ref.publication}; told as past, it is {say(past)}.")
    interval = between(start.interval, end.interval)
    if interval is None:
        raise Unreadable(f"ends ({say(end.interval)}) before it starts ({say(start.interval)})")
    because = f"{because} It runs from {say(start.interval)} to {say(end.interval)}."
    return RuleMatch(interval, because)


def _either(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = _from_to(*_completed(match["first"], match["last"]), ref, inner)
    return found and RuleMatch(found.interval, f"{found.because} Both are covered.")


def _ahead(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    rest = match["inner"].split(" ")
    for skipped in range(min(len(rest), 6)):
        found = inner(" ".join(rest[skipped:]), ref.looking_ahead())
        if found is not None:
            return found
    return None


def _hedge(match: re.Match[str], ref: ReferenceTime, inner: Inner) -> RuleMatch | None:
    found = inner(match["inner"], ref)
    if found is None or not found.interval.edtf:
        return None
    interval: Interval = found.interval
    for group, mark, adjective in (("about", "~", "approximate"), ("unsure", "?", "uncertain")):
        if match.groupdict().get(group):
            interval = hedged(interval, mark)
            because = f"{found.because} It is marked as {adjective}."
            found = RuleMatch(interval, because)
    return found


_ABOUT = r"about|around|circa|approximately|roughly|nearly|almost|ca|c"
_PHASE = (
    r"(?:early |first |opening |last |final |closing )?"
    r"(?:start|beginning|outbreak|onset|end|height|peak|midst|middle|course|days|weeks|months"
    r"|hours|stages?|phases?)"
)

HEDGES = (
    Frame("about", rf"(?P<about>{_ABOUT}) (?P<inner>.+) (?P<unsure>uncertain)", _hedge),
    Frame("about", rf"(?P<about>{_ABOUT}) (?P<inner>.+)", _hedge),
    Frame("about", r"(?P<inner>.+) (?P<about>or so|or thereabouts)", _hedge),
    Frame("uncertain", r"(?P<unsure>probably|possibly|perhaps|maybe) (?P<inner>.+)", _hedge),
    Frame("uncertain", r"(?P<inner>.+) (?P<unsure>uncertain)", _hedge),
    Frame("counted-from", rf"(?:(?P<number>{NUMBER})|the) (?P<unit>{UNITS}) (?P<side>before|after) "
          r"(?P<inner>.+)", _counted),
)  # fmt: skip
"""Doubt about a date, and counting from one: tried before ``RANGES``."""

RANGES = (
    Frame("between", r"(?P<joint>between) (?P<pair>.+)", _pair),
    Frame("from-to", r"(?:from )?(?P<pair>.+)", _pair),
    Frame("since", r"(?P<word>ever since|since|from|starting|no earlier than|not before) "
          r"(?P<inner>.+)(?: on| onwards?)", _since),
    Frame("since", r"(?P<word>ever since|since|from|starting|no earlier than|not before) "
          r"(?P<inner>.+)", _since),
    Frame("since", r"(?P<inner>.+) (?P<word>onwards?|or later)", _since),
    Frame("until", r"(?P<word>until|till|through|thru|up until|up to|to|not until) "
          r"(?P<inner>.+)", _until),
    Frame("by", r"(?P<word>by|no later than|not later than) (?P<inner>.+)", _by),
    Frame("by", r"(?P<inner>.+) (?P<word>or earlier|or before)", _by),
    Frame("either", r"(?P<first>.+) (?:or|and) (?P<last>.+)", _either),
    Frame(BEFORE, r"(?P<word>before|prior to) (?P<inner>.+)", _before),
    Frame("after", r"(?P<word>after|following) (?P<inner>.+)", _since),
    Frame("of-something", rf"(?:(?:at|in|from|since) )?(?:the )?(?P<word>{_PHASE}) of "
          r"(?P<something>.+) (?:in|on|during) (?P<inner>.+)", _of_something),
    Frame("during-something", r"(?:during|amid|throughout) (?P<something>.+) (?:in|on) "
          r"(?P<inner>.+)", _during),
    Frame("ahead", r"(?:will|shall|due|scheduled for|planned for|set for) (?P<inner>.+)", _ahead),
)  # fmt: skip
"""In the order in which they are tried."""
