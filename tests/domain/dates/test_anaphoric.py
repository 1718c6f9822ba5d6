"""Date phrases that look back to the date named before."""

from __future__ import annotations

import pytest

from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf

LOOKING_BACK = [
    # named before, phrase, EDTF, rule
    ("2014-03", "that same month", "2014-03", "that-month"),
    ("2014-03-18", "that same month", "2014-03", "that-month"),
    ("2014-03-18", "in the same month", "2014-03", "that-month"),
    ("2014-03-18/2014-03-20", "that month", "2014-03", "that-month"),
    ("2014-03-18", "that year", "2014", "that-year"),
    ("2014-03", "later in the same year", "2014-03/2014-12", "later-that-year"),
    ("2014-03-18", "that day", "2014-03-18", "that-day"),
    ("2014-03-18", "that night", "2014-03-18", "that-day"),
    ("2014-03-18", "that same week", "2014-03-17/2014-03-23", "that-week"),
    ("2014-03", "that decade", "201X", "that-decade"),
    ("2014-03-18", "at the time", "2014-03-18", "at-the-time"),
    ("2014-03/..", "at that time", "2014-03/..", "at-the-time"),
    ("2014-03~", "then", "2014-03~", "at-the-time"),
    ("2014-03-18", "the following day", "2014-03-19", "following-day"),
    ("2014-03-31", "the next day", "2014-04-01", "next-day"),
    ("2014-03-31", "the next morning", "2014-04-01", "next-day"),
    ("2014-03-18", "the following month", "2014-04", "following-month"),
    ("2014-03-18", "the previous year", "2013", "previous-year"),
    ("2014-03", "the following day", "2014-03-02/2014-04-01", "following-day"),
    ("2014-03-18", "a day later", "2014-03-19", "days-later"),
    ("2014-03-18", "three days after", "2014-03-21", "days-later"),
    ("2014-03-18", "two weeks earlier", "2014-03-03/2014-03-09", "weeks-earlier"),
    ("2014-03-18", "a year later", "2015", "years-later"),
    ("2014-01-31", "a month later", "2014-02", "months-later"),
    ("2014-03-18", "the day before", "2014-03-17", "days-earlier"),
    ("2014-03-18", "the week after", "2014-03-24/2014-03-30", "weeks-later"),
    ("2014-03/..", "a month later", "2014-04/..", "months-later"),
    ("2014-03-18", "later", "2014-03-18/..", "later"),
    ("2014-03", "later in the war", "2014-03/..", "later"),
    ("2014-01", "Later in the negotiations,", "2014-01/..", "later"),
    ("2014-03-18T10:00:00", "after that", "2014-03-18/..", "later"),
    ("2014-03-18/2014-03-20", "thereafter", "2014-03-18/..", "later"),
    ("2014-03", "until then", "../2014-03", "earlier"),
    ("2014-03-18", "later that year", "2014-03-18/2014-12-31", "later-that-year"),
    ("2014-03-18", "later that month", "2014-03-18/2014-03-31", "later-that-month"),
    ("2014-03-18", "earlier that year", "2014-01-01/2014-03-18", "earlier-that-year"),
    ("2014-03-18", "later in the year", "2014-03-18/2014-12-31", "later-that-year"),
    ("2014-03-18", "early that month", "2014-03-01/2014-03-10", "early-part"),
    ("2014-03-18", "by the end of that year", "../2014-12", "by"),
    ("2014-03-18", "in May of that year", "2014-05", "month-year"),
    ("2014-03-18", "May of the following year", "2015-05", "month-year"),
    ("2014-03-18", "since then", "2014-03-18/..", "later"),
    ("2014-03-18", "around the same time", "2014-03-18", "at-the-time"),
]  # fmt: skip


@pytest.mark.parametrize(("named", "phrase", "text", "rule"), LOOKING_BACK)
def test_a_phrase_looks_back_to_the_date_named_before(named, phrase, text, rule):
    reading = read(phrase, named=edtf.parse(named))
    assert (reading.interval.edtf, reading.rule) == (text, rule)
    assert "It looks back to “" in reading.because


@pytest.mark.parametrize("phrase", ["that same month", "at the time", "a day later", "later"])
@pytest.mark.parametrize("named", [None, edtf.parse("")])
def test_with_no_date_named_before_it_is_refused(phrase, named):
    with pytest.raises(UnreadablePhrase, match="named before it, and there is none"):
        read(phrase, published=edtf.parse("2014-03-18"), named=named)


@pytest.mark.parametrize(
    ("named", "phrase", "why"),
    [
        ("2014", "that month", "“2014”, which lies in no one month"),
        ("2014-03/2014-04", "that same month", "“March – April 2014”, which lies in no one month"),
        ("2014-03", "that day", "“March 2014”, which lies in no one day"),
        ("2014/..", "that year", "“2014 or later”, which lies in no one year"),
        ("2013-24", "later that year", "“winter 2013–14”, which lies in no one year"),
        ("../2014", "later", "“until 2014”, whose start is open"),
        ("2014/..", "until then", "“2014 or later”, whose end is open"),
    ],
)
def test_a_date_named_before_that_does_not_fit_is_refused(named, phrase, why):
    with pytest.raises(UnreadablePhrase, match=why):
        read(phrase, named=edtf.parse(named))


def test_the_reason_names_the_date_looked_back_to():
    because = read("that same month", named=edtf.parse("2014-03")).because
    assert because == "It looks back to “March 2014”, the date named before."
    because = read("that same month", named=edtf.parse("2014-03-18")).because
    assert because == (
        "It looks back to “18 March 2014”, the date named before, whose month is March 2014."
    )


def test_the_previous_year_is_that_before_publication_where_no_date_is_named():
    published = edtf.parse("2014-03-18")
    assert read("the previous year", published=published).interval.edtf == "2013"
    named = edtf.parse("2010-03")
    assert read("the previous year", published=published, named=named).interval.edtf == "2009"
    assert read("previous year", published=published, named=named).interval.edtf == "2013"


def test_earlier_in_the_month_is_that_of_publication_where_no_date_is_named():
    reading = read("earlier in the month", published=edtf.parse("2014-03-18"))
    assert reading.interval.edtf == "2014-03-01/2014-03-18"


@pytest.mark.parametrize(
    ("named", "phrase"),
    [("9999", "the following year"), ("0001-01-01", "the day before"), ("9999-12-31", "that week")],
)
def test_beyond_the_calendar_is_refused(named, phrase):
    with pytest.raises(UnreadablePhrase, match="outside the years 1 to 9999"):
        read(phrase, named=edtf.parse(named))
