"""How quickly quotations are found, and how many have the right speaker.

    python -m tests.bench.quotes [FILE]

With a FILE of annotated texts (see ``annotated_quotes``), how many of its quotations are found and
have the right speaker. Else both on invented articles: those of the tests, laid end to end in texts
of some four thousand characters for the speed, names given. The texts are dense, with a quotation
in every 80 characters; news has one in some 250.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench import annotated_quotes
from tests.domain.quotations import gold_quotes
from timeline.domain.names.name import Name
from timeline.domain.quotations import find
from timeline.domain.text.document import Document

FILES = {
    "gold_quotes.yaml": "written with the rules",
    "gold_quotes_later.yaml": "written later (34 of 38 at first sight)",
    "gold_quotes_last.yaml": "written last (34 of 38 at first sight)",
}
LENGTH = 4_000
ROUNDS = 5
PLAIN = (
    "The committee met for the third time this month and heard what its staff had gathered. "
    "Nothing was decided, and the members are to meet again before the summer recess begins. "
)


def main() -> None:
    """Measure, and print."""
    for file, what in FILES.items():
        verdicts = gold_quotes.verdicts(file)
        right = sum(verdict.right for verdict in verdicts)
        print(f"{right:4} of {len(verdicts):4} right ({right / len(verdicts):.3f}), {what}")
        for verdict in verdicts:
            if not verdict.right:
                print(
                    f"     {verdict.article}: {verdict.words[:40]!r} is {verdict.expected},"
                    f" found {verdict.found}"
                )
    print("by rule: " + ", ".join(f"{rule} {count}" for rule, count in _rules().most_common()))
    for name, plain in (("dense in quotations", 0), ("as news is", 3)):
        texts = list(_texts(plain))
        each, quotes = _seconds(texts)
        size = sum(len(text) for text, _ in texts) / len(texts)
        print(
            f"{size / LENGTH / each:6.0f} articles of {LENGTH:,} characters a second, {name}:"
            f" {quotes * LENGTH / size:.0f} quotations each"
        )


def _rules() -> Counter[str]:
    return Counter(
        spoken.rule or "none"
        for file in FILES
        for article in gold_quotes.articles(file)
        for spoken in gold_quotes.find_in(article)
    )


def _texts(plain: int) -> Iterator[tuple[str, Sequence[Name]]]:
    """Texts of some length, with so many plain paragraphs for each of an article's."""
    text = ""
    names: list[Name] = []
    for file in FILES:
        for article in gold_quotes.articles(file):
            filling = f"{PLAIN * plain}\n" * (article.text.count("\n") // 2) if plain else ""
            offset = len(text)
            names += [
                replace(name, start=name.start + offset, end=name.end + offset)
                for name in article.names
            ]
            text += f"{article.text}\n{filling}"
            while len(text) >= LENGTH:
                yield text, names
                text, names = "", []


def _seconds(texts: Sequence[tuple[str, Sequence[Name]]]) -> tuple[float, float]:
    """The best time of a text, in seconds of one core, and its quotations, in the mean."""
    best = float("inf")
    found = 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        found = sum(len(find(Document(text), names=names)) for text, names in texts)
        best = min(best, time.process_time() - begun)
    return best / len(texts), found / len(texts)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        annotated_quotes.main(Path(sys.argv[1]))
    else:
        main()
