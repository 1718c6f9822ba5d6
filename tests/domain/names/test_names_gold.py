"""Names, measured on articles written for it: what is found, what is missed, and how often."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from timeline.domain.names import Gazetteer, KnownActor, Name, find
from timeline.domain.text.document import Document

HERE = Path(__file__).parent


def _read(name: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


GOLD = _read("gold_names.yaml")
UNSEEN = _read("gold_names_unseen.yaml")


class Line(NamedTuple):
    """A name of the gold: its words, whom it names, and what is told of them."""

    surface: str
    whom: str
    kind: str
    role: str


def _known(line: str) -> KnownActor:
    key, kind, names = (part.strip() for part in line.split("|"))
    return KnownActor(key, kind, tuple(name.strip() for name in names.split(";")))  # type: ignore[arg-type]


ACTORS = [_known(line) for line in GOLD["register"]]
REGISTER = Gazetteer.of(ACTORS)
KINDS = {actor.key: actor.kind for actor in ACTORS}


def _line(text: str) -> Line:
    surface, _, rest = text.partition(" > ")
    whom, kind, role, *_ = [*(part.strip() for part in rest.split(" | ")), "", ""]
    if whom == "+":
        whom += surface
    return Line(surface, whom, KINDS.get(whom[1:], kind), role)


def _found(name: Name) -> Line:
    if name.actor:
        whom = f"={name.actor}"
    else:
        whom = f"~{name.alias_of}" if name.alias_of else f"+{name.full}"
    return Line(name.surface, whom, name.kind, name.role)


def _lines(article: dict[str, Any], field: str) -> list[Line]:
    return [_line(each["name"]) for each in article.get(field, [])]


ARTICLES = GOLD["articles"] + UNSEEN["articles"]


@pytest.mark.parametrize("article", ARTICLES, ids=[each["id"] for each in ARTICLES])
def test_the_names_of_an_article_are_those_told(article: dict[str, Any]):
    found = [_found(name) for name in find(Document(article["text"]), REGISTER)]
    wrong = _lines(article, "wrong")
    assert [line for line in found if line not in wrong] == list(map(_line, article["names"]))
    # What is known to go wrong does: else its reason is out of date.
    assert set(wrong) <= set(found)
    assert not set(_lines(article, "missed")) & set(found)


def test_each_fault_has_its_reason():
    faults = [
        each
        for article in ARTICLES
        for field in ("missed", "wrong")
        for each in article.get(field, [])
    ]
    assert faults
    assert all(each["why"].strip() for each in faults)


@pytest.mark.parametrize(
    ("articles", "least", "precision", "recall"),
    [(GOLD["articles"], 24, 0.99, 0.97), (UNSEEN["articles"], 6, 0.97, 0.97)],
    ids=["tuned", "unseen"],
)
def test_precision_and_recall(
    articles: list[dict[str, Any]], least: int, precision: float, recall: float
):
    right = told = wanted = 0
    for article in articles:
        found = Counter(_found(name) for name in find(Document(article["text"]), REGISTER))
        gold = Counter([*map(_line, article["names"]), *_lines(article, "missed")])
        right += (found & gold).total()
        told += found.total()
        wanted += gold.total()
    assert len(articles) >= least
    assert right / told >= precision
    assert right / wanted >= recall
