"""What the page of the review across articles shows: the queue of groups, and one group in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import urlencode

from timeline.admin.review import marked_text, review_page
from timeline.admin.review.article_language import language_name
from timeline.admin.review.marked_text import MarkedSegment, Span
from timeline.admin.review.review_asked import LARGEST, ReviewQuestion
from timeline.domain.events.proposed_mention import ProposedActor
from timeline.domain.text.document import Document
from timeline.domain.time.formatting import say
from timeline.models import Actor, Article, Proposal, Story
from timeline.services.proposals import group_review, groups
from timeline.services.proposals.groups import ListedProposal, ProposalGroup
from timeline.services.proposals.known_since import known_since

BEFORE, SHOWN = 8, 60
"""The groups that the queue shows before the current one, and in all."""

MOST_PASSAGES = 5
"""The passages of a group that are shown; the others are counted."""

AROUND = 2
"""The paragraphs of the article that are shown before the passage, and after it."""


class GroupsForm(forms.Form):
    """An address of the page; what is no answer counts as not given."""

    story = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    show = forms.ChoiceField(required=False, choices=[("low", "low")])
    at = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    do = forms.ChoiceField(required=False, choices=[("merge", "merge"), ("edit", "edit")])
    q = forms.CharField(required=False, max_length=200)

    def asked(self) -> GroupsQuestion:
        """What is asked for."""
        self.is_valid()
        given = self.cleaned_data
        return GroupsQuestion(
            given.get("story"), given.get("show") == "low", given.get("at"), given.get("do", ""),
            given.get("q", ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupsQuestion:
    """Which queue is asked for, a story's or all, and ``at`` which of its proposals it stands.

    ``low``: what is less likely instead. ``do``: "merge" or "edit". ``q``: an event searched.
    """

    story: int | None = None
    low: bool = False
    at: int | None = None
    do: str = ""
    q: str = ""

    def address(self, **changes: Any) -> str:
        """The address of the page, of the same queue, with changes."""
        show = "low" if changes.pop("low", self.low) else ""
        asked = {"story": changes.pop("story", self.story), "show": show, **changes}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('admin:timeline_article_groups')}{'?' if query else ''}{query}"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the queue."""

    group: ProposalGroup
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class GroupDay:
    """The groups of one day in the queue, under its name and that of the story."""

    name: str
    rows: Sequence[GroupRow]


@dataclass(frozen=True, slots=True)
class GroupPassage:
    """A passage of a group, with where it stands; ``pieces``: its text, its clause and date marked.

    ``unconfirmed``: whether its article's details are still to be confirmed.
    """

    proposal: Proposal
    pieces: Sequence[MarkedSegment[str]]
    published: str
    language: str
    unconfirmed: bool
    review: str


@dataclass(frozen=True, slots=True)
class GroupActor:
    """Somebody whom a group names; ``called`` tells them apart, ``what`` is as the proposal's."""

    called: str
    name: str
    kind: str
    what: str
    keep: bool


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """A paragraph of the article beside its passage; ``start``: its first character's offset."""

    start: int
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class GroupCard:
    """The current group in full.

    ``keys``: those of its proposals, the first one's first. ``actors``: everybody whom one of them
    names, kept where one keeps them. ``dates``: how its articles read the date, where not all as
    the first. ``seen``: what tells whether somebody changed it since.
    """

    lead: Proposal
    keys: Sequence[int]
    passages: Sequence[GroupPassage]
    more: int
    card: review_page.ProposalCard
    actors: Sequence[GroupActor]
    dates: Sequence[str]
    lines: Sequence[ArticleLine]
    seen: str


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The page: the queue by day, the current group, and the addresses beside it."""

    asked: GroupsQuestion
    days: Sequence[GroupDay]
    current: GroupCard | None
    count: int
    proposals: int
    articles: int
    place: int
    before: str
    after: str
    next_article: str
    stories: Sequence[tuple[str, str, bool]]
    to_confirm: Sequence[int]
    to_look_at: Sequence[Article]

    @property
    def here(self) -> str:
        """The address of the current group."""
        return self.asked.address(at=self.current.lead.pk if self.current else None)

    @property
    def merge_address(self) -> str:
        """Where an event to merge the current group into is searched."""
        at = self.current.lead.pk if self.current else None
        return self.asked.address(at=at, do="merge")

    @property
    def likely_address(self) -> str:
        """The queue of what is likely."""
        return self.asked.address(low=False)

    @property
    def low_address(self) -> str:
        """The queue of what is less likely."""
        return self.asked.address(low=True)


def page_of(asked: GroupsQuestion) -> GroupsPage:
    """The page that is asked for; the first group where the one asked for is decided by now."""
    listed = groups.open_proposals(likely=not asked.low, story=asked.story)
    every = groups.grouped(listed)
    at = _place(every, asked.at)
    rows = [
        GroupRow(group, asked.address(at=group.lead.key), number == at)
        for number, group in enumerate(every)
    ]
    current = every[at] if every else None
    first = max(0, at - BEFORE)
    others = [g for g in every[at + 1 :] if current and g.lead.article != current.lead.article]
    unconfirmed = Article.objects.filter(
        pk__in={one.article for one in listed}, confirmed=False, source=None
    )
    stated = list(group_review.stated_details(unconfirmed).values_list("pk", flat=True))
    return GroupsPage(
        asked,
        list(_days(rows[first : first + SHOWN])),
        card_of(current) if current else None,
        count=len(every),
        proposals=len(listed),
        articles=len({one.article for one in listed}),
        place=at + 1,
        before=rows[at - 1].address if at else "",
        after=rows[at + 1].address if at + 1 < len(rows) else "",
        next_article=asked.address(at=others[0].lead.key) if others else "",
        stories=_stories(asked),
        to_confirm=stated,
        to_look_at=list(unconfirmed.exclude(pk__in=stated).defer("text")[:5]),
    )


def following(asked: GroupsQuestion, decided: Sequence[int]) -> int | None:
    """The proposal that leads the group after the one of these, before they are decided."""
    every = groups.grouped(groups.open_proposals(likely=not asked.low, story=asked.story))
    gone = set(decided)
    places = [n for n, group in enumerate(every) if gone & {one.key for one in group.members}]
    left = [g for g in every[max(places, default=-1) + 1 :] if g.lead.key not in gone]
    return left[0].lead.key if left else None


def _place(every: Sequence[ProposalGroup], key: int | None) -> int:
    for number, group in enumerate(every):
        if any(one.key == key for one in group.members):
            return number
    return 0


def _days(rows: Sequence[GroupRow]) -> Iterator[GroupDay]:
    titles = dict(Story.objects.values_list("pk", "title")) if rows else {}
    several = len({row.group.lead.story for row in rows}) > 1

    def named(row: GroupRow) -> str:
        lead = row.group.lead
        day = say(lead.date) if lead.date.is_dated else _undated(lead)
        story = titles.get(lead.story or 0, "No story")
        return f"{story} · {day}" if several else day

    for name, some in groupby(rows, named):
        yield GroupDay(name, list(some))


def _undated(lead: ListedProposal) -> str:
    return "Two readings" if lead.two_readings else "No date"


def _stories(asked: GroupsQuestion) -> list[tuple[str, str, bool]]:
    """The stories that articles came in for: each one's title, queue, and whether it is shown."""
    found = Story.objects.filter(articles__proposals__state=Proposal.State.OPEN).distinct()
    titles = found.order_by("title").values_list("pk", "title")[:50]
    every = [("All stories", asked.address(story=None), asked.story is None)]
    return every + [(name, asked.address(story=pk), asked.story == pk) for pk, name in titles]


def members_of(keys: Sequence[int]) -> list[Proposal]:
    """Proposals with what a choice on them takes, in the order of their keys."""
    wanted = Proposal.objects.select_related(
        "article__outlet", "article__source", "article__story", "event"
    )
    found = wanted.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def card_of(group: ProposalGroup) -> GroupCard:
    """A group in full."""
    keys = [one.key for one in group.members]
    members = members_of(keys)
    lead = members[0]
    return GroupCard(
        lead,
        keys,
        [_passage(one) for one in members[:MOST_PASSAGES]],
        more=max(0, len(members) - MOST_PASSAGES),
        card=review_page.card_of(lead),
        actors=_actors(members),
        dates=_dates(members),
        lines=list(_lines(lead)),
        seen=seen(members),
    )


def seen(members: Sequence[Proposal]) -> str:
    """A short text that changes when what an editor may change of one of them does."""
    return "".join(review_page.seen(one)[:4] for one in members[:200])


def _passage(proposal: Proposal) -> GroupPassage:
    article = proposal.article
    spans = [Span(proposal.focus_start, proposal.focus_end, "focus")]
    if proposal.phrase_start is not None and proposal.phrase:
        end = proposal.phrase_start + len(proposal.phrase)
        spans.append(Span(proposal.phrase_start, end, "date"))
    return GroupPassage(
        proposal,
        marked_text.segments(article.text, spans, start=proposal.start, end=proposal.end),
        published=say(article.interval) if article.interval.is_dated else "date not stated",
        language=language_name(article.language) if article.language not in ("", "en") else "",
        unconfirmed=not article.confirmed and article.source_id is None,
        review=ReviewQuestion().address(article, proposal=proposal.pk),
    )


def _actors(members: Sequence[Proposal]) -> list[GroupActor]:
    found: dict[str, ProposedActor] = {}
    for proposal in members:
        for actor in proposal.actors:
            known = found.setdefault(group_review.called(actor), actor)
            if actor.keep and not known.keep:
                found[group_review.called(actor)] = known.chosen(keep=True, kind=actor.kind)
    found = dict(zip(found, known_since([*found.values()]), strict=True))
    slugs = {actor.known for actor in found.values()} - {""}
    register = dict(Actor.objects.filter(slug__in=slugs).values_list("slug", "name"))
    return [
        GroupActor(name, register.get(one.known, one.name), one.kind, one.what, one.keep)
        for name, one in found.items()
    ]


def _dates(members: Sequence[Proposal]) -> list[str]:
    """What articles read otherwise than the first one, a sentence each."""
    lead = members[0]
    return [
        f"{one.article} reads “{one.phrase}” as {say(one.interval)}. It stays its own reading."
        for one in members[1:]
        if one.phrase and one.interval != lead.interval and one.interval.is_dated
    ]


def _lines(lead: Proposal) -> Iterator[ArticleLine]:
    """The article's paragraphs around the passage."""
    lines = Document(lead.article.text).paragraphs
    at = next((n for n, line in enumerate(lines) if line.end > lead.start), 0)
    for number, line in enumerate(lines[max(0, at - AROUND) : at + AROUND + 1]):
        text = lead.article.text[line.start : line.end]
        yield ArticleLine(line.start, text, number == min(at, AROUND))
