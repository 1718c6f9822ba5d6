"""What the page of an article's review shows: its proposals, the current one in full, the log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from timeline.admin.review.review_asked import OPEN, SHOWS, ReviewQuestion, within
from timeline.admin.review.review_meetings import keep_ticks, ticks_filled_with
from timeline.admin.review.review_rows import called
from timeline.domain.events.proposed_mention import ProposedActor, ProposedQuote
from timeline.domain.text.passages import excerpt
from timeline.models import Actor, Article, Decision, Event, Proposal
from timeline.models.value_field import ValueEncoder
from timeline.services.proposals.known_since import known_since, naming_new
from timeline.services.proposals.propose import match
from timeline.services.proposals.review import EDITABLE

PER_PAGE = 100
"""The proposals that one page lists."""

NEWEST_DECISIONS = 30
"""The decisions that the page lists."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in the list, its address, and whether it names somebody new."""

    proposal: Proposal
    address: str
    current: bool
    names_new: bool


@dataclass(frozen=True, slots=True)
class ReviewTab:
    """One of the lists: its name, its address, how many are in it, and whether it is shown."""

    name: str
    address: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The list: its rows on this page, which page of how many, the addresses beside the current."""

    rows: Sequence[ProposalRow]
    page: int
    pages: int
    earlier: str
    later: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LikelyEvent:
    """An event that a proposal may tell, with the score and the reasons of their likeness."""

    event: Event
    score: float
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """The current proposal in full.

    ``actors`` have the register's names where it has one, and ``quotes`` names of who says and who
    tells them.
    ``tells``: the event that it seems to tell; ``others``: less likely ones. ``own_words``: whether
    it says the article's words as they are. ``seen``: what tells whether somebody changed it since;
    ``filled_with``: the signed text of which boxes are ticked. ``asks_kinds``: whether what new
    actors are is asked even where that is known, since the editor may just have chosen it.
    """

    actors: Sequence[ProposedActor]
    quotes: Sequence[ProposedQuote]
    tells: LikelyEvent | None
    others: Sequence[LikelyEvent]
    own_words: bool
    seen: str
    filled_with: str
    asks_kinds: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of an article is."""

    open: int
    accepted: int
    rejected: int

    @property
    def total(self) -> int:
        """All proposals."""
        return self.open + self.accepted + self.rejected

    @property
    def decided(self) -> int:
        """Those decided."""
        return self.accepted + self.rejected


def counted(article: Article, asked: ReviewQuestion) -> tuple[Progress, list[ReviewTab]]:
    """How far the review is, and the lists with how many are in each."""
    state = Proposal.State
    lists = {
        name.replace("-", "_"): Count("pk", filter=within(name, article.proposals.all()))
        for name in SHOWS
    }
    numbers = article.proposals.order_by().aggregate(
        **{**lists, "all": Count("pk")},
        undecided=Count("pk", filter=OPEN),
        accepted=Count("pk", filter=Q(state__in=[state.ACCEPTED, state.MERGED])),
        rejected=Count("pk", filter=Q(state=state.REJECTED)),
    )
    tabs = [
        ReviewTab(
            label,
            ReviewQuestion(show=name).address(article),
            numbers[name.replace("-", "_")],
            asked.show == name,
        )
        for name, (label, _) in SHOWS.items()
    ]
    return Progress(numbers["undecided"], numbers["accepted"], numbers["rejected"]), tabs


def current_of(article: Article, asked: ReviewQuestion) -> Proposal | None:
    """The proposal asked for; else the first of the page asked for; else the first one open."""
    proposals = article.proposals.select_related("event", "mention__event")
    if asked.proposal:
        if found := proposals.filter(pk=asked.proposal).first():
            return found
    listing = proposals.filter(within(asked.show, proposals))
    if asked.page and asked.page > 1:
        start = (asked.page - 1) * PER_PAGE
        return listing[start : start + 1].first() or listing.first()
    return listing.filter(OPEN).first() or listing.first()


def after(article: Article, asked: ReviewQuestion, decided: Proposal) -> Proposal | None:
    """The next one open of the list after one that was decided, else the first."""
    proposals = article.proposals.exclude(pk=decided.pk)
    waiting = proposals.filter(OPEN & within(asked.show, proposals))
    return waiting.filter(_later_than(decided)).first() or waiting.first()


def listed(article: Article, asked: ReviewQuestion, current: Proposal | None) -> Listed:
    """The page of the list that the current proposal is on."""
    if current is None:
        return Listed([], 1, 1, "", "", "", "")
    # The current one stays in the list though it may not be in it any more.
    every = article.proposals.all()
    of_list = every.filter(within(asked.show, every) | Q(pk=current.pk))
    count = of_list.count()
    page = of_list.filter(_earlier_than(current)).count() // PER_PAGE
    first = max(0, page * PER_PAGE - 1)
    found = list(_light(of_list)[first : (page + 1) * PER_PAGE + 1])
    new = naming_new(every.filter(pk__in=[row.pk for row in found]))
    rows = [
        ProposalRow(
            row, asked.address(article, proposal=row.pk), row.pk == current.pk, row.pk in new
        )
        for row in found
    ]
    at = next((number for number, row in enumerate(rows) if row.current), 0)
    on_page = rows[page * PER_PAGE - first :][:PER_PAGE]
    pages = -(-count // PER_PAGE)
    return Listed(
        on_page,
        page + 1,
        pages,
        earlier=asked.address(article, page=page) if page else "",
        later=asked.address(article, page=page + 2) if page + 1 < pages else "",
        before=rows[at - 1].address if at > 0 else "",
        after=rows[at + 1].address if at + 1 < len(rows) else "",
    )


def card_of(proposal: Proposal, *, ticks: QueryDict | None = None) -> ProposalCard:
    """A proposal in full; one that is open is held against the events that there are by now.

    ``ticks``: what was sent with a choice that could not be made, whose boxes are kept.
    """
    if proposal.state == Proposal.State.OPEN:
        match(proposal)
    events = Event.objects.in_bulk([likely.event for likely in proposal.matches])
    told = [
        LikelyEvent(events[likely.event], likely.score, likely.reasons)
        for likely in proposal.matches
        if likely.event in events
    ]
    sure = proposal.event_id if proposal.event_id in events else None
    rows = known_since(proposal.actors), proposal.quotes
    slugs = {actor.known for actor in rows[0]} - {""}
    actors = Actor.objects.filter(slug__in=slugs).values_list("slug", "name", "kind")
    register = {slug: (name, kind) for slug, name, kind in actors}
    passage = excerpt(proposal.passage, longest=settings.RETOLD_PASSAGE_LENGTH)
    names = {actor.whom: called(actor, register) for actor in rows[0]}
    actors_now, quotes_now = rows if ticks is None else keep_ticks(*rows, ticks)
    return ProposalCard(
        [
            replace(one, name=names[one.whom], spellings=one.spellings or (one.name,))
            for one in actors_now
        ],
        [
            replace(
                quote,
                speaker=names.get(quote.speaker, quote.speaker),
                told_by=names.get(quote.told_by, quote.told_by),
            )
            for quote in quotes_now
        ],
        tells=next((each for each in told if each.event.pk == sure), None),
        others=[each for each in told if each.event.pk != sure],
        own_words=proposal.says == passage,
        seen=seen(proposal),
        filled_with=ticks_filled_with(*rows),
        asks_kinds=ticks is not None,
    )


def seen(proposal: Proposal) -> str:
    """A short text that changes when what an editor may change of a proposal does."""
    values = {name: getattr(proposal, name) for name in (*EDITABLE, "state")}
    text = json.dumps(values, sort_keys=True, cls=ValueEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def decisions(article: Article) -> QuerySet[Decision]:
    """The newest decisions on an article's proposals."""
    made = Decision.objects.filter(proposal__article=article)
    return made.select_related("proposal", "by", "undone_by")[:NEWEST_DECISIONS]


def latest(article: Article) -> Decision | None:
    """The last decision that stands, which ``services.proposals.review.undo`` would take back."""
    made = Decision.objects.filter(proposal__article=article, undone_at=None)
    return made.select_related("proposal", "by").first()


def _light(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Proposals with no more of each than the list shows."""
    return proposals.defer(
        "passage", "says", "because", "inferred_reason", "alternatives", "actors", "quotes",
        "terms", "matches",
    )  # fmt: skip


def _earlier_than(place: Proposal) -> Q:
    same_start = Q(start=place.start)
    return (
        Q(start__lt=place.start)
        | same_start & Q(end__lt=place.end)
        | same_start & Q(end=place.end, pk__lt=place.pk)
    )


def _later_than(place: Proposal) -> Q:
    return ~_earlier_than(place) & ~Q(pk=place.pk)
