"""What holds no timeline is told by what it is, with the program that saves one, and how."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import header_of, read_timeline
from timeline.services.imports.timeline_file import open_file, remembered_mapping

pytestmark = pytest.mark.django_db

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def opened(content: bytes) -> None:
    file = open_file(content, name="file")
    read_timeline(file.text, mapping=remembered_mapping(file))


def zipped(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            # Of no time of its own: a test is called by its bytes, in each process alike.
            inside = zipfile.ZipInfo(name.replace("_", "/").replace("-", "."))
            archive.writestr(inside, text)
    return data.getvalue()


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


ENCRYPTED = zipped(
    mimetype="application/vnd.oasis.opendocument.spreadsheet",
    **{"content-xml": "\0scrambled", "META-INF_manifest-xml": "<m:encryption-data/>"},
).replace(b"META.INF", b"META-INF")
DAMAGED = zipped(**{"a-md": "---\ndate: 2022\n---\n# A\n"})[:60]


@pytest.mark.parametrize(
    ("content", "what", "how"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "a PDF document", "Copy its table into a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image", "Type what it shows into a spreadsheet"),
        (OLD_OFFICE, "(.xls)", "choose File, Save As, Excel Workbook (.xlsx)"),
        (OLD_OFFICE + wide("EncryptedPackage"), "password", "save it without one"),
        (OLD_OFFICE + wide("WordDocument"), "a Word document", "Copy its table"),
        (zipped(**{"Index_Document-iwa": "x"}), "Numbers", "File, Export To, CSV or Excel"),
        (zipped(**{"xl_workbook-bin": "x"}), "binary Excel", "Excel Workbook (.xlsx)"),
        (zipped(**{"a-csv": "title,date\n"}), "a zip archive", "Unpack it"),
        (ENCRYPTED, "password", "save it without one"),
        (DAMAGED, "damaged", "save it anew"),
        (b"SQLite format 3\0\0", "a SQLite database", "Export, Table as CSV"),
        (b"\x1f\x8b\x08\0\0", "a gzip archive", "Unpack it"),
        (b"<!doctype html><p>x", "a web page", "add it under Articles"),
        (b"<?xml version='1.0'?><rss/>", "a feed", "under Articles"),
        (b"<?xml version='1.0'?><kml/>", "a map’s file", "QGIS"),
        (b"<?xml version='1.0'?><x/>", "XML", "export the timeline as CSV"),
        (b'{"type": "FeatureCollection", "features": []}', "GeoJSON", "QGIS"),
        (b'{"a": 1}', "JSON without a list of “events”", "export the timeline as CSV"),
        (b"[1, 2]", "JSON without a list", "as CSV"),
        (b'{"a": ', "can't be read as such", "save it anew"),
        (b"https://docs.google.com/spreadsheets/d/x\n", "a link", "Comma-separated values"),
        (b"[InternetShortcut]\r\nURL=https://x.example\r\n", "a link", "File, Download"),
        (b"---\ntitle: A\n---\nText\n", "one Markdown file", "zip archive"),
        (b"one line\nand another\n", "no timeline", "give each event a row"),
        (b"title,date\n", "no events", "row"),
    ],
)
def test_what_is_no_timeline_says_which_program_saves_one(content: bytes, what: str, how: str):
    with pytest.raises(NotATimeline) as refused:
        opened(content)
    told = str(refused.value)
    assert what in told
    assert how in told


def timesketch(**columns: object) -> str:
    rows = [{"message": f"Log-in {n}", "timestamp_desc": "Seen", **columns} for n in range(2)]
    return "\n".join(map(json.dumps, rows))


def first_dates(text: str) -> list[str]:
    file = open_file(text.encode(), name="any")
    rows = read_timeline(file.text, mapping=remembered_mapping(file)).rows
    assert all(row.title and not row.problems for row in rows)
    return [row.dated.interval.edtf for row in rows]


@pytest.mark.parametrize(
    "columns",
    [
        {"timestamp": 1646397000123456},
        {"timestamp": 1646397000},
        {"datetime": "2022-03-04T12:30:00+00:00"},
        {"datetime": "2022-03-04T12:30:00.123456+00:00", "timestamp": 1646397000123456},
    ],
)
def test_timesketch_s_lines_have_a_date_with_or_without_a_datetime(columns):
    assert {date[:10] for date in first_dates(timesketch(**columns))} == {"2022-03-04"}


SLIDES = {"events": [{"start_date": {"year": 2022, "month": 3}, "text": {"headline": "One"}}]}
OLD = {"timeline": {"headline": "Old", "date": [{"startDate": "2011,12,10", "headline": "One"}]}}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"storyjs_jsonp_data = {json.dumps(OLD)};", "2011-12-10"),
        (f"callback({json.dumps(SLIDES)});", "2022-03"),
        (f"var timeline = {json.dumps(SLIDES)};\n", "2022-03"),
        (f"/**/ my.load_it({json.dumps(SLIDES)})", "2022-03"),
    ],
)
def test_timelinejs_s_json_in_a_script_is_its_json(text: str, date: str):
    assert first_dates(text) == [date]


@pytest.mark.parametrize(
    ("header", "title", "date"),
    [
        ("event,eventLabel,pointInTime", "eventLabel", "pointInTime"),
        ("item,itemLabel,point_in_time", "itemLabel", "point_in_time"),
        ("item,itemLabel,startTime,endTime", "itemLabel", "startTime"),
    ],
)
def test_columns_of_a_wikidata_query_are_guessed(header: str, title: str, date: str):
    cells = ["http://www.wikidata.org/entity/Q1", "Shells fell"] + ["2022-03-01T00:00:00Z"] * 2
    names = header.split(",")
    file = open_file(f"{header}\n{','.join(cells[: len(names)])}\n".encode(), name="query.csv")
    assert header_of(file.text) == tuple(names)
    columns = remembered_mapping(file).columns
    assert (columns["id"], columns["title"], columns["date"]) == (names[0], title, date)
    assert first_dates(file.text) == ["2022-03-01"]


def test_a_column_event_beside_titles_is_no_id():
    columns = remembered_mapping(open_file(b"title,event,date\na,b,2022\n", name="x")).columns
    assert "id" not in columns
