"""What a page's JSON-LD states of its own article: that object alone, of all that are there."""

from __future__ import annotations

import html
import json
from collections import deque
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from timeline.services.articles.page_statement import ARTICLE, PageIdentity, Statement, words

SCRIPTS, LONGEST_SCRIPT, NODES = 20, 500_000, 2_000
"""Bounds on what is looked at."""


def statements(tree: HtmlElement, page: PageIdentity) -> Iterator[Statement]:
    """What the object of the page's own article states, by its address and headline.

    Where neither tells, the only article there is; of several none.
    """
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
    article = _own([node for node in nodes if _is_article(node)], named, page)
    if article is not None:
        yield from _of_article(article, named)


def _own(
    articles: list[dict[str, Any]], named: dict[str, dict[str, Any]], page: PageIdentity
) -> dict[str, Any] | None:
    ranked = []
    for node in articles:
        said = list(_of_article(node, named))
        agrees = page.agrees(
            titles=[value for what, value, _ in said if what == "title"],
            addresses=[value for what, value, _ in said if what == "url"],
        )
        ranked.append((agrees, node))
    best = max(ranked, key=lambda one: one[0], default=(-2, None))
    # The headline that is made for search engines may be quite another than the one printed.
    sure = best[0] > 0 or (len(ranked) == 1 and best[0] > -2)
    return best[1] if sure else None


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


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [
        kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _is_article(node: dict[str, Any]) -> bool:
    return any(ARTICLE.match(kind) for kind in _kinds(node))


def _of_article(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Iterator[Statement]:
    for key, what in (
        ("headline", "title"), ("author", "author"), ("publisher", "site"),
        ("datePublished", "published"), ("dateModified", "updated"), ("url", "url"),
        ("mainEntityOfPage", "url"), ("inLanguage", "language"),
    ):  # fmt: skip
        values = node.get(key)
        for value in (values if isinstance(values, list) else [values])[:20]:
            if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
                value = named.get(str(value.get("@id")), value)
            if isinstance(value, dict):
                value = value.get("@id") if what == "url" else value.get("name")
            if isinstance(value, int) and what in ("published", "updated"):
                value = str(value)
            if isinstance(value, str) and (said := words(html.unescape(value))):
                yield Statement(what, said, f"JSON-LD {key}")
    for kind in _kinds(node):
        yield Statement("kind", kind, "JSON-LD @type")
