"""Word, OpenDocument and PDF documents as articles: their text, a paragraph a line.

mammoth, odfdo and pypdf read them, in a process with limits of time and memory. What the file says
of itself (who made it, when it was saved) is not taken: it states no publication.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

from timeline.domain.article.incoming_article import IncomingArticle, NotAnArticle, of_text
from timeline.domain.article.wrapped_lines import unwrapped
from timeline.services.articles.page_unread import PageUnread
from timeline.services.articles.saved_pages import language_of, run_apart

LARGEST_UNPACKED = 200_000_000
"""The bytes that a document's parts may have unpacked."""

_SLACK = 12
"""The characters that a line of a PDF document may leave free before a word that would not fit."""

_EDGE = 2
"""The lines at a page's head and foot that may be the document's, not the text's."""

_LETTER = re.compile(r"[^\W\d_]")


def read_document(data: bytes, *, kind: str) -> IncomingArticle | None:
    """An article from a document of a kind that ``file_kinds.binary_kind`` tells.

    ``None`` where it is no document that is read. Raises ``NotAnArticle`` with a sentence where it
    has no text, is locked, or can't be read within limits.
    """
    if kind not in _READERS:
        return None
    text = run_apart(_READERS[kind], data, what="document")
    if not _LETTER.search(text):
        raise NotAnArticle("There is no text in the document, at most pictures of it.")
    if kind != "a PDF document":
        return of_text(text, language=language_of(text))
    article = of_text(unwrapped(text, slack=_SLACK), language=language_of(text))
    note = "A PDF document has lines, no paragraphs; where they begin was told by the lines' ends."
    return replace(article, notes=(*article.notes, note))


# What follows runs in the process that reads pages, which alone loads what it needs for it.


def word_text(data: bytes) -> str:
    """The text of a Word document."""
    import mammoth
    from lxml.html import document_fromstring

    from timeline.services.articles import page_text

    check_size(data)
    unseen = mammoth.images.img_element(lambda _: {"src": ""})
    html = mammoth.convert_to_html(BytesIO(data), convert_image=unseen).value
    return "\n".join(page_text.seen(document_fromstring(f"<div>{html}</div>")).lines)


def opendocument_text(data: bytes) -> str:
    """The text of an OpenDocument text, without comments, notes and what was struck out."""
    from odfdo import Document, Element

    check_size(data)
    paragraphs = Document(BytesIO(data)).body.xpath(
        "//office:text//*[self::text:p or self::text:h][not(ancestor::office:annotation"
        " or ancestor::text:tracked-changes or ancestor::text:note)]"
    )
    return "\n".join(each.inner_text for each in paragraphs if isinstance(each, Element))


def pdf_text(data: bytes) -> str:
    """The text of a PDF document, in the lines of its pages, less what stands on each of them."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise PageUnread("The document is locked with a password.")
    pages = [page.extract_text().splitlines() for page in reader.pages]
    repeated = _on_most(pages)
    return "\n".join(
        line
        for page in pages
        for at, line in enumerate(page)
        if not (_is_at_edge(at, page) and (_shape(line) in repeated or line.strip().isdigit()))
    )


def _on_most(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines, figures aside, that stand at the head or foot of most of three pages or more."""
    seen = Counter(
        shape
        for page in pages
        for shape in {_shape(line) for at, line in enumerate(page) if _is_at_edge(at, page)}
    )
    return {shape for shape, count in seen.items() if count > 2 and count * 2 > len(pages)}


def _is_at_edge(at: int, page: Sequence[str]) -> bool:
    return at < _EDGE or at >= len(page) - _EDGE


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def check_size(data: bytes, *, what: str = "document") -> None:
    """That a zip archive is not too large once it is unpacked. Raises ``PageUnread``."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
            raise PageUnread(f"The {what} is too large once it is unpacked.")


_READERS: dict[str, Callable[[bytes], str]] = {
    "a PDF document": pdf_text,
    "a Word document (.docx)": word_text,
    "an OpenDocument text (.odt)": opendocument_text,
}
