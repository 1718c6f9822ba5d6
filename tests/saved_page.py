"""A web page as a browser saves it, made up: an article among what stands around one."""

from __future__ import annotations

HEADLINE = "The town has its bridge"
PARAGRAPHS = (
    (
        "The mayor cut a ribbon on the new bridge on Thursday, and the town walked over it "
        "until dark, some of them twice, to be sure that it would hold."
    ),
    (
        "“It will outlast us,” she told those who had come, and added that its cost, twice "
        "what had been planned, would be forgotten sooner than the ferry."
    ),
    (
        "Three years of work lie behind the builders. A petition against the toll has nine "
        "thousand names, and the council has promised to read it in the autumn."
    ),
)


def page(*, head: str = "", below: str = "", body: str = "", foot: str = "") -> str:
    """The page's HTML, with more in its head, below its headline, in its body and at its foot."""
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body>"
        "<nav><ul><li><a href=/>Front</a></li><li><a href=/valley>Valley</a></li></ul></nav>"
        f"<main><article><h1>{HEADLINE}</h1>{below}{paragraphs}{body}</article></main>"
        "<aside><h3>Elsewhere</h3><p><a href=/tram>The tram is late</a></p></aside>"
        f"<footer>{foot}</footer></body></html>"
    )
