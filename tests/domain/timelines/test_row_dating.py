"""Dates of imported rows: as precise as the file gives them, and refused by name."""

from __future__ import annotations

import pytest

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.file_dates import AskedOfColumn, DateForms, NoDate, WhichOrder
from timeline.domain.timelines.grouped_notes import grouped
from timeline.domain.timelines.row_dating import from_parts, from_typed, parts
from timeline.domain.timelines.timeline_file import read_timeline

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


@pytest.mark.parametrize(
    ("typed", "edtf", "told"),
    [
        ("[unknown]", "", "is no date; it stays undated"),
        ("(n. d.)", "", "is no date"),
        ("o. D.", "", "is no date"),
        ("невідомо", "", "is no date"),
        ("0000-00-00 00:00:00", "", "is no date"),
        ("00/00/0000", "", "is no date"),
        ("#N/A", "", "is no date"),
        ("—", "", "is no date"),
        ("+2022-03-04T00:00:00Z", "2022-03-04T00:00:00Z", ""),
        ("+1850-00-00T00:00:00Z", "1850", "“00” stands for what is not known."),
        ("2022-03-00", "2022-03", "“00” stands for what is not known."),
        ("1918 [?]", "1918?", ""),
        ("5 June 2020 (?)", "2020-06-05?", ""),
        ("5 June 2020[12]", "2020-06-05", "The mark “[12]” beside it is left out."),
        ("5 June 2020*", "2020-06-05", "The mark “*” beside it is left out."),
        ("2022-03-04 (Friday)", "2022-03-04", ""),
        ("June 2020, exact date unknown", "2020-06", ""),
        ("2020 (month unknown)", "2020", ""),
        ("AD 79", "0079", ""),
        ("5 June 1066 AD", "1066-06-05", ""),
        ("c1918", "1918~", ""),
        ("19th c.", "18XX", ""),
        ("Q1/2022", "2022-01/2022-03", ""),
        ("2020/6", "2020-06", ""),
        ("March/April 2022", "2022-03/2022-04", ""),
        ("5 & 6 June 2020", "2020-06-05/2020-06-06", ""),
        ("2014–", "2014/..", "Nothing stands behind its dash"),
        ("2022:03:14 12:30:00", "2022-03-14T12:30:00", ""),
        ("20220304_123000", "2022-03-04T12:30:00", ""),
        ("4 March 2022, 14:30 hrs", "2022-03-04T14:30:00", ""),
        ("Fri Mar 04 2022 12:30:00 GMT+0200 (EET)", "2022-03-04T12:30:00+02:00", ""),
        ("Mar-68", "1968-03", "its century is inferred"),
        ("June '20", "2020-06", "its century is inferred"),
        ("4-Mar-22 - 6-Mar-22", "2022-03-04/2022-03-06", "its century is inferred"),
        ("14/03/2022 to 16/03/2022", "2022-03-14/2022-03-16", ""),
    ],
)
def test_what_people_and_programs_write_around_a_date_is_read_or_told(typed, edtf, told):
    dated = from_typed(typed, forms=NOT_SAID)
    assert (dated.interval.edtf, dated.written) == (edtf, typed)
    assert told in dated.note
    assert bool(told) == bool(dated.note)


@pytest.mark.parametrize(
    "typed",
    [
        "5. 6. 2020", "5 / 6 / 2020", "5 6 2020", "03/04/2022 - 05/04/2022", "before 5/6/2020",
        "Friday 5/6/2020", "5/6/2020?", "12:30 5/6/2020", "Mar-22", "May 10",
    ],
)  # fmt: skip
def test_a_date_that_its_column_decides_is_asked_for_whatever_stands_around_it(typed):
    with pytest.raises(AskedOfColumn):
        from_typed(typed, forms=NOT_SAID)


@pytest.mark.parametrize(
    ("typed", "day_first", "month_first"),
    [
        ("5. 6. 2020", "2020-06-05", "2020-05-06"),
        ("03/04/2022 - 05/04/2022", "2022-04-03/2022-04-05", "2022-03-04/2022-05-04"),
        ("before 5/6/2020", "../2020-06-04", "../2020-05-05"),
        ("5/6/2020?", "2020-06-05?", "2020-05-06?"),
    ],
)
def test_what_is_said_of_a_column_counts_within_a_cell_too(typed, day_first, month_first):
    assert from_typed(typed, forms=DAY_FIRST).interval.edtf == day_first
    assert from_typed(typed, forms=MONTH_FIRST).interval.edtf == month_first


@pytest.mark.parametrize(
    "typed",
    ["5-7/6/2020", "5.-7.6.2020", "5/6-7/6/2020", "28.2 - 3.3.2022", "192.168.1.2020", "44624",
     "5 June 2020 at 14:30 and 16:00", "2022-03-04, 2022-03-06"],
)  # fmt: skip
def test_what_holds_a_date_among_others_is_refused(typed):
    with pytest.raises(NoDate, match=r"is not read|may be a day as spreadsheets count"):
        from_typed(typed, forms=DAY_FIRST)


def test_two_digits_behind_a_month_are_what_was_said():
    assert from_typed("Mar-22", forms=DateForms(month_years=True)).interval.edtf == "2022-03"
    with pytest.raises(NoDate, match="“Mar-22” is a day without its year"):
        from_typed("Mar-22", forms=DateForms(month_years=False))


@pytest.mark.parametrize(
    "typed", ["morning of 4 March 2022", "2022-03-04 12.30", "4 March 2022 12:30 EST"]
)
def test_a_time_of_day_that_a_date_does_not_hold_is_told(typed):
    dated = from_typed(typed, forms=NOT_SAID)
    assert (dated.interval.edtf, dated.written) == ("2022-03-04", typed)
    assert (
        dated.note == f"“{typed}” names a time of day, which its date doesn’t hold; the words stay."
    )


def test_a_time_of_day_before_its_day_is_kept_or_told():
    dated = from_typed("12:30 4 March 2022", forms=NOT_SAID)
    assert "T12:30" in dated.interval.edtf or "names a time of day" in dated.note


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


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("1903-11", "1908-12"), "“1903-11” can be a span of years or a month"),
        (("Mar-22", "May-21"), "“Mar-22” can be a month of a year or a day"),
    ],
)
def test_cells_of_which_one_thing_is_asked_are_one_problem(cells, told):
    text = "title,date\n" + "".join(f"x,{one}\n" for one in cells)
    rows = read_timeline(text, mapping=Mapping({"title": "title", "date": "date"})).rows
    (note,) = grouped((why, row.number) for row in rows for why in row.problems)
    assert str(note).startswith(f"rows 2 and 3: {told}")
    assert str(note).endswith(f"say which. Likewise “{cells[1]}”.")
