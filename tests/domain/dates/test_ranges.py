"""Date phrases with words around another date: parts of it, spans, doubt."""

from __future__ import annotations

import pytest

from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.time import edtf

TUESDAY = edtf.parse("2014-03-18")

PARTS = [
    ("early 2014", "2014-01/2014-04", "early-part"),
    ("mid-2014", "2014-05/2014-08", "mid-part"),
    ("in late 2014", "2014-09/2014-12", "late-part"),
    ("early in 2014", "2014-01/2014-04", "early-part"),
    ("in the middle of 2014", "2014-05/2014-08", "mid-part"),
    ("early March 2014", "2014-03-01/2014-03-10", "early-part"),
    ("mid-March 2014", "2014-03-11/2014-03-20", "mid-part"),
    ("late February 2014", "2014-02-21/2014-02-28", "late-part"),
    ("the end of February 2016", "2016-02-21/2016-02-29", "late-part"),
    ("the early 1970s", "1970/1973", "early-part"),
    ("the mid-1970s", "1974/1976", "mid-part"),
    ("late in the seventies", "1977/1979", "late-part"),
    ("the early 18th century", "1700/1733", "early-part"),
    ("the late 18th century", "1767/1799", "late-part"),
    ("at the start of May in 2014", "2014-05-01/2014-05-10", "early-part"),
    ("early spring 2014", "2014-03", "early-part"),
    ("the end of winter 2014-15", "2015-02", "late-part"),
    ("at the beginning of 2014", "2014-01/2014-04", "early-part"),
    ("early last year", "2013-01/2013-04", "early-part"),
    ("late last week", "2014-03-14/2014-03-16", "late-part"),
    ("late April", "2013-04-21/2013-04-30", "late-part"),
    ("the end of the year", "2014-09/2014-12", "late-part"),
    ("the first half of 2014", "2014-01/2014-06", "half"),
    ("the second half of March 2014", "2014-03-16/2014-03-31", "half"),
    ("the latter half of the 1970s", "1975/1979", "half"),
    ("the first day of 2014", "2014-01-01", "end-day"),
    ("the last day of February 2014", "2014-02-28", "end-day"),
    ("the second week of March 2014", "2014-03-08/2014-03-14", "week-of-month"),
    ("the last week of March 2014", "2014-03-25/2014-03-31", "week-of-month"),
    ("the week of 18 March 2014", "2014-03-17/2014-03-23", "week-of-day"),
]  # fmt: skip

SPANS = [
    ("since 2014", "2014/..", "since"),
    ("since January 2014", "2014-01/..", "since"),
    ("since early 2014", "2014-01/..", "since"),
    ("ever since Feb. 24", "2014-02-24/..", "since"),
    ("since about 2010", "2010~/..", "since"),
    ("from 2014 onwards", "2014/..", "since"),
    ("18 March 2014 or later", "2014-03-18/..", "since"),
    ("since the vote in March 2014", "2014-03/..", "since"),
    ("since the mission began on 18 March 2014", "2014-03-18/..", "since"),
    ("until 18 March 2014", "../2014-03-18", "until"),
    ("up to March 2014", "../2014-03", "until"),
    ("till late 2014", "../2014-12", "until"),
    ("until the end of the blockade in 2014", "../2014", "until"),
    ("by March 2014", "../2014-03", "by"),
    ("no later than 2014", "../2014", "by"),
    ("before 2014", "../2013", "before"),
    ("prior to 18 March 2014", "../2014-03-17", "before"),
    ("before the vote in March 2014", "../2014-03", "before"),
    ("after March 2014", "2014-03/..", "after"),
    ("after the fall of the city in March 2014", "2014-03/..", "after"),
    ("following the vote on 18 March 2014", "2014-03-18/..", "after"),
    ("between 2010 and 2014", "2010/2014", "between"),
    ("between February and April 2014", "2014-02/2014-04", "between"),
    ("between November and February 2014", "2013-11/2014-02", "between"),
    ("between 3 and 18 March 2014", "2014-03-03/2014-03-18", "between"),
    ("between March 3 and 18, 2014", "2014-03-03/2014-03-18", "between"),
    ("from March to May 2014", "2014-03/2014-05", "from-to"),
    ("from May 2014 to March", "2014-05/2015-03", "from-to"),
    ("from early February to late March 2014", "2014-02-01/2014-03-31", "from-to"),
    ("3–18 March 2014", "2014-03-03/2014-03-18", "from-to"),
    ("3-18 March 2014", "2014-03-03/2014-03-18", "from-to"),
    ("March 3-18, 2014", "2014-03-03/2014-03-18", "from-to"),
    ("28 February – 3 March 2014", "2014-02-28/2014-03-03", "from-to"),
    ("28 December 2013 – 3 March 2014", "2013-12-28/2014-03-03", "from-to"),
    ("February–April 2014", "2014-02/2014-04", "from-to"),
    ("Feb. 24 to March 2", "2014-02-24/2014-03-02", "from-to"),
    ("from Monday to Friday", "2014-03-17/2014-03-21", "from-to"),
    ("Thursday through Sunday", "2014-03-13/2014-03-16", "from-to"),
    ("from last month to today", "2014-02/2014-03-18", "from-to"),
    ("March or April 2014", "2014-03/2014-04", "either"),
    ("the day after 18 March 2014", "2014-03-19", "counted-from"),
    ("two weeks before 18 March 2014", "2014-03-03/2014-03-09", "counted-from"),
]  # fmt: skip

DOUBT = [
    ("about March 2014", "2014-03~", "about"),
    ("circa 1850", "1850~", "about"),
    ("c. 1850", "1850~", "about"),
    ("c.1850", "1850~", "about"),
    ("around 18 March 2014", "2014-03-18~", "about"),
    ("around early 2014", "2014-01~/2014-04~", "about"),
    ("2014 or so", "2014~", "about"),
    ("about two weeks ago", "2014-03-03~/2014-03-09~", "about"),
    ("possibly in March 2014", "2014-03?", "uncertain"),
    ("March 2014, uncertain", "2014-03?", "uncertain"),
    ("about March 2014, uncertain", "2014-03%", "about"),
    ("about 2014-03?", "2014-03%", "about"),
]

OF_SOMETHING = [
    ("at the start of the siege in 2014", "2014", "of-something"),
    ("at the beginning of the siege in March 2014", "2014-03", "of-something"),
    ("in the first days of the siege in March 2014", "2014-03", "of-something"),
    ("at the end of the siege on 18 March 2014", "2014-03-18", "of-something"),
    ("at the start of Russia’s full-scale invasion in 2022", "2022", "of-something"),
    ("during the siege in the spring of 2014", "2014-21", "during-something"),
]


@pytest.mark.parametrize(("phrase", "text", "rule"), PARTS + SPANS + DOUBT + OF_SOMETHING)
def test_words_around_a_date_change_it(phrase, text, rule):
    reading = read(phrase, published=TUESDAY)
    assert (reading.interval.edtf, reading.rule) == (text, rule)
    assert reading.because.endswith(".")


def test_the_start_of_something_is_not_the_start_of_the_year():
    reading = read("at the start of the siege in 2014")
    assert reading.because == (
        "The year is stated; the start is that of “the siege”, not of the year, "
        "so the whole year stands."
    )
    assert read("at the start of 2014").interval != reading.interval


def test_each_word_around_adds_its_sentence():
    because = read("since early last year", published=TUESDAY).because
    assert because == (
        "Published on Tuesday 18 March 2014; the year before is 2013. "
        "“Early” is its first third, January – April 2013. “Since” leaves the end open."
    )


@pytest.mark.parametrize(
    "phrase", ["between March 2014 and January 2014", "from 18 March 2014 to 3 March 2014"]
)
def test_a_span_that_ends_before_it_starts_is_refused(phrase):
    with pytest.raises(UnreadablePhrase, match="before it starts"):
        read(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "since",
        "since then in 2014",
        "between 2014",
        "between the siege and the vote",
        "early 3–18 March 2014",
        "before 0001",
        "at the start of the siege",
        "at the start of Friday in 2014",
        "after the siege",
        "the fifth week of March 2014",
    ],
)
def test_words_around_no_date_are_refused(phrase):
    with pytest.raises(UnreadablePhrase):
        read(phrase, published=TUESDAY)
