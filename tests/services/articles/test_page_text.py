"""Pages of other forms: text in shadow roots, exports of channels, live blogs."""

from __future__ import annotations

import json

import pytest

from tests.saved_page import HEADLINE, PARAGRAPHS, page
from timeline.services.articles.saved_pages import read_page


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


ROOT = "<template {mode}=open>{inside}</template>"
SHADOWS = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("mode", ["shadowmode", "shadowrootmode"])
@pytest.mark.parametrize(
    ("inside", "beside"),
    [
        (SHADOWS, ""),
        (SHADOWS, "<p>Zebra without a slot</p>"),
        (f"<style>p{{}}</style>{SHADOWS}<script>zebra()</script>", ""),
        (f"<div><section>{SHADOWS}</section></div>", "Zebra"),
        ("<slot></slot>", SHADOWS),
        ("<div><slot>Zebra as long as nothing comes</slot></div>", SHADOWS),
        (
            f"<slot name=first></slot><p>{PARAGRAPHS[1]}</p><slot></slot>",
            f"<p>{PARAGRAPHS[2]}</p><p slot=first>{PARAGRAPHS[0]}</p>",
        ),
        (f"{SHADOWS}<template><p>Zebra</p></template>", ""),
        (f"<x-text><template {{mode}}=open>{SHADOWS}</template></x-text>", ""),
        (f"{SHADOWS[:-4]}</p><x-rest><template {{mode}}=open></template></x-rest>", ""),
    ],
)
def test_the_text_of_shadow_roots_is_read_as_it_is_seen(mode, inside, beside):
    root = ROOT.replace("{inside}", inside).replace("{mode}", mode)
    html = f"<html><body><article><h1>{HEADLINE}</h1><x-a>{root}{beside}</x-a></article></body>"
    lines = read_page(html).text.splitlines()
    assert [line for line in lines if line != HEADLINE] == list(PARAGRAPHS)


def test_a_channels_export_is_read_whole_and_recognised():
    posts = "".join(
        f'<div class="message service"><div class="body details">{day} March 2022</div></div>'
        '<div class="message default clearfix"><div class="body"><div class="pull_right date '
        f'details" title="{day:02}.03.2022 10:30:12 UTC+02:00">10:30</div>'
        '<div class="from_name">Berg Town</div>'
        f'<div class="text">Post {day} of the town.</div></div></div>'
        for day in range(4, 8)
    )
    article = read_page(
        '<html><head><title>Exported Data</title></head><body><div class="page_wrap">'
        f'<div class="page_header">Berg Town</div><div class="history">{posts}</div></div></body>'
    )
    for day in range(4, 8):
        assert f"{day} March 2022\n" in article.text
        assert f"Post {day} of the town." in article.text
    assert not article.published.is_dated
    assert "It is the export of a channel: its days are those of its posts." in article.notes


@pytest.mark.parametrize("kind", ["LiveBlogPosting", ["NewsArticle", "LiveBlogPosting"]])
def test_a_live_blog_is_told(kind):
    article = read_page(page(head=linked(**{"@type": kind}, datePublished="2022-03-04")))
    assert article.published.edtf == "2022-03-04"
    assert article.notes == ("It is a live blog: its times and days are those of its entries.",)
