"""What waits at the desk: articles to review, records in review, open notes, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from timeline.admin.lists.list_counts import number_of
from timeline.models import Article, Note, Proposal, State
from timeline.services.records.publishing import STATEFUL

MOST = 10_000
"""What is counted of each sort at most."""

SHOWN = 8
"""What the first page names of each sort."""

_NOUNS = (
    ("story", "Stories"), ("article", "Review"), ("note", "Notes"), ("source", "Sources"),
    ("event", "Events"), ("actor", "Actors"), ("outlet", "Outlets"),
)  # fmt: skip
"""What the pages' heads lead to."""

_OPEN = Q(state=Proposal.State.OPEN)


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """A record that waits: its name, what it is, and its page at the desk."""

    name: str
    noun: str
    address: str


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A list that every page of the desk leads to, with how much waits there."""

    name: str
    address: str
    number: int = 0
    is_current: bool = False


@dataclass
class Waiting:
    """What waits, as far as a template asks for it; each number is counted once."""

    request: HttpRequest

    @property
    def entries(self) -> list[DeskEntry]:
        """The lists that this user may see, as the pages' heads name them."""
        drafts = _listed("event", State.DRAFT)
        numbers = {
            "article": lambda: self.proposals,
            "note": lambda: self.notes,
        }
        found = []
        for noun, name in _NOUNS:
            if not self.request.user.has_perm(f"timeline.view_{noun}"):
                continue
            address = reverse(f"admin:timeline_{noun}_changelist")
            number = numbers[noun]() if noun in numbers else 0
            here = self.request.path.startswith(address)
            found.append(DeskEntry(name, address, number, here))
            if noun == "article":
                found.append(DeskEntry("Drafts", drafts, self.drafts))
        return found

    @cached_property
    def proposals(self) -> int:
        """Open proposals of all articles."""
        return _counted(Proposal.objects.filter(_OPEN))

    @cached_property
    def notes(self) -> int:
        """Open notes."""
        return _counted(Note.objects.filter(settled_at=None))

    @cached_property
    def in_review(self) -> int:
        """Records that were sent for review."""
        return _number(State.IN_REVIEW)

    @cached_property
    def drafts(self) -> int:
        """Records that are drafts."""
        return _number(State.DRAFT)

    @property
    def articles(self) -> Sequence[Any]:
        """The articles with something to review, those taken in last first."""
        waiting = Article.objects.filter(removed=False).defer("text")
        counted = waiting.annotate(
            open_count=number_of(Proposal.objects.filter(_OPEN).order_by(), by="article")
        )
        asked = counted.filter(Q(open_count__gt=0) | Q(confirmed=False)).select_related("outlet")
        return list(asked[:SHOWN])

    @property
    def records(self) -> list[WaitingRecord]:
        """The first records in review, stories first."""
        return _records(State.IN_REVIEW)

    @property
    def some_drafts(self) -> list[WaitingRecord]:
        """The first drafts, stories first."""
        return _records(State.DRAFT)

    @property
    def lists(self) -> list[tuple[str, str]]:
        """By noun: how many are in review, in words, and the list of them."""
        return _lists(State.IN_REVIEW)

    @property
    def draft_lists(self) -> list[tuple[str, str]]:
        """The same for drafts."""
        return _lists(State.DRAFT)

    @property
    def open_notes(self) -> QuerySet[Note]:
        """The newest open notes."""
        return Note.objects.filter(settled_at=None).select_related(
            "author", "story", "event", "source", "mention__event", "mention__source"
        )[:SHOWN]


def waiting(request: HttpRequest) -> Waiting:
    """What waits, for a page of the desk."""
    return Waiting(request)


def _in(model: type[Any], state: State) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._base_manager.order_by("-pk").filter(state=state)
    return rows


class _Number(int):
    """How many rows there are, as far as they are counted; more than that is said as "10,000+"."""

    def __format__(self, spec: str) -> str:
        return f"{MOST:{spec}}+" if self > MOST else super().__format__(spec)


def _counted(rows: QuerySet[Any]) -> int:
    """How many rows there are, as far as they are counted: no page looks at more."""
    return _Number(rows.order_by().values("pk")[: MOST + 1].count())


def _number(state: State) -> int:
    first, *others = (_in(model, state).order_by().values("pk") for model in STATEFUL)
    return _counted(first.union(*others, all=True))


def _records(state: State) -> list[WaitingRecord]:
    found: list[WaitingRecord] = []
    for model in reversed(STATEFUL):
        noun = str(model._meta.model_name)
        rows = _in(model, state)
        if noun == "mention":
            rows = rows.select_related("event", "source")
        for record in rows[: SHOWN - len(found)]:
            page = record.source if noun == "mention" else record
            address = reverse(f"admin:timeline_{page._meta.model_name}_change", args=[page.pk])
            found.append(WaitingRecord(str(record), noun, address))
    return found


def _lists(state: State) -> list[tuple[str, str]]:
    found = []
    for model in reversed(STATEFUL):
        if number := _counted(_in(model, state)):
            address = _listed(str(model._meta.model_name), state)
            found.append((numbered(model, number), address))
    return found


def numbered(model: type[Any], number: int) -> str:
    """A number of records in words: "1 story", "2,000 events"."""
    names = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number:,} {names}"


def _listed(noun: str, state: State) -> str:
    query = urlencode({"state__exact": state.value})
    return f"{reverse(f'admin:timeline_{noun}_changelist')}?{query}"
