"""The date of an event of which mentions give several, now and as of a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.domain.time import edtf
from timeline.domain.time.agreement import Agreement, Basis, agree, agree_as_of
from timeline.domain.time.formatting import distance
from timeline.domain.time.intervals import from_bounds


@pytest.mark.parametrize(
    ("told", "chosen", "text", "basis", "days"),
    [
        ([], None, "", Basis.UNDATED, 0),
        ([""], None, "", Basis.UNDATED, 0),
        ([""], "2014", "2014", Basis.CHOSEN, 0),
        (["2014-03"], None, "2014-03", Basis.AGREED, 0),
        (["2014", "2014-03", ""], None, "2014-03", Basis.AGREED, 0),
        (["2014", "2014-03-18", "2014-03"], None, "2014-03-18", Basis.AGREED, 0),
        (["2014-02/2014-03", "2014-03/2014-04"], None, "2014-03", Basis.AGREED, 0),
        (["2014-03/..", "2014"], None, "2014-03/2014-12", Basis.AGREED, 0),
        (["2014-03~", "2014-03"], None, "2014-03", Basis.AGREED, 0),
        (["2014-03~", "2014"], None, "2014-03~", Basis.AGREED, 0),
        (["2014-21", "2014-03/2014-05"], None, "2014-21", Basis.AGREED, 0),
        (["2014-21~", "2014-03/2014-05"], None, "2014-03/2014-05", Basis.AGREED, 0),
        (["2014-03-18", "2014-03-20"], None, "2014-03-18/2014-03-20", Basis.SPAN, 2),
        (["2014-03-18", "2014-03-20"], "2014-03-20", "2014-03-20", Basis.CHOSEN, 2),
        (["2014-03-18", "2014-03-20"], "", "2014-03-18/2014-03-20", Basis.SPAN, 2),
        (["2014-02", "2014-04", "2014"], None, "2014", Basis.SPAN, 32),
        (["2014-03-18", "2014-03"], "2013", "2014-03-18", Basis.AGREED, 0),
    ],
)
def test_mentions_agree_where_a_day_lies_in_all_of_them(told, chosen, text, basis, days):
    picked = None if chosen is None else edtf.parse(chosen)
    agreement = agree(map(edtf.parse, told), chosen=picked)
    assert (agreement.interval.edtf, agreement.basis) == (text, basis)
    assert (agreement.disputed, agreement.days_apart) == (days > 0, days)


@pytest.mark.parametrize(
    ("told", "chosen", "text", "apart"),
    [
        (["2022-03-04T09:40:00", "2022-03-04"], "", "2022-03-04T09:40:00", ""),
        (["2022-03", "2022-03-04T09:40:00"], "", "2022-03-04T09:40:00", ""),
        (["2022-03-04T09:40:00", "2022-03-04T10:15:00"], "", "2022-03-04", "35 minutes"),
        (["2022-03-04T09:40:00", "2022-03-04T10:45:00"], "2022-03-04T10:45:00",
         "2022-03-04T10:45:00", "1 hour and 5 minutes"),
        (["2022-03-04T09:40:00", "2022-03-04T09:40:05"], "", "2022-03-04", "5 seconds"),
        # One moment by two clocks, on one day and on two: that of the place is shown.
        (["2022-03-04T18:00:00Z", "2022-03-04T20:00:00+02:00"], "", "2022-03-04T20:00:00+02:00",
         ""),
        (["2022-03-04T23:30:00Z", "2022-03-05T01:30:00+02:00"], "", "2022-03-05T01:30:00+02:00",
         ""),
        (["2022-03-04T18:00:00Z", "2022-03-04T18:00:00+02:00"], "", "2022-03-04", "2 hours"),
        # Of a time told in UTC nobody knows the hour of the place.
        (["2022-03-04T18:00:00Z", "2022-03-04T20:00:00"], "", "2022-03-04T20:00:00", ""),
        (["2022-03-04T20:00:00+02:00", "2022-03-04T20:00:00"], "", "2022-03-04T20:00:00+02:00", ""),
        (["2022-03-04T20:00:00+02:00", "2022-03-04T20:30:00"], "", "2022-03-04", "30 minutes"),
        (["0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00", "9999-12-31"], "",
         "0001/9999", None),
    ],
)  # fmt: skip
def test_times_of_one_day_agree_or_differ_by_the_hour(told, chosen, text, apart):
    intervals = [edtf.parse(one) for one in told]
    agreement = agree(intervals, chosen=edtf.parse(chosen))
    assert agreement.interval.edtf == text
    assert agree(reversed(intervals), chosen=edtf.parse(chosen)) == agreement
    assert agreement.disputed == (apart != "")
    if apart is not None:
        assert agreement.days_apart == 0
        assert not apart or distance(intervals) == apart


def test_the_order_of_the_mentions_changes_nothing():
    told = [edtf.parse(text) for text in ("2014", "2014-03~", "2014-03", "2014-01/2014-06")]
    assert agree(told) == agree(reversed(told)) == Agreement(edtf.parse("2014-03"), Basis.AGREED)


@given(st.lists(st.tuples(st.dates(), st.dates()).map(sorted), min_size=1, max_size=6))
def test_an_agreed_date_lies_in_each_mention_and_a_disputed_one_in_none(pairs):
    told = [from_bounds(*pair) for pair in pairs]
    agreement = agree(told)
    assert agreement.disputed == (agreement.basis is Basis.SPAN) == (agreement.days_apart > 0)
    for interval in told:
        if agreement.disputed:
            assert agreement.interval.earliest <= interval.earliest
            assert interval.latest <= agreement.interval.latest
        else:
            assert interval.earliest <= agreement.interval.earliest
            assert agreement.interval.latest <= interval.latest


def test_as_of_a_day_only_what_was_surely_published_by_then_counts():
    tellings = {"2014-03-18": "2014-03-17", "2014-03": "2014-03-19", "2014/..": "2014", "": "2013"}
    told = [(edtf.parse(published), edtf.parse(when)) for published, when in tellings.items()]
    assert agree_as_of(told, date(2014, 3, 17)) == agree([])
    assert agree_as_of(told, date(2014, 3, 30)) == agree([edtf.parse("2014-03-17")])
    assert agree_as_of(told, date(2014, 3, 31)) == agree(
        [edtf.parse("2014-03-17"), edtf.parse("2014-03-19")]
    )
