"""What a parsed page states of itself in fields: JSON-LD, meta elements, microdata, links.

It runs in the process that reads saved pages and knows nothing of Django. Fields only: what the
page prints is read elsewhere, and what a host's name suggests is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from timeline.domain.text.folding import fold
from timeline.services.articles import page_linked_data, page_microdata
from timeline.services.articles.page_statement import (
    PageIdentity,
    Statement,
    same_address,
    words,
)

METAS = 500
"""The meta elements that are looked at."""

_META: dict[str, tuple[str, ...]] = {
    "title": (
        "og:title", "citation_title", "dc.title", "dcterms.title", "headline", "parsely-title",
        "sailthru.title", "twitter:title",
    ),
    "author": (
        "citation_author", "article:author", "og:article:author", "author", "byl", "dc.creator",
        "dcterms.creator", "parsely-author", "sailthru.author",
    ),
    "site": (
        "og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "citation_publisher",
        "citation_journal_title", "article:publisher", "application-name",
    ),
    "published": (
        "article:published_time", "og:article:published_time", "og:published_time",
        "datepublished", "citation_publication_date", "citation_online_date", "citation_date",
        "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "pubdate",
        "publishdate", "publish_date", "publish-date", "publication_date", "publication-date",
        "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ),
    "updated": (
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
        "last-modified", "lastmod",
    ),
    "url": ("og:url",),
    "language": ("content-language", "dc.language", "dcterms.language", "og:locale"),
}  # fmt: skip
"""Names of meta elements by what they state, in the order in which they count."""

_OF_META = {name: (what, rank) for what, names in _META.items() for rank, name in enumerate(names)}


_TITLE_PARTS = re.compile(r"\s[|–—·:-]{1,2}\s")


def statements(tree: HtmlElement) -> list[Statement]:
    """All that the page's fields state; of two for the same thing, the first counts.

    ``og:site_name``, which is how a site calls itself, counts before JSON-LD's publisher, which is
    the company's name as often; in all else JSON-LD, which is made for articles, is first. JSON-LD
    and microdata count where they are of the page's own article.
    """
    meta, links = _meta(tree), [*_canonical(tree)]
    page = _identity(tree, [*links, *meta])
    first = [said for said in meta if said.field == "og:site_name"]
    linked = page_linked_data.statements(tree, page)
    return [
        *first, *links, *linked, *meta, *page_microdata.statements(tree, page), *_language(tree)
    ]  # fmt: skip


def _identity(tree: HtmlElement, stated: list[Statement]) -> PageIdentity:
    titles = [said.value for said in stated if said.what == "title"]
    title = tree.find(".//head/title")
    if title is not None:
        whole = words("".join(title.itertext()))
        titles += [whole, *_TITLE_PARTS.split(whole)[:1]]
    headings = [h1 for h1 in tree.iterfind(".//h1") if not page_microdata.is_aside(h1)]
    titles += [words("".join(h1.itertext())) for h1 in headings[:5]]
    folded = [fold(title).strip() for title in titles]
    addresses = {same_address(said.value) for said in stated if said.what == "url"}
    return PageIdentity(tuple(dict.fromkeys(filter(None, folded))), frozenset(addresses - {""}))


def _meta(tree: HtmlElement) -> list[Statement]:
    found: list[tuple[int, Statement]] = []
    for number, element in enumerate(tree.iter("meta")):
        if number >= METAS:
            break
        value = words(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if not value or name not in _OF_META:
                continue
            if attribute == "itemprop" and page_microdata.is_anothers(element):
                continue
            what, rank = _OF_META[name]
            found.append((rank, Statement(what, value, name)))
            break
    return [said for _, said in sorted(found, key=lambda ranked: ranked[0])]


def _canonical(tree: HtmlElement) -> Iterator[Statement]:
    for element in tree.iterfind(".//link[@rel][@href]"):
        if "canonical" in element.get("rel", "").lower().split():
            yield Statement("url", words(element.get("href")), "canonical")
            return


def _language(tree: HtmlElement) -> Iterator[Statement]:
    """The language of the page's root, which counts after what is said of the article itself."""
    for element in (tree, tree.find("body")):
        code = (
            element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang")
            if (element is not None)
            else None
        )
        if code:
            yield Statement("language", words(code), "lang")
            return
