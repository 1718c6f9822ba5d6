"""Date phrases of a text in another language than English, read by what they say themselves.

Nothing around a phrase is understood: no verb points it to the past or to the future. So one
without a year is dated only where it has one reading, the nearest to publication, and no other
year was told before it in its paragraph; else it has two readings, and is dated by none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from timeline.domain.dates import translation
from timeline.domain.dates.date_words import YEAR
from timeline.domain.dates.finding.alternatives import both_orders
from timeline.domain.dates.finding.date_hit import Alternative, Anchor, Hit
from timeline.domain.dates.reader import read_on
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.rules.rule import ReferenceTime
from timeline.domain.dates.translation import TranslatedPhrase
from timeline.domain.text.document import Document
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import UNDATED, Interval

_FIGURES = re.compile(
    rf"(?<![\w./-])(?:{YEAR}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}[./][0-9]{{1,2}}[./]{YEAR})(?![\w/-]|\.\d)"
)
_NEAREST = ReferenceTime(in_text=True)
_PAST = ReferenceTime(in_text=True, behind=True)


def find(document: Document, *, published: Interval | None) -> list[Hit]:
    """The date phrases in order; of a language without a list of date words, those of figures."""
    hits: list[Hit] = []
    for phrase in _phrases(document):
        before = [hit for hit in hits if "\n" not in document.text[hit.start : phrase.start]]
        hits.append(_hit(phrase, document.text, published, before))
    return [hit for hit in hits if hit.rule]


def _phrases(document: Document) -> Iterator[TranslatedPhrase]:
    if document.language in translation.LANGUAGES:
        yield from translation.phrases(document.text, language=document.language)
        return
    for match in _FIGURES.finditer(document.text):
        yield TranslatedPhrase(match.start(), match.end(), match[0], True)


def _hit(
    phrase: TranslatedPhrase, text: str, published: Interval | None, before: Iterable[Hit]
) -> Hit:
    """What a phrase is read as; a hit without a rule where it is no date."""
    surface = text[phrase.start : phrase.end]
    place = (phrase.start, phrase.end, surface)
    try:
        reading = read_on(phrase.english, _NEAREST, published=published)
        others = [] if phrase.has_year else list(_other_readings(reading, published, before))
    except UnreadablePhrase as error:
        problem = str(error).replace(f"“{phrase.english}”", f"“{surface}”")
        orders = both_orders(surface)
        return Hit(*place, "unread", "", UNDATED, problem=problem, alternatives=orders)
    if others:
        readings = [Alternative("by publication", reading.interval), *others]
        says = " or ".join(say(one.interval) for one in readings)
        problem = f"“{surface}” has two readings: {says}"
        return Hit(*place, "unread", "", UNDATED, problem=problem, alternatives=tuple(readings))
    because = reading.because
    if phrase.english != surface:
        because = f"It stands for “{phrase.english}”. {because}"
    anchor = Anchor(phrase.start, phrase.end, reading.interval)
    return Hit(*place, reading.rule, because, reading.interval, anchors=(anchor,))


def _other_readings(
    reading: Reading, published: Interval | None, before: Iterable[Hit]
) -> Iterator[Alternative]:
    """What a phrase without a year may mean beside the nearest day: one in the past, or of a year
    that was told before it.
    """
    past = read_on(reading.phrase, _PAST, published=published)
    if past.interval != reading.interval:
        yield Alternative("the last one before it", past.interval)
        return
    dates = " ".join(hit.interval.edtf for hit in before)
    told = re.findall(rf"(?<!\d){YEAR}(?!\d)", dates)
    nearest = reading.interval.earliest
    if told and nearest is not None and int(told[-1]) != nearest.year:
        other = read_on(f"{reading.phrase} {told[-1]}", _NEAREST, published=published)
        yield Alternative(f"of {told[-1]}", other.interval)
