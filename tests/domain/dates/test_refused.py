"""What is no date phrase is refused, and nothing else is ever raised."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.domain.dates.normal_phrase import LONGEST
from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf
from timeline.domain.time.intervals import from_bounds

TUESDAY = edtf.parse("2014-03-18")

NO_DATES = [
    "", " ", "\n\t", ".", "-", "–", "/", "12", "2", "007", "0", "123", "12345", "1646352000",
    "3.14", "may", "march", "mar", "sat", "sun", "we", "I", "soon", "recently", "now", "nowadays",
    "lately", "for two years", "in two weeks", "two years", "2 days", "hours", "aged 45",
    "45 years old", "several years ago", "a few days ago", "more than two years ago", "years ago",
    "ago", "4 March '22", "24 Feb 22", "Feb 22, 22", "44 BC", "the third quarter", "fiscal 2014",
    "chapter 2014 of the book", "room 2014, March", "10:35", "10:35 a.m.", "noon", "day",
    "the year", "past years", "Friday the thirteenth", "Mayday", "Marching", "Sunday best",
    "second", "the first", "😀", "三月", "2014年3月", "٢٠١٤", "²⁰¹⁴", "\x00", "2014\x00",
    "\x1b[31m2014", "\u202e2014",
    "<b>2014</b>", "2014; drop table", "%s", "{}", "\\d+", "(((((", "N/A", "unknown", "undated",
    "March 2014 April 2015", "Friday Friday", "since until before after", "early early early",
    "4 March 2014 5 April 2015", "Mon 18 March 2014 10:00", "4/5/2014 10:00", "12 noon",
    "2014 2015", "99999-12-31", "-500", "1e3", "0x7DE",
]  # fmt: skip


@pytest.mark.parametrize("phrase", NO_DATES)
@pytest.mark.parametrize("published", [None, TUESDAY, edtf.parse("2014")], ids=str)
def test_nothing_is_guessed(phrase, published):
    with pytest.raises(UnreadablePhrase) as refused:
        read(phrase, published=published, named=edtf.parse("2013-05-06"))
    assert refused.value.phrase == phrase


def test_a_lone_word_that_may_be_a_verb_is_a_month_with_a_capital_or_a_preposition():
    with pytest.raises(UnreadablePhrase, match="write it with a capital letter"):
        read("march", published=TUESDAY)
    assert read("March", published=TUESDAY).interval.edtf == "2014-03"
    assert read("in march", published=TUESDAY).interval.edtf == "2014-03"


def test_the_message_names_the_phrase_and_says_why():
    with pytest.raises(UnreadablePhrase) as refused:
        read("recently")
    assert str(refused.value) == "“recently” is not read as a date by any rule"
    with pytest.raises(UnreadablePhrase, match="An empty phrase is no date"):
        read("  ")


def test_an_overlong_phrase_is_refused_without_being_repeated():
    with pytest.raises(UnreadablePhrase, match="more than 120 characters") as refused:
        read("in March 2014 " * 1000)
    assert len(str(refused.value)) < LONGEST
    assert len(refused.value.phrase) == 14_000


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("March 18, 2014 at 10:35 p.m. EST", "2014-03-18"),
    ],
)
def test_dateparser_reads_what_no_rule_does(phrase, text):
    reading = read(phrase)
    assert (reading.interval.edtf, reading.rule) == (text, "dateparser")
    assert reading.because == "No rule of Retold reads it; dateparser does, as a day."


INTERVALS = st.sampled_from(
    [
        None,
        *map(
            edtf.parse,
            ["", "2014-03-18", "2014", "0001-01-01", "9999-12-31", "2014/..", "../2014", "../..",
             "2014-03~", "2016-02-29", "00XX", "99XX", "2014-24"],
        ),
    ]
)  # fmt: skip
WORDS = st.sampled_from(
    "the a an last next this that same previous following of in on at to until since before after "
    "by between and or from early mid late start end beginning first second half day week month "
    "year decade century days weeks years hours ago later earlier about probably then will today "
    "tomorrow night 4 31 29 1 12 2022 0001 9999 9998 2999 Feb. March May 1990s nineties 19th 1st "
    "Friday Mon. weekend spring winter 22-23 2022-23 – - / .. Q1 quarter 199X 9999-12-31 ? ~ "
    "0001-01-01 10:35 GMT +0100 war uncertain onwards".split()
)
PHRASES = st.text() | st.lists(WORDS, max_size=7).map(" ".join)


@given(PHRASES, INTERVALS, INTERVALS)
@example("to " * 40, TUESDAY, None)
@example("Friday to " * 12, TUESDAY, None)
@example("2022–" * 24, None, None)
@example("in the start of " * 7, TUESDAY, TUESDAY)
@example("😀" * 10_000, None, None)
def test_a_reading_or_unreadable_phrase_is_all_that_ever_comes(phrase, published, named):
    try:
        reading = read(phrase, published=published, named=named)
    except UnreadablePhrase:
        return
    interval = reading.interval
    assert reading.phrase == phrase
    assert interval.is_dated
    if interval.earliest is not None and interval.latest is not None:
        assert interval.earliest <= interval.latest
    assert edtf.parse(interval.edtf) == interval
    assert reading.rule.replace("-", "").isalnum()
    assert reading.because.endswith(".")


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_day_reads_back_in_each_way_of_writing_it(day):
    written = [day.isoformat(), f"{day:%d %B %Y}", f"{day:%A %d %b. %Y}", f"{day:%B %d, %Y}"]
    assert {read(phrase).interval for phrase in written} == {from_bounds(day, day)}
