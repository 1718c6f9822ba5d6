"""What saved pages and texts state of themselves, case by case.

    python -m tests.bench.cases FILE

The file: a JSON line a case, ``file`` in the folder ``pages`` beside it, and ``right``, what must
be stated: ``published`` (EDTF, or null where nothing is), ``authors``, ``outlet``, ``language``;
``offered``: the day that may be offered as inferred; ``reads``: phrases of the text and the dates
that they are read as; ``paragraphs``: how many the text has, its headline aside; ``once``: that the
text is taken in once, decoded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from timeline.domain.article.incoming_article import IncomingArticle, NotAnArticle
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.text.document import Document
from timeline.domain.text.printed_words import paragraphs
from timeline.services.articles.article_files import read_article

_ENCODED = re.compile(r"=[0-9A-F]{2}|=\n|&[a-z]{2,8};|\ufffd|Ã.|â€")


def main(path: Path) -> None:
    """Print a JSON line a case, with what was got and whether it is right, and how many are."""
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    good = 0
    for case in cases:
        got = told(path.parent / "pages" / case["file"], case["right"])
        ok = got == case["right"]
        good += ok
        line = {"file": case["file"], "got": got, "right": case["right"], "ok": ok}
        print(json.dumps(line, ensure_ascii=False))
    print(f"{good} of {len(cases)} right")


def told(page: Path, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a file is read as, under the keys that are ``asked``; ``refused`` where it is none."""
    try:
        article = read_article(page.read_bytes(), name=page.name)
    except NotAnArticle as error:
        return {"refused": str(error)}
    return {key: _answer(key, article, value) for key, value in asked.items()}


def _answer(key: str, article: IncomingArticle, asked: Any) -> Any:
    match key:
        case "published":
            return article.published.edtf or None
        case "offered":
            return article.inferred.edtf or None
        case "authors":
            return article.authors.split(", ") if article.authors else []
        case "outlet":
            return article.site or None
        case "language":
            return article.language or None
        case "reads":
            return _reads(article, list(asked))
        case "paragraphs":
            return len([line for line in paragraphs(article.text) if line != article.title])
        case "once":
            lines = paragraphs(article.text)
            return len(set(lines)) == len(lines) and not _ENCODED.search(article.text)
    raise ValueError(f"There is no “{key}” to ask of a page")


def _reads(article: IncomingArticle, phrases: Sequence[str]) -> dict[str, str | None]:
    """What each phrase's first hit is read as: the smallest that lies in it or holds it."""
    against = article.published if article.published.is_dated else None
    hits = find(Document(article.text, language=article.language), published=against)
    found: dict[str, str | None] = {}
    for phrase in phrases:
        near = [hit for hit in hits if phrase in hit.surface or hit.surface in phrase]
        nearest = min(near, key=lambda hit: len(hit.surface), default=None)
        found[phrase] = nearest.interval.edtf.partition("T")[0] if nearest else None
    return found
