"""Date phrases that say all of the date themselves."""

from __future__ import annotations

import pytest

from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Precision

STATED = [
    # phrase, EDTF, rule
    ("2014", "2014", "year"),
    ("in 2014", "2014", "year"),
    ("in the year 2014", "2014", "year"),
    ("back in 2014", "2014", "year"),
    ("2014-03", "2014-03", "edtf"),
    ("2014-03-18", "2014-03-18", "edtf"),
    ("on 2014-03-18", "2014-03-18", "edtf"),
    ("201X", "201X", "edtf"),
    ("2014-03~", "2014-03~", "edtf"),
    ("2014-03-18/..", "2014-03-18/..", "edtf"),
    ("../2014-03-18", "../2014-03-18", "edtf"),
    ("2014-23", "2014-23", "edtf"),
    ("18 March 2014", "2014-03-18", "day-month-year"),
    ("18th of March, 2014", "2014-03-18", "day-month-year"),
    ("on the 18th of March 2014", "2014-03-18", "day-month-year"),
    ("18-Mar-2014", "2014-03-18", "day-month-year"),
    ("18. March 2014", "2014-03-18", "day-month-year"),
    ("Tuesday 18 March 2014", "2014-03-18", "day-month-year"),
    ("on Tuesday, the 18th of March 2014", "2014-03-18", "day-month-year"),
    ("March 18, 2014", "2014-03-18", "month-day-year"),
    ("Mar. 18th, 2014", "2014-03-18", "month-day-year"),
    ("Tues., Mar.18, 2014", "2014-03-18", "month-day-year"),
    ("TUESDAY MARCH 18 2014", "2014-03-18", "month-day-year"),
    ("2014 March 18", "2014-03-18", "year-month-day"),
    ("29 February 2016", "2016-02-29", "day-month-year"),
    ("in the night of 18 March 2014", "2014-03-18", "day-month-year"),
    ("in the early hours of March 18, 2014", "2014-03-18", "month-day-year"),
    ("March 2014", "2014-03", "month-year"),
    ("Sept. 2014", "2014-09", "month-year"),
    ("in March of 2014", "2014-03", "month-year"),
    ("during March, 2014", "2014-03", "month-year"),
    ("the month of March 2014", "2014-03", "month-year"),
    ("2014 March", "2014-03", "month-year"),
    ("03/2014", "2014-03", "month-year"),
    ("2014/03", "2014-03", "month-year"),
    ("the 1970s", "197X", "decade"),
    ("1970's", "197X", "decade"),
    ("the ’70s", "197X", "decade"),
    ("in the seventies", "197X", "decade"),
    ("the 2000s", "200X", "hundreds"),
    ("the 1800s", "18XX", "hundreds"),
    ("the 18th century", "17XX", "century"),
    ("in the eighteenth century", "17XX", "century"),
    ("the 21st century", "20XX", "century"),
    ("spring 2014", "2014-21", "season"),
    ("in the autumn of 2014", "2014-23", "season"),
    ("fall 2014", "2014-23", "season"),
    ("winter 2014-15", "2014-24", "season"),
    ("the winter of 2014–2015", "2014-24", "season"),
    ("winter 1999/00", "1999-24", "season"),
    ("winter 2014", "2013-12/2015-02", "season"),
    ("the first quarter of 2014", "2014-01/2014-03", "quarter"),
    ("4th quarter 2014", "2014-10/2014-12", "quarter"),
    ("Q2 2014", "2014-04/2014-06", "quarter"),
    ("2014 Q3", "2014-07/2014-09", "quarter"),
    ("2014/3/18", "2014-03-18", "year-month-day"),
    ("2014.03.18", "2014-03-18", "year-month-day"),
    ("2014-3-8", "2014-03-08", "year-month-day"),
    ("18/3/2014", "2014-03-18", "numeric-day"),
    ("3/18/2014", "2014-03-18", "numeric-day"),
    ("18.03.2014", "2014-03-18", "numeric-day"),
    ("5.5.2014", "2014-05-05", "numeric-day"),
    ("2014–2016", "2014/2016", "years"),
    ("2014 - 2016", "2014/2016", "years"),
    ("2014—2016", "2014/2016", "years"),
    ("2014–16", "2014/2016", "years"),
    ("2015/16", "2015/2016", "years"),
    ("1998-99", "1998/1999", "years"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "text", "rule"), STATED)
def test_a_stated_date_needs_nothing_else(phrase, text, rule):
    reading = read(phrase)
    assert (reading.phrase, reading.interval.edtf) == (phrase, text)
    assert reading.rule == rule
    assert reading.because.endswith(".")


def test_typing_it_otherwise_changes_nothing():
    spaced = "\N{NO-BREAK SPACE}18\N{NARROW NO-BREAK SPACE}MARCH\t2014. "
    assert read(spaced).interval == read("18 March 2014").interval
    assert read("“March 2014”").interval == read("march 2014").interval


def test_a_hyphen_may_be_edtf_where_a_dash_is_a_span():
    assert read("2021-22").interval.precision is Precision.SEASON
    assert read("2021–22").interval.edtf == "2021/2022"
    assert read("2010-12").interval.precision is Precision.MONTH
    assert read("2010–12").interval.edtf == "2010/2012"


@pytest.mark.parametrize(
    ("phrase", "because"),
    [
        ("March 2014", "The month and year are stated."),
        ("2014", "The year is stated."),
        ("18 March 2014", "The day, month and year are stated."),
        ("2014-03", "The year and month are stated."),
        (
            "winter 2014",
            "A winter of 2014 began in December 2013 or in December 2014; both are covered.",
        ),
        ("the '70s", "The century is not stated; the 1970s are meant."),
    ],
)
def test_the_reason_is_a_sentence(phrase, because):
    assert read(phrase).because == because


def test_a_century_tells_which_years_it_is_kept_as():
    because = read("the 18th century").because
    assert "1700 to 1799" in because


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("Friday 18 March 2014", "says Friday, but that day was Tuesday 18 March 2014"),
        ("Mon, March 18, 2014", "says Monday, but that day was Tuesday 18 March 2014"),
        ("29 February 2015", "29 February 2015, which is no day of the calendar"),
        ("31 June 2014", "31 June 2014, which is no day of the calendar"),
        ("0 June 2014", "no day of the calendar"),
        ("2014-02-30", "no day of the calendar"),
        ("2014/06/31", "no day of the calendar"),
        ("4/5/2014", "can be two different days; write the month as a word"),
        ("04.05.2014", "can be two different days; write the month as a word"),
        ("18/18/2014", "no part that is a month"),
        ("18/0/2014", "no part that is a month"),
        ("18/3/14", "write the year in four digits"),
        ("2010/12", "can be a month or a span of years"),
        ("2016–2014", "ends in 2014 and starts in 2016"),
        ("the '20s", "a decade of the last century or of this one"),
    ],
)
def test_a_date_that_cannot_be_or_may_be_two_is_refused(phrase, why):
    with pytest.raises(UnreadablePhrase, match=why) as refused:
        read(phrase)
    assert refused.value.phrase == phrase
    assert phrase in str(refused.value)


@pytest.mark.parametrize(
    "phrase", ["'24 February 2022'", "‘24 February 2022’", "'24 February 2022"]
)
def test_a_quotation_mark_before_a_day_is_no_part_of_it(phrase):
    assert read(phrase).interval.edtf == "2022-02-24"


def test_an_apostrophe_before_two_digits_alone_makes_them_a_year():
    published = edtf.parse("2022-03-04")
    assert read("’92", published=published).interval.edtf == "1992"
    assert read("since '92", published=published).interval.edtf == "1992/.."
    with pytest.raises(UnreadablePhrase):
        read("'92'", published=published)
