"""Files made to take minutes and gigabytes to read are sent to the desk, while a reader asks pages.

Each is answered within a minute, taken in or refused with a sentence; a 500, no answer, and a
reader who waits longer than five seconds for a page are faults. All are made here, of nothing but
repetition, and have two megabytes at most.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from tests.drills.desk import Visitor, hired
from tests.drills.place import STORY, Databases
from tests.drills.tally import Tally

COUNT = 40
LONGEST = 60
"""Seconds after which an upload must be answered."""
WAITED = 5
"""Seconds that a reader waits for a page at most."""
ARTICLE, TIMELINE = "/admin/timeline/article/add/", "/admin/timeline/import/"


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return file.getvalue()


def _word(body: bytes) -> bytes:
    """A Word document with a body."""
    package = b"http://schemas.openxmlformats.org/package/2006/"
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    words = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="%scontent-types"><Override PartName="/word/'
            b'document.xml" ContentType="%s"/></Types>' % (package, kind),
            "_rels/.rels": b'<Relationships xmlns="%srelationships"><Relationship Id="a" Type="%s" '
            b'Target="word/document.xml"/></Relationships>' % (package, office),
            "word/document.xml": b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>'
            % (words, body),
        }
    )


def _open_text(body: bytes) -> bytes:
    """An OpenDocument text with a body."""
    names = b"urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        b'<office:document-content xmlns:office="%soffice:1.0" xmlns:text="%stext:1.0">'
        b"<office:body><office:text>%s</office:text></office:body></office:document-content>"
    )
    return _zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content % (names, names, body),
        }
    )


def _pdf(objects: list[bytes]) -> bytes:
    """A PDF document of numbered objects, the first its catalogue, without a table of them."""
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, 1))
    return b"%PDF-1.7\n" + numbered + b"trailer <</Root 1 0 R>>\n%%EOF\n"


def _many_pages() -> bytes:
    kids = b"3 0 R " * 100_000
    tree = b"<</Type /Pages /Count 100000 /Kids [%s]>>" % kids
    return _pdf([b"<</Type /Catalog /Pages 2 0 R>>", tree, b"<</Type /Page /Parent 2 0 R>>"])


def _deep_pages() -> bytes:
    deep = [b"<</Type /Pages /Count 1 /Kids [%d 0 R]>>" % (at + 3) for at in range(20_000)]
    return _pdf([b"<</Type /Catalog /Pages 2 0 R>>", *deep, b"<</Type /Page>>"])


def _packed_page() -> bytes:
    drawn = zlib.compress(b"BT (one two three) Tj ET\n" * 8_000_000, 9)
    stream = b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(drawn), drawn)
    page = b"<</Type /Page /Parent 2 0 R /Contents 4 0 R>>"
    tree = b"<</Type /Pages /Count 1 /Kids [3 0 R]>>"
    return _pdf([b"<</Type /Catalog /Pages 2 0 R>>", tree, page, stream])


def _parts(kind: str, *, nested: bool) -> bytes:
    """A mail or a saved page of many parts, beside or within each other."""
    head = f"From: a@paper.example\nTo: b@paper.example\nMIME-Version: 1.0\nContent-Type: {kind}; "
    if nested:
        inner = [f"boundary=b{at}\n\n--b{at}\nContent-Type: {kind}; " for at in range(5_000)]
        return (head + "".join(inner) + "boundary=end\n\n").encode()
    return (head + "boundary=b\n\n" + "--b\nContent-Type: text/x\n\na\n" * 50_000).encode()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "packed.docx": (ARTICLE, lambda: _word(b" " * 300_000_000)),
    "elements.docx": (ARTICLE, lambda: _word(b"<w:p/>" * 20_000_000)),
    "deep.docx": (ARTICLE, lambda: _word(b"<w:tbl>" * 500_000)),
    "packed.odt": (ARTICLE, lambda: _open_text(b" " * 300_000_000)),
    "elements.odt": (ARTICLE, lambda: _open_text(b"<text:p>a</text:p>" * 8_000_000)),
    "packed.xlsx": (ARTICLE, lambda: _zipped({"xl/workbook.xml": bytes(300_000_000)})),
    "packed-table.xlsx": (TIMELINE, lambda: _zipped({"xl/workbook.xml": bytes(300_000_000)})),
    "deep.html": (ARTICLE, lambda: b"<!doctype html>" + b"<div>" * 200_000 + b"a"),
    "table.html": (ARTICLE, lambda: b"<!doctype html>" + b"<table><td>" * 100_000 + b"a"),
    "attributes.html": (ARTICLE, lambda: b"<!doctype html><p " + b"a=b " * 400_000 + b">a"),
    "many-pages.pdf": (ARTICLE, _many_pages),
    "deep-pages.pdf": (ARTICLE, _deep_pages),
    "packed.pdf": (ARTICLE, _packed_page),
    "line.csv": (TIMELINE, lambda: b"date,title\n" + b"a" * 2_000_000),
    "columns.csv": (TIMELINE, lambda: b"date,title\n" + b"a," * 1_000_000),
    "quote.csv": (TIMELINE, lambda: b'date,title\n"' + b'a""\n' * 500_000),
    "rows.csv": (TIMELINE, lambda: b"date,title\n" + b"2022,a\n" * 280_000),
    "deep.json": (TIMELINE, lambda: b"[" * 2_000_000),
    "deep-text.json": (ARTICLE, lambda: b"[" * 1_000_000 + b"]" * 1_000_000),
    "digits.json": (TIMELINE, lambda: b'{"events": ' + b"9" * 2_000_000 + b"}"),
    "keys.json": (TIMELINE, lambda: json.dumps({"events": [{}] * 400_000}).encode()),
    "parts.mhtml": (ARTICLE, lambda: _parts("multipart/related", nested=False)),
    "nested.mhtml": (ARTICLE, lambda: _parts("multipart/related", nested=True)),
    "parts.eml": (ARTICLE, lambda: _parts("multipart/mixed", nested=False)),
    "quotes.txt": (ARTICLE, lambda: b"\xe2\x80\x9c" * 300_000 + b" he said. "),
    "dates.txt": (ARTICLE, lambda: b"4 March 2022 " * 20_000),
    "dots.txt": (ARTICLE, lambda: b"A. " * 300_000),
    "comments.txt": (ARTICLE, lambda: b"<!--" * 400_000),
}
"""What each is called, where it is sent, and what makes it."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Send so many, one after the other."""
    tally = Tally()
    place = databases.place("bombed").made(*STORY)
    cookies, slowest, longest = hired(place), 0.0, 0.0
    with place.serve() as serving, ThreadPoolExecutor(1) as pool:
        editor, reader = Visitor(serving.address, dict(cookies)), Visitor(serving.address)
        reader.get("/")
        for name, (path, made) in islice(cycle(BOMBS.items()), seed - 1, seed - 1 + count):
            sent = pool.submit(editor.send, path, name, made())
            problems: list[str] = []
            while not sent.done():
                page = reader.get("/")
                slowest = max(slowest, page.seconds)
                late = page.status != 200 or page.seconds > WAITED
                problems += [f"{name}: a reader: {page.status}, {page.seconds:.0f} s"] * late
            answer = sent.result()
            longest = max(longest, answer.seconds)
            tally.seen[f"bombs answered {answer.status or 'nothing'}"] += 1
            if answer.status not in (200, 302, 413, 422) or answer.seconds > LONGEST:
                problems.append(f"{name}: {answer.status}, {answer.seconds:.0f} s")
            tally.fault(problems[:3])
    tally.seen["tenths of a second of the slowest page"] = round(slowest * 10)
    tally.seen["seconds of the slowest bomb"] = round(longest)
    return tally
