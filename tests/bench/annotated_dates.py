"""Whole texts with their dates annotated, and how the finder reads them; run by ``dates``.

A file of JSON lines: ``{"set", "id", "published", "text", "dates": [{"start", "end", "text",
"value"}]}``, offsets in characters, the end exclusive, and the value in TIMEX3 as in the table of
``dates``. All dates of a text are annotated, so that a hit on no annotation is a false one.

Recall: of the annotated days, months, years and decades those that are right. Precision: the right
ones among them and the *false* hits, which state a calendar date that is another than the
annotation under them, or stand over none (*extra*).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.scores import Scores, json_lines
from tests.bench.timex import calendar, plain, timex, values
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.text.document import Document
from timeline.domain.time import edtf


@dataclass(slots=True)
class Part:
    """What was counted in the texts of one set."""

    scores: Scores = field(default_factory=Scores)
    dates: int = 0
    true: int = 0
    wrong: int = 0
    extra: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """Recall, precision and F1 of calendar dates, in one line."""
        recall = self.true / max(1, self.dates)
        precision = self.true / max(1, self.true + self.wrong + self.extra)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        stated = max(1, self.true + self.wrong)
        return (
            f"{self.dates} calendar dates: right {self.true}, wrong {self.wrong}"
            f" ({self.wrong / stated:.3f} of those stated), extra {self.extra};"
            f" precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
        )


def judge(text: dict[str, Any], part: Part) -> None:
    """Count the dates of one text."""
    words = text["text"]
    hits = find(Document(words), published=edtf.parse(text["published"]))
    used: set[Hit] = set()
    for date in text["dates"]:
        over = [hit for hit in hits if hit.start < date["end"] and date["start"] < hit.end]
        used.update(over)
        _judge_one(text, date, over, part)
    for hit in hits:
        value = timex(hit.interval, hit.rule) if hit.interval.is_dated else ""
        if hit not in used and calendar(value):
            part.extra += 1
            part.lines.append(f"extra {_around(text, hit.start, hit.end)}: {value} {hit.rule}")


def _judge_one(text: dict[str, Any], date: dict[str, Any], over: list[Hit], part: Part) -> None:
    right = plain(date["value"])
    found = [value for hit in over for value in values(hit, date["start"], date["end"])]
    is_right, is_wrong = right in found, bool(found) and right not in found and calendar(found[0])
    part.scores.want(
        over[0].rule if over else "missed", found=bool(over), right=is_right, wrong=is_wrong
    )
    part.wrong += is_wrong
    if calendar(right) and "T" not in date["value"]:
        part.dates += 1
        part.true += is_right
    if is_wrong or (calendar(right) and not is_right):
        got = f"{found[0]} ({over[0].rule})" if found else "missed" if not over else "unread"
        around = _around(text, date["start"], date["end"])
        part.lines.append(f"{'wrong' if is_wrong else 'missed'} {around}: {right}, not {got}")


def _around(text: dict[str, Any], start: int, end: int) -> str:
    words = text["text"]
    before, after = words[max(0, start - 70) : start], words[end : end + 40]
    return f"{text['id']} …{before}[{words[start:end]}]{after}…".replace("\n", "⏎")


def main(path: Path, *, wrong: int = 0) -> None:
    """Measure one file and print, part by part; of each so many of what is ``wrong``."""
    parts: dict[str, Part] = defaultdict(Part)
    for text in json_lines(path):
        judge(text, parts[text.get("set", "")])
    for name, part in parts.items():
        print(f"{name}: {part.summary}")
        print("\n".join([*part.scores.lines(), *part.lines[:wrong]]))
