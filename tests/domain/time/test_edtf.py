"""EDTF: the examples of the specification, and what lies beyond the two levels that are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.time.edtf import LONGEST, NotEDTF, is_edtf, parse, qualifier
from timeline.domain.time.intervals import UNDATED, Precision


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        # Level 0 of the specification, with its examples.
        ("1985-04-12", date(1985, 4, 12), date(1985, 4, 12), Precision.DAY),
        ("1985-04", date(1985, 4, 1), date(1985, 4, 30), Precision.MONTH),
        ("1985", date(1985, 1, 1), date(1985, 12, 31), Precision.YEAR),
        ("1985-04-12T23:20:30", date(1985, 4, 12), date(1985, 4, 12), Precision.DAY),
        ("1985-04-12T23:20:30Z", date(1985, 4, 12), date(1985, 4, 12), Precision.DAY),
        ("1985-04-12T23:20:30-04", date(1985, 4, 12), date(1985, 4, 12), Precision.DAY),
        ("1985-04-12T23:20:30+04:30", date(1985, 4, 12), date(1985, 4, 12), Precision.DAY),
        ("1964/2008", date(1964, 1, 1), date(2008, 12, 31), Precision.INTERVAL),
        ("2004-06/2006-08", date(2004, 6, 1), date(2006, 8, 31), Precision.INTERVAL),
        ("2004-02-01/2005-02-08", date(2004, 2, 1), date(2005, 2, 8), Precision.INTERVAL),
        ("2004-02-01/2005-02", date(2004, 2, 1), date(2005, 2, 28), Precision.INTERVAL),
        ("2004-02-01/2005", date(2004, 2, 1), date(2005, 12, 31), Precision.INTERVAL),
        ("2005/2006-02", date(2005, 1, 1), date(2006, 2, 28), Precision.INTERVAL),
        # Level 1.
        ("2001-21", date(2001, 3, 1), date(2001, 5, 31), Precision.SEASON),
        ("2001-22", date(2001, 6, 1), date(2001, 8, 31), Precision.SEASON),
        ("2001-23", date(2001, 9, 1), date(2001, 11, 30), Precision.SEASON),
        ("2003-24", date(2003, 12, 1), date(2004, 2, 29), Precision.SEASON),
        ("1984?", date(1984, 1, 1), date(1984, 12, 31), Precision.YEAR),
        ("2004-06~", date(2004, 6, 1), date(2004, 6, 30), Precision.MONTH),
        ("2004-06-11%", date(2004, 6, 11), date(2004, 6, 11), Precision.DAY),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), Precision.DECADE),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31), Precision.CENTURY),
        ("2004-XX", date(2004, 1, 1), date(2004, 12, 31), Precision.YEAR),
        ("1985-04-XX", date(1985, 4, 1), date(1985, 4, 30), Precision.MONTH),
        ("1985-XX-XX", date(1985, 1, 1), date(1985, 12, 31), Precision.YEAR),
        ("1985-04-12/..", date(1985, 4, 12), None, Precision.OPEN),
        ("1985-04/", date(1985, 4, 1), None, Precision.OPEN),
        ("../1985", None, date(1985, 12, 31), Precision.OPEN),
        ("/1985-04-12", None, date(1985, 4, 12), Precision.OPEN),
        ("1984~/2004-06", date(1984, 1, 1), date(2004, 6, 30), Precision.INTERVAL),
        ("2003-24/2004-21", date(2003, 12, 1), date(2004, 5, 31), Precision.INTERVAL),
        # The years at the calendar's edge.
        ("0001", date(1, 1, 1), date(1, 12, 31), Precision.YEAR),
        ("000X", date(1, 1, 1), date(9, 12, 31), Precision.DECADE),
        ("00XX", date(1, 1, 1), date(99, 12, 31), Precision.CENTURY),
        ("99XX", date(9900, 1, 1), date(9999, 12, 31), Precision.CENTURY),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29), Precision.DAY),
    ],
)
def test_a_text_of_level_0_or_1_is_read(text, earliest, latest, precision):
    interval = parse(text)
    assert interval.edtf == text
    assert (interval.earliest, interval.latest) == (earliest, latest)
    assert interval.precision is precision


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "is no EDTF date"),
        ("2022-3", "is no EDTF date"),
        ("2022 ", "is no EDTF date"),
        ("2022-03-04-05", "is no EDTF date"),
        ("1XXX", "is no EDTF date"),
        ("?2022", "is no EDTF date"),
        ("2022?~", "is no EDTF date"),
        ("2022\n", "is no EDTF date"),
        ("٢٠٢٢", "is no EDTF date"),
        ("２０２２", "is no EDTF date"),
        ("2022-00", "no such month"),
        ("2022-13", "no such month"),
        ("2022-25", "no such month"),
        ("2022-21-01", "no such month"),
        ("2022-02-29", "no day of the calendar"),
        ("1900-02-29", "no day of the calendar"),
        ("2022-04-31", "no day of the calendar"),
        ("2022-04-00", "no day of the calendar"),
        ("2022-02-30T10:00:00", "no day of the calendar"),
        ("2022-02-03T24:00:00", "gives no time of day from"),
        ("2022-XX-01", "a day of an unspecified month"),
        ("19XX-05", "a month of an unspecified year"),
        ("2022-05/2022-04", "ends before it starts"),
        ("2022/2023/2024", "more than one slash"),
        ("/", "no date on either side"),
        ("/..", "no date on either side"),
        ("2022-02-03T10:00:00/2023", "a time of day in an interval"),
        ("2023/2022-02-03T10:00:00", "a time of day in an interval"),
        ("0000", "outside the years 1 to 9999"),
        ("-0044", "outside the years 1 to 9999"),
        ("-0044-03-15/0014", "outside the years 1 to 9999"),
        ("Y170000002", "outside the years 1 to 9999"),
        ("9999-24", "outside the years 1 to 9999"),
    ],
)
def test_any_other_text_is_refused_and_told_why(text, why):
    with pytest.raises(NotEDTF, match=why):
        parse(text)
    assert not is_edtf(text)


def test_an_overlong_text_is_refused_without_being_repeated():
    with pytest.raises(NotEDTF, match="65 characters") as refused:
        parse("2" * (LONGEST + 1))
    assert "222" not in str(refused.value)


def test_the_empty_text_is_undated():
    assert parse("") is UNDATED
    assert is_edtf("")


def test_two_open_ends_are_edtf_that_dates_nothing():
    assert not parse("../..").is_dated


@pytest.mark.parametrize(
    ("text", "mark"),
    [("2022", ""), ("2022?", "?"), ("2022-03~", "~"), ("2022-03-04%", "%"), ("", "")],
)
def test_a_qualifier_is_what_the_text_ends_with(text, mark):
    assert qualifier(text) == mark


@given(st.text() | st.text("0123456789XTZ:-/.?~%+", max_size=24))
def test_no_text_raises_anything_but_not_edtf(text):
    try:
        interval = parse(text)
    except NotEDTF:
        return
    assert interval.edtf == text
    if interval.earliest is not None and interval.latest is not None:
        assert interval.earliest <= interval.latest
