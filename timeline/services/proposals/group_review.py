"""An editor's choices on a group of proposals: decided once, and taken back as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast
from uuid import uuid4

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from timeline.domain.events.proposed_mention import ProposedActor
from timeline.models import Article, Decision, Event, Outlet, Proposal, Source
from timeline.queries.database.table_locks import keep_others_from_writing
from timeline.services.proposals import review
from timeline.services.proposals.review import CannotDecide, ProposalChanges
from timeline.services.records.outlet_names import as_compared, outlets_by_name
from timeline.services.records.slugs import free_slug

_MOST_TOGETHER = 2_000


@transaction.atomic
def accept(
    members: Sequence[Proposal],
    *,
    by: Any,
    event: Event | None = None,
    changes: ProposalChanges | None = None,
    kept: Mapping[str, str] | None = None,
) -> Event:
    """Make a mention of each of a group's proposals; the one event that all of them tell.

    ``event``: the one that an editor names, else a new one, for which the first one's title, kind
    and date count; ``changes`` are made in that before. ``kept``: the actors who take part, as
    ``called`` names them, with the kind that an editor gave one without. All are accepted or none:
    ``CannotDecide`` says of which one why not.
    """
    if not members:
        raise CannotDecide("Nothing of this group is left to review.")
    with _together(members):
        for number, proposal in enumerate(members):
            made = dict(changes or {}) if number == 0 else {}
            actors = proposal.actors if kept is None else _chosen(proposal, kept)
            if actors != proposal.actors:
                made["actors"] = actors
            try:
                if made:
                    review.edit(proposal, cast("ProposalChanges", made), by=by)
                if event is None:
                    event = review.accept_as_new(proposal, by=by).event
                else:
                    review.merge(proposal, event, by=by)
            except CannotDecide as error:
                raise CannotDecide(f"{proposal.article}: {error}") from error
    assert event is not None
    return event


def _chosen(proposal: Proposal, kept: Mapping[str, str]) -> tuple[ProposedActor, ...]:
    """A proposal's actors, those kept whom the editor keeps, and who says what is quoted."""
    said = {whom for q in proposal.quotes if q.keep for whom in (q.speaker, q.told_by)}
    return tuple(
        one.chosen(keep=called(one) in kept or one.whom in said, kind=kept.get(called(one), ""))
        for one in proposal.actors
    )


def called(actor: ProposedActor) -> str:
    """What tells an actor of a proposal apart from others, in whichever article."""
    return actor.known or actor.name


@transaction.atomic
def reject(members: Sequence[Proposal], *, by: Any) -> int:
    """Put a group aside; how many proposals that were."""
    with _together(members):
        for proposal in members:
            review.reject(proposal, by=by)
    return len(members)


@transaction.atomic
def reject_rest(article: Article, *, by: Any) -> int:
    """Put aside all that is open of an article, what is less likely too; how many that were."""
    waiting = article.proposals.filter(state=Proposal.State.OPEN).select_related("article")
    return reject(list(waiting), by=by)


@transaction.atomic
def undo(*, by: Any) -> list[Proposal]:
    """Take back an editor's last choice that stands, with those made together with it.

    Raises ``CannotDecide`` where there is none, where somebody chose in one of these articles
    since, or where what was made is used elsewhere.
    """
    standing = Decision.objects.filter(by=by, undone_at=None).select_related("proposal__article")
    recent = list(standing[:_MOST_TOGETHER])
    if not recent:
        raise CannotDecide("There is nothing of yours to undo.")
    together = recent[0].made.together
    last = [one for one in recent if together and one.made.together == together] or recent[:1]
    _refuse_if_others_chose(last, by=by)
    return [review.take_back(decision, by=by) for decision in last]


def _refuse_if_others_chose(decisions: Sequence[Decision], *, by: Any) -> None:
    articles = {decision.proposal.article_id for decision in decisions}
    first = min(decision.pk for decision in decisions)
    since = Decision.objects.filter(proposal__article__in=articles, undone_at=None, pk__gt=first)
    if other := since.exclude(by=by).select_related("by", "proposal__article").first():
        article = other.proposal.article
        raise CannotDecide(f"{other.by} chose in “{article}” since: undo it in that article.")


@contextmanager
def _together(members: Sequence[Proposal]) -> Iterator[None]:
    """Note of the choices made within that they are one."""
    before = Decision.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    name = uuid4().hex
    made = list(Decision.objects.filter(proposal__in=members, pk__gt=before))
    for decision in made:
        decision.made.together = name
    Decision.objects.bulk_update(made, ["made"], batch_size=500)


def stated_details(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Those of articles not yet confirmed that state title and date, and an outlet or none.

    What is inferred wants an editor's look, and so does an article without a date.
    """
    return articles.filter(
        ~Q(outlet_basis=Source.Basis.INFERRED),
        confirmed=False,
        removed=False,
        source=None,
        published_basis=Source.Basis.STATED,
    ).exclude(title="")


@transaction.atomic
def confirm(articles: Iterable[int], *, may_add_outlet: bool = True) -> int:
    """Confirm the details of those of these articles that state them; of how many.

    An outlet that the register hasn't got yet is made of the name that an article states; unless
    ``may_add_outlet`` such an article is left as it is.
    """
    # Another may just be adding the same outlet.
    keep_others_from_writing(Article, Outlet)
    known, count = outlets_by_name(), 0
    for article in stated_details(Article.objects.filter(pk__in=list(articles))):
        if article.outlet is None and article.site:
            name = article.site
            if (outlet := known.get(as_compared(name))) is None:
                if not may_add_outlet:
                    continue
                outlet = Outlet.objects.create(name=name, slug=free_slug(Outlet, name))
                known[as_compared(name)] = outlet
            article.outlet, article.outlet_basis = outlet, Source.Basis.STATED
        article.confirmed = True
        article.save()
        count += 1
    return count
