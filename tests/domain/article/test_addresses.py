"""An address pasted in place of a text is told, with what to do instead."""

from __future__ import annotations

import pytest

from timeline.domain.article.incoming_article import NotAnArticle, of_text


@pytest.mark.parametrize(
    "pasted",
    [
        "https://berg.example/valley/2022/bridge",
        "  http://berg.example  \n",
        "https://berg.example/a?b=c&d=%20#e",
        "HTTPS://WWW.BERG.EXAMPLE/BRIDGE",
        "www.bergpost.example/bridge",
        "bergpost.example/valley/bridge.html",
        "bergpost.example",
        "<https://berg.example/bridge>",
        "URL: https://berg.example/bridge",
        "https://berg.example/one\n\nhttps://berg.example/two\n",
        "https://berg.example/місто/міст",
        "[InternetShortcut]\nURL=https://berg.example/bridge\n",
        "view-source:https://berg.example/bridge",
        "file:///bridge.html",
    ],
)
def test_an_address_is_told_apart_from_a_text_with_what_to_do(pasted):
    with pytest.raises(NotAnArticle, match=r"That is an address, not a text\. Open the page"):
        of_text(pasted)


@pytest.mark.parametrize(
    "text",
    ["The town has its bridge https://berg.example/bridge", "Bridge: open.", "It opened.",
     "https://berg.example/bridge\nThe town has its bridge", "Bridge", "Open...now it is."],
)  # fmt: skip
def test_words_beside_an_address_are_a_text(text):
    assert of_text(text).text == text
