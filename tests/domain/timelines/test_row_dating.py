"""Dates of imported rows: as precise as the file gives them, and refused by name."""

from __future__ import annotations

import pytest

from timeline.domain.timelines.file_dates import DateForms, NoDate, WhichOrder
from timeline.domain.timelines.row_dating import from_parts, from_typed, parts

NOT_SAID, DAY_FIRST, MONTH_FIRST = DateForms(), DateForms(True), DateForms(False)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ((2022,), (2022,)),
        (("2022", "3"), (2022, 3)),
        (("2,022", " 03 ", "4"), (2022, 3, 4)),
        ((2022.0, "3.0", None), (2022, 3)),
        (("", "", ""), ()),
        ((476, 9, 4), (476, 9, 4)),
    ],
)
def test_parts_are_numbers_or_texts(given, found):
    assert parts(*given) == found


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ((-44,), "The year “-44” lies outside the years 1 to 9999."),
        (("12022",), "The year “12022” lies outside the years 1 to 9999."),
        ((0,), "lies outside"),
        ((10**40,), "lies outside"),
        (("44 BC",), "Its year “44 BC” is no number."),
        ((True,), "is no number"),
        ((2022.5,), "is no number"),
        (("٢٠٢٢",), "is no number"),
        ((2022, 13), "There is no month “13”."),
        ((2022, 2, 30), "2022-02-30 is no day of the calendar."),
        ((2022, None, 4), "It gives a day without a month."),
        ((None, 3), "It gives a month or a day without a year."),
    ],
)
def test_parts_that_are_no_day_are_named(given, why):
    with pytest.raises(NoDate) as failed:
        parts(*given)
    assert why in str(failed.value)


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ((2022,), (), "2022"),
        ((2022, 2), (), "2022-02"),
        ((2022, 2, 3), (), "2022-02-03"),
        ((2022, 2, 3), (2022, 2, 3), "2022-02-03"),
        ((2022, 2, 3), (2022, 3), "2022-02-03/2022-03"),
        ((1990,), (1999,), "199X"),
        ((2022, 1), (2022, 12), "2022"),
    ],
)
def test_a_start_alone_keeps_its_precision_and_two_go_from_first_to_last(start, end, edtf):
    dated = from_parts(start, end)
    assert (dated.interval.edtf, dated.inferred) == (edtf, edtf)
    assert dated.reason.startswith("The file gives the date as ")


def test_an_end_before_the_start_is_named():
    with pytest.raises(NoDate, match=r"ends \(2022-02\) before it starts \(2022-03-04\)\."):
        from_parts((2022, 3, 4), (2022, 2))


@pytest.mark.parametrize(
    ("start", "end", "own"),
    [
        ((1968,), (), "1968~"),
        ((2021, 12), (2022, 2), "2021-24"),
        ((2022, 2, 24), (), "2022-02-24/.."),
        ((2014, 6), (), "../2014-06"),
        ((1,), (99,), "00XX"),
    ],
)
def test_our_own_edtf_wins_where_it_fits(start, end, own):
    assert from_parts(start, end, stated=own).interval.edtf == own


@pytest.mark.parametrize(
    ("start", "end", "own", "edtf"),
    [
        ((2022, 3, 5), (), "2022-03-04", "2022-03-05"),
        ((2022, 2, 25), (), "2022-02-24/..", "2022-02-25"),
        ((2022, 2, 24), (2022, 3), "2022-02-24/..", "2022-02-24/2022-03"),
        ((2022,), (), "nonsense", "2022"),
        ((2022,), (), "", "2022"),
    ],
)
def test_where_somebody_changed_the_parts_they_win(start, end, own, edtf):
    assert from_parts(start, end, stated=own).interval.edtf == edtf


def test_the_words_shown_are_the_phrase_where_they_read_as_that_very_stretch():
    dated = from_parts((2022, 3, 4), display="4 March 2022")
    assert (dated.phrase, dated.inferred) == ("4 March 2022", "")


def test_words_that_say_more_than_the_parts_count():
    assert from_parts((1968,), display="about 1968").interval.edtf == "1968~"
    assert from_parts((1968,), display="about 1968", stated="1968").interval.edtf == "1968"


@pytest.mark.parametrize("display", ["the day it opened", "4 April 2022", "Friday", "x" * 150])
def test_words_that_read_otherwise_stand_beside_the_date_with_the_reason(display):
    dated = from_parts((2022, 3, 4), display=display)
    assert (dated.phrase, dated.inferred) == (display, "2022-03-04")
    assert dated.reason == "The file gives the date as 2022-03-04."


@pytest.mark.parametrize(
    ("typed", "forms", "edtf"),
    [
        ("2022-03-04", NOT_SAID, "2022-03-04"),
        ("May 2022", NOT_SAID, "2022-05"),
        ("13/04/2022", NOT_SAID, "2022-04-13"),
        ("03/04/2022", DAY_FIRST, "2022-04-03"),
        ("03/04/2022", MONTH_FIRST, "2022-03-04"),
        ("3.4.2022 14:30", DAY_FIRST, "2022-04-03T14:30:00"),
        ("2022-03-04 09:15:00", NOT_SAID, "2022-03-04T09:15:00"),
        ("2022-03-04T09:15:00Z", NOT_SAID, "2022-03-04T09:15:00Z"),
        ("8 May 2022, 3:30 pm", NOT_SAID, "2022-05-08T15:30:00"),
        ("1940s", NOT_SAID, "194X"),
        ("04/04/2022", NOT_SAID, "2022-04-04"),
        ("", NOT_SAID, ""),
    ],
)
def test_typed_dates_are_read(typed, forms, edtf):
    assert from_typed(typed, forms=forms).interval.edtf == edtf


def test_a_date_that_is_two_days_asks_for_the_order():
    with pytest.raises(WhichOrder, match="“03/04/2022” is two different days"):
        from_typed("03/04/2022", forms=NOT_SAID)


@pytest.mark.parametrize(
    ("typed", "forms", "why"),
    [
        ("13/04/2022", MONTH_FIRST, "“13/04/2022” is no date with the month first."),
        ("04/13/2022", DAY_FIRST, "“04/13/2022” is no date with the day first."),
        ("Friday", NOT_SAID, "needs the publication date"),
        ("3 days ago", NOT_SAID, "needs the publication date"),
        ("soonish", NOT_SAID, "“soonish” is not read as a date by any rule."),
        ("60,000 BC", NOT_SAID, "lies before the year 1"),
        ("5/8/22", NOT_SAID, "say whether the day or the month is first"),
    ],
)
def test_typed_dates_that_can_not_be_read_are_named(typed, forms, why):
    with pytest.raises(NoDate) as failed:
        from_typed(typed, forms=forms)
    assert why in str(failed.value)


def test_two_typed_ends_go_from_first_to_last():
    dated = from_typed("May 2022", "8 June 2022", forms=NOT_SAID)
    assert dated.interval.edtf == "2022-05/2022-06-08"
    assert dated.written == "May 2022 – 8 June 2022"
    with pytest.raises(NoDate, match=r"ends \(“2021”\) before it starts \(“May 2022”\)\."):
        from_typed("May 2022", "2021", forms=NOT_SAID)
    with pytest.raises(NoDate, match="no start"):
        from_typed("", "2021", forms=NOT_SAID)


def test_what_is_marked_as_approximate_is_so():
    dated = from_typed("1968", approximate=True, forms=NOT_SAID)
    assert (dated.interval.edtf, dated.inferred) == ("1968~", "1968~")
    both = from_typed("1968", "1970", approximate=True, forms=NOT_SAID)
    assert both.interval.edtf == "1968~/1970~"


def test_a_phrase_is_kept_as_written_where_the_order_gives_its_meaning():
    dated = from_typed("03/04/2022", forms=DAY_FIRST)
    assert (dated.phrase, dated.inferred) == ("03/04/2022", "2022-04-03")
    assert dated.reason == "The file gives the date as “03/04/2022”."
