"""Dates cut to what is known."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED, Interval, Precision
from timeline.exports.partial_dates import ends, numbers, one_day


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-03-04", "2022-03-04", "2022-03-04"),
        ("2022-03-04T10:00:00Z", "2022-03-04", "2022-03-04"),
        ("2022-03-04?", "2022-03-04", "2022-03-04"),
        ("2022-02", "2022-02", "2022-02"),
        ("2022-02-XX", "2022-02", "2022-02"),
        ("2022", "2022", "2022"),
        ("2022-XX", "2022", "2022"),
        ("2022~", "2022", "2022"),
        ("2021-24", "2021-12", "2022-02"),
        ("199X", "1990", "1999"),
        ("18XX", "1800", "1899"),
        ("00XX", "0001", "0099"),
        ("0476-09-04", "0476-09-04", "0476-09-04"),
        ("2025-09/2025-12", "2025-09", "2025-12"),
        ("2021/2022-02-03", "2021", "2022-02-03"),
        ("2022-02-24/..", "2022-02-24", ""),
        ("2022-02/", "2022-02", ""),
        ("../2014", "", "2014"),
        ("", "", ""),
    ],
)
def test_a_date_has_no_more_than_is_known(text: str, start: str, end: str):
    assert ends(edtf.parse(text)) == (start, end)


def test_bounds_without_edtf_are_cut_too():
    bounds = Interval("", date(2022, 2, 1), date(2022, 2, 28), Precision.MONTH)
    assert ends(bounds) == ("2022-02", "2022-02")
    assert ends(UNDATED) == ("", "")


def test_numbers_go_as_far_as_the_text():
    assert numbers("0476-09-04") == [476, 9, 4]
    assert numbers("2022-02") == [2022, 2]
    assert numbers("") == []


def test_only_a_day_has_a_day():
    assert one_day(edtf.parse("2022-03-04")) == date(2022, 3, 4)
    for text in ("2022-02", "2022-02-24/..", "../2014", "2022-03-01/2022-03-02", ""):
        assert one_day(edtf.parse(text)) is None
