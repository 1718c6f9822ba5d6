"""Texts with their events annotated, and what is proposed from them; run by ``proposals``.

A file of JSON lines: ``{"id", "published", "text", "events": [{"start", "end", "date"}]}``, offsets
in characters, the end exclusive, the date in EDTF, empty or null where nothing dates the event; or
the form of ``tests/domain/events/gold_events.txt``.

A proposal belongs to an event where the clause that tells it lies over some of the annotated words;
each stands for one event at most (the greatest matching). *Found*: a proposal belongs to the event.
*Right*: its date is the annotated one. *Wrong*: it is another. Kinds are those proposed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.bench.matching import greatest_matching
from tests.bench.scores import Scores, json_lines
from tests.domain.events import gold_events
from timeline.domain import names
from timeline.domain.comparing.vocabulary import Vocabulary
from timeline.domain.events.proposed_mention import ProposedMention
from timeline.domain.time import edtf
from timeline.services.proposals.finding import Finding

LONGEST = 300
"""The characters that readers are shown of a passage; no measure depends on it."""


def propose(text: str, *, published: str) -> list[ProposedMention]:
    """What a text tells, with no actor or event known before it; ``published`` is EDTF."""
    finding = Finding(names.Gazetteer.of([]), Vocabulary.of([]), LONGEST)
    return finding.find(text, published=edtf.parse(published) if published else None)


def main(path: Path) -> None:
    """Measure one file and print."""
    scores = Scores()
    no_event = 0
    for article in gold_events.articles(path) if path.suffix == ".txt" else json_lines(path):
        no_event += _judge(article, scores)
    print("\n".join([*scores.lines(), *scores.reliability()]))
    print(f"{no_event} of {len(scores.said)} proposals belong to no event")


def _judge(article: dict[str, Any], scores: Scores) -> int:
    """Count the events of one article; gives the number of proposals that belong to none."""
    proposed = propose(article["text"], published=article.get("published") or "")
    events = article["events"]
    edges = [[_belongs(one, event) for event in events] for one in proposed]
    given = greatest_matching(edges, len(events))
    right = set()
    for index, event in enumerate(events):
        row = given.get(index)
        date = event.get("date") or ""
        is_right = row is not None and proposed[row].interval.edtf.partition("T")[0] == date
        stated = row is not None and proposed[row].interval.is_dated
        kind = proposed[row].kind if row is not None else "missed"
        scores.want(kind, found=row is not None, right=is_right, wrong=stated and not is_right)
        right.update([row] if is_right else [])
    for row, one in enumerate(proposed):
        scores.say(one.confidence, right=row in right)
    return sum(not any(row) for row in edges)


def _belongs(proposal: ProposedMention, event: dict[str, Any]) -> bool:
    inside = proposal.focus_start < event["end"] and event["start"] < proposal.focus_end
    return bool(inside)
