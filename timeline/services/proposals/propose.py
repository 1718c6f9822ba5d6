"""Proposals of articles: found in their texts, held against known events, and written.

What finds is imported once something is to be found: the desk starts without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from timeline.domain.events.proposed_mention import ProposedMention
from timeline.domain.time.intervals import Interval
from timeline.models import Actor, Alias, Article, Decision, Proposal, Term
from timeline.models.articles.proposal import ROW, row_of
from timeline.services.records import collector
from timeline.services.records.new_records import insert

if TYPE_CHECKING:
    from timeline.domain.comparing.event_matching import ComparedTelling
    from timeline.services.proposals.finding import Finding


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
        from timeline.domain import names
        from timeline.domain.comparing.vocabulary import Vocabulary
        from timeline.queries import known_events
        from timeline.services.proposals.finding import Finding

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


def find_in(
    text: str, published: Interval, *, record: KnownRecord, language: str = ""
) -> list[ProposedMention]:
    """What a text tells, its dates read against a day of publication, if that is dated.

    It is held against known events. A long text takes seconds: ask before a transaction.
    """
    day = published if published.is_dated else None
    found = record.finding.find(text, published=day, language=language)
    return held_against_events(found, record=record)


def held_against_events(
    found: Sequence[ProposedMention], *, record: KnownRecord
) -> list[ProposedMention]:
    """What was found, with the known events that it is likely to tell.

    As it is where the record has those worked out, for then it was held against them when found.
    """
    if record.finding.index is not None:
        return list(found)
    from timeline.queries import known_events
    from timeline.services.proposals.finding import matched

    return matched(found, known=partial(known_events.candidates, known=record.events))


@transaction.atomic
def propose(article: Article, found: Sequence[ProposedMention]) -> int:
    """Propose anew what an article tells, as ``find_in`` gave it; the number of proposals made.

    What was reviewed stays as it is, and so does what an editor has changed; what either tells is
    not proposed a second time.
    """
    drop_untouched(article)
    standing = article.proposals.exclude(place=Proposal.Place.GONE)
    decided = set(standing.values_list("focus_start", "focus_end", "kind"))
    new = [one for one in found if (one.focus_start, one.focus_end, one.kind) not in decided]
    keep([(article, new)])
    return len(new)


def untouched(article: Article) -> QuerySet[Proposal]:
    """An article's proposals that nobody reviewed or changed."""
    edited = Decision.objects.filter(
        proposal__article=article, what=Decision.What.EDIT, undone_at=None
    )
    is_open = article.proposals.filter(state=Proposal.State.OPEN)
    return is_open.exclude(pk__in=edited.values("proposal"))


def drop_untouched(article: Article) -> None:
    """Delete an article's proposals that nobody reviewed or changed, within a transaction."""
    going = untouched(article)
    Decision.objects.filter(proposal__in=going.values("pk")).delete()
    # One statement for what may be thousands; nothing else refers to them.
    going._raw_delete(going.db)


def keep(found: Iterable[tuple[Article, Sequence[ProposedMention]]]) -> None:
    """Write the proposals found in articles, within a transaction.

    An article has some dozens of them, so that no ``Proposal`` is made of each.
    """
    rows = (row_of(article, proposal) for article, proposals in found for proposal in proposals)
    insert(Proposal, ROW, rows)


def match(proposal: Proposal) -> None:
    """Set which known events a proposal is likely to tell by now, without saving."""
    from timeline.queries import known_events
    from timeline.services.proposals.finding import matched

    (now,) = matched([proposal.proposed], known=known_events.candidates)
    proposal.matches, proposal.event_id = now.matches, now.event_id
