"""Reading saved pages: a page in, what it states and says out.

It is done in a process of its own, which ``page_worker`` starts, and stops where it takes too long.
That opens no socket, starts no program and writes no file: trafilatura, given a page, needs none of
these, and a page can't make it.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from timeline.services.articles import page_metadata, page_statement, page_text
from timeline.services.articles.page_unread import PageUnread

DEEPEST = 256
"""How deep libxml2 reads; below that it drops the rest of the page, so such a page is refused."""

LARGE = 1_000_000
"""The characters from which on a page is read in one way alone; there is text enough to tell."""

TOO_DEEP = (
    f"The page is too deep to read: it nests more than {DEEPEST} elements, or has one too long."
)
NO_TEXT = "There is no text on the page, only scripts or what a reader would not see."


def read(html: str) -> dict[str, Any]:
    """What a page states and says, as plain values.

    ``stated``: lists of what, value and field (see ``page_statement.Statement``);
    ``document_title``; ``headings``, each with ``text``, ``below`` and ``times``; ``foot``;
    ``text``; ``channel``: whether it is a channel's export; ``told_apart``: whether the article was
    told from the rest of the page; ``hidden``: how many characters a reader would not see.
    Raises ``PageUnread`` for a page without text or nested too deep, ``MemoryError`` where libxml2
    does not get what it needs, and what trafilatura may raise.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    # One class for all elements, told without asking Python for each: a tenth of the time.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise PageUnread(NO_TEXT) from error
    except etree.XMLSyntaxError:
        tree = None
    errors = {error.type_name for error in parser.error_log}
    if "ERR_NO_MEMORY" in errors:
        raise MemoryError
    if tree is None or errors & _LIMITS:
        raise PageUnread(TOO_DEEP)
    page_text.open_shadow_roots(tree)
    stated = page_metadata.statements(tree)
    title = tree.find(".//head/title")
    document_title = " ".join("".join(title.itertext()).split()) if title is not None else ""
    hidden = page_text.drop_unseen(tree)
    page = page_text.seen(tree)
    if not page.lines:
        raise PageUnread(NO_TEXT)
    text, told_apart = page_text.article_of(tree, page, fast=len(html) > LARGE)
    return {
        "stated": [list(said) for said in stated],
        "document_title": document_title[: page_statement.LONGEST],
        "headings": [vars(heading) for heading in page.headings],
        "foot": page.foot,
        "text": text,
        "told_apart": told_apart,
        "channel": page_text.is_channel(tree),
        "hidden": hidden,
    }


_LIMITS = frozenset({"ERR_RESOURCE_LIMIT", "ERR_HUGE_LOOKUP", "ERR_NAME_TOO_LONG"})
