"""Word, OpenDocument and PDF documents as articles, and those that can't be read."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import odfdo
import pytest
from pypdf import PdfReader, PdfWriter

from timeline.domain.article.incoming_article import NotAnArticle
from timeline.services.articles import saved_pages
from timeline.services.articles.article_files import read_article

HEADLINE = "The town has its bridge"
LINES = ("By Anna Lind", "4 March 2022")
FIRST = (
    "The mayor cut a ribbon on the new bridge on Thursday, and the town walked over it until dark, "
    "some of them twice, to be sure that it would hold, as the ferryman had told them to."
)
SECOND = (
    "“It will outlast us,” she told those who had come, and added that its cost would be forgotten "
    "sooner than the ferry, which lies at the bank and which nobody wants to buy by now."
)


def word(*lines: str) -> bytes:
    made, out = docx.Document(), BytesIO()
    for line in lines:
        made.add_paragraph(line)
    made.core_properties.author = "python-docx"
    made.save(out)
    return out.getvalue()


def opendocument(*lines: str) -> bytes:
    made, out = odfdo.Document("text"), BytesIO()
    made.body.clear()
    made.body.append(odfdo.Header(1, lines[0]))
    for line in lines[1:]:
        made.body.append(odfdo.Paragraph(line))
    made.save(out)
    return out.getvalue()


def wrapped(text: str, *, width: int = 72) -> list[str]:
    lines = [""]
    for each in text.split():
        if len(lines[-1]) + len(each) + 1 > width:
            lines.append(each)
        else:
            lines[-1] = f"{lines[-1]} {each}".strip()
    return lines


def pdf(*pages: list[str]) -> bytes:
    """A PDF document of these pages, each of these lines, in Windows-1252 without compression."""
    bodies = []
    for page in pages:
        shown = b"".join(
            b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
            for line in page
        )
        bodies.append(b"BT /F1 11 Tf 14 TL 50 800 Td\n" + shown + b"ET")
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, body in enumerate(bodies):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (5 + 2 * at)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(body), body))
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (count, table, count, len(out))
    )


PDF = pdf([HEADLINE, *LINES, *wrapped(FIRST), *wrapped(SECOND)])


def lines_of(article) -> list[str]:
    return [line for line in article.text.splitlines() if line.strip()]


@pytest.mark.parametrize("name", ["", "bridge.docx", "bridge.odt", "bridge.pdf", "bridge.txt"])
@pytest.mark.parametrize(
    "data",
    [word(HEADLINE, *LINES, FIRST, SECOND), opendocument(HEADLINE, *LINES, FIRST, SECOND), PDF],
    ids=["word", "opendocument", "pdf"],
)
def test_a_document_is_read_a_paragraph_a_line(data, name):
    article = read_article(data, name=name)
    assert lines_of(article) == [HEADLINE, *LINES, FIRST, SECOND]
    assert (article.title, article.authors) == (HEADLINE, "Anna Lind")
    assert article.published.edtf == "2022-03-04"
    assert article.published_reason.startswith("Printed")


def test_the_day_on_which_a_file_was_saved_is_not_its_publication():
    article = read_article(word(HEADLINE, FIRST), name="bridge.docx")
    assert (article.published.edtf, article.authors) == ("", "")


def test_word_documents_keep_line_breaks_links_and_cells_apart():
    made, out = docx.Document(), BytesIO()
    paragraph = made.add_paragraph("One line")
    paragraph.add_run().add_break()
    paragraph.add_run("and another")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "A cell", "its neighbour"
    made.add_paragraph("The last of it", style="List Bullet")
    made.save(out)
    article = read_article(out.getvalue(), name="")
    assert lines_of(article) == [
        "One line", "and another", "A cell", "its neighbour", "The last of it"
    ]  # fmt: skip


def test_what_stands_on_each_page_and_its_number_are_no_text():
    pages = [
        ["Valley Annual", *wrapped(f"{FIRST} So ended page {name}, {name * 30} or so."), str(at)]
        for at, name in enumerate(("one", "two", "three", "four"), 1)
    ]
    text = read_article(pdf(*pages), name="").text
    assert "Valley Annual" not in text
    assert [line for line in text.splitlines() if line.strip().isdigit()] == []
    assert text.count("some of them twice") == 4


def test_hyphens_at_the_ends_of_lines_join_their_words_again():
    body = wrapped(FIRST)
    body[0] = f"{body[0]} inter-"
    body[1] = f"national {body[1]}"
    assert "international" in read_article(pdf([HEADLINE, *body]), name="").text


def locked(password: str) -> bytes:
    writer, out = PdfWriter(clone_from=PdfReader(BytesIO(PDF))), BytesIO()
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def packed(name: str, size: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(name, b" " * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([""]), "There is no text in the document"),
        (word(""), "There is no text in the document"),
        (locked("word"), "locked with a password"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "The document can't be read"),
        (b"PK\x03\x04\x14\0[Content_Types].xml" + b" " * 50 + b"word/document.xml",
         "The document can't be read"),
        (packed("word/document.xml", 1000), "The document can't be read"),
        (packed("word/document.xml", 210_000_000), "too large once it is unpacked"),
    ],
)  # fmt: skip
def test_a_document_that_can_not_be_read_is_told(data, why):
    with pytest.raises(NotAnArticle, match=why):
        read_article(data, name="")


def test_a_document_that_only_its_owner_may_change_is_read():
    assert read_article(locked(""), name="").title == HEADLINE


def test_a_document_made_to_take_long_is_stopped(monkeypatch):
    read_article(PDF, name="")
    monkeypatch.setattr(saved_pages._WORKERS, "seconds", 0.5)
    with pytest.raises(NotAnArticle, match="The document is too deep or too long"):
        read_article(pdf(*[wrapped(FIRST * 40, width=30)] * 200), name="")
