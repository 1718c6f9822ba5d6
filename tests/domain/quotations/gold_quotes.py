"""Invented articles with the speaker of each quotation, and how many of them are found right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from timeline.domain.names.name import Kind, Name
from timeline.domain.quotations import FoundQuotation, find
from timeline.domain.text.document import Document

HERE = Path(__file__).parent
_TOLD = re.compile(r"\{([^{}\n]+)\}")
_ROLE = re.compile(
    r"(?:\b(?:[Ff]ormer|[Dd]eputy|[Pp]rime|[Ff]oreign|[Ii]nterior|[Dd]efen[cs]e|[Ff]inance|[Vv]ice|"
    r"[Hh]ome|[Ii]mmigration|[Oo]pposition|caretaker|state) ){0,3}"
    r"\b(?:[Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor|[Ll]eader|[Gg]overnor|[Ss]pokesman|"
    r"[Ss]pokeswoman|[Ss]ecretary|[Mm]ayor|[Ss]enator|Sen\.|Rep\.|Gov\.|[Cc]hief|[Jj]udge) $"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A quotation whose last mark ends at an offset, and who speaks.

    ``speaker``: a full name, "-" for someone unnamed, "~" for a term. ``resumed``: it goes on from
    the paragraph before.
    """

    end: int
    speaker: str
    told_by: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article, the names in it, and who speaks."""

    title: str
    text: str
    names: Sequence[Name]
    expected: Sequence[Expected]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was expected of a quotation, and what was found."""

    article: str
    words: str
    expected: str
    found: str

    @property
    def right(self) -> bool:
        """Whether it is right."""
        return self.expected == self.found


@cache
def articles(file: str = "gold_quotes.yaml") -> tuple[Article, ...]:
    """The articles of a file beside this one."""
    return tuple(_article(raw) for raw in yaml.safe_load((HERE / file).read_text()))


def verdicts(file: str = "gold_quotes.yaml") -> list[Verdict]:
    """Each quotation of a file, those that were not to be found included."""
    return [verdict for article in articles(file) for verdict in judged(article)]


def judged(article: Article) -> list[Verdict]:
    """An article's quotations, as expected and as found."""
    expected = {quote.end: quote for quote in article.expected}
    found = {_closes(article.text, spoken): spoken for spoken in find_in(article)}
    told = []
    for end in sorted(expected.keys() | found.keys()):
        quote, spoken = expected.get(end), found.get(end)
        words = spoken.words if spoken else article.text[max(0, end - 40) : end]
        told.append(Verdict(article.title, words, _said(quote), _heard(spoken)))
    return told


def find_in(article: Article) -> list[FoundQuotation]:
    """What is found in an article, words without marks of their own left out."""
    return [s for s in find(Document(article.text), names=article.names) if s.rule != "as-put-it"]


def _closes(text: str, spoken: FoundQuotation) -> int:
    marks = re.compile(r"[ \xa0]?(?:''|’’|[“”«»\"’'])").match(text, spoken.end)
    return marks.end() if marks else spoken.end


def _said(quote: Expected | None) -> str:
    if quote is None:
        return "no quotation"
    told_by = f" < {quote.told_by}" if quote.told_by else ""
    return f"{quote.speaker}{told_by}{' +' if quote.resumed else ''}"


def _heard(spoken: FoundQuotation | None) -> str:
    if spoken is None:
        return "not found"
    speaker = "~" if spoken.scare else spoken.speaker.entity if spoken.speaker else "-"
    told_by = f" < {spoken.told_by.entity}" if spoken.told_by else ""
    return f"{speaker}{told_by}{' +' if spoken.continued else ''}"


def _article(raw: dict[str, Any]) -> Article:
    marked = raw["text"]
    expected = []
    parts = []
    at = length = 0
    for match in _TOLD.finditer(marked):
        parts.append(marked[at : match.start()])
        length += len(parts[-1])
        at = match.end()
        who = match[1].removesuffix("+").strip()
        speaker, _, told_by = who.partition(" < ")
        expected.append(Expected(length, speaker, told_by, match[1].endswith("+")))
    parts.append(marked[at:])
    text = "".join(parts)
    return Article(raw["title"], text, named(text, raw["cast"]), expected)


def named(text: str, cast: dict[str, str]) -> list[Name]:
    """The names of a cast in a text: whole, or a person's last word; with the office before."""
    spellings: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    for full, told in cast.items():
        kind, _, short = told.partition(" as ")
        kinds[full] = kind  # type: ignore[assignment]
        spellings[full] = full
        if kind == "person":
            spellings.setdefault(short or full.split()[-1], full)
    longest_first = sorted(spellings, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    names = []
    for match in pattern.finditer(text):
        full = spellings[match[0]]
        role = _ROLE.search(text, max(0, match.start() - 40), match.start())
        names.append(
            Name(
                match.start(),
                match.end(),
                match[0],
                full=full,
                kind=kinds[full],
                role=role[0].strip() if role else "",
            )
        )
    return names
