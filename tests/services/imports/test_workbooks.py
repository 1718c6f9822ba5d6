"""Workbooks taken in: what their cells show counts, and what a sheet leaves out is said."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from odfdo import Cell, Column, Document, Element, Row, Table
from openpyxl.comments import Comment

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import read_timeline
from timeline.services.imports.timeline_file import open_file
from timeline.services.imports.workbooks import read_workbook

HEAD = ["title", "date", "deaths"]


def excel(rows: list[list[Any]], *, then: Callable[[Any], None] = lambda book: None) -> bytes:
    """A workbook; a cell may be a pair of its value and how it is shown."""
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, start=1):
        for place, told in enumerate(row, start=1):
            value, shown = told if isinstance(told, tuple) else (told, "")
            cell = book.active.cell(at, place, value)
            if shown:
                cell.number_format = shown
    then(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def cells(data: bytes) -> list[list[str]]:
    found = read_workbook(data)
    assert found is not None
    return list(csv.reader(StringIO(found.text, newline="")))


FIRST = date(2022, 3, 1)


@pytest.mark.parametrize(
    ("value", "shown", "right"),
    [
        (FIRST, "yyyy-mm-dd", "2022-03-01"),
        (FIRST, "mmm\\ yyyy", "2022-03"),
        (FIRST, "[$-409]mmmm\\ yyyy;@", "2022-03"),
        (FIRST, "mm/yy", "2022-03"),
        (FIRST, "yyyy", "2022"),
        (FIRST, "d\\ mmm", "2022-03-01"),
        (FIRST, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2022-03-01"),
        (datetime(2022, 3, 4, 14, 30), "yyyy-mm-dd hh:mm", "2022-03-04T14:30:00"),
        (datetime(2022, 3, 4), "yyyy-mm-dd", "2022-03-04"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (time(14, 30), "h:mm", "14:30:00"),
        (0.25, "0%", "25%"),
        (1871, "General", "1871"),
        (3.5, '"day" 0.0', "3.5"),
        (1e-7, "General", "0.0000001"),
        ("03/04/2022", "General", "03/04/2022"),
        (True, "General", "yes"),
    ],
)
def test_a_cell_of_excel_is_what_it_shows(value, shown, right):
    assert cells(excel([HEAD, ["Fair", (value, shown), 1]]))[1] == ["Fair", right, "1"]


def test_rows_keep_their_numbers_and_a_month_stays_a_month():
    data = excel([[], HEAD, [], ["Fair", (FIRST, "mmm yyyy"), 0]])
    mapping = Mapping({"title": "title", "date": "date"})
    (row,) = read_timeline(open_file(data, name="fairs.xlsx").text, mapping=mapping).rows
    assert (row.number, row.dated.interval.edtf) == (4, "2022-03")


def test_what_is_left_out_of_a_workbook_is_said():
    def more(book: Any) -> None:
        book.create_sheet("Notes").append(["Ask Ida"])
        book.create_sheet("Empty")
        book.create_sheet("Old", 0).append(["Not this"])
        book["Old"].sheet_state = "hidden"

    data = excel([HEAD, ["Fair", "2022", "#REF!"], ["Fire", "2023", "=1+1"]], then=more)
    file = open_file(data, name="fairs.xlsx")
    others, errors, formulas = file.notes
    assert others == "Of its sheets the first is read; left out: “Notes”."
    assert errors == "1 cell with an error (#REF!) left empty."
    assert formulas.startswith("1 cell left empty, for the file keeps no result of the formula;")
    assert cells(data) == [HEAD, ["Fair", "2022"], ["Fire", "2023"]]


def opendocument(*values: tuple[Any, str, str]) -> bytes:
    """A sheet with a row a value: value, the parts of its date's style, and who has that style."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Fairs")
    for at, (value, parts, owner) in enumerate(values):
        row = Row()
        row.set_value(0, "Fair")
        cell = Cell(value)
        if parts:
            children = "".join(f"<number:{part}/>" for part in parts.split())
            document.insert_style(
                Element.from_tag(
                    f'<number:date-style style:name="N{at}">{children}</number:date-style>'
                ),
                automatic=True,
            )
            document.insert_style(
                Element.from_tag(
                    f'<style:style style:name="ce{at}" style:family="table-cell" '
                    f'style:data-style-name="N{at}"/>'
                ),
                automatic=True,
            )
            if owner == "cell":
                cell.style = f"ce{at}"
            else:
                table.set_column(1, Column(default_cell_style=f"ce{at}"))
        row.set_cell(1, cell)
        table.append_row(row)
    document.body.append(table)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_cell_of_opendocument_is_what_it_shows():
    data = opendocument(
        (FIRST, "day month year", "cell"), (FIRST, "month year", "cell"), (FIRST, "year", "cell"),
        (datetime(2022, 3, 4, 9, 5), "", "cell"), (12, "", "cell"), (True, "", "cell"),
    )  # fmt: skip
    assert [row[1] for row in cells(data)] == [
        "2022-03-01", "2022-03", "2022", "2022-03-04T09:05:00", "12", "yes",
    ]  # fmt: skip
    assert cells(opendocument((FIRST, "month year", "column")))[0] == ["Fair", "2022-03"]


def test_what_is_no_workbook_or_none_that_can_be_read_says_so():
    assert read_workbook(b"title,date\n") is None
    with pytest.raises(NotATimeline, match="No sheet of the workbook has anything in it"):
        open_file(excel([]), name="empty.xlsx")
    with pytest.raises(NotATimeline, match="damaged"):
        open_file(excel([HEAD])[:-200], name="cut.xlsx")
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(NotATimeline, match="workbook can't be read"):
        open_file(file.getvalue(), name="odd.xlsx")
    with pytest.raises(NotATimeline, match="Copy its table into a spreadsheet"):
        open_file(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", name="fairs.pdf")


def test_what_a_cell_of_excel_links_to_is_a_column_and_its_comments_are_named():
    def more(book: Any) -> None:
        sheet = book.active
        sheet["B2"].hyperlink = "https://alpha.example/1?a=b&c=d"
        sheet["B3"].hyperlink = "https://alpha.example/2"
        sheet["A3"].hyperlink = "#Sheet!A1"
        sheet["C2"].comment = Comment("Ask Ida", "Olaf")

    data = excel(
        [["title", "outlet", "deaths"], ["Fair", "Daily Alpha", 1], ["Fire", "https://alpha.example/2"],
         ["Flood", "Beta", 3]],
        then=more,
    )  # fmt: skip
    assert cells(data) == [
        ["title", "outlet", "deaths", "outlet link"],
        ["Fair", "Daily Alpha", "1", "https://alpha.example/1?a=b&c=d"],
        ["Fire", "https://alpha.example/2"],
        ["Flood", "Beta", "3"],
    ]
    assert open_file(data, name="fairs.xlsx").notes == (
        "What cells link to is in columns of its own: “outlet link”.",
        "1 comment on cells left out.",
    )


def test_what_a_formula_links_to_is_read():
    data = excel([["title", "more"], ["Fair", '=HYPERLINK("https://alpha.example/3","there")']])
    assert cells(data)[:2] == [
        ["title", "more", "more link"],
        ["Fair", "", "https://alpha.example/3"],
    ]


def test_what_a_cell_of_opendocument_links_to_is_a_column_and_its_comments_are_named():
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Fairs")
    for title, outlet in (("title", "outlet"), ("Fair", "Daily Alpha"), ("Fire", "Beta")):
        row = Row()
        row.set_value(0, title)
        row.set_value(1, outlet)
        if title == "Fair":
            row.set_cell(1, Element.from_tag(
                '<table:table-cell office:value-type="string"><office:annotation><text:p>Ask Ida'
                '</text:p></office:annotation><text:p><text:a xlink:href="https://alpha.example/1">'
                "Daily Alpha</text:a></text:p></table:table-cell>"
            ))  # fmt: skip
        table.append_row(row)
    document.body.append(table)
    file = BytesIO()
    document.save(file)
    assert cells(file.getvalue()) == [
        ["title", "outlet", "outlet link"], ["Fair", "Daily Alpha", "https://alpha.example/1"],
        ["Fire", "Beta"],
    ]  # fmt: skip
    assert open_file(file.getvalue(), name="fairs.ods").notes[1] == "1 comment on cells left out."
