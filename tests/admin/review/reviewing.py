"""What the tests of an article's review ask of its page, and read off it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.web.markup import Element, read
from timeline.models import Article, Proposal

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "review-side"}


def of(article: Article, words: str) -> Proposal:
    return article.proposals.select_related("article").get(title__contains=words)


def address(article: Article, role: str = "change") -> str:
    return reverse(f"admin:timeline_article_{role}", args=[article.pk])


def page(desk: Client, article: Article, *, status: int = 200, **asked: Any) -> Element:
    response = desk.get(address(article), asked)
    assert response.status_code == status
    return of_review(response)


def of_review(response: Any) -> Element:
    """The part of a page, or of what htmx gets, that is the review's own."""
    html = response.content.decode()
    begins = html.find('<div id="review"')
    if begins >= 0:
        # Django's own page leaves a few elements open; what is ours is read strictly.
        html = html[begins : html.index("<!-- END Content -->", begins)]
        html = re.sub(r'\s*<br class="clear">\s*</div>\s*\Z', "", html)
    return read(html)


def card(root: Element) -> str:
    return root.one("article", id="current").words


def choose(desk: Client, article: Article, what: str, words: str = "", **fields: Any) -> Any:
    """Send a choice as the form does without JavaScript, and follow to the page."""
    sent = {"what": what, **fields}
    if words:
        sent.setdefault("proposal", of(article, words).pk)
    return desk.post(address(article, "decide"), sent, follow=True)


def message(response: Any) -> str:
    return " ".join(str(each) for each in response.context["messages"])
