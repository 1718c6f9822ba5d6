"""Dates in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.formatting import (
    apart,
    distance,
    lapse,
    say,
    say_precision,
    say_short,
    weekday_day,
    with_article,
)
from timeline.domain.time.intervals import UNDATED, Interval, Precision, from_bounds

WORDS = [
    # EDTF, in full, for tight places
    ("2014-03-08", "8 March 2014", "8 Mar 2014"),
    ("2014-03-08T09:40:00", "8 March 2014, 09:40", "8 Mar 2014, 09:40"),
    (
        "2014-03-08T23:05:07-04:30",
        "8 March 2014, 23:05:07 UTC-4:30",
        "8 Mar 2014, 23:05:07 UTC-4:30",
    ),
    ("2014-03-08T10:00:00Z", "8 March 2014, 10:00 UTC", "8 Mar 2014, 10:00 UTC"),
    ("2014-09", "September 2014", "Sep 2014"),
    ("2014-03-XX", "March 2014", "Mar 2014"),
    ("2014-21", "spring 2014", "spring 2014"),
    ("2014-24", "winter 2014–15", "winter 2014–15"),
    ("1999-24", "winter 1999–00", "winter 1999–00"),
    ("2014", "2014", "2014"),
    ("2014-XX", "2014", "2014"),
    ("0476", "AD 476", "AD 476"),
    ("0476-09-04", "4 September AD 476", "4 Sep AD 476"),
    ("197X", "the 1970s", "1970s"),
    ("190X", "1900–1909", "1900–1909"),
    ("000X", "AD 1–9", "AD 1–9"),
    ("18XX", "the 19th century (1800–1899)", "1800–1899"),
    ("20XX", "the 21st century (2000–2099)", "2000–2099"),
    ("11XX", "the 12th century (1100–1199)", "1100–1199"),
    ("21XX", "the 22nd century (2100–2199)", "2100–2199"),
    ("00XX", "the 1st century (AD 1–99)", "AD 1–99"),
    ("2014-03~", "about March 2014", "c. Mar 2014"),
    ("2014-03?", "March 2014, uncertain", "Mar 2014?"),
    ("2014-03%", "about March 2014, uncertain", "c. Mar 2014?"),
    ("197X~", "about the 1970s", "c. 1970s"),
    ("2014-03-18/..", "18 March 2014 or later", "from 18 Mar 2014"),
    ("2014/..", "2014 or later", "from 2014"),
    ("2014~/..", "about 2014 or later", "from c. 2014"),
    ("../2014-03-18", "until 18 March 2014", "to 18 Mar 2014"),
    ("/2014", "until 2014, start not known", "to 2014"),
    ("2014/", "from 2014, end not known", "from 2014"),
    ("2014-03-18/2014-03-23", "18–23 March 2014", "18–23 Mar 2014"),
    ("2014-02-28/2014-03-03", "28 February – 3 March 2014", "28 Feb – 3 Mar 2014"),
    ("2013-12-28/2014-01-03", "28 December 2013 – 3 January 2014", "28 Dec 2013 – 3 Jan 2014"),
    ("2014-01-01/2014-03-18", "1 January – 18 March 2014", "1 Jan – 18 Mar 2014"),
    ("2014-09/2014-12", "September – December 2014", "Sep – Dec 2014"),
    ("2013-09/2014-02", "September 2013 – February 2014", "Sep 2013 – Feb 2014"),
    ("2013/2016", "2013–2016", "2013–2016"),
    ("2013/2014-02", "2013 – February 2014", "2013 – Feb 2014"),
    ("2013-24/2014-22", "winter 2013–14 – summer 2014", "winter 2013–14 – summer 2014"),
    ("2014-01~/2014-04~", "about January – April 2014", "c. Jan – Apr 2014"),
    ("2013?/2014?", "2013–2014, uncertain", "2013–2014?"),
    ("2013~/2014", "about 2013 – 2014", "c. 2013 – 2014"),
    ("", "undated", "undated"),
    ("../..", "undated", "undated"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "full", "tight"), WORDS)
def test_a_date_is_said_in_words(text, full, tight):
    interval = edtf.parse(text)
    assert (say(interval), say_short(interval)) == (full, tight)


def test_bounds_without_a_text_are_said_all_the_same():
    bounds = date(2014, 3, 1), date(2014, 3, 31)
    assert say(Interval("", *bounds, Precision.MONTH)) == "March 2014"


def test_a_day_is_said_with_its_weekday():
    assert weekday_day(date(2014, 3, 18)) == "Tuesday 18 March 2014"
    assert weekday_day(date(1, 1, 1)) == "Monday 1 January AD 1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2014-03-18", "a day"),
        ("2014-03-18/2014-03-18", "a day"),
        ("2014-03~", "a month"),
        ("2014-21", "a season"),
        ("2014", "a year"),
        ("201X", "a decade"),
        ("20XX", "a century"),
        ("2014-08-30/2014-12-26", "a span of 119 days"),
        ("2014/..", "open at its end"),
        ("../2014", "open at its start"),
        ("", "no date"),
        ("../..", "no date"),
    ],
)
def test_its_precision_is_said_in_words(text, words):
    assert say_precision(edtf.parse(text)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-03-18", "2014-03-18", "0 days"),
        ("2014-03-18", "2014-03-19", "1 day"),
        ("2014-03-18", "2014-03-25", "1 week"),
        ("2014-03-18", "2014-04-01", "2 weeks"),
        ("2014-03-18", "2014-03-29", "11 days"),
        ("2014-03-18", "2014-04-17", "30 days"),
        ("2014-03-18", "2014-04-18", "1 month"),
        ("2014-03-18", "2014-04-19", "1 month and 1 day"),
        ("2014-01-31", "2014-02-28", "1 month"),
        ("2014-01-31", "2014-03-01", "1 month and 1 day"),
        ("2014-03-18", "2014-05-30", "2 months and 12 days"),
        ("2014-03-18", "2014-09-30", "6 months"),
        ("2014-03-18", "2015-03-17", "11 months"),
        ("2014-03-18", "2015-03-18", "1 year"),
        ("2014-03-18", "2015-04-18", "1 year and 1 month"),
        ("2016-02-29", "2017-02-28", "1 year"),
        ("2014-03-18", "2017-09-30", "3 years and 6 months"),
        ("2017-09-30", "2014-03-18", "3 years and 6 months"),
        ("0001-01-01", "9999-12-31", "9,998 years and 11 months"),
    ],
)
def test_a_lapse_is_said_in_the_units_that_fit(first, last, words):
    assert lapse(date.fromisoformat(first), date.fromisoformat(last)) == words


@given(st.dates(), st.dates())
def test_a_lapse_is_the_same_both_ways_and_never_negative(first, last):
    words = lapse(first, last)
    assert words == lapse(last, first)
    assert "-" not in words


@pytest.mark.parametrize(
    ("noun", "told"), [("person", "a person"), ("organisation", "an organisation")]
)
def test_a_noun_has_its_article(noun: str, told: str):
    assert with_article(noun) == told


def test_days_apart_are_counted():
    assert [apart(days) for days in (0, 1, 23)] == ["0 days", "1 day", "23 days"]
    assert apart(722_439) == "722,439 days"


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ("2022-03-01 2022-03-03", "2 days"),
        ("2025-09 2025-10", "1 month"),
        ("2025-12~ 2024-10 2025-01", "14 months"),
        ("2014 2016", "2 years"),
        ("198X 200X", "2 decades"),
        ("2025-09 2025-10-02", "at least 2 days"),
        ("2025-09 2025-10 2025-10-01", "at least 1 day"),
        ("../2014 2025-09", "at least 3,897 days"),
        ("2025-09/2025-10 2025-11", "at least 1 day"),
    ],
)
def test_a_distance_is_in_the_unit_of_the_dates(dates, words):
    assert distance(edtf.parse(text) for text in dates.split()) == words


READABLE = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@given(st.tuples(READABLE, READABLE).map(sorted))
def test_what_is_said_of_any_two_days_reads_back_as_those_days(bounds):
    said = read(say(from_bounds(*bounds))).interval
    assert [said.earliest, said.latest] == bounds


@given(READABLE, st.booleans())
def test_what_is_said_of_an_open_interval_reads_back_as_the_same(day, start):
    interval = from_bounds(day, None) if start else from_bounds(None, day)
    assert read(say(interval)).interval == interval


@pytest.mark.parametrize("text", [text for text, *_ in WORDS if not text.startswith("0")])
def test_what_is_said_never_reads_back_as_other_days(text):
    interval = edtf.parse(text)
    try:
        said = read(say(interval)).interval
    except UnreadablePhrase:
        return
    assert (said.earliest, said.latest) == (interval.earliest, interval.latest)


def test_undated_is_undated():
    assert say(UNDATED) == say_short(UNDATED) == "undated"
