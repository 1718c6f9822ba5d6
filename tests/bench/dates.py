"""How well the finder finds and reads the date phrases of a set of news text.

    python -m tests.bench.dates FILE.tsv [--wrong N]

The file: one annotated phrase a line, tab-separated, as ``id published before phrase after type
value``: the day of publication, some forty characters on either side, and type and value in TIMEX3,
TimeML's notation (``1998-W32`` a week, ``1998-SU`` a season, ``1998-Q2`` a quarter, ``1998-H1``
a half, ``199`` a decade, ``19`` a century, ``PRESENT_REF`` now). Lines that begin with ``#`` and a
head are passed over.

The windows of rows that follow each other with one publication date are laid out as the paragraphs
of one text, so that "that month" has something to look back to.

*Found*: a hit lies over some of the phrase. *Right*: one such hit's date, or the plain date inside
it ("2014" in "since 2014"), has the annotated value; a time of day counts as its day, and digits
left open (``1998-10-XX``) are not compared. A part of a unit has the unit's value, as in TimeML:
"early March" and "the end of March" that of March.

Calendar dates are the rows of type DATE whose value is a day, month, year or decade; of a TIME the
day is no phrase of its own, and only a wrong one is counted. Recall: right ones among them.
Precision: right ones among those and the *false* hits, which are hits whose own value is a calendar
date, that lie over an annotated phrase and have another value than it has. Hits in the words around
that no row of the same day explains (none has those words in its phrase) can't be judged from
windows, as an annotated phrase of the neighbourhood may be cut in two; they are counted apart as
*suspected*, and a second precision counts them as false.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from timeline.domain.dates.finding.date_finder import find
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.dates.rules.quarters import is_quarter
from timeline.domain.time import edtf
from timeline.domain.time.calendar_units import unit_of
from timeline.domain.time.intervals import Interval, Precision

_CALENDAR = re.compile(r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|\d{3}")
_TO_WHAT_WAS = frozenset(["at-the-time", "later", "earlier"])
_SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated phrase."""

    name: str
    published: str
    before: str
    phrase: str
    after: str
    kind: str
    value: str


def rows(path: Path) -> list[Row]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        cells = csv.reader(
            (line for line in lines if not line.startswith("#")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
        return [Row(*line) for line in cells if len(line) == 7 and line[0] != "id"]


def plain(value: str) -> str:
    """A TIMEX3 value less its time of day and the digits that it leaves open."""
    value = re.sub(r"T.*|(?<=\d)(?:-X+)+\Z", "", value)
    value = re.sub(r"-W(\d)\Z", r"-W0\1", value)
    value = re.sub(r"-WE\Z", "", value)
    return re.sub(r"\A(\d{3})X\Z|\A(\d\d)XX\Z", r"\1\2", value)


def timex(interval: Interval, rule: str) -> str:
    """An interval as a TIMEX3 value; part of a unit is given as that unit, as TimeML does."""
    if rule in _TO_WHAT_WAS:
        return "PAST_REF"
    if rule == "up-to-then":
        return "P"
    part = re.fullmatch(r"(?:earlier|later)-th(?:is|at)-(week|month|year|decade|century)", rule)
    if part and interval.earliest is not None:
        interval = unit_of(interval.earliest, part[1])
    text = interval.edtf.replace("~", "").replace("?", "").replace("%", "")
    first, last = interval.earliest, interval.latest
    if first is None or last is None:
        return timex(edtf.parse(text.strip("./")), rule)
    if interval.precision is Precision.SEASON:
        return f"{text[:4]}-{_SEASONS[text[5:7]]}"
    if "/" not in text:
        return text.rstrip("X")
    if is_half(first, last):
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if is_quarter(interval):
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if rule == "weekend":
        return f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
    for unit in ("week", "month", "year", "decade", "century"):
        whole = unit_of(first, unit)
        assert whole.latest is not None
        if last <= whole.latest:
            if unit == "week":
                return f"{first.isocalendar().year}-W{first.isocalendar().week:02}"
            return whole.edtf.rstrip("X")
    return text


def is_half(first: date, last: date) -> bool:
    """Whether it is one half of a year."""
    days = (first.month, first.day, last.month, last.day)
    return first.year == last.year and days in ((1, 1, 6, 30), (7, 1, 12, 31))


def values(hit: Hit, start: int, end: int) -> Iterator[str]:
    """The values of a hit and of the plain dates of it that lie over a stretch of the text."""
    if not hit.interval.is_dated:
        return
    if hit.rule in _TO_WHAT_WAS:
        # TimeML calls "then" past, or gives it the date that it looks back to.
        yield from (timex(hit.interval, hit.rule), timex(hit.interval, ""))
        return
    for anchor in hit.anchors:
        if anchor.start < end and start < anchor.end:
            yield timex(anchor.interval, hit.rule if len(hit.anchors) == 1 else "")
    yield timex(hit.interval, hit.rule)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with the hit that lies over its phrase, if any, and the value nearest to right."""

    row: Row
    hit: Hit | None
    value: str

    @property
    def right(self) -> bool:
        return self.value == plain(self.row.value)


def judge(of_one_day: list[Row]) -> tuple[list[Judged], list[tuple[Row, Hit]]]:
    """Every row of one day of publication, judged; and the hits around that no row explains."""
    text, places = "", []
    for row in of_one_day:
        start = len(text) + len(row.before)
        places.append((len(text), start, start + len(row.phrase)))
        text += f"{row.before}{row.phrase}{row.after}\n\n"
    day = date.fromisoformat(of_one_day[0].published)
    hits = find(text, published=edtf.parse(day.isoformat()))
    judged, unexplained = [], []
    phrases = [row.phrase.lower() for row in of_one_day]
    for row, (opens, start, end) in zip(of_one_day, places, strict=True):
        closes = end + len(row.after)
        over = [hit for hit in hits if hit.start < end and start < hit.end]
        found = [(hit, value) for hit in over for value in values(hit, start, end)]
        best = next((one for one in found if one[1] == plain(row.value)), None)
        first = best or (found[0] if found else (over[0] if over else None, ""))
        judged.append(Judged(row, *first))
        for hit in hits:
            inside = opens <= hit.start and hit.end <= closes and hit not in over
            known = any(hit.surface.lower() in p or p in hit.surface.lower() for p in phrases)
            # A window's first and last words are cut.
            cut = hit.start < opens + 6 or hit.end > closes - 6
            if inside and not known and not cut and calendar(timex(hit.interval, hit.rule)):
                unexplained.append((row, hit))
    return judged, unexplained


def calendar(value: str) -> bool:
    """Whether a value is a day, month, year or decade."""
    return _CALENDAR.fullmatch(value) is not None


def by_day(of: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows that follow each other with one publication date."""
    for _, group in groupby(of, key=lambda row: row.published):
        yield list(group)


def main() -> None:
    """Measure one file and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="print this many of what is wrong")
    options = parser.parse_args()
    judged: list[Judged] = []
    unexplained: list[tuple[Row, Hit]] = []
    for group in by_day(rows(options.file)):
        of_group, around = judge(group)
        judged += of_group
        unexplained += around
    report(judged, unexplained, wrong=options.wrong)


def report(
    judged: list[Judged], unexplained: list[tuple[Row, Hit]], *, wrong: int = 0
) -> None:  # fmt: skip
    """Print what was measured."""
    found = [one for one in judged if one.hit is not None]
    print(f"{len(judged)} phrases, {len(found)} found, {sum(j.right for j in judged)} right")
    rules: Counter[str] = Counter(one.hit.rule for one in found if one.hit)
    right: Counter[str] = Counter(one.hit.rule for one in found if one.hit and one.right)
    for rule, number in rules.most_common():
        print(f"  {rule:28}{number:6}{right[rule]:6} right {right[rule] / number:7.2f}")
    dates = [j for j in judged if j.row.kind == "DATE" and calendar(plain(j.row.value))]
    true = sum(one.right for one in dates)
    false = [one for one in judged if not one.right and calendar(one.value)]
    suspected = {(row.published, hit.surface.lower()) for row, hit in unexplained}
    recall = true / max(1, len(dates))
    print(f"calendar dates: {len(dates)}, right {true}, false hits {len(false)}")
    for label, number in (("", len(false)), (" with suspected", len(false) + len(suspected))):
        precision = true / max(1, true + number)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"  precision{label} {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"suspected false hits in the words around: {len(suspected)}")
    for one in [j for j in dates if not j.right][:wrong] + [j for j in false if j not in dates][
        :wrong
    ]:
        row = one.row
        says = (
            f"{one.hit.surface!r} {one.value} {one.hit.rule} {one.hit.problem}" if one.hit else "-"
        )
        print(f"{row.name} {row.published} …{row.before}[{row.phrase}]{row.after}… "
              f"{row.value}: {says}")  # fmt: skip
    for row, hit in unexplained[:wrong]:
        print(f"{row.name} {row.published} …{row.before}[{row.phrase}]{row.after}… "
              f"around: {hit.surface!r} {hit.interval.edtf} {hit.rule}")  # fmt: skip


if __name__ == "__main__":
    main()
