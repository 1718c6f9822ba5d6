"""Date phrases that count from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.intervals import from_bounds

TUESDAY = edtf.parse("2014-03-18")

FROM_TUESDAY_18_MARCH_2014 = [
    # phrase, EDTF, rule
    ("Tuesday", "2014-03-18", "weekday"),
    ("on Tuesday", "2014-03-18", "weekday"),
    ("earlier on Tuesday", "2014-03-18", "weekday"),
    ("late on Tuesday", "2014-03-18", "weekday"),
    ("Tuesday’s", "2014-03-18", "weekday"),
    ("Tuesday night", "2014-03-18", "weekday"),
    ("10:35 a.m. EST Tuesday", "2014-03-18", "weekday"),
    ("Monday", "2014-03-17", "weekday"),
    ("Wed.", "2014-03-12", "weekday"),
    ("last Tuesday", "2014-03-11", "last-weekday"),
    ("last Monday", "2014-03-17", "last-weekday"),
    ("this past Monday", "2014-03-17", "last-weekday"),
    ("next Tuesday", "2014-03-25", "next-weekday"),
    ("this coming Friday", "2014-03-21", "next-weekday"),
    ("coming Tuesday", "2014-03-25", "next-weekday"),
    ("this Friday", "2014-03-21", "this-weekday"),
    ("this Monday", "2014-03-17", "this-weekday"),
    ("will speak on Wednesday", "2014-03-19", "weekday"),
    ("will speak on Tuesday", "2014-03-18", "weekday"),
    ("until Wednesday", "../2014-03-19", "until"),
    ("Friday of last week", "2014-03-14", "weekday-of-week"),
    ("next week’s Monday", "2014-03-24", "weekday-of-week"),
    ("today", "2014-03-18", "today"),
    ("earlier today", "2014-03-18", "today"),
    ("tonight", "2014-03-18", "tonight"),
    ("this morning", "2014-03-18", "this-morning"),
    ("yesterday", "2014-03-17", "yesterday"),
    ("yesterday evening", "2014-03-17", "yesterday"),
    ("last night", "2014-03-17", "last-night"),
    ("tomorrow", "2014-03-19", "tomorrow"),
    ("the day before yesterday", "2014-03-16", "the-day-before-yesterday"),
    ("this week", "2014-03-17/2014-03-23", "this-week"),
    ("last week", "2014-03-10/2014-03-16", "last-week"),
    ("next week", "2014-03-24/2014-03-30", "next-week"),
    ("the week before last", "2014-03-03/2014-03-09", "before-last"),
    ("this month", "2014-03", "this-month"),
    ("last month", "2014-02", "last-month"),
    ("previous month", "2014-02", "previous-month"),
    ("next month", "2014-04", "next-month"),
    ("this year", "2014", "this-year"),
    ("last year", "2013", "last-year"),
    ("in the coming year", "2015", "coming-year"),
    ("last decade", "200X", "last-decade"),
    ("this century", "20XX", "this-century"),
    ("the weekend", "2014-03-15/2014-03-16", "weekend"),
    ("over the weekend", "2014-03-15/2014-03-16", "weekend"),
    ("this weekend", "2014-03-22/2014-03-23", "weekend"),
    ("next weekend", "2014-03-22/2014-03-23", "weekend"),
    ("earlier this year", "2014-01-01/2014-03-18", "earlier-this-year"),
    ("later this month", "2014-03-18/2014-03-31", "later-this-month"),
    ("earlier in the week", "2014-03-17/2014-03-18", "earlier-this-week"),
    ("the past week", "2014-03-11/2014-03-18", "up-to-then"),
    ("over the last two months", "2014-01-18/2014-03-18", "up-to-then"),
    ("in March", "2014-03", "month"),
    ("in February", "2014-02", "month"),
    ("in April", "2013-04", "month"),
    ("March", "2014-03", "month"),
    ("last March", "2013-03", "month"),
    ("last April", "2013-04", "month"),
    ("next March", "2015-03", "month"),
    ("this May", "2014-05", "month"),
    ("will vote in April", "2014-04", "month"),
    ("until April", "../2014-04", "until"),
    ("Feb. 24", "2014-02-24", "day-month"),
    ("24 February", "2014-02-24", "day-month"),
    ("the 24th of February", "2014-02-24", "day-month"),
    ("March 18", "2014-03-18", "day-month"),
    ("March 19", "2013-03-19", "day-month"),
    ("29 February", "2012-02-29", "day-month"),
    ("Monday, Feb. 24", "2014-02-24", "day-month"),
    ("Saturday, April 5", "2014-04-05", "day-month"),
    ("until March 19", "../2014-03-19", "until"),
    ("in the summer", "2013-22", "season-near"),
    ("this spring", "2014-21", "season-near"),
    ("last spring", "2013-21", "season-near"),
    ("this winter", "2013-24", "season-near"),
    ("next winter", "2014-24", "season-near"),
    ("five days ago", "2014-03-13", "days-ago"),
    ("a week ago", "2014-03-10/2014-03-16", "weeks-ago"),
    ("a fortnight ago", "2014-03-03/2014-03-09", "weeks-ago"),
    ("3 months ago", "2013-12", "months-ago"),
    ("twenty-five years ago", "1989", "years-ago"),
    ("two decades ago", "1994~", "decades-ago"),
    ("two centuries ago", "18XX", "centuries-ago"),
    ("three days from now", "2014-03-21", "days-ahead"),
    ("30 hours ago", "2014-03-16/2014-03-17", "hours-ago"),
    ("March of last year", "2013-03", "month-year"),
    ("Feb. 24 last year", "2013-02-24", "month-day-year"),
    ("1 year 2 months ago", "2013-01", "dateparser"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "text", "rule"), FROM_TUESDAY_18_MARCH_2014)
def test_a_phrase_counts_from_the_day_of_publication(phrase, text, rule):
    reading = read(phrase, published=TUESDAY)
    assert (reading.interval.edtf, reading.rule) == (text, rule)
    assert reading.because.endswith(".")


@pytest.mark.parametrize("phrase", [phrase for phrase, _, _ in FROM_TUESDAY_18_MARCH_2014])
@pytest.mark.parametrize("published", [None, edtf.parse("../.."), edtf.parse("")])
def test_without_a_publication_date_it_says_what_is_missing(phrase, published):
    with pytest.raises(UnreadablePhrase) as refused:
        read(phrase, published=published)
    assert str(refused.value) == (
        f"“{phrase}” needs the publication date, which is not stated"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "because"),
    [
        ("Tuesday", "Published on Tuesday 18 March 2014, so “Tuesday” is that day."),
        ("Friday", "Published on Tuesday 18 March 2014; the Friday before is 14 March 2014."),
        (
            "will vote on Friday",
            "Published on Tuesday 18 March 2014; the Friday to come is 21 March 2014.",
        ),
        ("last month", "Published on Tuesday 18 March 2014; the month before is February 2014."),
        (
            "in April",
            "Published on Tuesday 18 March 2014; the latest April up to then is April 2013.",
        ),
        (
            "Saturday, April 5",
            "Published on Tuesday 18 March 2014; of the years around, it is a Saturday in 2014.",
        ),
        ("1 year 2 months ago", "No rule of Retold reads it; dateparser does, as a month."),
    ],
)
def test_the_reason_names_the_day_of_publication(phrase, because):
    assert read(phrase, published=TUESDAY).because == because


def test_hours_ago_may_be_the_day_before_as_the_hour_is_not_known():
    assert read("30 hours ago", published=TUESDAY).because == (
        "Published on Tuesday 18 March 2014, at an hour not stated; "
        "“30 hours ago” is 16–17 March 2014."
    )


@pytest.mark.parametrize(
    ("published", "phrase", "text"),
    [
        ("2014-03-31", "last March", "2013-03"),
        ("2014-04-01", "last March", "2014-03"),
        ("2014-03-31", "will vote in March", "2014-03"),
        ("2014-04-01", "will vote in March", "2015-03"),
        ("2014-03-01", "next March", "2015-03"),
        ("2014-02-28", "next March", "2014-03"),
        ("2014-03-01", "in March", "2014-03"),
        ("2014-02-28", "in March", "2013-03"),
        ("2014-03-31", "the past month", "2014-02-28/2014-03-31"),
        ("2014-05-31", "the past month", "2014-04-30/2014-05-31"),
        ("2016-02-29", "the past year", "2015-02-28/2016-02-29"),
        ("2014-01-15", "this winter", "2013-24"),
        ("2014-11-15", "this winter", "2014-24"),
    ],
)
def test_the_first_and_last_days_of_a_month_fall_on_the_right_side(published, phrase, text):
    assert read(phrase, published=edtf.parse(published)).interval.edtf == text


def test_a_weekday_that_fits_neither_year_is_refused():
    with pytest.raises(UnreadablePhrase, match="says Friday, but that day was Monday 24 February"):
        read("Friday, Feb. 24", published=TUESDAY)


def test_a_day_that_no_year_has_is_refused():
    with pytest.raises(UnreadablePhrase, match="no day of the calendar"):
        read("30 February", published=TUESDAY)


@pytest.mark.parametrize(
    ("published", "phrase", "text"),
    [
        ("2014-03", "last month", "2014-02"),
        ("2014-03", "this year", "2014"),
        ("2014-03", "in January", "2014-01"),
        ("2014-03-17/2014-03-23", "last week", "2014-03-10/2014-03-16"),
        ("2014-03-17/2014-03-18", "Sunday", "2014-03-16"),
    ],
)
def test_what_holds_on_every_day_of_a_wide_publication_date_stands(published, phrase, text):
    reading = read(phrase, published=edtf.parse(published))
    assert reading.interval.edtf == text
    assert "on every day it may have been published" in reading.because


@pytest.mark.parametrize(
    ("published", "phrase", "text"),
    [
        ("2014-03", "Tuesday", "2014-02-25/2014-03-25"),
        ("2014", "last month", "2013-12/2014-11"),
        ("2014-03", "since Tuesday", "2014-02-25/.."),
        ("2014-03", "until Tuesday", "../2014-04-01"),
        ("2014-03-18/..", "Tuesday", "2014-03-18/.."),
        ("../2014-03-18", "Tuesday", "../2014-03-18"),
        ("../2014-03-18", "until Friday", "../2014-03-21"),
        ("2014-03", "about two weeks ago", "2014-02-10~/2014-03-23~"),
    ],
)
def test_where_it_does_not_hold_on_every_day_the_reading_covers_them_all(published, phrase, text):
    reading = read(phrase, published=edtf.parse(published))
    assert reading.interval.edtf == text
    assert "covers" in reading.because


def test_a_stated_date_does_not_care_how_wide_the_publication_date_is():
    reading = read("18 March 2013", published=edtf.parse("2014/.."))
    assert reading == read("18 March 2013")


@pytest.mark.parametrize(
    ("published", "phrase"), [("2014/..", "until Friday"), ("../2014", "since last month")]
)
def test_a_reading_open_at_both_ends_is_none(published, phrase):
    with pytest.raises(UnreadablePhrase, match="needs a publication date that is not open"):
        read(phrase, published=edtf.parse(published))


@pytest.mark.parametrize(
    ("published", "phrase"),
    [
        ("0001-01-01", "yesterday"),
        ("0001-01-02", "last year"),
        ("9999-12-31", "tomorrow"),
        ("9999-12-31", "this week"),
        ("9999-12-31", "next winter"),
        ("2014-03-18", "9999 years ago"),
        ("2014-03-18", "9999 decades from now"),
    ],
)
def test_beyond_the_calendar_is_refused(published, phrase):
    with pytest.raises(UnreadablePhrase):
        read(phrase, published=edtf.parse(published))


RELATIVE = st.sampled_from(
    [phrase for phrase, _, rule in FROM_TUESDAY_18_MARCH_2014 if "," not in phrase]
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(RELATIVE, DAYS, st.integers(0, 500), st.integers(0, 500))
def test_the_reading_of_a_wide_publication_date_covers_that_of_each_of_its_days(
    phrase, first, length, offset
):
    published = from_bounds(first, first + timedelta(days=length))
    inside = first + timedelta(days=min(offset, length))
    cover = read(phrase, published=published).interval
    reading = read(phrase, published=from_bounds(inside, inside)).interval
    assert cover.earliest is None or cover.earliest <= reading.earliest
    assert cover.latest is None or reading.latest <= cover.latest


@given(RELATIVE, DAYS, st.integers(0, 500))
def test_a_later_publication_date_never_gives_an_earlier_reading(phrase, first, days):
    second = first + timedelta(days=days)
    before, after = (read(phrase, published=from_bounds(d, d)).interval for d in (first, second))
    assert before.earliest is None or before.earliest <= after.earliest
    assert before.latest is None or before.latest <= after.latest
