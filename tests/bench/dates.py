"""How well the finder finds and reads the date phrases of a set of news text.

    python -m tests.bench.dates FILE [--wrong N]

A file that ends in ``.jsonl`` has whole texts: see ``annotated_dates``. Any other is a table: one
annotated phrase a line, tab-separated, as ``id published before phrase after type value``: the day
of publication, some forty characters on either side, and type and value in TIMEX3, TimeML's
notation (``1998-W32`` a week, ``1998-SU`` a season, ``1998-Q2`` a quarter, ``1998-H1`` a half,
``199`` a decade, ``19`` a century, ``PRESENT_REF`` now). Lines that begin with ``#`` and a head are
passed over.

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
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from tests.bench import annotated_dates
from tests.bench.timex import calendar, plain, timex, values
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.text.document import Document
from timeline.domain.time import edtf


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
    hits = find(Document(text), published=edtf.parse(day.isoformat()))
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
    if options.file.suffix == ".jsonl":
        annotated_dates.main(options.file, wrong=options.wrong)
        return
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
