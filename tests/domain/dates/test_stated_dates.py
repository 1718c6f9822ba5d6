"""A document's phrases read in its order, and what an editor infers."""

from __future__ import annotations

from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.dates.stated_dates import (
    INFERRED,
    NO_PHRASE,
    UNREAD,
    Stated,
    read_in_order,
    unread,
)
from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED

TUESDAY = edtf.parse("2014-03-18")


def texts(stated, published=TUESDAY):
    return [
        "✗" if isinstance(reading, UnreadablePhrase) else reading.interval.edtf
        for reading in read_in_order(stated, published=published)
    ]


def phrases(*written):
    return [Stated(phrase) for phrase in written]


def test_a_phrase_looks_back_to_the_one_before_it():
    assert texts(phrases("In January 2013", "That same month")) == ["2013-01", "2013-01"]


def test_it_looks_back_no_further_than_the_last_one_read():
    stated = phrases("In January 2013", "in May 2013", "that same month", "a month later")
    assert texts(stated) == ["2013-01", "2013-05", "2013-05", "2013-06"]


def test_an_unreadable_phrase_stands_in_its_place_and_is_passed_over():
    stated = phrases("in May 2013", "lately", "that same month")
    readings = read_in_order(stated, published=None)
    assert isinstance(readings[1], UnreadablePhrase)
    assert readings[1].phrase == "lately"
    assert texts(stated) == ["2013-05", "✗", "2013-05"]


def test_the_first_phrase_has_nothing_to_look_back_to():
    assert texts(phrases("that same month", "in May 2013")) == ["✗", "2013-05"]


def test_a_mention_without_a_phrase_is_undated_and_passed_over():
    stated = [Stated("in May 2013"), Stated(), Stated("that month")]
    readings = read_in_order(stated, published=None)
    assert texts(stated) == ["2013-05", "", "2013-05"]
    assert readings[1].rule == NO_PHRASE
    assert readings[1].because == "The document gives no date for it."


def test_what_an_editor_infers_wins_and_names_nothing():
    stated = [
        Stated("in May 2013"),
        Stated("soon after", inferred="2013-06", reason="The vote was in June."),
        Stated("that month"),
    ]
    reading = read_in_order(stated, published=None)[1]
    assert (reading.phrase, reading.interval.edtf) == ("soon after", "2013-06")
    assert (reading.rule, reading.because) == (INFERRED, "The vote was in June.")
    assert texts(stated) == ["2013-05", "2013-06", "2013-05"]


def test_an_inferred_date_that_is_no_edtf_is_an_error_in_its_place():
    (reading,) = read_in_order([Stated(inferred="June", reason="Said so.")], published=TUESDAY)
    assert isinstance(reading, UnreadablePhrase)
    assert str(reading) == "“June” is no EDTF date"


def test_a_publication_date_that_is_not_known_leaves_the_rest_readable():
    stated = phrases("on Friday", "in 2013")
    assert texts(stated, published=None) == ["✗", "2013"]
    assert texts(stated) == ["2014-03-14", "2013"]


def test_an_unread_phrase_is_kept_undated_with_the_reason():
    reading = unread(UnreadablePhrase("lately", "“lately” is not read as a date by any rule"))
    assert (reading.phrase, reading.interval, reading.rule) == ("lately", UNDATED, UNREAD)
    assert reading.because == "“lately” is not read as a date by any rule"
