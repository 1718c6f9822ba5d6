"""Proposals from an article: what its text tells, found by rules and matched to known events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from timeline.domain import happenings, names, speech
from timeline.domain.dates.finder import find as find_dates
from timeline.domain.happenings import Proposed
from timeline.domain.matching import Likeness, Rarity, Telling
from timeline.domain.names.name import Name
from timeline.domain.passages import excerpt
from timeline.domain.speech.short import short
from timeline.domain.speech.spoken import Spoken
from timeline.domain.vocabulary import Vocabulary
from timeline.models import Actor, Alias, Article, Decision, Proposal, Term
from timeline.queries import known_events

SURE = 0.6
"""The likeness from which a proposal is taken to tell an event that is known."""


@dataclass(frozen=True, slots=True)
class Finder:
    """What finding takes: the register's names and the words for things, compiled once.

    ``known`` are the events that proposals were held against, as they were then; a finder is for
    one run over many articles, not to be kept.
    """

    register: names.Register
    vocabulary: Vocabulary
    known: dict[int, Telling] = field(default_factory=dict)

    @classmethod
    def of_database(cls) -> Finder:
        """The finder with the actors and the terms as they are now."""
        spellings: dict[int, list[str]] = {}
        for actor, name in Alias.objects.values_list("actor_id", "name"):
            spellings.setdefault(actor, []).append(name)
        return cls(
            names.Register.of(
                names.Known(slug, cast("names.Kind", kind), (name, *spellings.get(pk, ())))
                for pk, slug, kind, name in Actor.objects.values_list("pk", "slug", "kind", "name")
            ),
            Vocabulary.of(
                Term.objects.exclude(subject="").values_list("subject", "words").distinct()
            ),
        )


@transaction.atomic
def propose(article: Article, *, finder: Finder) -> int:
    """Propose anew what an article tells; the number of open proposals it has then.

    What was reviewed stays as it is, and so does what an editor has changed; what either tells is
    not proposed a second time.
    """
    published = article.interval if article.interval.is_dated else None
    hits = find_dates(article.text, published=published)
    found = names.find(article.text, finder.register)
    spoken = speech.find(article.text, names=found)
    edited = Decision.objects.filter(
        proposal__article=article, what=Decision.What.EDIT, undone_at=None
    )
    untouched = article.proposals.filter(state=Proposal.State.OPEN)
    untouched.exclude(pk__in=edited.values("proposal")).delete()
    decided = set(
        article.proposals.exclude(place=Proposal.Place.GONE).values_list(
            "focus_start", "focus_end", "kind"
        )
    )
    rows = [
        _row(article, proposed, finder)
        for proposed in happenings.propose(
            article.text, hits=hits, names=found, spoken=spoken, published=published
        )
        if (*proposed.focus, proposed.kind) not in decided
    ]
    match(rows, known=finder.known)
    Proposal.objects.bulk_create(rows, batch_size=200)
    return len(rows)


def match(rows: Sequence[Proposal], *, known: dict[int, Telling] | None = None) -> None:
    """Set which known events the proposals are likely to tell, without saving.

    ``known``: events as worked out before, where they are sure not to have changed since.
    """
    candidates = known_events.candidates(rows, known=known)
    rarity = Rarity.of(candidate.words for candidate in candidates.values())
    for row in rows:
        likely = known_events.likely(row, candidates.values(), rarity=rarity)
        row.matches = [_match(likeness) for likeness in likely]
        best = likely[0] if likely else None
        row.event_id = best.key if best is not None and best.score >= SURE else None


def _match(likeness: Likeness) -> dict[str, Any]:
    return {
        "event": likeness.key,
        "score": round(likeness.score, 3),
        "reasons": list(likeness.reasons),
    }


def _row(article: Article, proposed: Proposed, finder: Finder) -> Proposal:
    hit = proposed.hit
    row = Proposal(
        article=article,
        start=proposed.start,
        end=proposed.end,
        focus_start=proposed.focus[0],
        focus_end=proposed.focus[1],
        paragraph=proposed.paragraph,
        passage=article.text[proposed.start : proposed.end],
        title=proposed.title[:200],
        kind=proposed.kind,
        says=excerpt(
            article.text[proposed.start : proposed.end], longest=settings.RETOLD_PASSAGE_LENGTH
        ),
        actors=_actors(proposed.names),
        quotes=[_quote(spoken) for spoken in proposed.quotes],
        terms=[
            {"subject": subject, "words": words[:120]}
            for subject, words in finder.vocabulary.find(
                article.text, start=proposed.start, end=proposed.end
            )
        ],
        confidence=round(proposed.confidence, 3),
    )
    row.new_actors = any(not actor["actor"] for actor in row.actors)
    if hit is not None:
        row.phrase, row.phrase_start = hit.surface[:200], hit.start
        row.rule, row.because = hit.rule, hit.problem or hit.because
        row.interval = hit.interval
        row.alternatives = [
            {"label": other.label, "edtf": other.interval.edtf} for other in hit.alternatives
        ]
    return row


def _actors(found: Sequence[Name]) -> list[dict[str, Any]]:
    """Each actor once, with the spellings of this passage, in order of appearance."""
    actors: dict[str, dict[str, Any]] = {}
    for name in found:
        actor = actors.setdefault(
            name.whom,
            {
                "whom": name.whom,
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


def _quote(spoken: Spoken) -> dict[str, Any]:
    return {
        "words": spoken.words,
        "excerpt": short(spoken.words),
        "start": spoken.start,
        "end": spoken.end,
        "speaker": spoken.speaker.whom if spoken.speaker else "",
        "told_by": spoken.told_by.whom if spoken.told_by else "",
        "rule": spoken.rule,
        "confidence": round(spoken.confidence, 3),
        "guessed": spoken.guessed,
        "keep": spoken.speaker is not None and not spoken.scare,
    }
