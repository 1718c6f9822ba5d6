"""Who speaks, in invented articles and in the five documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.domain.quotations import gold_quotes
from timeline.domain.names import Gazetteer, KnownActor
from timeline.domain.names import find as find_names
from timeline.domain.quotations import FoundQuotation, find
from timeline.domain.text.document import Document
from timeline.domain.text.printed_words import normalised

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
FILES = ("gold_quotes.yaml", "gold_quotes_later.yaml", "gold_quotes_last.yaml")
MISSED = {
    (
        "New York",
        "asleep at the wheel.",
    ): "a memo speaks, and whose it is was told a sentence before",
    ("a trial", "Tell him the envelope is"): "a message speaks, and who sent it was told before",
}
"""What is found wrong, by the article's title and the words' beginning, and why."""

ARTICLES = [article for file in FILES for article in gold_quotes.articles(file)]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.title)
def test_each_quotation_has_its_speaker(article: gold_quotes.Article):
    wrong = {
        (verdict.article, verdict.words[:24]): f"{verdict.expected} expected, {verdict.found} found"
        for verdict in gold_quotes.judged(article)
        if not verdict.right
    }
    known = {key for key in MISSED if key[0] == article.title}
    assert wrong.keys() == known, wrong


def test_the_articles_hold_quotations_enough_to_tell():
    counts = [len(gold_quotes.verdicts(file)) for file in FILES]
    assert len(gold_quotes.articles(FILES[0])) >= 25
    assert counts[0] >= 120
    assert sum(counts[1:]) >= 40


def test_what_is_missed_is_no_more_than_one_in_ten():
    told = [verdict for file in FILES for verdict in gold_quotes.verdicts(file)]
    right = sum(verdict.right for verdict in told)
    assert right / len(told) >= 0.9, f"{right} of {len(told)} quotations right"


def _register() -> Gazetteer:
    actors = yaml.safe_load((FIXTURES / "actors.yaml").read_text())
    return Gazetteer.of(
        KnownActor(actor["slug"], actor["kind"], (actor["name"], *actor.get("aliases", ())))
        for actor in actors
    )


def _quotes() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((FIXTURES / "documents").glob("*.yaml")):
        told = yaml.safe_load(file.read_text())
        for mention in told["mentions"]:
            for quote in mention.get("quotes", ()):
                yield told["document"], quote


def _innermost(words: str, spoken: list[FoundQuotation]) -> FoundQuotation | None:
    holding = [s for s in spoken if normalised(words).lower() in normalised(s.words).lower()]
    return min(holding, key=lambda s: len(s.words), default=None)


def test_each_quotation_of_the_five_documents_has_its_speaker(documents: Path):
    register = _register()
    texts = {path.name: path.read_text() for path in documents.glob("*.txt")}
    found = {
        name: find(Document(text), names=find_names(Document(text), register))
        for name, text in texts.items()
    }
    wrong = []
    count = 0
    for document, quote in _quotes():
        count += 1
        spoken = _innermost(quote["words"], found[document])
        speaker = spoken.speaker.entity if spoken and spoken.speaker else None
        if speaker != quote["speaker"]:
            wrong.append(f"{document}: {quote['words']!r} is {speaker}'s, not {quote['speaker']}'s")
    assert count >= 40
    assert wrong == []


def test_whoever_tells_another_s_words_in_the_documents_is_told(documents: Path):
    register = _register()
    wrong = []
    for document, quote in _quotes():
        text = (documents / document).read_text()
        spoken = _innermost(
            quote["words"], find(Document(text), names=find_names(Document(text), register))
        )
        assert spoken is not None
        teller = spoken.told_by.entity if spoken.told_by else None
        if teller != quote.get("told_by"):
            wrong.append(f"{document}: {quote['words']!r} is told by {teller}")
    assert wrong == []


def test_no_quotation_of_the_documents_is_without_a_speaker(documents: Path):
    register = _register()
    for path in sorted(documents.glob("*.txt")):
        text = path.read_text()
        for spoken in find(Document(text), names=find_names(Document(text), register)):
            assert spoken.speaker is not None, f"{path.name}: {spoken.words!r}"
            assert text[spoken.start : spoken.end] == spoken.words
