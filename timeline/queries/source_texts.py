"""The texts of sources, as far as readers may see them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from timeline.domain.text.passages import paragraphs
from timeline.models import Article, Source

MOST = 200_000
"""The most characters of a text that one page shows."""


@dataclass(frozen=True, slots=True)
class Text:
    """A source's paragraphs in order, counted from 1; ``cut`` where the text goes on after them."""

    paragraphs: list[str]
    cut: bool


def readable(source: Source) -> Text | None:
    """The text of a source whose outlet's texts are free to show; ``None`` for any other."""
    if source.outlet is None or not source.outlet.free_to_show:
        return None
    text = Article.objects.filter(source=source).values_list("text", flat=True).first()
    if not text:
        return None
    lines = [line.of(text) for line in paragraphs(text)]
    shown = [
        line for line, upto in zip(lines, accumulate(map(len, lines)), strict=True) if upto <= MOST
    ]
    return Text(shown, cut=len(shown) < len(lines))
