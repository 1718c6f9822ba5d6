"""A page's metadata is its own article's: not a related box's, a teaser's or a commenter's."""

from __future__ import annotations

import json

import pytest

from tests.saved_page import HEADLINE, page
from timeline.services.articles.saved_pages import read_page

ADDRESS = "https://berg.example/valley/bridge"
CANONICAL = f'<link rel=canonical href="{ADDRESS}">'
ARTICLE = 'itemscope itemtype="https://schema.org/NewsArticle"'
OTHER = (
    f"<{{tag}} {ARTICLE}><h3 itemprop=headline>The tram is late again</h3>"
    "<span itemprop=author>Olaf Stein</span>"
    "<time itemprop=datePublished datetime=2019-02-11>11 Feb</time></{tag}>"
)
COMMENT = (
    '<div itemprop=comment itemscope itemtype="https://schema.org/Comment">'
    "<span itemprop=author>bridgefan77</span><meta itemprop=datePublished content=2022-03-09></div>"
)
OWN = "<meta itemprop=datePublished content=2022-03-04><span itemprop=author>Anna Lind</span>"


def linked(*nodes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(nodes)}</script>'


def node(**fields: object) -> dict[str, object]:
    return {"@type": "NewsArticle", **fields}


def scoped(html: str) -> str:
    return html.replace("<article>", f"<article {ARTICLE}>")


TRAM = OTHER.format(tag="div")
MINE = node(headline=HEADLINE, datePublished="2022-03-04", author="Anna Lind")
TRAMS = node(headline="The tram is late", datePublished="2019-02-11", author="Olaf Stein")


@pytest.mark.parametrize(
    "html",
    [
        # Microdata, by the item that holds it.
        scoped(page(below=OWN)).replace("<main>", f"{TRAM}<main>"),
        scoped(page(below=OWN)).replace("<main>", f"<aside>{TRAM}</aside><main>"),
        scoped(page(below=OWN, body=TRAM)),
        scoped(page(below=OWN, body=COMMENT)),
        scoped(page(below=COMMENT + OWN)),
        scoped(page(below=OWN, body="<div id=comments><b itemprop=author>bridgefan</b></div>")),
        scoped(page(below=OWN, body="<aside><b itemprop=author>Olaf Stein</b></aside>")),
        scoped(page(below=OWN, body=f"<ul class=related><li>{TRAM}</li></ul>")),
        page(below=OWN).replace("<main>", f"<main {ARTICLE}>"),
        page(below=OWN + TRAM).replace("<body>", f"<body {ARTICLE}>"),
        scoped(page(below=f"<h2 itemprop=headline>{HEADLINE}</h2>{OWN}", body=TRAM * 3)),
        scoped(page(below=OWN, foot=TRAM)),
        scoped(page(below=OWN, body=TRAM.replace("<div", "<div itemprop=citation", 1))),
        scoped(page(below=OWN)).replace("<body>", f'<body itemscope itemtype="WebPage">{TRAM}'),
        # JSON-LD, by its headline and by its address.
        page(head=linked(TRAMS, MINE)),
        page(head=linked(TRAMS) + linked(MINE)),
        page(head=linked({"@graph": [TRAMS, MINE]})),
        page(head=CANONICAL + linked(TRAMS, {**MINE, "headline": "At last!", "url": ADDRESS})),
        page(head=CANONICAL + linked(
            {**MINE, "url": "https://berg.example/tram", "datePublished": "2018-01-01"},
            {**MINE, "mainEntityOfPage": {"@id": f"http://www.{ADDRESS[8:]}/?from=rss"}},
        )),
        page(head=linked({**TRAMS, "headline": HEADLINE + " of glass"}, MINE)),
        page(head=linked({**MINE, "hasPart": [TRAMS], "comment": [TRAMS]})),
        page(head=linked(TRAMS, {**MINE, "headline": "The town has its bridge at last"})),
        page(head=linked(TRAMS, {"@type": "WebPage", "mainEntity": MINE})),
        page(head=linked({**MINE, "headline": "Why a bridge?"})),
        # Both, and a meta element.
        page(head=linked(MINE), body=TRAM + COMMENT),
        page(head="<meta name=author content='Anna Lind'>"
                  "<meta name=date content=2022-03-04>", body=TRAM + COMMENT),
    ],
)  # fmt: skip
def test_the_articles_own_metadata_counts(html):
    article = read_page(html)
    assert (article.published.edtf, article.authors) == ("2022-03-04", "Anna Lind")


@pytest.mark.parametrize(
    "html",
    [
        page(body=TRAM),
        page(foot=TRAM),
        page().replace("<main>", f"<aside>{TRAM}</aside><main>"),
        page(body=COMMENT),
        page(body=f"<section class=comments>{OWN}</section>"),
        page(body=TRAM * 4),
        page(body=TRAM.replace("<h3 itemprop=headline>The tram is late again</h3>", "") * 2),
        page(head=linked(TRAMS, {**TRAMS, "headline": "Ferry sold"})),
        page(head=CANONICAL + linked({**TRAMS, "url": "https://berg.example/tram"})),
        page(head=linked({"@type": "ItemList", "itemListElement": [TRAMS]})),
        page(head=linked({"@type": "VideoObject", "name": HEADLINE, "datePublished": "2019"})),
    ],
)
def test_of_another_articles_metadata_nothing_is_taken(html):
    article = read_page(html)
    assert (article.published.edtf, article.authors) == ("", "")


@pytest.mark.parametrize(
    "below",
    [
        "By Ines Ferro</p><p>7 June 2024",
        "7 June 2024</p><p>By Ines Ferro",
        "By Ines Ferro | 7 June 2024",
    ],
)
def test_what_the_page_prints_counts_before_a_teasers_metadata(below):
    html = page(below=f"<p>{below}</p>", body=COMMENT).replace("<main>", f"{TRAM}<main>")
    article = read_page(html)
    assert (article.published.edtf, article.authors) == ("2024-06-07", "Ines Ferro")
