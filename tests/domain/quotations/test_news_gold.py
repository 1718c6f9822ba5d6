"""Who speaks in invented news, of which the text alone tells who is there."""

from __future__ import annotations

import pytest

from tests.bench.annotated_quotes import called, find_in, same_person
from tests.domain.quotations import gold_news

MISSED = {
    "a fair reflection of decades of underinvestment.": "“Water UK” is taken for the state",
    "a step.": "a ministry whose state is not named is no name",
    "It was over in ten seconds,": "“his wife Joan” has no family name",
    "He has never hurt a soul.": "“his mother, Gillian,” has no family name",
    "The second was for my grandmother,": "“the forward” is no office",
}
"""The words of the quotations that are given nobody, or another, and why."""

ARTICLES = [
    article
    for name in ("gold_news.txt", "gold_news_hard.txt")
    for article in gold_news.articles(gold_news.GOLD.with_name(name))
]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_each_quotation_of_news_has_its_speaker(article):
    text, found = article["text"], find_in(article["text"])
    missed = set()
    for quote in article["quotes"]:
        words = text[quote["start"] : quote["end"]]
        over = [s for s in found if s.start < quote["end"] and quote["start"] < s.end]
        got = called(over[0]) if over else "not found"
        right = same_person(got, quote["speaker"]) if quote["speaker"] else not got
        if not right:
            missed.add(words)
    assert missed == {words for words in MISSED if words in text}


def test_there_are_quotations_enough_to_tell():
    assert sum(len(article["quotes"]) for article in ARTICLES) >= 200
