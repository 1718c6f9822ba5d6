"""Files and pasted texts as articles: bytes in, an article out, or a sentence that says why not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePath

from timeline.domain.article import channel_exports
from timeline.domain.article.incoming_article import (
    IncomingArticle,
    NotAnArticle,
    of_markdown,
    of_text,
)
from timeline.domain.text.characters import clean
from timeline.services.articles import mails, mhtml
from timeline.services.articles.documents import read_document
from timeline.services.articles.file_kinds import binary_kind, is_noise
from timeline.services.articles.saved_pages import language_of, read_archive, read_page
from timeline.services.articles.text_decoding import decode

LARGEST = 20_000_000
"""The bytes that a file may have."""

LONGEST = 8_000_000
"""The characters that an article's text may have."""

_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_SAVED = frozenset({".mhtml", ".mht"})
_MAILS = frozenset({".eml"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_PAGE_START = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,300}>\s{0,50})?(?:<!--(?:[^-]|-(?!->)){0,3000}-->\s{0,50}){0,5}"
    r"<(?:!doctype\s{1,10}html|html[\s>])",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z!/][^<>]{0,5000}>")
_XML_START = re.compile(r"\s{0,200}<\?xml\b|\s{0,200}<(?:rss|feed|svg|urlset)[\s>]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")

__all__ = ["LARGEST", "LONGEST", "NotAnArticle", "read_article"]


def read_article(data: bytes, *, name: str) -> IncomingArticle:
    """An article from a file's bytes, or a pasted text's.

    ``name``: the file's, whose ending tells Markdown and pages, or empty; a page is also told by
    its beginning. Raises ``NotAnArticle`` with a sentence for whoever gave it: an empty file, one
    that is no text, too large, without words, or a page that can't be read within limits.
    """
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise NotAnArticle("The file is empty." if not data else "There is no text in the file.")
    if len(data) > LARGEST:
        raise NotAnArticle(f"The file is larger than {LARGEST // 1_000_000} MB.")
    ending = PurePath(name).suffix.lower()
    if kind := binary_kind(data):
        article = read_document(data, kind=kind)
        if article is None:
            raise NotAnArticle(f"The file is {kind}, not a text or a saved page.")
    elif ending in _MAILS or (ending not in _SAVED and mails.is_mail(data)):
        article = mails.read_mail(data)
    elif ending in _SAVED or mhtml.is_mhtml(data):
        article = read_archive(data)
    else:
        article = _of_decoded(data, ending=ending)
    if len(article.text) > LONGEST:
        raise NotAnArticle(f"Its text has more than {LONGEST // 1_000_000} million characters.")
    return article


def _of_decoded(data: bytes, *, ending: str) -> IncomingArticle:
    looks_like_page = ending in _PAGES or b"<" in data[:4096]
    text, notes = decode(data, is_page=looks_like_page)
    if is_noise(text):
        raise NotAnArticle("The file holds no text in an encoding that can be told.")
    is_page = _PAGE_START.match(text) is not None
    if not is_page and ending in _PAGES:
        is_page = _TAG.search(text) is not None
    if not is_page:
        _refuse_data(text)
    if not is_page and not _WORD.search(text):
        raise NotAnArticle("There are no words in the file.")
    if not is_page and len(text) > LONGEST:
        raise NotAnArticle(f"Its text has more than {LONGEST // 1_000_000} million characters.")
    if is_page:
        article = read_page(text)
    elif ending in _MARKDOWN:
        article = of_markdown(text, language=language_of(text))
    else:
        article = of_text(text, language=language_of(text))
    return replace(article, notes=(*notes, *article.notes))


def _refuse_data(text: str) -> None:
    """Refuse what is written for programs: JSON and XML."""
    if _XML_START.match(text):
        raise NotAnArticle("The file is XML, not a text or a saved page.")
    bare = clean(text[:100])[0].strip()
    if bare.startswith(("{", "[")):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return
        if channel_exports.of_json(text):
            return
        raise NotAnArticle("The file is data (JSON), not a text or a saved page.")
