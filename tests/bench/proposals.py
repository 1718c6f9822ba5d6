"""What ``manage.py ingest`` proposes from the story's documents, held against its digest.

``python -m tests.bench.proposals DOCUMENTS`` takes a folder's documents in on an empty database
that knows the digest's actors and nothing else, and prints, document by document:

- recall: of the events that the digest has a document tell, how many were proposed from it. A
  proposal stands for one event and an event wants one proposal of its own (the greatest matching),
  so that a sentence that tells three happenings has to give three.
- precision: of the proposals, how many belong to an event that the digest has that document tell.
- speakers: of the digest's quotes, how many were found with the right speaker.

A proposal belongs to a mention of the digest where it stands in the sentences of that mention's
paragraph that hold its date phrase, quotes or terms (or else in any of the paragraph), and either
shares enough of the words that tell it, or is the only thing told there.

``python -m tests.bench.proposals FILE`` holds proposals against a file of annotated texts instead:
see ``annotated_events``.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import annotated_events
from tests.bench.matching import greatest_matching

ALIKE = 0.15
"""The share of its words that a proposal must have in common with a mention to belong to it."""


@dataclass(frozen=True)
class Told:
    """A mention of the digest, and where in the text it stands."""

    event: str
    title: str
    places: tuple[tuple[int, int], ...]
    words: frozenset[str]
    alone: bool


def main(documents: Path) -> None:
    """Measure, and print a table with what was missed and what was proposed beside the digest."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/retold.sqlite3"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        digest = _digest()
        _take_in_actors(digest)
        call_command("ingest", str(documents), verbosity=0)
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for source in digest.sources:
            if getattr(source.entry, "document", ""):
                _measure(source.entry, digest, totals)
        print()
        for name, (good, all_) in totals.items():
            print(f"{name}: {good} of {all_} = {good / all_:.2f}")


def _digest() -> Any:
    from django.conf import settings

    from timeline.services.digest.digest_files import read_digest

    return read_digest(settings.FIXTURES)


def _take_in_actors(digest: Any) -> None:
    from timeline.models import Actor, Alias

    for located in digest.actors:
        entry = located.entry
        actor = Actor.objects.create(slug=entry.slug, name=entry.name, kind=entry.kind)
        for name in entry.aliases:
            Alias.objects.create(actor=actor, name=name)


def _measure(entry: Any, digest: Any, totals: dict[str, list[int]]) -> None:
    from timeline.models import Article

    article = Article.objects.get(name=entry.document)
    titles = {located.entry.slug: located.entry.title for located in digest.events}
    told = _told(entry, article.text, titles)
    proposals = list(article.proposals.all())
    edges = [[belongs(p, mention) for mention in told] for p in proposals]
    events = list(dict.fromkeys(mention.event for mention in told))
    wanted = [
        [any(edges[p][m] for m, t in enumerate(told) if t.event == event) for event in events]
        for p in range(len(proposals))
    ]
    found = greatest_matching(wanted, len(events))
    fits = sum(any(row) for row in edges)
    print(f"{entry.document}: {len(found)} of {len(events)} events, "
          f"{fits} of {len(proposals)} proposals belong")  # fmt: skip
    for index, event in enumerate(events):
        if index not in found:
            print(f"  missed: {titles[event]}")
    for proposal, row in zip(proposals, edges, strict=True):
        if not any(row):
            print(f"  beside the digest: ¶ {proposal.paragraph} {proposal.title}")
    _add(totals, "recall", len(found), len(events))
    _add(totals, "precision", fits, len(proposals))
    _add(totals, "speakers", *_speakers(entry, proposals))


def _told(entry: Any, text: str, titles: dict[str, str]) -> list[Told]:
    from timeline.domain.comparing.event_matching import stems
    from timeline.domain.text.document import Document
    from timeline.domain.text.printed_words import stands_in

    by_paragraph = defaultdict(list)
    for sentence in Document(text).sentences:
        by_paragraph[sentence.paragraph].append(sentence)
    told: list[tuple[Any, tuple[tuple[int, int], ...], frozenset[str]]] = []
    for mention in entry.mentions:
        anchors = [mention.phrase, *(q.words for q in mention.quotes)]
        anchors += [words for choices in mention.terms.values() for words in choices]
        scored = [
            (sum(bool(a) and stands_in(a, s.of(text)) for a in anchors), s)
            for s in by_paragraph[mention.paragraph]
        ]
        standing = [s for score, s in scored if score] or [s for _, s in scored]
        words = stems(titles[mention.event], mention.says, *anchors)
        told.append((mention, tuple((s.start, s.end) for s in standing), words))
    made = []
    for mention, places, words in told:
        beside = [other for other, at, _ in told if other is not mention and set(at) & set(places)]
        made.append(
            Told(
                mention.event,
                titles[mention.event],
                places,
                words,
                alone=not any(other.event != mention.event for other in beside),
            )
        )
    return made


def belongs(proposal: Any, mention: Told) -> bool:
    """Whether a proposal tells what a mention of the digest tells."""
    from timeline.domain.comparing.event_matching import stems

    inside = any(p < proposal.end and proposal.start < q for p, q in mention.places)
    if not inside or mention.alone:
        return inside
    focus = proposal.article.text[proposal.focus_start : proposal.focus_end]
    words = stems(proposal.title, focus)
    return len(words & mention.words) >= ALIKE * min(len(words), len(mention.words))


def _speakers(entry: Any, proposals: Sequence[Any]) -> tuple[int, int]:
    from timeline.domain.text.printed_words import normalised

    said = [(normalised(q.words), q.speaker, q.told_by) for p in proposals for q in p.quotes]
    right = wanted = 0
    for mention in entry.mentions:
        for quote in mention.quotes:
            wanted += 1
            # Of words inside words the innermost that hold them tell who speaks.
            holding = sorted(
                (len(words), speaker)
                for words, speaker, _ in said
                if normalised(quote.words) in words
            )
            if holding and holding[0][1] == quote.speaker:
                right += 1
            else:
                got = holding[0][1] if holding else "nobody: the quote was not found"
                print(f"  ¶ {mention.paragraph} “{quote.words}”: {quote.speaker}, not {got}")
    return right, wanted


def _add(totals: dict[str, list[int]], name: str, good: int, all_: int) -> None:
    totals[name][0] += good
    totals[name][1] += all_


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    path = Path(sys.argv[1])
    (main if path.is_dir() else annotated_events.main)(path)
