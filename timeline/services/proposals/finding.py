"""What a text tells, found by rules and held against known events: an article in, proposals out.

It knows nothing of Django, so that it can be done in processes of its own (``finding_processes``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.domain import events, names, quotations
from timeline.domain.comparing.event_matching import (
    ComparedTelling,
    Likeness,
    Rarity,
    likeliest,
    stems,
)
from timeline.domain.comparing.matching_index import MatchingIndex
from timeline.domain.comparing.vocabulary import Vocabulary
from timeline.domain.dates.finding.date_finder import find as find_dates
from timeline.domain.events import Proposed
from timeline.domain.names.name import Name
from timeline.domain.quotations.excerpt import short
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.text.passages import excerpt
from timeline.domain.time.intervals import UNDATED, Interval

Columns = dict[str, Any]
"""A proposal's columns, by name."""

SURE = 0.6
"""The likeness from which a proposal is taken to tell an event that is known."""

LIKELY = 0.35
"""The likeness below which an event is not shown to an editor."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What finding takes. ``longest``: the characters that are shown of a passage.

    ``index``: the events that proposals are held against, where they are few enough to be at hand.
    """

    register: names.Gazetteer
    vocabulary: Vocabulary
    longest: int
    index: MatchingIndex | None = None

    def find(self, text: str, *, published: Interval | None) -> list[Columns]:
        """What a text tells, in order; ``published``: what date phrases are read against."""
        hits = find_dates(text, published=published)
        found = names.find(text, self.register)
        spoken = quotations.find(text, names=found)
        proposed = events.propose(text, hits=hits, names=found, spoken=spoken, published=published)
        terms: dict[tuple[int, int], list[dict[str, str]]] = {}
        for one in proposed:
            # One passage often tells several happenings.
            if (place := (one.start, one.end)) not in terms:
                terms[place] = [
                    {"subject": subject, "words": words[:120]}
                    for subject, words in self.vocabulary.find(text, start=one.start, end=one.end)
                ]
        made = [self._columns(text, one) | {"terms": terms[one.start, one.end]} for one in proposed]
        if self.index is not None and self.index.known:
            new = tellings(made)
            matches(made, new, known=self.index.candidates(new))
        return made

    def _columns(self, text: str, proposed: Proposed) -> Columns:
        passage = text[proposed.start : proposed.end]
        actors = _actors(proposed.names)
        hit = proposed.hit
        columns: Columns = {
            "start": proposed.start,
            "end": proposed.end,
            "focus_start": proposed.focus[0],
            "focus_end": proposed.focus[1],
            "paragraph": proposed.paragraph,
            "passage": passage,
            "title": proposed.title[:200],
            "kind": proposed.kind,
            "says": excerpt(passage, longest=self.longest),
            "actors": actors,
            "quotes": [_quote(spoken) for spoken in proposed.quotes],
            "confidence": round(proposed.confidence, 3),
            "new_actors": any(not actor["actor"] for actor in actors),
            "interval": UNDATED,
        }
        if hit is not None:
            columns |= {
                "phrase": hit.surface[:200],
                "phrase_start": hit.start,
                "rule": hit.rule,
                "because": hit.problem or hit.because,
                "interval": hit.interval,
                "alternatives": [
                    {"label": other.label, "edtf": other.interval.edtf}
                    for other in hit.alternatives
                ],
            }
        return columns


def tellings(made: Iterable[Mapping[str, Any]]) -> list[ComparedTelling]:
    """Proposals as they are compared with known events."""
    passages: dict[str, frozenset[str]] = {}
    new = []
    for columns in made:
        if (passage := columns["passage"]) not in passages:
            passages[passage] = stems(passage)
        new.append(
            ComparedTelling(
                columns["interval"],
                frozenset(actor["actor"] for actor in columns["actors"] if actor["actor"]),
                columns["kind"],
                passages[passage] | stems(columns["title"]),
                called={actor["actor"]: actor["name"] for actor in columns["actors"]},
            )
        )
    return new


def matches(
    made: Iterable[Columns], new: Sequence[ComparedTelling], *, known: Mapping[int, ComparedTelling]
) -> None:
    """Set which of the known events the proposals are likely to tell."""
    rarity = Rarity.of(telling.words for telling in known.values())
    for columns, told in zip(made, new, strict=True):
        likely = likeliest(told, known.values(), rarity=rarity, least=LIKELY)
        columns["matches"] = [_match(likeness) for likeness in likely]
        sure = likely and likely[0].score >= SURE
        columns["event_id"] = likely[0].key if sure else None


def _match(likeness: Likeness) -> dict[str, Any]:
    return {
        "event": likeness.key,
        "score": round(likeness.score, 3),
        "reasons": list(likeness.reasons),
    }


def _actors(found: Sequence[Name]) -> list[dict[str, Any]]:
    """Each actor once, with the spellings of this passage, in order of appearance."""
    actors: dict[str, dict[str, Any]] = {}
    for name in found:
        actor = actors.setdefault(
            name.entity,
            {
                "whom": name.entity,
                "actor": name.actor,
                "alias_of": name.alias_of,
                "name": name.full or name.surface,
                "kind": name.kind,
                "role": name.role,
                "spellings": [],
                # Whom the register doesn't know is taken in only where the text says what they are.
                "keep": bool(name.actor or name.alias_of or (name.kind and name.role)),
            },
        )
        actor["kind"], actor["role"] = actor["kind"] or name.kind, actor["role"] or name.role
        if name.surface not in actor["spellings"]:
            actor["spellings"].append(name.surface)
    return list(actors.values())


def _quote(spoken: FoundQuotation) -> dict[str, Any]:
    return {
        "words": spoken.words,
        "excerpt": short(spoken.words),
        "start": spoken.start,
        "end": spoken.end,
        "speaker": spoken.speaker.entity if spoken.speaker else "",
        "told_by": spoken.told_by.entity if spoken.told_by else "",
        "rule": spoken.rule,
        "confidence": round(spoken.confidence, 3),
        "guessed": spoken.guessed,
        "keep": spoken.speaker is not None and not spoken.scare,
    }
