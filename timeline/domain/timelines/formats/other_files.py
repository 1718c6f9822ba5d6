"""Files that hold no timeline: of each kind a sentence on which program saves one, and how."""

from __future__ import annotations

import re

AS_TABLE = "as CSV, as an Excel workbook (.xlsx) or as an OpenDocument sheet (.ods)"

NO_COLUMNS = (
    "It is no timeline that can be read: neither TimelineJS’s JSON, nor a calendar, nor a table. "
    "In a spreadsheet give each event a row with its date and title, and save that as CSV."
)
"""The sentences for text in which nothing parts columns."""

_WIDE = {
    word: word.encode("utf-16-le") for word in ("EncryptedPackage", "WordDocument", "Workbook")
}
_UNLOCK = (
    "It is locked with a password. Open it in Excel or LibreOffice Calc with the password, save it "
    "without one, and send that."
)
_COPY = (
    "Copy its table into a spreadsheet (Excel, LibreOffice Calc, Google Sheets), and save that as "
    "CSV."
)
_ARTICLE = "If it is an article, add it under Articles."

_BY_KIND: tuple[tuple[str, str], ...] = (
    ("PDF", f"It keeps no table that can be relied on. {_COPY} {_ARTICLE}"),
    ("Word|\\.odt|RTF|e-book|PostScript", f"{_COPY} {_ARTICLE}"),
    ("PowerPoint", _COPY),
    (
        "image|icon|photograph|video|sound",
        "Type what it shows into a spreadsheet, and save that as CSV.",
    ),
    ("database", "Open it in DB Browser for SQLite, and choose File, Export, Table as CSV."),
    ("web archive", f"{_COPY} {_ARTICLE}"),
    (
        "archive",
        "Unpack it, and send the timeline that is in it, or a zip archive of Markdown files alone.",
    ),
)
_XML: tuple[tuple[str, str], ...] = (
    ("<kml|<gpx", "a map’s file. Open it in QGIS, and choose Export, Save Features As, CSV."),
    ("office:spreadsheet|opendocument.spreadsheet|Excel.Sheet",
     "a spreadsheet as XML. Open it in LibreOffice Calc or Excel, and save it as .ods or .xlsx."),
    ("<rss|<feed|<opml", "a feed. Add its articles under Articles."),
    ("<!doctype html|<html|<body|<table", f"a web page. {_COPY} {_ARTICLE}"),
)  # fmt: skip
_LOOKED_AT = 4_000


def of_bytes(kind: str, data: bytes) -> str:
    """The sentences for a file that is no text; ``kind``: what it looks like, "a PDF document"."""
    start = data[:_LOOKED_AT]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _of_old_office(data)
    if b".iwa" in data and data.startswith(b"PK"):
        return (
            "The file is one of Numbers, Pages or Keynote. In Numbers choose File, Export To, CSV "
            "or Excel, and send that."
        )
    if b"xl/workbook.bin" in start:
        how = "In Excel choose File, Save As, Excel Workbook (.xlsx)."
        return f"The file is a binary Excel workbook. {how}"
    for pattern, how in _BY_KIND:
        if re.search(pattern, kind):
            return f"The file is {kind}. {how}"
    return f"The file is {kind}. In the program that made it save the timeline {AS_TABLE}."


def of_markup(text: str) -> str:
    """The sentences for a web page, or XML."""
    start = text[:_LOOKED_AT]
    for pattern, how in _XML:
        if re.search(pattern, start, re.IGNORECASE):
            return f"It is {how}"
    return f"It is XML. In the program that made it export the timeline {AS_TABLE}."


def of_json(text: str) -> str:
    """The sentences for JSON that holds no timeline."""
    if '"FeatureCollection"' in text[:_LOOKED_AT]:
        return "It is GeoJSON. Open it in QGIS, and choose Export, Save Features As, CSV."
    return (
        "It is JSON without a list of “events”, so no timeline of TimelineJS, and no list of "
        "objects. In the program that made it export the timeline as CSV."
    )


def of_text(text: str) -> str:
    """The sentences for a link or a single Markdown file; empty for other text."""
    words = text[:_LOOKED_AT].strip()
    if re.fullmatch(r"https?://\S+", words) or words.startswith("[InternetShortcut]"):
        return (
            "It is a link, not the timeline behind it. Of a Google Sheet choose File, Download, "
            "Comma-separated values; of a TimelineJS timeline take the sheet that it is made from."
        )
    if words.startswith(("---\n", "+++\n")):
        how = "Put all of them, one event each, into a zip archive, and send that."
        return f"It is one Markdown file. {how}"
    return ""


def of_damaged() -> str:
    """The sentence for an archive or workbook that can't be read to its end."""
    return (
        "The file is damaged: a zip archive that can't be read. Send it once more, or save it anew "
        "in the program that made it."
    )


def locked_workbook() -> str:
    """The sentence for a workbook that only its password opens."""
    return f"The workbook can’t be read. {_UNLOCK}"


def _of_old_office(data: bytes) -> str:
    if _WIDE["EncryptedPackage"] in data:
        return locked_workbook()
    if _WIDE["WordDocument"] in data:
        return f"The file is a Word document of before 2007. {_COPY} {_ARTICLE}"
    return (
        "The file is an Excel workbook of before 2007 (.xls), or another old Office document. Open "
        "it in Excel or LibreOffice Calc, and choose File, Save As, Excel Workbook (.xlsx)."
    )
