"""Proposals from an article: what its text tells, found by rules and matched to known events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.db import transaction

from timeline.domain import names
from timeline.domain.comparing.event_matching import ComparedTelling
from timeline.domain.comparing.vocabulary import Vocabulary
from timeline.models import Actor, Alias, Article, Decision, Proposal, Term
from timeline.queries import known_events
from timeline.services.proposals import finding
from timeline.services.proposals.finding import Columns, Finding
from timeline.services.proposals.proposal_rows import keep
from timeline.services.records import collector


@dataclass(frozen=True, slots=True)
class Finder:
    """What finding takes: the register's names and the words for things, compiled once.

    ``known`` are the events that proposals were held against, as they were then; a finder is for
    one run over many articles, not to be kept.
    """

    finding: Finding
    known: dict[int, ComparedTelling] = field(default_factory=dict)

    @classmethod
    def of_database(cls, *, for_many: bool = False) -> Finder:
        """The finder with the actors and the terms as they are now.

        ``for_many``: with the events as they are now, too, unless they are very many; that pays off
        from some dozens of articles on.
        """
        spellings: dict[int, list[str]] = {}
        for actor, name in Alias.objects.values_list("actor_id", "name"):
            spellings.setdefault(actor, []).append(name)
        register = names.Gazetteer.of(
            names.KnownActor(slug, cast("names.Kind", kind), (name, *spellings.get(pk, ())))
            for pk, slug, kind, name in Actor.objects.values_list("pk", "slug", "kind", "name")
        )
        vocabulary = Vocabulary.of(
            Term.objects.exclude(subject="").values_list("subject", "words").distinct()
        )
        with collector.at_rest():
            index = known_events.index() if for_many else None
        return cls(Finding(register, vocabulary, settings.RETOLD_PASSAGE_LENGTH, index))


@transaction.atomic
def propose(article: Article, *, finder: Finder) -> int:
    """Propose anew what an article tells; the number of open proposals it has then.

    What was reviewed stays as it is, and so does what an editor has changed; what either tells is
    not proposed a second time.
    """
    published = article.interval if article.interval.is_dated else None
    found = finder.finding.find(article.text, published=published)
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
    found = [
        columns
        for columns in found
        if (columns["focus_start"], columns["focus_end"], columns["kind"]) not in decided
    ]
    return keep([(article, found)], finder=finder)


def match(rows: Sequence[Proposal]) -> None:
    """Set which known events the proposals are likely to tell, without saving."""
    made: list[Columns] = [
        {
            "interval": row.interval,
            "actors": row.actors,
            "kind": row.kind,
            "title": row.title,
            "passage": row.passage,
        }
        for row in rows
    ]
    new = finding.tellings(made)
    finding.matches(made, new, known=known_events.candidates(new))
    for row, columns in zip(rows, made, strict=True):
        row.matches, row.event_id = columns["matches"], columns["event_id"]
