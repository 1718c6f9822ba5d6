"""The reader of one date phrase: it tries the rules in order, then the frames around them."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache, partial

from timeline.domain.dates import clock_words, date_words, translation
from timeline.domain.dates.normal_phrase import LONGEST, normalised_phrase
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.rules import (
    anaphoric,
    deictic,
    elapsed,
    explicit,
    fallback,
    holidays,
    numeric,
    quarters,
    ranges,
    reckoned_days,
    subintervals,
    two_calendars,
    two_digit_years,
    week_idioms,
    weekdays,
)
from timeline.domain.dates.rules.rule import (
    Frame,
    NeedsPublication,
    ReferenceTime,
    Rule,
    RuleMatch,
    Unreadable,
)
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import hedged
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, from_bounds

RULES: tuple[Rule, ...] = (
    *two_calendars.RULES,
    *explicit.RULES,
    *two_digit_years.RULES,
    *numeric.RULES,
    *week_idioms.RULES,
    *anaphoric.RULES,
    *deictic.RULES,
    *elapsed.RULES,
    *weekdays.RULES,
    *quarters.RULES,
    *holidays.RULES,
    *subintervals.RULES,
)
"""The rules for phrases that stand alone, in the order in which they are tried."""

KEPT = 2048
"""How many phrases are kept with the rules whose patterns they match.

A phrase is read many times in a text, also from other days, to tell what else it may mean.
"""

_EDTF = next(rule for rule in RULES if rule.name == "edtf")

FRAMES: tuple[tuple[Frame, ...], ...] = (
    subintervals.YEARS,
    subintervals.PARTS,
    reckoned_days.FRAMES,
    ranges.HEDGES,
    ranges.RANGES,
)
"""The frames of words around a phrase, in groups, innermost first.

Inside a frame only frames of the groups before its own may stand.
"""

_CONTROL = re.compile(r"[^\S \t\n\r\xa0\u2000-\u200a\u202f\u205f\u3000]|[\x00-\x08\x0e-\x1f\x7f]")
_CLOCK = (
    r"(?:(?:at )?(?:noon|midnight|\d{1,2}(?::\d\d(?: ?[ap]m)?| ?[ap]m))"
    r"(?: (?:gmt|utc|[ecmp][sd]t|bst|ce?s?t|msk))? )?"
)
_ADVERB = r"(?:(?:back|earlier|later|sometime|some time|(?:early|late)(?= on )) )?"
_PREPOSITION = r"(?:(?:in|on|at|during|over|throughout) )?"
_PART_OF_DAY = rf"(?:(?:(?:early|late) )?(?:{date_words.DAYPART}|hours) of (?:the )?)?"
_LEADS = (
    re.compile(_CLOCK + _ADVERB + _PREPOSITION, date_words.FLAGS),
    re.compile(
        rf"(?:the )?{_PART_OF_DAY}(?:(?:month|year) of )?(?:year (?=\d))?", date_words.FLAGS
    ),
)
"""The words that lead to a date, in two steps: "earlier on", then "the night of the"."""


def read(
    phrase: str, *, published: Interval | None = None, named: Interval | None = None
) -> Reading:
    """Read a date phrase as an interval, with the rule that gave it and why.

    ``published``: when its source was published; it may be a day, wider than a day or open, and is
    ``None`` where it isn't known. ``named``: the date that the text named before it, if any.

    A deictic phrase ("Friday") of a source whose publication date is wider than a day is read from
    the first and from the last day that this may be, and the result covers both readings. As no
    rule gives an earlier date for a later publication, it covers all days between, too.

    Raises ``UnreadablePhrase`` for what is no date or may be several dates, and where it takes the
    publication date or the date named before and that is not given.
    """
    return read_on(phrase, ReferenceTime(named=named), published=published)


def read_on(phrase: str, ref: ReferenceTime, *, published: Interval | None = None) -> Reading:
    """Read a date phrase as ``read`` does, with a reference time that tells what stands around it.

    The reference time's own day is passed over: ``published`` gives it. Raises
    ``UnreadablePhrase``, with the rule's error as its cause.
    """
    before = clock_words.day_alone(ref.named) if ref.named and ref.named.is_dated else None
    try:
        if not phrase.strip():
            raise Unreadable("is no date")
        if len(phrase) > LONGEST:
            raise Unreadable(f"has more than {LONGEST} characters")
        if ref.day is not None or ref.named is not before:
            ref = ref._replace(day=None, named=before)
        return _read(phrase, published, ref)
    except NeedsPublication as error:
        why = "needs the publication date, which is not stated"
        raise UnreadablePhrase(phrase, f"{_quoted(phrase)} {why}") from error
    except Unreadable as error:
        raise UnreadablePhrase(phrase, f"{_quoted(phrase)} {error}") from error
    except (OverflowError, edtf.NotEDTF) as error:
        why = "lies outside the years 1 to 9999"
        raise UnreadablePhrase(phrase, f"{_quoted(phrase)} {why}") from error


def _quoted(phrase: str) -> str:
    if not phrase.strip():
        return "An empty phrase"
    return f"“{phrase}”" if len(phrase) <= LONGEST else f"“{phrase[:40]}…”"


def _read(phrase: str, published: Interval | None, ref: ReferenceTime) -> Reading:
    if published is not None and published.is_day:
        found = _find(phrase, ref._replace(day=published.earliest))
    else:
        try:
            found = _find(phrase, ref)
        except NeedsPublication:
            if published is None or not published.is_dated:
                raise
            found = _from_publication(phrase, published, ref)
    return Reading(phrase, found.interval, found.rule, found.because)


def _from_publication(phrase: str, published: Interval, ref: ReferenceTime) -> RuleMatch:
    first, last = (
        _find(phrase, ref._replace(day=day)) if day is not None else None
        for day in published.bounds
    )
    found = first or last
    assert found is not None
    opening = f"The publication date is given as “{say(published)}”, not as one day"
    if first and last and first.interval.bounds == last.interval.bounds:
        says = f"on every day it may have been published, “{phrase}” is {say(found.interval)}"
        return RuleMatch(found.interval, f"{opening}; {says}.", found.rule)
    interval = from_bounds(
        first.interval.earliest if first else None, last.interval.latest if last else None
    )
    if not interval.is_dated:
        raise Unreadable("needs a publication date that is not open")
    marks = {edtf.qualifier(f.interval.edtf) for f in (first, last) if f}
    for mark in marks if len(marks) == 1 else ():
        interval = hedged(interval, mark) if mark else interval
    says = f"the reading covers what “{phrase}” is on each day it may have been published"
    return RuleMatch(interval, f"{opening}; {says}.", found.rule)


def _find(phrase: str, ref: ReferenceTime) -> RuleMatch:
    """What a phrase is read as, a day with the time of day that stands before or after it."""
    if ref.in_text or edtf.is_edtf(phrase.strip().upper()):
        return _find_day(phrase, ref)
    try:
        parts = clock_words.parted(phrase)
    except clock_words.NoTimeOfDay as error:
        raise Unreadable(str(error)) from error
    if parts is None:
        return _find_day(phrase, ref)
    day, clock = parts
    try:
        found = _find_day(day, ref)
    except NeedsPublication:
        raise
    except Unreadable:
        found = _find_day(phrase, ref)
    if found.rule == ranges.BEFORE and (last := found.interval.latest):
        return found._replace(interval=from_bounds(None, last + timedelta(days=1)))
    interval = clock_words.at_clock(found.interval, clock)
    if interval is found.interval:
        return found
    return found._replace(interval=interval, because=f"{found.because} The time is stated.")


def _find_day(phrase: str, ref: ReferenceTime) -> RuleMatch:
    text, typed = _normalised_and_typed(phrase)
    if typed is not None and (found := _EDTF.resolve(typed, ref)):
        return RuleMatch(found.interval, found.because, _EDTF.name)
    if not text:
        raise Unreadable("holds no words")
    if date_words.also_means_something_else(text):
        raise Unreadable("can be a word that is no date; write it with a capital letter")
    found = _by_rules_and_frames(text, ref, len(FRAMES))
    if found is None and not ref.in_text:
        found = _translated(phrase, ref) or fallback.read(text, ref)
    if found is None and not ref.in_text:
        found = fallback.read_in_another_language(phrase, ref)
    if found is None:
        raise Unreadable("is not read as a date by any rule")
    return found


def _translated(phrase: str, ref: ReferenceTime) -> RuleMatch | None:
    """What the rules make of a phrase of another language, put into English words.

    Where it is one of several, all must give it the same date.
    """
    found = [
        match._replace(because=f"It is {called} for “{english}”. {match.because}")
        for called, english in translation.translations(phrase).items()
        if (match := _by_rules_and_frames(normalised_phrase(english), ref, len(FRAMES)))
    ]
    if len({match.interval for match in found}) > 1:
        raise Unreadable("means different dates in different languages")
    return found[0] if found else None


@lru_cache(maxsize=KEPT)
def _normalised_and_typed(phrase: str) -> tuple[str, re.Match[str] | None]:
    """A phrase normalised, and its match as EDTF as it was typed, ``None`` where it is no EDTF.

    Raises ``Unreadable`` for characters that no date has.
    """
    if _CONTROL.search(phrase):
        raise Unreadable("holds characters that no date has")
    typed = phrase.strip()
    return normalised_phrase(phrase), None if typed.isdigit() else _EDTF.pattern.fullmatch(typed)


def _by_rules_and_frames(text: str, ref: ReferenceTime, groups: int) -> RuleMatch | None:
    """What the rules make of a normal phrase, or the first so many ``groups`` of frames."""
    if found := _by_rules(text, ref):
        return found
    for group in range(groups):
        inner = partial(_by_rules_and_frames, groups=group)
        for frame, match in _frames_of(text, group):
            found = frame.resolve(match, ref, inner)
            if found is not None:
                return RuleMatch(found.interval, found.because, found.rule or frame.name)
    return None


def _by_rules(text: str, ref: ReferenceTime) -> RuleMatch | None:
    for rule, match in _rules_of(text):
        found = rule.resolve(match, ref)
        if found is not None:
            return RuleMatch(found.interval, found.because, found.rule or rule.name)
    return None


@lru_cache(maxsize=KEPT)
def _rules_of(text: str) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """The rules that match a phrase, then those that match it without its leading words."""
    return tuple(
        (rule, match)
        for words_left in _without_lead(text)
        for rule in RULES
        if (match := rule.pattern.fullmatch(words_left))
    )


@lru_cache(maxsize=KEPT)
def _frames_of(text: str, group: int) -> tuple[tuple[Frame, re.Match[str]], ...]:
    """The frames of a group that match a phrase, then those that match it without its lead."""
    return tuple(
        (frame, match)
        for words_left in _without_lead(text)
        for frame in FRAMES[group]
        if (match := frame.pattern.fullmatch(words_left))
    )


@lru_cache(maxsize=KEPT)
def _without_lead(text: str) -> tuple[str, ...]:
    """A phrase, and the phrase without the words that lead to a date ("on", "the night of")."""
    forms = [text]
    for lead in _LEADS:
        match = lead.match(forms[-1])
        bare = forms[-1][match.end() :] if match else forms[-1]
        if bare and bare != forms[-1]:
            forms.append(bare)
    return tuple(forms)
