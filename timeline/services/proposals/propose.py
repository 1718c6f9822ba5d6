"""Proposals of articles: found in their texts, held against known events, and written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from django.conf import settings
from django.db import transaction

from timeline.domain import names
from timeline.domain.comparing.event_matching import ComparedTelling
from timeline.domain.comparing.vocabulary import Vocabulary
from timeline.domain.events.proposed_mention import ProposedMention
from timeline.domain.time.intervals import Interval
from timeline.models import Actor, Alias, Article, Decision, Proposal, Term
from timeline.models.articles.proposal import ROW, row_of
from timeline.queries import known_events
from timeline.services.proposals.finding import Finding, matched
from timeline.services.records import collector
from timeline.services.records.new_records import insert


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What the record holds that texts are read with, for one run over some articles.

    ``finding``: the register's names and the words for things, compiled once. ``events``: those
    that proposals were held against so far, as they were then.
    """

    finding: Finding
    events: dict[int, ComparedTelling] = field(default_factory=dict)

    @classmethod
    def of_database(cls, *, for_many: bool = False) -> KnownRecord:
        """The actors and the terms as they are now.

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


def find_in(text: str, published: Interval, *, record: KnownRecord) -> list[ProposedMention]:
    """What a text tells, its dates read against a day of publication, if that is dated."""
    return record.finding.find(text, published=published if published.is_dated else None)


@transaction.atomic
def propose(
    article: Article, *, record: KnownRecord, found: Sequence[ProposedMention] | None = None
) -> int:
    """Propose anew what an article tells; the number of open proposals made.

    What was reviewed stays as it is, and so does what an editor has changed; what either tells is
    not proposed a second time. ``found``: what ``find_in`` gave, where that was asked before, so
    that nobody waits for it who would write.
    """
    if found is None:
        found = find_in(article.text, article.interval, record=record)
    edited = Decision.objects.filter(
        proposal__article=article, what=Decision.What.EDIT, undone_at=None
    )
    untouched = article.proposals.filter(state=Proposal.State.OPEN)
    untouched.exclude(pk__in=edited.values("proposal")).delete()
    standing = article.proposals.exclude(place=Proposal.Place.GONE)
    decided = set(standing.values_list("focus_start", "focus_end", "kind"))
    new = [one for one in found if (one.focus_start, one.focus_end, one.kind) not in decided]
    keep([(article, new)], record=record)
    return len(new)


def keep(
    found: Iterable[tuple[Article, Sequence[ProposedMention]]], *, record: KnownRecord
) -> None:
    """Write the proposals found in articles, within a transaction.

    Those that were not held against known events while they were found, are now. An article has
    some dozens of them, so that no ``Proposal`` is made of each.
    """
    rows = []
    for article, proposals in found:
        if record.finding.index is None:
            known = partial(known_events.candidates, known=record.events)
            proposals = matched(proposals, known=known)
        rows += [row_of(article, proposal) for proposal in proposals]
    insert(Proposal, ROW, rows)


def match(proposal: Proposal) -> None:
    """Set which known events a proposal is likely to tell by now, without saving."""
    (now,) = matched([proposal.proposed], known=known_events.candidates)
    proposal.matches, proposal.event_id = now.matches, now.event_id
