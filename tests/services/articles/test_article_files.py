"""Bytes as articles: encodings, what is dropped, what is no article, and the five documents."""

from __future__ import annotations

import quopri
import random
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.saved_page import HEADLINE, PARAGRAPHS, page
from timeline.domain.article.incoming_article import NotAnArticle
from timeline.services.articles import saved_pages
from timeline.services.articles.article_files import LARGEST, read_article

TEXT = "The town has its bridge\n\nThe café by the river was full — “at last”, said its keeper.\n"
FRENCH = (
    "Le pont est ouvert\n\nLa mairesse a coupé le ruban jeudi, après trois années de travaux.\n"
)
RUSSIAN = "Мост открыт\n\nМэр перерезала ленту в четверг, и весь город гулял по мосту до ночи.\n"
POLISH = (
    "Most otwarty\n\nBurmistrz przecięła wstęgę w czwartek, a całe miasto spacerowało po nim.\n"
)
HEBREW = (
    "\u05d4\u05d2\u05e9\u05e8 \u05e0\u05e4\u05ea\u05d7\n\n"
    "\u05e8\u05d0\u05e9\u05ea \u05d4\u05e2\u05d9\u05e8 \u05d2\u05d6\u05e8\u05d4 "
    "\u05d0\u05ea \u05d4\u05e1\u05e8\u05d8 "
    "\u05d1\u05d9\u05d5\u05dd \u05d7\u05de\u05d9\u05e9\u05d9.\n"
)
JAPANESE = "橋が開通した\n\n市長は木曜日にテープを切り、町の人々は夜まで橋を歩いた。\n"


def refused(data: bytes, *, name: str = "") -> str:
    with pytest.raises(NotAnArticle) as told:
        read_article(data, name=name)
    return str(told.value)


# Encodings


@pytest.mark.parametrize("text", [TEXT, FRENCH, RUSSIAN, HEBREW, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_encoding_is_read_without_a_word(text, encoding):
    article = read_article(text.encode(encoding), name="bridge.txt")
    assert (article.text, article.notes) == (text, ())


@pytest.mark.parametrize("text", [TEXT, FRENCH, RUSSIAN, HEBREW, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_nuls(text, encoding):
    article = read_article(text.encode(encoding), name="bridge.txt")
    assert article.text == text
    assert article.notes == ("Its encoding is not marked; it was read as UTF-16.",)


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        (FRENCH, "latin-1", "Windows-1252"),
        (TEXT, "cp1252", "Windows-1252"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (POLISH, "cp1250", "Windows-1250"),
        (HEBREW, "cp1255", "Windows-1255"),
        (JAPANESE, "cp932", "cp932"),
    ],
)
def test_an_encoding_that_nothing_names_is_found_out_and_told(text, encoding, shown):
    article = read_article(text.encode(encoding), name="bridge.txt")
    assert article.text == text
    assert article.notes == (f"It names no encoding; it was read as {shown}.",)


@pytest.mark.parametrize(
    ("declared", "encoding", "note"),
    [
        ("windows-1251", "cp1251", None),
        ("utf-8", "utf-8", None),
        ("iso-8859-1", "utf-8", "It says that it is encoded as iso-8859-1; it is UTF-8."),
        ("utf-16", "utf-8", "It says that it is encoded as utf-16; it is UTF-8."),
        ("utf-8", "cp1251",
         "It says that it is encoded as utf-8, and is not; it was read as Windows-1251."),
        ("klingon", "cp1251",
         "It says that it is encoded as klingon, and is not; it was read as Windows-1251."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ['charset="{}"', 'http-equiv="x" content="text/html; charset={}"'])
def test_a_pages_own_word_on_its_encoding_is_weighed(way, declared, encoding, note):
    html = f"<html><head><meta {way.format(declared)}></head><body><p>{RUSSIAN}</p></body></html>"
    article = read_article(html.encode(encoding), name="")
    assert "Мэр перерезала ленту" in article.text
    assert [said for said in article.notes if "encoded" in said] == ([note] if note else [])


def test_a_text_cut_in_the_middle_of_a_character_stays_utf_8():
    data = RUSSIAN.encode()[:-3]
    article = read_article(data, name="bridge.txt")
    assert article.text.startswith("Мост открыт\n\nМэр")
    assert article.notes == ("It is UTF-8; one character is broken in it.",)


def test_nul_and_control_characters_are_dropped_and_told():
    data = "The town\0 has\0 its \x1bbridge\u202e\n\nIt opened.\n".encode()
    article = read_article(data, name="")
    assert article.text == "The town has its bridge\n\nIt opened.\n"
    assert article.notes == (
        "2 NUL characters were dropped.",
        "1 control character was dropped.",
        "1 mark that turns the direction of writing was dropped.",
    )


# What is an article


def test_a_page_is_told_by_its_name_or_its_beginning():
    fragment = f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>"
    article = read_article(fragment.encode(), name="bridge.HTML")
    assert (article.title, article.text.splitlines()[-1]) == (HEADLINE, PARAGRAPHS[0])
    assert "<h1>" in read_article(fragment.encode(), name="bridge.txt").text
    for beginning in ("", "\n\n", "<!-- saved -->\n", '<?xml version="1.0"?>\n'):
        article = read_article(f"{beginning}{page()}".encode(), name="bridge.txt")
        assert article.title == HEADLINE
        assert "<" not in article.text


def test_a_text_named_as_a_page_is_a_text():
    assert read_article(TEXT.encode(), name="bridge.html").text == TEXT


def test_markdown_is_told_by_its_name_or_its_beginning():
    assert read_article(b"It **opened**.\nAt last.", name="a.md").text == "It opened.\nAt last."
    assert read_article(b"It **opened**.\nAt last.", name="a.txt").text.startswith("It **opened**")
    assert read_article(b"# Open\n\nIt **opened**.", name="").title == "Open"


def test_a_browsers_web_archive_is_read():
    html = page(head='<meta name="author" content="Anna Lind">', body=f"<p>{RUSSIAN}</p>")
    body = quopri.encodestring(html.encode()).replace(b"\n", b"\r\n")
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://berg.example/bridge\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----Mark--7"\r\n\r\n\r\n------Mark--7\r\nContent-Type: text/css\r\n\r\n'
        b".x{}\r\n------Mark--7\r\nContent-Type: text/html\r\nContent-ID: <1>\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + body + b"\r\n------Mark--7--\r\n"
    )
    for name in ("bridge.mhtml", ""):
        article = read_article(data, name=name)
        assert (article.title, article.authors) == (HEADLINE, "Anna Lind")
        assert article.url == "https://berg.example/bridge"
        assert "Мэр перерезала ленту" in article.text


def test_five_megabytes_of_text_are_read():
    text = TEXT + "The river rose and fell, and the town counted its days by it.\n" * 84_000
    assert len(text) > 5_000_000
    article = read_article(text.encode(), name="long.txt")
    assert (article.text, article.title) == (text, "The town has its bridge")


# What is none


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_told(data):
    assert refused(data) in (
        "The file is empty.", "There is no text in the file.", "There are no words in the file.",
    )  # fmt: skip


@pytest.mark.parametrize("data", [b"... --- 1234 \xe2\x80\x94", b"%%%%", b"\xef\xbb\xbf12.5;13"])
def test_a_file_of_no_words_is_told(data):
    assert refused(data, name="a.txt") == "There are no words in the file."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\0", "a GIF image"),
        (b"PK\x03\x04\x14\0\x06\0mimetype", "a zip archive"),
        (b"PK\x03\x04\x14\0[Content_Types].xml" + b" " * 50 + b"xl/workbook.xml",
         "an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"{\\rtf1\\ansi Words}", "an RTF document"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (b"MZ\x90\0\x03\0\0\0", "a program"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"\0\0\0\x18ftypmp42", "a video or a photograph"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP image"),
        (b"SQLite format 3\0", "a SQLite database"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["bridge.txt", "bridge.html", ""])
def test_a_file_that_is_no_text_is_told_for_what_it_looks_like(data, kind, name):
    assert refused(data, name=name) == f"The file is {kind}, not a text or a saved page."


@pytest.mark.parametrize(
    "text",
    ["MZ was the mark on the crate.\nNobody knew.", "BZh and ID3 are names.\nSo they are.",
     "ID3 is what they call it.\nThe town does."],
)  # fmt: skip
def test_a_text_that_begins_as_a_program_would_is_a_text(text):
    assert read_article(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'{"title": "A bridge"}', "data (JSON)"),
        (b' [{"title": "A bridge"}]', "data (JSON)"),
        (b"<?xml version='1.0'?><rss><item>Words</item></rss>", "XML"),
        (b"<svg xmlns='x'><text>Words</text></svg>", "XML"),
    ],
)
def test_what_is_written_for_programs_is_told(data, kind):
    assert refused(data) == f"The file is {kind}, not a text or a saved page."


@pytest.mark.parametrize(
    "text", ["[1] The first of them.\nMore.", "{not data}\nMore.", "[" * 90_000 + "a"]
)
def test_brackets_alone_make_no_data(text):
    assert read_article(text.encode(), name="").text == text


def test_bytes_at_random_are_no_text():
    data = random.Random(7).randbytes(20_000)
    assert refused(data) == "The file holds no text in an encoding that can be told."


def test_a_file_that_is_too_large_is_told_before_it_is_read():
    assert refused(b"word " * (LARGEST // 5 + 1)) == "The file is larger than 20 MB."
    assert refused(b"word " * 1_700_000) == "Its text has more than 8 million characters."


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><script>var a = 'words';</script></head><body><p hidden>words</p></body>",
        "<!DOCTYPE html><html><body><noscript>words</noscript><style>p{}</style></body></html>",
    ],
)
def test_a_page_of_script_and_hidden_text_is_told(html):
    assert refused(html.encode()) == (
        "There is no text on the page, only scripts or what a reader would not see."
    )


def test_a_page_of_unclosed_tags_is_told():
    assert "nests more than 256 elements" in refused(
        b"<html><body>" + b"<div>" * 200_000 + b"words"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nwords",
        b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/css\n\n.x{}',
        b"words",
    ],
)
def test_a_web_archive_without_a_page_is_told(data):
    assert refused(data, name="a.mhtml") == "The web archive holds no page."


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/related;" + b" a=b;" * 400_000,
        b"".join(
            b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (level, level)
            for level in range(2_000)
        ),
    ],
)
def test_a_web_archive_made_to_take_long_is_stopped(data, monkeypatch):
    monkeypatch.setattr(saved_pages._WORKERS, "seconds", 0.5)
    assert refused(data, name="a.mhtml").startswith("The page ")


# The five documents


def _entries() -> list[dict]:
    folder = Path(settings.FIXTURES) / "documents"
    return [yaml.safe_load(path.read_text()) for path in sorted(folder.glob("*.yaml"))]


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: entry["slug"])
def test_a_document_of_the_story_states_what_the_digest_says_it_states(entry, documents):
    data = (documents / entry["document"]).read_bytes()
    article = read_article(data, name=entry["document"])
    assert article.text == data.decode()
    printed = "" if "no headline printed" in entry["title"] else entry["title"]
    assert article.title == printed
    assert article.authors == entry.get("authors", "")
    stated = entry["outlet_basis"] == "stated"
    assert article.site.lower() == (entry["outlet"] if stated else "")
    assert bool(article.site_reason) is stated
    stated = entry["published_basis"] == "stated"
    assert article.published.edtf == (str(entry["published"]) if stated else "")
    assert bool(article.published_reason) is stated
    assert article.url == ""
