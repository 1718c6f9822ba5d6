"""What a page's microdata states of its own article: the properties of that item alone.

An element with ``itemscope`` is an item, and the elements below it with ``itemprop`` are its
properties, up to the next item: a comment's author is the comment's. A page may hold items of other
articles, in boxes of related ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from timeline.services.articles.page_statement import (
    ARTICLE,
    LONGEST,
    PageIdentity,
    Statement,
    words,
)

MOST = 500
"""The elements with a property that are looked at."""

_PROPERTIES = {
    "headline": "title", "author": "author", "creator": "author", "datepublished": "published",
    "datecreated": "published", "datemodified": "updated", "publisher": "site",
    "url": "url", "mainentityofpage": "url",
}  # fmt: skip
_ASIDE = re.compile(
    r"\b(?:related|teaser|promo|recommend\w*|comments?|sidebar|more-stories|read-more|most-read)",
    re.IGNORECASE,
)


def statements(tree: HtmlElement, page: PageIdentity) -> list[Statement]:
    """What the item of the page's own article states; after it, properties that no item holds."""
    items: dict[HtmlElement | None, list[Statement]] = {}
    for number, element in enumerate(tree.iterfind(".//*[@itemprop]")):
        if number >= MOST:
            break
        owner = _item_of(element)
        if owner is None and element.tag == "meta":
            continue  # it is read with the others
        if is_aside(element, within=owner):
            continue
        items.setdefault(owner, []).extend(_of_property(element))
    own = _own([item for item in items if item is not None], items, page)
    return [*(items[own] if own is not None else ()), *items.get(None, ())]


def is_anothers(element: HtmlElement) -> bool:
    """Whether a property is an item's, or stands in what leads to other articles."""
    return _item_of(element) is not None or is_aside(element)


def is_aside(element: HtmlElement, *, within: HtmlElement | None = None) -> bool:
    """Whether an element stands in what leads to other articles, or in the readers' comments.

    ``within``: the element above which it doesn't matter, if any.
    """
    for above in element.iterancestors():
        if above is within or above.tag in ("body", "html", "main"):
            return False
        if above.tag in ("aside", "nav", "footer"):
            return True
        named = f"{above.get('class', '')[:200]} {above.get('id', '')[:100]}"
        if len(named) > 1 and above.tag != "article" and _ASIDE.search(named):
            return True
    return False


def _item_of(element: HtmlElement) -> HtmlElement | None:
    return next((above for above in element.iterancestors() if "itemscope" in above.attrib), None)


def _own(
    articles: list[HtmlElement],
    items: dict[HtmlElement | None, list[Statement]],
    page: PageIdentity,
) -> HtmlElement | None:
    """The item that is the page's article: by its headline or address, or the only one there."""
    articles = [
        item
        for item in articles
        if any(ARTICLE.search(kind) for kind in (item.get("itemtype") or "").split())
        # An article that is another item's property is what that one refers to.
        and (not item.get("itemprop") or item.get("itemprop", "").lower() == "mainentity")
    ]
    ranked = []
    for item in articles:
        said = items[item]
        agrees = page.agrees(
            titles=[value for what, value, _ in said if what == "title"]
            or [words("".join(heading.itertext())) for heading in item.iterfind(".//h1")][:1],
            addresses=[value for what, value, _ in said if what == "url"],
        )
        ranked.append((agrees, item))
    best = max(ranked, key=lambda one: one[0], default=(-1, None))
    if best[0] > 0:
        return best[1]
    return best[1] if best[0] == 0 and len(ranked) == 1 and not is_aside(ranked[0][1]) else None


def _of_property(element: HtmlElement) -> Iterator[Statement]:
    for name in element.get("itemprop", "").lower().split():
        if name not in _PROPERTIES:
            continue
        what = _PROPERTIES[name]
        if what == "url":
            value = element.get("itemid") or element.get("href") or element.get("content")
        else:
            inner = element.find(".//*[@itemprop='name']")
            of = inner if inner is not None else element
            value = element.get("content") or element.get("datetime") or of.get("content")
            value = value or "".join(of.itertext())[: LONGEST * 2]
        if value := words(value):
            yield Statement(what, value, f"itemprop {element.get('itemprop', '').strip()}")
        return
