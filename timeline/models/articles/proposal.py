"""What an article seems to say of an event, for a person to accept or to reject.

What finds dates is imported once one is to be found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.conf import settings
from django.db import models

from timeline.domain.dates import read
from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.stated_dates import INFERRED, UNREAD, ReadingInContext
from timeline.domain.events.proposed_mention import (
    EventMatch,
    OtherReading,
    ProposedActor,
    ProposedMention,
    ProposedQuote,
    ProposedTerm,
)
from timeline.domain.time.intervals import UNDATED
from timeline.models.articles.article import Article
from timeline.models.record.dated import DATE_COLUMNS, Dated
from timeline.models.record.event import Event
from timeline.models.record.kind import kept_or_other, of_slug
from timeline.models.record.mention import Mention
from timeline.models.value_field import ValueField

if TYPE_CHECKING:
    V = TypeVar("V")
    _Values: TypeAlias = models.Field[Sequence[V], tuple[V, ...]]
_FOUND = [field.name for field in fields(ProposedMention) if field.name != "interval"]
_DATE = ("interval.edtf", "interval.earliest", "interval.latest", "interval.precision.value")
ROW = ("article_id", *_FOUND, *DATE_COLUMNS, "new_actors", "inferred_reason", "state", "place")
"""The columns that a row of ``row_of`` has a value for."""


class Proposal(Dated):
    """A mention proposed: the passage of an article that tells one happening.

    What was found is kept in columns of the names that ``ProposedMention`` has, which says what
    they hold; ``proposed`` gives it as one value. Its date (``edtf`` and the columns beside it) is
    the reading of ``phrase``, or what an editor put in its place, then ``inferred_reason`` says
    why. An actor or a quote without ``keep`` is left out when the proposal is accepted. ``event``
    is the event that it seems to tell.

    Once it is decided, ``mention`` is what came of it. ``place`` tells whether the passage of an
    accepted proposal still stands in the text that is there now.
    """

    class State(models.TextChoices):
        OPEN = "open", "unreviewed"
        ACCEPTED = "accepted", "accepted"
        MERGED = "merged", "merged"
        REJECTED = "rejected", "rejected"

    class Place(models.TextChoices):
        KEPT = "kept", "in place"
        MOVED = "moved", "moved"
        GONE = "gone", "gone"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="proposals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    focus_start = models.PositiveIntegerField()
    focus_end = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    passage = models.TextField(help_text="The article's words.")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, default=Event.Kind.OTHER)
    says = models.TextField()
    phrase = models.CharField("date as written", max_length=200, blank=True)
    phrase_start = models.PositiveIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    because = models.TextField(blank=True)
    inferred_reason = models.TextField(blank=True)
    alternatives: _Values[OtherReading] = ValueField(of=OtherReading, default=list, blank=True)
    actors: _Values[ProposedActor] = ValueField(of=ProposedActor, default=list, blank=True)
    quotes: _Values[ProposedQuote] = ValueField(of=ProposedQuote, default=list, blank=True)
    terms: _Values[ProposedTerm] = ValueField(of=ProposedTerm, default=list, blank=True)
    confidence = models.FloatField(default=0)
    new_actors = models.BooleanField(default=False)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    matches: _Values[EventMatch] = ValueField(of=EventMatch, default=list, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    place = models.CharField(max_length=5, choices=Place, default=Place.KEPT)
    mention = models.OneToOneField(
        Mention, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal"
    )

    class Meta:
        ordering = ["article_id", "start", "end", "pk"]
        indexes = [
            models.Index(fields=["article", "state"], name="proposal_by_article_state"),
            models.Index(fields=["state", "confidence"], name="proposal_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="proposal_has_passage"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_name(self) -> str:
        """The name of its kind."""
        return of_slug(self.kind).name

    @property
    def kept_kind(self) -> str:
        """The slug of its kind, or "other" where there is no such kind, or no more."""
        return kept_or_other(self.kind)

    @property
    def in_context(self) -> ReadingInContext | None:
        """What its phrase was read as in the article; ``None`` where an editor dates it."""
        if not self.phrase or self.rule == INFERRED or self.inferred_reason:
            return None
        rule = self.rule if self.edtf else UNREAD
        return ReadingInContext(self.phrase, self.article.edtf, self.edtf, rule, self.because)

    @property
    def proposed(self) -> ProposedMention:
        """What is proposed, as it was found or as an editor changed it since."""
        return ProposedMention(
            interval=self.interval, **{name: getattr(self, name) for name in _FOUND}
        )

    def read(self, phrase: str) -> Reading:
        """What words of its passage are read as: in the article, or alone where no date is found.

        Raises ``UnreadablePhrase`` for what can't be read as a date; no words are no date.
        """
        if not phrase:
            return Reading("", UNDATED, "", "")
        from timeline.domain.dates.finding.date_finder import find
        from timeline.domain.dates.finding.date_hit import same_words
        from timeline.domain.text.document import Document

        published = self.article.interval if self.article.interval.is_dated else None
        hits = find(
            Document(self.article.text, language=self.article.language), published=published
        )
        hit = same_words(hits, phrase, start=self.start, end=self.end, near=self.phrase_start)
        if hit is None:
            return read(phrase, published=published)
        if hit.problem:
            raise UnreadablePhrase(phrase, hit.problem)
        return Reading(phrase, hit.interval, hit.rule, hit.because)


_found = attrgetter(*_FOUND, *_DATE, "new_actors")


def row_of(article: Article, found: ProposedMention) -> tuple[Any, ...]:
    """The row, of the columns ``ROW``, that keeps an open proposal found in an article."""
    return article.pk, *_found(found), "", Proposal.State.OPEN.value, Proposal.Place.KEPT.value


@dataclass(slots=True)
class DecisionRecords:
    """The keys of the records that a choice made, by their kind.

    ``together``: a name that choices have in common that were made as one, on a group.
    """

    mention: int | None = None
    event: int | None = None
    source: int | None = None
    actors: tuple[int, ...] = ()
    aliases: tuple[int, ...] = ()
    together: str = ""


class Decision(models.Model):
    """One choice of an editor on a proposal, kept with who made it and when.

    ``before`` holds the proposal's columns as they were and ``made`` the records that the choice
    made, so that it can be taken back; ``undone_at`` and ``undone_by`` say that it was.
    """

    class What(models.TextChoices):
        ACCEPT = "accept", "accepted"
        MERGE = "merge", "merged into an event"
        REJECT = "reject", "rejected"
        EDIT = "edit", "edited"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="decisions")
    what = models.CharField(max_length=6, choices=What)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    before = ValueField(default=dict)
    made: models.Field[DecisionRecords, DecisionRecords] = ValueField(
        of=DecisionRecords, default=dict
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["proposal", "-at"], name="decision_by_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_what_display()}"
