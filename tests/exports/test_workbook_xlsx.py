"""Tellings as a workbook, read back by openpyxl."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import story
from tests.cast import Cast
from tests.exports.readers import sheet
from tests.exports.told import HOSTILE, dated_events, hostile_events, selection, written
from tests.story import Town, at
from timeline.domain.text.characters import plain
from timeline.exports import workbook_xlsx
from timeline.exports.mentions_csv import COLUMNS
from timeline.exports.workbook_xlsx import LONGEST, SOURCE_COLUMNS
from timeline.models import Event, Mention


def book(data: bytes | None = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data or written("xlsx")))


def test_there_are_two_sheets_whose_heads_stay_in_view(cast: Cast):
    read = book()
    assert read.sheetnames == ["Tellings", "Sources"]
    for name, columns in (("Tellings", COLUMNS), ("Sources", SOURCE_COLUMNS)):
        assert tuple(cell.value for cell in read[name][1]) == columns
        assert read[name].freeze_panes == "A2"
    assert read.properties.title == "The bridge"


def test_cells_have_their_types(cast: Cast):
    row = next(row for row in sheet(written("xlsx")) if row["source"] == "report")
    assert row["earliest"] == datetime(2022, 3, 3)
    assert row["event_latest"] == datetime(2022, 3, 3)
    assert row["disputed"] is True
    assert row["inferred"] is False
    assert row["paragraph"] == 2
    assert row["phrase"] == "on Thursday"
    assert row["edtf"] == "2022-03-03"
    assert row["via"] is None
    read = book()["Tellings"]
    head = {cell.value: cell.column for cell in read[1]}
    assert read.cell(2, head["earliest"]).number_format == "yyyy-mm-dd"


def test_each_source_has_a_row_those_told_through_too(town: Town):
    rows = {row["source"]: row for row in sheet(written("xlsx"), "Sources")}
    assert set(rows) == {
        "report", "column", "a-year-of-the-bridge", "to-all-who-cross",
        "seven-questions-to-the-diver",
    }  # fmt: skip
    assert rows["report"] == {
        **dict.fromkeys(SOURCE_COLUMNS),
        "source": "report",
        "title": "Bridge opens at last",
        "kind": "article",
        "outlet": "The Herald",
        "outlet_basis": "stated",
        "published": "2022-03-04",
        "earliest": datetime(2022, 3, 4),
        "latest": datetime(2022, 3, 4),
        "published_basis": "stated",
        "origin": "first-hand",
        "record": "https://retold.example/sources/report/",
    }
    assert rows["column"]["outlet_basis"] == "inferred"
    assert rows["to-all-who-cross"]["outlet"] is None


def test_days_before_excel_s_time_are_texts_and_open_ends_empty(db: None):
    dated_events()
    rows = {row["event"]: row for row in sheet(written("xlsx"))}
    assert rows["early"]["earliest"] == "0476-09-04"
    assert (rows["century"]["earliest"], rows["century"]["latest"]) == ("1800-01-01", "1899-12-31")
    assert rows["decade"]["earliest"] == datetime(1990, 1, 1)
    assert rows["last"]["latest"] == datetime(9999, 12, 31)
    assert rows["onwards"]["latest"] is rows["until"]["earliest"] is None
    assert rows["undated"]["earliest"] is rows["undated"]["datetime"] is None


def test_the_same_rows_as_in_the_csv(town: Town):
    from tests.exports.readers import table

    rows, lines = sheet(written("xlsx")), table(written("csv"))
    assert len(rows) == len(lines) == 8
    for row, line in zip(rows, lines, strict=True):
        for name, cell in row.items():
            text = cell.date().isoformat() if isinstance(cell, datetime) else cell
            if cell is None or isinstance(cell, bool):
                text = {None: "", True: "yes", False: "no"}[cell]
            in_csv = line[name].strip("“”") if name == "phrase" else line[name]
            assert str(text) == in_csv, name


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "{=A1}", "=", "http://x"]
)
def test_no_cell_is_a_formula_or_a_link(formula: str, cast: Cast):
    Event.objects.update(title=formula, place=at(formula))
    Mention.objects.update(says=formula)
    data = written("xlsx")
    for worksheet in book(data):
        for row in worksheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
    cells = [cell for row in book(data)["Tellings"].iter_rows() for cell in row]
    same = [cell for cell in cells if cell.value == formula]
    assert len(same) >= 6
    # Excel keeps what is marked so a text even when somebody edits it.
    quoted = formula[0] in "=+-@＝"
    assert {bool(cell.quotePrefix) for cell in same} == {quoted}


def test_hostile_words_stay_as_they_are(db: None):
    hostile_events()
    rows = {row["event"]: row for row in sheet(written("xlsx"))}
    for number, words in enumerate(HOSTILE):
        row = rows[f"hostile-{number}"]
        assert row["title"] == plain(words[:200])
        assert row["says"] == plain(words)


def test_a_cell_is_cut_where_excel_would_refuse_the_book(cast: Cast):
    for text in ("a" * LONGEST, "a" * (LONGEST + 1), "🌉" * LONGEST):
        Mention.objects.filter(phrase="on Thursday").update(says=text)
        row = next(row for row in sheet(written("xlsx")) if row["source"] == "report")
        assert len(row["says"].encode("utf-16-le")) // 2 <= LONGEST
        assert row["says"] == text or row["says"].endswith("…")


def test_what_it_was_made_from_is_put_away_even_where_the_reader_goes(
    db: None, tmp_path: Path, monkeypatch
):
    story.crowd(30)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pieces = workbook_xlsx.workbook_xlsx(selection())
    assert next(pieces)
    assert list(tmp_path.iterdir())
    pieces.close()
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_a_book_of_two_heads(db: None):
    data = written("xlsx")
    assert sheet(data) == sheet(data, "Sources") == []
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
