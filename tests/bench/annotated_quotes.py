"""Texts with their quotations and speakers annotated, and what is found; run by ``quotes``.

A file of JSON lines: ``{"id", "text", "quotes": [{"start", "end", "speaker" or null}]}``, offsets
in characters, the end exclusive; or the form of ``tests/domain/quotations/gold_news.txt``.

*Found*: a quotation lies over some of the annotated one. *Right*: it has the annotated speaker, or
none where none is. *Wrong*: it states another. Kinds are those annotated: of a known speaker, and
of nobody who is named.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench.scores import Scores, json_lines
from tests.domain.quotations import gold_news
from timeline.domain import names, quotations
from timeline.domain.names import Gazetteer
from timeline.domain.quotations import FoundQuotation
from timeline.domain.text.document import Document
from timeline.domain.text.folding import word_list

_NOBODY = Gazetteer.of([])


def find_in(text: str) -> list[FoundQuotation]:
    """The quotations of a text, with nobody known before it."""
    return list(quotations.find(Document(text), names=names.find(Document(text), _NOBODY)))


def called(said: FoundQuotation) -> str:
    """Who said it, by the longest name known, empty where nobody is told to."""
    return (said.speaker.full or said.speaker.surface) if said.speaker else ""


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: equal, or the last words of the other."""
    first, last = word_list(one), word_list(other)
    short = min(len(first), len(last))
    return bool(short) and first[-short:] == last[-short:]


def main(path: Path) -> None:
    """Measure one file and print."""
    scores = Scores()
    for article in gold_news.articles(path) if path.suffix == ".txt" else json_lines(path):
        found = find_in(article["text"])
        for quote in article["quotes"]:
            over = [s for s in found if s.start < quote["end"] and quote["start"] < s.end]
            _judge(quote["speaker"], over, scores)
    print("\n".join([*scores.lines(), *scores.reliability()]))


def _judge(speaker: str | None, over: list[FoundQuotation], scores: Scores) -> None:
    said = over[0] if over else None
    got = called(said) if said else ""
    right = said is not None and (same_person(got, speaker) if speaker else not got)
    kind = "speaker known" if speaker else "nobody named"
    scores.want(kind, found=said is not None, right=right, wrong=bool(got) and not right)
    if said is not None and got:
        scores.say(said.confidence, right=right)
