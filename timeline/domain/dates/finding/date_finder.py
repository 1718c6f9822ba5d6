"""Date phrases found in running text, each read as the reader reads it, with what is around it.

Pieces of phrases are found by the reader's own rules (``scanner``), put together and extended by
the words that frame them (``phrase_grammar``), and read with what the text around them adds: a cue
that points to the future or the past (``tense_cues``), the dates named before (``antecedents``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.domain.dates.finding import (
    false_units,
    listed_days,
    narrated_time,
    phrase_grammar,
    printed_lines,
    shared_years,
    translated_dates,
)
from timeline.domain.dates.finding.alternatives import (
    both_orders,
    by_day_said,
    neighbouring_years,
    other_readings,
    step_of,
    unread_between,
)
from timeline.domain.dates.finding.antecedents import antecedents, is_vague
from timeline.domain.dates.finding.date_hit import Alternative, Anchor, Hit
from timeline.domain.dates.finding.narrated_time import NarratedTime
from timeline.domain.dates.finding.phrase_grammar import Phrase
from timeline.domain.dates.finding.scanner import Count, DatePiece, pieces
from timeline.domain.dates.finding.tense_cues import TenseCue, cue_beside
from timeline.domain.dates.reader import read_on
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.rules.rule import NeedsAntecedent, NeedsPublication, ReferenceTime
from timeline.domain.text.document import Document
from timeline.domain.time import edtf
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import UNDATED, Interval

MOST_CACHED = 500
"""The readings kept while one text is searched: news says "Friday" again and again."""

_UNTIL = re.compile(r"(?:up )?(?:until|till)\b", re.IGNORECASE)


def find(
    document: Document, *, published: Interval | None = None, count: Count | None = None
) -> list[Hit]:
    """The date phrases of a text in order, none over another, the longest where several fit.

    ``published``: when the text was published, as ``read`` takes it. A phrase that needs it where
    it isn't given, or a date named before that isn't there, is a hit all the same: undated, with
    the problem in words. Takes time in proportion to the text; ``count`` is told the number of
    rules tried at each place, and of phrases read. In another language than English
    ``translated_dates`` reads them.
    """
    if not document.is_english:
        return translated_dates.find(document, published=published)
    plain = document.spaced
    found = list(pieces(plain, count=count))
    published = printed_lines.day_below_headline(plain, found[:1], published=published)
    history = narrated_time.is_history(found, plain, published=published)
    narrated = NarratedTime(plain, published, history)
    search = _TextSearch(plain, document.text, published, narrated, count)
    index = 0
    while index < len(found):
        taken = search.take_next(found[index : index + 3])
        index += max(1, taken)
    return search.hits


@dataclass(slots=True)
class _TextSearch:
    """The search of one text: the hits so far, which later phrases may look back to."""

    text: str
    """The text with plain spaces, each character where it was."""
    printed: str
    """The text itself."""
    published: Interval | None
    narrated: NarratedTime
    count: Count | None = None
    hits: list[Hit] = field(default_factory=list)
    cache: dict[tuple[str, ReferenceTime, Interval | None], Reading] = field(default_factory=dict)
    year: str = ""
    """The year, or the month too, that the phrase at hand takes from the text, empty if none."""
    lender: str = ""  # what it takes it from, as a sentence
    day: Interval | None = None
    """What the deictic words of the phrase at hand count from: publication, or a letter's day."""

    def take_next(self, run: Sequence[DatePiece]) -> int:
        """Make a hit of the first of the pieces, with those after it that belong to its phrase.

        Gives the number of pieces used; 1 also where the first one is part of the last hit.
        """
        done = self.hits[-1].end if self.hits else 0
        if run[0].start < done:
            return 1
        joined = list(phrase_grammar.joined(self.text, run))
        pieces = joined[0].pieces if joined else run[:1]
        stated = all(piece.rule.whole for piece in pieces)
        certain = stated or self.narrated.lends_to(run[0])
        cue = TenseCue() if certain else cue_beside(self.text, run[0].start, run[0].end)
        self.day = self.published if stated else self.narrated.counts_from(run[0], self.hits)
        if self.day is None and self.published is not None:
            return 1
        best = Phrase(run[0].start, run[0].end, (run[0],))
        reading: _Resolved | _Unresolved | None = None
        for phrase in (
            *phrase_grammar.with_bracket(self.text, run[0]),
            *joined,
            *phrase_grammar.with_bare_day(self.text, run[0]),
        ):
            self.year = self._year_for(phrase, cue)
            longer = self._read(phrase, cue) if phrase.start >= done else None
            if isinstance(longer, _Resolved):
                best, reading = phrase, longer
                break
        else:
            self.year = self._year_for(best, cue)
            reading = self._read(best, cue)
        if self.lender == _TOLD and not stated:
            behind = bool(self.year and cue_beside(self.text, best.start, best.end).behind)
            others = self.narrated.other_years(best, self.year, behind=behind, hits=self.hits)
            if others and self._add_doubtful(best, cue, others):
                return len(best.pieces)
        best, reading = self._extended(best, reading, cue, done)
        if reading is not None and not self._is_habit(best):
            self._add(best, reading, cue)
        return len(best.pieces)

    def _year_for(self, phrase: Phrase, cue: TenseCue) -> str:
        """The year that a phrase takes from the text; says in ``lender`` from what."""
        if len(phrase.pieces) == 1 and phrase.bare_day is None:
            lent = shared_years.lent(self.text, phrase.pieces[0], published=self.published)
            if lent is not None:
                self.lender = lent.because
                return lent.words
        self.lender = _TOLD
        return self.narrated.year_for(phrase, ahead=bool(cue.ahead))

    def _is_habit(self, phrase: Phrase) -> bool:
        if [piece.rule.name for piece in phrase.pieces] == ["weekday", "weekday"]:
            return false_units.is_habit(self.text, phrase.start, phrase.end)
        return shared_years.is_yearly(self.text, phrase.pieces[0])

    def _add_doubtful(self, phrase: Phrase, cue: TenseCue, years: tuple[str, ...]) -> bool:
        """A date that may be of the year told before it or of other ``years``: none is stated.

        ``False`` where all are one reading, and nothing is added.
        """
        told, found = self.year, dict[Interval, Alternative]()
        for self.year in (told, *years):
            one = self._read(phrase, cue)
            label = f"of {self.year}" if self.year else "by publication"
            if isinstance(one, _Resolved):
                interval = one.reading.interval
                found.setdefault(interval, Alternative(label, interval))
        others = tuple(found.values())
        if len(others) < 2:
            self.year = told
            return False
        self.year = ""
        surface = self.printed[phrase.start : phrase.end]
        hit = unread_between(others, phrase.start, phrase.end, surface)
        self.hits.append(hit.with_time_beside(self.text))
        return True

    def _extended(
        self, phrase: Phrase, reading: _Resolved | _Unresolved | None, cue: TenseCue, done: int
    ) -> tuple[Phrase, _Resolved | _Unresolved | None]:
        """The phrase with the words around it that still make it a date, step by step outward."""
        for _ in range(3):
            for longer in phrase_grammar.extended(self.text, phrase):
                if longer.start < done:
                    continue
                wider = self._read(longer, cue)
                if isinstance(wider, _Resolved) or (
                    wider is not None and isinstance(reading, _Unresolved)
                ):
                    phrase, reading = longer, wider
                    break
            else:
                break
        start = phrase_grammar.with_article(self.text, phrase.start)
        if start >= done and start != phrase.start:
            phrase = phrase._replace(start=start)
        return phrase, reading

    def _read(self, phrase: Phrase, cue: TenseCue) -> _Resolved | _Unresolved | None:
        """What a phrase is read as; ``None`` where it is no date."""
        surface = self._with_year(phrase)
        candidates = self._antecedents(phrase)
        if is_vague(phrase) and not candidates:
            return None
        problem = None
        for before in candidates or (None,):
            try:
                return _Resolved(self._reading(surface, before, cue), before)
            except UnreadablePhrase as error:
                # Kept in a name it would keep this frame, and all that is read, until the collector
                # comes by.
                if isinstance(error.__cause__, NeedsAntecedent | NeedsPublication):
                    problem = problem or _Unresolved(str(error))
                elif len(phrase.pieces) == 1 and phrase.bare_day is None:
                    problem = problem or self._impossible_date(phrase, error)
        return problem

    def _with_year(self, phrase: Phrase) -> str:
        """The words of a phrase, with the year that it takes from the text put where it belongs."""
        surface = self.text[phrase.start : phrase.end]
        if not self.year:
            return surface
        places = [(piece.start, piece.end) for piece in phrase.pieces]
        end = max(end for _, end in (*places, phrase.bare_day or places[0])) - phrase.start
        return f"{surface[:end]} {self.year}{surface[end:]}"

    def _reading(self, surface: str, before: Interval | None, cue: TenseCue) -> Reading:
        return self._read_on(surface, _reference_time(surface, before, cue), self.day)

    def _read_on(self, surface: str, ref: ReferenceTime, published: Interval | None) -> Reading:
        asked = (surface, ref, published)
        if (cached := self.cache.get(asked)) is not None:
            return cached
        if self.count is not None:
            self.count(1)
        reading = read_on(surface, ref, published=published)
        if len(self.cache) >= MOST_CACHED:
            self.cache.clear()
        self.cache[asked] = reading
        return reading

    def _impossible_date(self, phrase: Phrase, error: UnreadablePhrase) -> _Unresolved | None:
        """A date in full that can't be, or may be two days, is a hit; other words are none."""
        piece = phrase.pieces[0]
        is_piece = (piece.start, piece.end) == (phrase.start, phrase.end)
        surface = self.text[phrase.start : phrase.end]
        if piece.rule.name == "numeric-day" and not both_orders(surface):
            return None
        return _Unresolved(str(error)) if is_piece and piece.rule.name in _IN_FULL else None

    def _antecedents(self, phrase: Phrase) -> list[Interval]:
        told = self.narrated.of_unit(phrase)
        if told is not None:
            return [told]
        return antecedents(self.text, phrase, hits=self.hits, published=self.published)

    def _add(self, phrase: Phrase, reading: _Resolved | _Unresolved, cue: TenseCue) -> None:
        surface = self.printed[phrase.start : phrase.end]
        place = (phrase.start, phrase.end, surface)
        if isinstance(reading, _Unresolved):
            hit = Hit(*place, "unread", "", UNDATED, problem=reading.problem,
                      alternatives=both_orders(surface))  # fmt: skip
            self.hits.append(hit.with_time_beside(self.text))
            return
        found = reading.reading
        beside_it = "" if self.year else cue.ahead or cue.behind or cue.cancelled
        changed = beside_it if beside_it and self._differs(self._with_year(phrase), reading) else ""
        anchors = self._anchors(phrase, reading, cue)
        because = f"{self.lender} {found.because}" if self.year else found.because
        if self.day != self.published:
            because = because.replace("Published on", "Counted from", 1)
        hit = Hit(*place, found.rule, because, found.interval, cue=changed, anchors=anchors,
                  alternatives=self._alternatives(phrase, reading, cue))  # fmt: skip
        if cue.ahead and (others := by_day_said(self.text, self.hits, hit, verb=cue.ahead)):
            self.hits.append(unread_between(others, *place).with_time_beside(self.text))
            return
        hit = hit.with_time_beside(self.text)
        earlier, later = self._listed(anchors) if len(anchors) == 1 else ([], [])
        self.hits += [*earlier, hit, *later]
        stated = all(piece.rule.whole for piece in phrase.pieces)
        deictic = not (stated or self.year or reading.antecedent)
        self.narrated.tell(hit, deictic=deictic)

    def _listed(self, anchors: tuple[Anchor, ...]) -> tuple[list[Hit], list[Hit]]:
        """The days before and after a day that take their month from it."""
        if not anchors[0].interval.is_day:
            return [], []
        day, done = anchors[0], self.hits[-1].end if self.hits else 0
        sides = (
            listed_days.before(self.text, day.start, day.interval),
            listed_days.after(self.text, day.end, day.interval, year=self.year),
        )
        if not any(sides):
            return [], []
        because = f"It takes its month from “{say(day.interval)}” beside it."
        earlier, later = (
            [
                Hit(one.start, one.end, self.printed[one.start : one.end], "listed-day", because,
                    one.interval, anchors=(Anchor(one.start, one.end, one.interval),))
                for one in side
            ]
            for side in sides
        )  # fmt: skip
        return [hit for hit in earlier if hit.start >= done], later

    def _differs(self, surface: str, reading: _Resolved) -> bool:
        """Whether the phrase alone, with nothing around it, reads otherwise."""
        for in_text in (False, True):
            try:
                ref = ReferenceTime(named=reading.antecedent, in_text=in_text)
                alone = self._read_on(surface, ref, self.day)
            except UnreadablePhrase:
                continue
            return alone.interval != reading.reading.interval
        return True

    def _alternatives(
        self, phrase: Phrase, reading: _Resolved, cue: TenseCue
    ) -> tuple[Alternative, ...]:
        surface = self._with_year(phrase)
        piece = phrase.pieces[-1]
        step = step_of(piece.rule.name, self.text[piece.start : piece.end])
        if not step and reading.antecedent is None:
            return ()

        def read(published: Interval | None, before: Interval | None) -> Interval:
            ref = _reference_time(surface, before or reading.antecedent, cue)
            return self._read_on(surface, ref, published).interval

        others = []
        if self.year:
            return self._alternatives_of_year(phrase, reading.reading.interval, cue)
        if reading.antecedent is not None:
            others = [one for one in self._antecedents(phrase) if one != reading.antecedent]
        return other_readings(
            read, interval=reading.reading.interval, step=step, published=self.day,
            named=others,
        )  # fmt: skip

    def _alternatives_of_year(
        self, phrase: Phrase, interval: Interval, cue: TenseCue
    ) -> tuple[Alternative, ...]:
        """What a phrase may mean that takes its year from what is told before it."""
        if self.lender != _TOLD:
            return ()
        if self.narrated.history:
            return neighbouring_years(interval)
        alone = self.text[phrase.start : phrase.end]
        try:
            other = self._read_on(alone, _reference_time(alone, None, cue), self.day)
        except UnreadablePhrase:
            return ()
        return (Alternative("by publication", other.interval),)

    def _anchors(self, phrase: Phrase, reading: _Resolved, cue: TenseCue) -> tuple[Anchor, ...]:
        interval, places = reading.reading.interval, [(p.start, p.end) for p in phrase.pieces]
        if phrase.bare_day is not None:
            places = sorted([*places, phrase.bare_day])
        ends = [end for end in interval.edtf.split("/") if end not in ("", "..")]
        if len(places) > 1 and len(ends) == 2 and "T" not in interval.edtf:
            outer = (places[0], places[-1])
            return tuple(
                Anchor(*place, edtf.parse(end)) for place, end in zip(outer, ends, strict=True)
            )
        if len(places) > 1:
            return (Anchor(places[0][0], places[-1][1], interval),)
        if phrase.pieces[0].rule.name == "years" and len(ends) == 2:
            return tuple(
                Anchor(*place, edtf.parse(end))
                for place, end in zip(phrase_grammar.two_years(phrase), ends, strict=True)
            )
        if places[0] == (phrase.start, phrase.end):
            return (Anchor(*places[0], interval),)
        try:
            place = Phrase(*places[0], phrase.pieces)
            alone = self._reading(self._with_year(place), reading.antecedent, cue).interval
        except UnreadablePhrase:
            alone = interval
        return (Anchor(*places[0], alone),)


_TOLD = "It takes its year from what is told before it."
_IN_FULL = frozenset("day-month-year month-day-year day-month numeric-day year-month-day".split())


class _Resolved(NamedTuple):
    """A phrase's reading, and the date named before that it looks back to, if it does."""

    reading: Reading
    antecedent: Interval | None


class _Unresolved(NamedTuple):
    """Why a date phrase can't be given a date, as a sentence without its stop."""

    problem: str


def _reference_time(surface: str, before: Interval | None, cue: TenseCue) -> ReferenceTime:
    behind = bool(cue.behind) and (cue.opens or not _UNTIL.match(surface))
    return ReferenceTime(named=before, ahead=bool(cue.ahead), behind=behind, begun=cue.begun,
                  cancelled=bool(cue.cancelled), in_text=True)  # fmt: skip
