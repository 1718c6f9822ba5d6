"""Dates as programs write them: moments since 1970, what stands for none, older TimelineJS."""

from __future__ import annotations

import json
from typing import Any

import pytest

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.timeline_file import Timeline, read_timeline


def when(*cells: str) -> tuple[list[Any], tuple[str, ...]]:
    text = "what\twhen\n" + "".join(f"row {at}\t{cell}\n" for at, cell in enumerate(cells))
    timeline = read_timeline(text, mapping=Mapping({"title": "what", "date": "when"}))
    return [row.dated.interval.edtf if not row.problems else False for row in timeline.rows], (
        timeline.notes
    )


def test_moments_since_1970_are_read_only_where_the_whole_column_counts_so():
    both = ["2022-03-08T00:40:00Z", "2022-03-09T00:40:00Z"]
    told = ("Its numbers are moments as programs count them from 1970, in UTC.",)
    assert when("1646700000", "1646786400") == (both, told)
    assert when("1646700000000", "1646786400123")[0] == both
    assert when("1646697600", "1646784000")[0] == ["2022-03-08", "2022-03-09"]
    assert when("1646700000", "n/a", "", "1646786400.5")[0] == [both[0], "", "", both[1]]
    assert when("1646700000", "1646786400", "-86400")[0] == [*both, "1969-12-31T00:00:00Z"]
    assert when("1646700000", "4 March 2022")[0] == [False, "2022-03-04"]


def test_days_with_hours_in_figures_are_no_moments_since_1970():
    assert when("202203041430", "202203051530")[0] == ["2022-03-04T14:30:00", "2022-03-05T15:30:00"]
    assert when("2022030414", "2022030515")[0] == [False, False]


def test_what_is_to_be_confirmed_is_undated_or_unsure():
    cells = ("t.b.c.", "TBC", "n/a", "N.A.", "T.B.A.", "n. k.", "to be confirmed", "date TBC")
    assert when(*cells)[0] == [""] * len(cells)
    assert when("March 2022 (TBC)", "4 March 2022, t.b.c.")[0] == ["2022-03?", "2022-03-04?"]


OLDER_DAYS = [
    ("1/26/2012", "2012-01-26"), ("1/26/2012 14:30", "2012-01-26T14:30:00"),
    ("1/26/2012 2:30 PM", "2012-01-26T14:30:00"), ("26/1/2012", "2012-01-26"),
    ("2012,1,26,14,30", "2012-01-26T14:30:00"), ("2012,1,26 14:30", "2012-01-26T14:30:00"),
    ("2012", "2012"), ("2012,1", "2012-01"), ("3/4/2012", "2012-03-04"), ("n.d.", ""),
    ("January 2012", "2012-01"),
]  # fmt: skip


def older(*days: str) -> Timeline:
    slides = [{"startDate": day, "endDate": "", "headline": "H"} for day in days]
    return read_timeline(json.dumps({"timeline": {"headline": "x", "date": slides}}))


@pytest.mark.parametrize(("day", "edtf"), OLDER_DAYS)
def test_days_of_an_older_timelinejs_are_read_however_they_are_typed(day, edtf):
    (row,) = older(day).rows
    assert (row.problems, row.dated.interval.edtf, row.values) == ((), edtf, ())


def test_days_in_numbers_of_an_older_timelinejs_have_its_month_first_unless_one_can_not():
    told = "Dates in numbers are read with the month first, as TimelineJS reads them."
    assert told in older("3/4/2012").notes
    found = older("3/4/2012", "26/1/2012")
    assert [row.dated.interval.edtf for row in found.rows] == ["2012-04-03", "2012-01-26"]
    assert told not in found.notes
