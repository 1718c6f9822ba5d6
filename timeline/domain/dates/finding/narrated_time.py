"""The year of what is being told, which a month or a day without a year takes.

"The dam was finished in 2011: in May the first turbine turned" tells of May 2011. A year that only
qualifies a thing ("the 2009 strike") or stands in an aside ("the last strike, in 2009") lends none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.dates import date_words
from timeline.domain.dates.date_words import MONTH, SEASON
from timeline.domain.dates.day_of_speech import day_of_speech
from timeline.domain.dates.finding import shared_years
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.finding.phrase_grammar import Phrase
from timeline.domain.dates.finding.printed_lines import is_heading, opens_entry
from timeline.domain.dates.finding.scanner import DatePiece
from timeline.domain.dates.rules.holidays import NAMES, month_of_holiday
from timeline.domain.lexicon.word_lists import members
from timeline.domain.time.calendar_units import day_of
from timeline.domain.time.intervals import Interval, Precision

REACH = 120
"""The characters before a year that tell whether it lends itself."""
TURN = -6
"""A month that would come more months than these before the one told last is a year later."""
BY_TURN = -3
"""The same of a month that something ended by."""
FEW, MANY = 5, 8
"""The dates of years gone by that a history has; and how many for each that is told of now."""
_YEAR = 360
FRESH = 31
"""The days around publication within which a day of news may as well be of its year."""
NEAR = 200
"""The characters after a date in news within which it lends its year."""

_DIGITS = re.compile(r"[12]\d{3}")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_COMPARED = frozenset(["years-ago", "years-earlier", "quarter-before"])
"""The rules of dates that are only compared with what is told."""
_VAGUE = frozenset(["at-the-time", "later", "earlier", "previous-year", "previous-month"])
_ANTIQUITY = re.compile(r"\b\d{1,4} B\.?C\b")
_BORROWERS = frozenset(["month", "day-month", "season-near", "named-day"])
"""The rules of dates that lack a year."""
_DEICTIC = frozenset(
    [
        "weekday",
        "today",
        "unit",
        "weekend",
        "weekday-of-week",
        "so-far",
        "up-to-then",
        "hours-ago",
        "ago",
    ]
)
"""The rules of pieces that are told from the day of publication."""
_OF_YEARS = frozenset(["unit", "season-near", "month", "so-far"])
_COUNTS = _OF_YEARS | _DEICTIC | {"before-last", "in-units", "in-time", "week-idiom"}
"""The rules that count from publication; those of years do so from a year told, too."""
_OF_UNIT = frozenset(["part-of-unit", "year-end"])
_YEARLESS = re.compile(
    rf"\b(?:(?P<month>{MONTH})|(?P<season>{SEASON})|(?P<day>{NAMES}))\b", date_words.FLAGS
)
_OF_A_YEAR = re.compile(r" (?:of|in) (?:the|that|this|last|next)\b")
_WHICH = re.compile(r"\A(?:this|last|next|past|coming|upcoming)\b", re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|['’]\d\d\b")
_BOUND = re.compile(
    r"(?:\A|\W)(?:by|until|till|through|before)\W+(?:the |early |mid-|late )*\Z", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?;:][\"'”’)\]]{0,3}\s|\n")
_FINER = (Precision.DAY, Precision.MONTH, Precision.SEASON)

_ATTRIBUTE = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|our|this|that)|['’]s?) \Z", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:\([^()]{0,80}"
    r"|[,–—] (?:(?:(?:first|last|once|long|originally) )?"
    r"(?:\w+ed|begun|bought|built|cut|dug|held|hit|led|made|run|set|shot|sold|struck|won|written)\b"
    r"[^,.;]{0,40}?\b)?(?:early |late )?(?:in|on|of|since|from) (?:the )?)\Z"
)
_LASTING = re.compile(r"(?:ever since|since|until|till|before|after)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|which|whose|where|whom)\b[^,.;:]{0,80}\Z")
_NOT_TOLD = re.compile(
    r"\b(?:would|will|planned|scheduled|expected|due|dating|unlike|Unlike|compared|than|had|having|until|till|since|before)\b"
    r"[^,.;:]{0,80}\Z"
)
"""What was to come, or had been before."""
_OF_A_THING = re.compile(
    r"\b(?:of|at|by|from|after|during|to|in|on|over|for|with) (?:the|an?|its|his|her|their) "
    r"(?:[\w’'-]+ ){1,5}(?:in|of|from) \Z"
    r"|[a-z] (?:the|an?|its|his|her|their) (?:[\w’'-]+ ){1,4}of \Z"
)
"""A year that says which thing is meant: "relatives of the victims of the flood in 2009"."""
_VERB = re.compile(r" (?:was|were|is|are|had|has|began|\w{2,}ed) ")
_MADE = re.compile(
    r"\b(?!was|were|been|had)\w+ \w{2,}(?:ed|en|wn|ld) (?:early |late )?(?:in|on) \Z"
)
_TELLS = re.compile(r",? (?:however,? )?(?:\w{2,}ed|was|were|said|says|found|shows?|told) ")
"""What the paper does that was made then: "a report released in 2005 revealed …"."""
_BORN = re.compile(r"\bborn\b[^.;:\n]{0,40}\Z")
_NAMED_MONTH = re.compile(r"the \w+ [12]\d{3}\Z", re.IGNORECASE)
_OF_SUBJECT = re.compile(
    r"\s*(?:The|An?|Its|His|Her|Their) (?:(?!the |an? |\w+ed )[\w’'-]+ ){1,4}of \Z"
)
_PARTICIPLE = re.compile(
    r"\A\s*(?:\w{2,}ed|Born|Built|Begun|Sunk|Won|Made|Written|Bought|Sold|Hit) "
    r"(?:[\w’'-]+ ){0,5}(?:in|on) \Z"
)
"""A sentence that opens with what had been: "Founded in 1987, the club …"."""
_BEGINS = re.compile(
    r"(?: [\w’'-]+){0,2}? (?:was |were )?"
    rf"(?:{'|'.join(sorted(members('date_context', 'begins or ends')))})\b"
)


def is_history(pieces: Sequence[DatePiece], text: str, *, published: Interval | None) -> bool:
    """Whether a text tells of years gone by, and not of the days before its publication."""
    if published is None or published.earliest is None:
        return False
    year = published.earliest.year
    stated = [
        int(found[0])
        for piece in pieces
        if piece.rule.whole and (found := _DIGITS.search(text, piece.start, piece.end))
    ]
    past = sum(one < year - 1 for one in stated)
    now = sum(piece.rule.name in _DEICTIC for piece in pieces)
    if now < MANY and len(_ANTIQUITY.findall(text)) >= FEW:
        return True
    is_all_past = past >= FEW and past == len(stated) and not now
    return is_all_past or (past >= MANY and MANY * now < past)


@dataclass(slots=True)
class NarratedTime:
    """What a text tells of as it goes on: the date told last, which lends its year.

    ``history``: whether all of the text tells of years gone by; else a year is lent in its own
    paragraph only, or below a heading that has it.
    """

    text: str
    published: Interval | None
    history: bool
    told: Interval | None = None
    place: int = 0
    """Where the date told last ends."""
    head: Interval | None = None
    """The date last told in a heading, or by an entry: it holds until the next of them."""
    now: int = -1
    """Where the last date ends that was counted from publication, -1 if there is none."""
    doubtful: bool = False
    """Whether the date told last may only say which thing is meant, and lend no year."""
    apart: int = -1
    """Where the last date of another year ends that lent none, -1 if there is none."""

    def year_for(self, phrase: Phrase, *, ahead: bool) -> str:
        """The year in four digits that the dates of one phrase take, else empty.

        ``ahead``: a word beside them points to the future.
        """
        piece, last = phrase.pieces[0], phrase.pieces[-1]
        lends = self._lender(piece.start)
        lacks = not _HAS_YEAR.search(self.text, phrase.start, phrase.end) and all(
            one.rule.name in _BORROWERS for one in phrase.pieces
        )
        if not lacks or lends is None or lends.earliest is None:
            return ""
        words = self.text[piece.start : piece.end]
        if _WHICH.match(words) or _OF_A_YEAR.match(self.text, last.end):
            return ""
        if ahead and not self.history and self.head is None:
            return ""
        first, end = _month(words), _month(self.text[last.start : last.end])
        year = lends.earliest.year
        if first and lends.precision in _FINER:
            before = self.text[max(0, piece.start - 24) : piece.start]
            turn = BY_TURN if _BOUND.search(before) else TURN
            year += end - lends.earliest.month < turn
        elif end < first:
            year += 1
        return f"{year:04}"

    def other_years(
        self, phrase: Phrase, year: str, *, behind: bool, hits: Sequence[Hit]
    ) -> tuple[str, ...]:
        """What else than the ``year`` that it took a phrase may as well be of; "" is publication's.

        In news that is so where the phrase fits the weeks around publication, too, or tells of a
        month before the one told last, or what had been, months ago; in a history where it took the
        year after the one told, and another year's date stands between. ``behind``: a verb tells it
        as what has been.
        """
        start, told = phrase.pieces[0].start, self.told
        if not year or self.doubtful:
            return ("",) if year else self._years_around(phrase, hits)
        if self.head is not None or told is None or told.earliest is None:
            return ()
        turns = int(year) - told.earliest.year
        if self.history:
            return (f"{told.earliest.year:04}",) if turns and self.apart > self.place else ()
        month = _month(self.text[start : phrase.pieces[-1].end])
        fine = told.precision in _FINER
        if fine and not turns and month < told.earliest.month:
            return (f"{int(year) + 1:04}", "")
        since, until = self._from_publication(phrase, month, year)
        goes_on = fine and not _SENTENCE.search(self.text, self.place, start)
        fresh = (since <= FRESH and not goes_on) or (until <= FRESH and not behind)
        return ("",) if fresh else ()

    def _years_around(self, phrase: Phrase, hits: Sequence[Hit]) -> tuple[str, ...]:
        years = () if self.history else shared_years.told_around(self.text, phrase.pieces, hits)
        month = _month(self.text[phrase.start : phrase.pieces[-1].end])
        near = years and min(self._from_publication(phrase, month, years[0])) <= FRESH
        return () if near else years

    def _from_publication(self, phrase: Phrase, month: int, year: str) -> tuple[int, int]:
        """About how many days a month or day of any year lies before publication, and after it.

        As many as there are where it is of the year of publication anyway, or no month.
        """
        published = self.published.earliest if self.published is not None else None
        if published is None or published.year == int(year) or not month:
            return _YEAR, _YEAR
        day = _DAY.search(self.text, phrase.start, phrase.end)
        if day is None or phrase.pieces[0].rule.name != "day-month":
            months = (published.month - month) % 12
            return months * FRESH, 0 if months == 0 else _YEAR
        days = (published.month - month) * 30 + published.day - int(day[0])
        return days % _YEAR, -days % _YEAR

    def lends_to(self, piece: DatePiece) -> bool:
        """Whether a date takes its year from what is told, whatever the words beside it say."""
        return self.history and self.told is not None and piece.rule.name in _BORROWERS

    def _lender(self, start: int) -> Interval | None:
        """The date that lends its year to what stands at an offset."""
        between = self.text[self.place : start]
        near = self.history or (len(between) <= NEAR and "\n" not in between)
        return self.told if near and self.told is not None else self.head

    def of_unit(self, phrase: Phrase) -> Interval | None:
        """The date told last, where a phrase ("the end of the year") counts from it."""
        in_units = phrase.pieces[0].rule.name in _OF_UNIT
        return self._lender(phrase.start) if in_units else None

    def tell(self, hit: Hit, *, deictic: bool) -> None:
        """Go on with a date of the text; ``deictic``: it was counted from publication."""
        compared = hit.rule in _VAGUE or (hit.rule in _COMPARED and not self.history)
        if not hit.interval.is_dated or compared or (deictic and self.history):
            return
        anchor = _anchor(hit)
        entry = opens_entry(self.text, hit.start, hit.end)
        if anchor is not None and anchor == self.published:
            # The printed date of the publication heads all of the text, and lends nothing.
            return
        if anchor is not None and (entry or is_heading(self.text, hit.start, hit.end)):
            stated = _HAS_YEAR.search(hit.surface) is not None
            if stated or self.head is not None or (entry and self.history):
                self.head = self.told = anchor
                self.place, self.doubtful = hit.end, False
            return
        if deictic:
            self.told, self.now = None, hit.end
            return
        if anchor is None or anchor.earliest is None or self._is_birth(hit):
            return
        told = self.told.earliest if self.told is not None else None
        if not lends(self.text, hit, anchor):
            if told and told.year != anchor.earliest.year:
                self.apart = hit.end
            return
        if anchor.precision is Precision.YEAR and told and told.year == anchor.earliest.year:
            return
        self.told, self.place = anchor, hit.end
        self.doubtful = (
            self.head is None
            and not self.history
            and (qualifies_a_thing(self.text, hit) or self._tells_of_now(hit)
                 or shared_years.is_founding(self.text, hit))
        )  # fmt: skip

    def _is_birth(self, hit: Hit) -> bool:
        """Whether news says when somebody was born, years before all that it tells of them."""
        before = self.text[max(0, hit.start - REACH) : hit.start]
        return not self.history and _BORN.search(before) is not None

    def _tells_of_now(self, hit: Hit) -> bool:
        """Whether the paragraph of a year gone by told of the days of publication before it."""
        near = 0 <= self.now < hit.start and "\n" not in self.text[self.now : hit.start]
        return near and hit.interval.precision is Precision.YEAR

    def counts_from(self, piece: DatePiece, hits: Sequence[Hit]) -> Interval | None:
        """What deictic words count from; ``None`` where the text doesn't tell, or nobody knows.

        In a letter that is its day, in a history the day told last, else the day of publication.
        ``hits``: the dates found before.
        """
        name = piece.rule.name
        if name not in _COUNTS:
            untold = self.history and name in _BORROWERS and self.told is None
            return None if untold and _ANTIQUITY.search(self.text) else self.published
        if letter := self.day_quoted(piece.start, hits):
            return letter
        if not self.history:
            return self._day_said(piece)
        fits = self.told is not None and (name in _OF_YEARS or self.told.is_day)
        return self.told if fits and name != "today" else None

    def _day_said(self, piece: DatePiece) -> Interval | None:
        """The day on which quoted words with "today" in them were said, else publication's."""
        day = self.published.earliest if self.published and self.published.is_day else None
        if day is None or piece.rule.name != "today":
            return self.published
        said = day_of_speech(self.text, piece.start, published=day)
        return day_of(said) if said else self.published

    def day_quoted(self, start: int, hits: Sequence[Hit]) -> Interval | None:
        """The day of the letter or cable in whose words an offset stands, if one is told.

        ``hits``: the dates found before it.
        """
        opened = max(self.text.rfind(mark, max(0, start - QUOTED), start) for mark in '“"«')
        if opened < 0 or _CLOSES.search(self.text, opened + 1, start):
            return None
        for hit in hits[::-1]:
            if hit.end > opened:
                continue
            lead = self.text[max(0, hit.start - REACH) : hit.start]
            between = self.text[hit.end : opened]
            if len(between) > REACH or not hit.interval.is_day or _STOPS.search(between):
                return None
            named = _DOCUMENT.search(_SENTENCE.split(lead)[-1] + between)
            return hit.interval if named or _WROTE.search(between) else None
        return None


QUOTED = 400
"""The characters of a quotation from whose beginning a day in it is looked for."""
_CLOSES = re.compile(r"[”\"»]")
_STOPS = re.compile(r"[.!?]\s|\n")
_DOCUMENT = re.compile(
    rf"\b(?:{'|'.join(sorted(members('date_context', 'document')))})\b", re.IGNORECASE
)
_WROTE = re.compile(r"\b(?:wrote|writes|noted|cabled|recorded|telegraphed|wired)\b")


def qualifies_a_thing(text: str, hit: Hit) -> bool:
    """Whether a date says which thing is meant: "relatives of the victims of the flood in 2009"."""
    found = _OF_A_THING.search(text[max(0, hit.start - REACH) : hit.start])
    return found is not None and not _VERB.search(found[0])


def _month(words: str) -> int:
    match = _YEARLESS.search(words)
    if match is None:
        return 0
    if match["month"]:
        return date_words.month(match["month"])
    if match["season"]:
        return {21: 4, 22: 7, 23: 10, 24: 12}[date_words.season(match["season"])]
    return month_of_holiday(match["day"].lower().replace("’", "'"))


def _anchor(hit: Hit) -> Interval | None:
    """The last of a hit's dates that lies in one year."""
    for anchor in reversed(hit.anchors):
        first, last = anchor.interval.bounds
        if first is not None and last is not None and first.year == last.year:
            return anchor.interval
    return None


def lends(text: str, hit: Hit, anchor: Interval) -> bool:
    """Whether a date lends its year to what is told after it."""
    before = text[max(0, hit.start - REACH) : hit.start]
    cuts = [stop.end() for stop in _SENTENCE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    if any(sign.search(before) for sign in (_ASIDE, _RELATIVE, _NOT_TOLD)):
        return False
    if _MADE.search(before) and _TELLS.match(text, hit.end):
        return False
    if _LASTING.match(hit.surface):
        return False
    if _PARTICIPLE.search(before) and text[hit.end : hit.end + 1] == ",":
        return False
    is_year = anchor.precision is Precision.YEAR and _HAS_YEAR.search(hit.surface)
    qualifies = is_year and (
        _ATTRIBUTE.search(before) or _OF_SUBJECT.match(before) or hit.surface[:4].lower() == "the "
    )
    if _NAMED_MONTH.match(hit.surface) or qualifies:
        return _BEGINS.match(text, hit.end) is not None
    return True
