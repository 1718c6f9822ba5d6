"""What a parsed page states of itself in fields: JSON-LD, meta elements, microdata, links.

It runs in the process that reads saved pages and knows nothing of Django. Fields only: what the
page prints is read elsewhere, and what a host's name suggests is not read at all.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

SCRIPTS, LONGEST_SCRIPT, NODES, METAS = 20, 500_000, 2_000, 500
LONGEST = 1000
"""Bounds on what is looked at, and the characters of a value that are kept."""


class Statement(NamedTuple):
    """A thing that the page states: what it is of the page, its value, and the field's name.

    ``what``: title, author, site, published, updated or url.
    """

    what: str
    value: str
    field: str


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
}  # fmt: skip
"""Names of meta elements by what they state, in the order in which they count."""

_OF_META = {name: (what, rank) for what, names in _META.items() for rank, name in enumerate(names)}
_MICRODATA = {
    "headline": "title", "author": "author", "datepublished": "published",
    "datemodified": "updated",
}  # fmt: skip
_ARTICLE = re.compile(
    r"(?:\w{0,40}Article|BlogPosting|LiveBlogPosting|Report|NewsItem|ReportageNewsArticle)\Z"
)


def statements(tree: HtmlElement) -> list[Statement]:
    """All that the page's fields state; of two for the same thing, the first counts.

    ``og:site_name``, which is how a site calls itself, counts before JSON-LD's publisher, which is
    the company's name as often; in all else JSON-LD, which is made for articles, is first.
    """
    meta = _meta(tree)
    linked = [*_json_ld(tree)]
    first = [said for said in meta if said.field == "og:site_name"]
    return [*first, *_canonical(tree), *linked, *meta, *_microdata(tree)]


def _meta(tree: HtmlElement) -> list[Statement]:
    found: list[tuple[int, Statement]] = []
    for number, element in enumerate(tree.iter("meta")):
        if number >= METAS:
            break
        value = _words(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if value and name in _OF_META:
                what, rank = _OF_META[name]
                found.append((rank, Statement(what, value, name)))
                break
    return [said for _, said in sorted(found, key=lambda ranked: ranked[0])]


def _canonical(tree: HtmlElement) -> Iterator[Statement]:
    for element in tree.iterfind(".//link[@rel][@href]"):
        if "canonical" in element.get("rel", "").lower().split():
            yield Statement("url", _words(element.get("href")), "canonical")
            return


def _microdata(tree: HtmlElement) -> Iterator[Statement]:
    for number, element in enumerate(tree.iterfind(".//*[@itemprop]")):
        if number >= METAS:
            return
        name = element.get("itemprop", "").strip().lower()
        if element.tag == "meta" or name not in _MICRODATA:
            continue
        inner = element.find(".//*[@itemprop='name']")
        of = inner if inner is not None else element
        value = element.get("content") or element.get("datetime") or of.get("content")
        value = _words(value or "".join(of.itertext())[: LONGEST * 2])
        if value:
            yield Statement(_MICRODATA[name], value, f"itemprop {name}")


def _json_ld(tree: HtmlElement) -> Iterator[Statement]:
    nodes: list[dict[str, Any]] = []
    for number, element in enumerate(tree.iterfind(".//script[@type]")):
        if number >= SCRIPTS * 10 or len(nodes) >= NODES:
            break
        if "ld+json" not in element.get("type", "").lower():
            continue
        script = element.text or ""
        if not script.strip() or len(script) > LONGEST_SCRIPT:
            continue
        try:
            nodes.extend(_nodes(json.loads(script.strip(), strict=False)))
        except (ValueError, RecursionError):
            continue
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    article = next((node for node in nodes if _is_article(node)), None)
    if article is not None:
        yield from _of_article(article, named)


def _nodes(read: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top and in ``@graph``; not those of lists of other articles."""
    waiting, count = deque([read]), 0
    while waiting and count < NODES:
        node = waiting.popleft()
        count += 1
        if isinstance(node, list):
            waiting.extend(node[:NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.match(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _of_article(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Iterator[Statement]:
    for key, what in (
        ("headline", "title"), ("author", "author"), ("publisher", "site"),
        ("datePublished", "published"), ("dateModified", "updated"), ("url", "url"),
        ("mainEntityOfPage", "url"),
    ):  # fmt: skip
        values = node.get(key)
        for value in (values if isinstance(values, list) else [values])[:20]:
            if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
                value = named.get(str(value.get("@id")), value)
            if isinstance(value, dict):
                value = value.get("@id") if what == "url" else value.get("name")
            if isinstance(value, str) and (words := _words(html.unescape(value))):
                yield Statement(what, words, f"JSON-LD {key}")


def _words(value: str | None) -> str:
    return " ".join((value or "")[: LONGEST * 4].split())[:LONGEST]
