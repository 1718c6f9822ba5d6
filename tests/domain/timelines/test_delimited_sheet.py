"""Tables as they are written: cells beyond the header, and quotation marks left open."""

from __future__ import annotations

import pytest

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.delimited_sheet import read_sheet
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import Timeline, read_timeline


def read(text: str) -> Timeline:
    return read_timeline(text, mapping=Mapping({"title": "a", "date": "b"}))


def cells(text: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in read_sheet(text).below]


def test_cells_beyond_the_header_are_kept_and_told():
    timeline = read("a,b\nFire,2021-03-04,in the port,,7\nStorm,2021-03-05,,,\n")
    assert [dict(row.values) for row in timeline.rows] == [
        {"Column 3": "in the port", "Column 5": "7"}, {},
    ]  # fmt: skip
    assert timeline.header == ("a", "b", "Column 3", "Column 4", "Column 5")
    (told,) = timeline.notes
    assert told == (
        "Row 2 has more cells than the 2 that the first row names: what stands beyond is kept "
        "under “Column 3” and so on. Is a quotation mark missing around a cell?"
    )


def test_many_rows_with_more_cells_are_told_in_one_sentence():
    timeline = read("a,b\n" + "".join(f"Fire {n},2021-03-04,x\n" for n in range(20)))
    assert timeline.notes[0].startswith(
        "Rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 8 more have"
    )


def test_empty_cells_beyond_the_header_are_nothing():
    timeline = read("a,b\nFire,2021-03-04,,,\n")
    assert (timeline.header, timeline.notes) == (("a", "b"), ())


def test_the_sheets_of_other_programs_tell_it_too():
    text = "Year,Headline\n2021,Fire,in the port\n"
    (row,) = read_timeline(text).rows
    assert dict(row.values) == {"Column 3": "in the port"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quotation_mark_that_nothing_closes_swallows_no_rows(end):
    timeline = read(end.join(["a,b", "x,2020", '"Fire,2021', "Storm,2022", "Flood,2023", ""]))
    assert [row.title for row in timeline.rows] == ["x", '"Fire', "Storm", "Flood"]
    told = "A quotation mark that nothing closes stands for itself: line 3 (“Fire”)."
    assert timeline.notes == (told,)


def test_a_quotation_mark_that_the_next_cell_s_would_close_swallows_no_rows():
    text = 'a,b\n"two\nlines",1\n"Fire,2021\n"Flood",2022\n"a ""b""",2023\n'
    assert cells(text) == [
        (2, ("two\nlines", "1")), (3, ('"Fire', "2021")), (4, ("Flood", "2022")),
        (5, ('a "b"', "2023")),
    ]  # fmt: skip
    assert read_sheet(text).notes == (
        "A quotation mark that nothing closes stands for itself: line 4 (“Fire”).",
    )


def test_lines_within_a_cell_that_look_like_rows_are_told():
    (told,) = read_sheet('a,b\n"Fire,2021\nStorm,2022"\nFlood,2023\n').notes
    assert (
        told
        == "Row 2 has a cell of several lines that look like rows: is a quotation mark missing?"
    )
    assert not read_sheet('a,b\n"Fire\nin the port, at night",2021\n').notes[1:]
    assert read_sheet('a,b\n"Fire\nin the port",2021\n').notes == ()


def test_quotation_marks_within_cells_stay_as_they_were_read():
    assert cells('a,b\nthe "Lion",5\n"so ""said"" he",6\n') == [
        (2, ('the "Lion"', "5")), (3, ('so "said" he', "6")),
    ]  # fmt: skip


def test_a_cell_that_is_too_long_and_too_many_marks_left_open_are_refused_with_their_lines():
    with pytest.raises(NotATimeline, match="Line 3 can't be read"):
        read_sheet('a,b\nx,y\n"' + "x" * 200_000)
    with pytest.raises(NotATimeline, match=r"line 2 .* and \d+ more"):
        read_sheet("a,b\n" + '"x,y\n' * 1_002)
