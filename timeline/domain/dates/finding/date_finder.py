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

from timeline.domain.dates.finding import listed_days, phrase_grammar, shared_years
from timeline.domain.dates.finding.alternatives import other_readings, step_of
from timeline.domain.dates.finding.antecedents import antecedents, is_vague
from timeline.domain.dates.finding.date_hit import Alternative, Anchor, Hit
from timeline.domain.dates.finding.phrase_grammar import Phrase
from timeline.domain.dates.finding.scanner import Count, DatePiece, pieces
from timeline.domain.dates.finding.tense_cues import TenseCue, cue_beside
from timeline.domain.dates.reader import Reading, UnreadablePhrase, read_on
from timeline.domain.dates.rules.rule import NeedsAntecedent, NeedsPublication, ReferenceTime
from timeline.domain.time import edtf
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import UNDATED, Interval

MOST_CACHED = 500
"""The readings kept while one text is searched: news says "Friday" again and again."""

_PREPOSITIONS = frozenset("on in at during over throughout".split())
_UNTIL = re.compile(r"(?:up )?(?:until|till)\b", re.IGNORECASE)


def find(text: str, *, published: Interval | None = None, count: Count | None = None) -> list[Hit]:
    """The date phrases of a text in order, none over another, the longest where several fit.

    ``published``: when the text was published, as ``read`` takes it. A phrase that needs it where
    it isn't given, or a date named before that isn't there, is a hit all the same: undated, with
    the problem in words. Takes time in proportion to the text; ``count``, if given, is told the
    number of rules tried at each place, and of phrases read.
    """
    search = _TextSearch(text, published, count)
    found = list(pieces(text, count=count))
    index = 0
    while index < len(found):
        taken = search.take_next(found[index : index + 3])
        index += max(1, taken)
    return search.hits


def same_words(
    hits: Sequence[Hit], phrase: str, *, start: int, end: int, near: int | None
) -> Hit | None:
    """The date phrase of these very words between two characters of a text, if one stands there.

    ``phrase`` may have the preposition that a hit leaves out: "on Thursday". Of several, the one
    that begins nearest to the character ``near``.
    """
    first, _, rest = phrase.partition(" ")
    words = (phrase, rest) if first.lower() in _PREPOSITIONS else (phrase,)
    inside = [hit for hit in hits if start <= hit.start and hit.end <= end and hit.surface in words]
    return min(inside, key=lambda hit: abs(hit.start - (near or start)), default=None)


@dataclass(slots=True)
class _TextSearch:
    """The search of one text: the hits so far, which later phrases may look back to."""

    text: str
    published: Interval | None
    count: Count | None = None
    hits: list[Hit] = field(default_factory=list)
    cache: dict[tuple[str, ReferenceTime, Interval | None], Reading] = field(default_factory=dict)
    year: str = ""
    """The year that the phrase at hand takes from the list that it stands in, empty if none."""

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
        cue = TenseCue() if stated else cue_beside(self.text, run[0].start, run[0].end)
        best = Phrase(run[0].start, run[0].end, (run[0],))
        reading: _Resolved | _Unresolved | None = None
        self.year = ""
        for phrase in (*joined, *phrase_grammar.with_bare_day(self.text, run[0])):
            longer = self._read(phrase, cue) if phrase.start >= done else None
            if isinstance(longer, _Resolved):
                best, reading = phrase, longer
                break
        else:
            self.year = shared_years.year_for(self.text, run[0])
            reading = self._read(best, cue)
        best, reading = self._extended(best, reading, cue, done)
        if reading is not None:
            self._add(best, reading, cue)
        return len(best.pieces)

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
        surface = self.text[phrase.start : phrase.end]
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

    def _reading(self, surface: str, before: Interval | None, cue: TenseCue) -> Reading:
        return self._read_on(surface, _reference_time(surface, before, cue), self.published)

    def _read_on(self, surface: str, ref: ReferenceTime, published: Interval | None) -> Reading:
        surface = f"{surface} {self.year}" if self.year else surface
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
        if piece.rule.name == "numeric-day" and not self._both_orders(surface):
            return None
        return _Unresolved(str(error)) if is_piece and piece.rule.name in _IN_FULL else None

    def _antecedents(self, phrase: Phrase) -> list[Interval]:
        return antecedents(self.text, phrase, hits=self.hits, published=self.published)

    def _add(self, phrase: Phrase, reading: _Resolved | _Unresolved, cue: TenseCue) -> None:
        surface = self.text[phrase.start : phrase.end]
        place = (phrase.start, phrase.end, surface)
        if isinstance(reading, _Unresolved):
            self.hits.append(
                Hit(*place, "unread", "", UNDATED, problem=reading.problem,
                    alternatives=self._both_orders(surface))
            )  # fmt: skip
            return
        found = reading.reading
        beside_it = cue.ahead or cue.behind or cue.cancelled
        changed = beside_it if beside_it and self._differs(surface, reading) else ""
        anchors = self._anchors(phrase, reading, cue)
        because = found.because
        if self.year:
            because = f"It takes its year from the list that it stands in. {because}"
        hit = Hit(*place, found.rule, because, found.interval, cue=changed, anchors=anchors,
                  alternatives=self._alternatives(phrase, reading, cue))  # fmt: skip
        earlier, later = self._listed(anchors) if len(anchors) == 1 else ([], [])
        self.hits += [*earlier, hit, *later]

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
                Hit(one.start, one.end, self.text[one.start : one.end], "listed-day", because,
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
                alone = self._read_on(surface, ref, self.published)
            except UnreadablePhrase:
                continue
            return alone.interval != reading.reading.interval
        return True

    def _alternatives(
        self, phrase: Phrase, reading: _Resolved, cue: TenseCue
    ) -> tuple[Alternative, ...]:
        surface = self.text[phrase.start : phrase.end]
        piece = phrase.pieces[-1]
        step = step_of(piece.rule.name, self.text[piece.start : piece.end])
        if not step and reading.antecedent is None:
            return ()

        def read(published: Interval | None, before: Interval | None) -> Interval:
            ref = _reference_time(surface, before or reading.antecedent, cue)
            return self._read_on(surface, ref, published).interval

        others = []
        if reading.antecedent is not None:
            others = [one for one in self._antecedents(phrase) if one != reading.antecedent]
        return other_readings(
            read, interval=reading.reading.interval, step=step, published=self.published,
            named=others,
        )  # fmt: skip

    def _both_orders(self, surface: str) -> tuple[Alternative, ...]:
        """The two days that "4/5/2022" may be."""
        match = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", surface)
        if match is None:
            return ()
        first, second, year = (int(part) for part in match.groups())
        found = []
        for label, month, day in (("day first", second, first), ("month first", first, second)):
            text = f"{year:04}-{month:02}-{day:02}"
            if edtf.is_edtf(text):
                found.append(Alternative(label, edtf.parse(text)))
        return tuple(found)

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
        if places[0] == (phrase.start, phrase.end):
            return (Anchor(*places[0], interval),)
        try:
            alone = self._reading(self.text[slice(*places[0])], reading.antecedent, cue).interval
        except UnreadablePhrase:
            alone = interval
        return (Anchor(*places[0], alone),)


_IN_FULL = frozenset(["day-month-year", "month-day-year", "day-month", "numeric-day",
                      "year-month-day"])  # fmt: skip


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
