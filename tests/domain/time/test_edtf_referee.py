"""EDTF against the ``edtf`` package, which we did not write, and where the two part ways."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import edtf as referee
import pytest

from timeline.domain.time.edtf import NotEDTF, parse
from timeline.domain.time.intervals import Interval

YEARS = ["0001", "0999", "1900", "2000", "2023", "2024", "9999"]
DATES = [
    *YEARS,
    *(f"{year}-{month}" for year in ("2023", "2024") for month in ("00", "01", "02", "12", "13")),
    *(
        f"{year}-{month}-{day}"
        for year, month in product(("1900", "2024"), ("01", "02", "04"))
        for day in ("00", "01", "28", "30", "31", "32")
    ),
    *("199X", "19XX", "2024-XX", "2024-02-XX", "2024-XX-XX", "202", "20244", "2024-1", "2024-1-1"),
    *("2024-21", "2024-22", "2024-23", "X", "", "2024-02-03T04:05:06", "2024-02-03T04:05:06Z"),
]
QUALIFIED = [f"{text}{mark}" for text in DATES if text and "T" not in text for mark in "?~%"]
ENDS = ["1990", "2023-02", "2024-02-29", "2024-02-30", "2025-06", "1985~", "2026-12-31?"]
INTERVALS = [f"{first}/{last}" for first, last in product(ENDS, ENDS)]
TEXTS = [text for text in (*DATES, *QUALIFIED, *INTERVALS) if text]

# Texts on which we hold to the specification, or to the calendar, and the package doesn't.
ITS_SEASONS_TAKE_NO_QUALIFIER = {f"2024-2{season}{mark}" for season in "123" for mark in "?~%"}
IT_ALLOWS_AN_END_BEFORE_THE_START = {
    text for text in INTERVALS if text[:4] > text.partition("/")[2][:4]
}
PARTING = ITS_SEASONS_TAKE_NO_QUALIFIER | IT_ALLOWS_AN_END_BEFORE_THE_START


def ruling(text: str) -> tuple[date, date] | None:
    """The package's bounds, or ``None`` where it takes the text for no EDTF."""
    try:
        parsed: Any = referee.parse_edtf(text)
    except referee.EDTFParseException:
        return None
    return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])


def ours(text: str) -> Interval | None:
    try:
        return parse(text)
    except NotEDTF:
        return None


@pytest.mark.parametrize("text", sorted(set(TEXTS) - PARTING))
def test_the_package_and_we_agree_on_validity_and_bounds(text):
    interval, theirs = ours(text), ruling(text)
    assert (interval and (interval.earliest, interval.latest)) == theirs


@pytest.mark.parametrize("text", sorted(ITS_SEASONS_TAKE_NO_QUALIFIER))
def test_a_season_may_be_approximate_or_uncertain(text):
    assert ruling(text) is None
    interval, plain = parse(text), parse(text[:-1])
    assert (interval.earliest, interval.latest) == (plain.earliest, plain.latest)


@pytest.mark.parametrize("text", sorted(IT_ALLOWS_AN_END_BEFORE_THE_START))
def test_an_interval_does_not_end_before_it_starts(text):
    assert ours(text) is None


def test_a_common_year_has_no_29_february():
    assert ruling_or_error("2021-02-29") == (2021, 2, 29)
    assert ours("2021-02-29") is None


def test_an_end_that_is_not_known_is_not_ten_years_later():
    assert ruling("2024/") == (date(2024, 1, 1), date(2034, 1, 1))
    assert parse("2024/").latest is None
    assert parse("/2024").earliest is None


def test_winter_does_not_end_with_the_year():
    assert ruling("2023-24") == (date(2023, 12, 1), date(2023, 12, 31))
    assert parse("2023-24").latest == date(2024, 2, 29)


def test_open_ends_are_read():
    assert parse("2024/..").earliest == date(2024, 1, 1)
    assert parse("../2024").latest == date(2024, 12, 31)


@pytest.mark.parametrize("text", ["2004-25", "1XXX", "19XX-05", "2004-XX-01"])
def test_what_the_package_takes_from_level_2_is_not_read(text):
    assert ours(text) is None
    assert referee.parse_edtf(text) is not None


def ruling_or_error(text: str) -> tuple[int, ...]:
    parsed: Any = referee.parse_edtf(text)
    return tuple(parsed.lower_strict()[:3])
