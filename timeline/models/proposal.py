"""What an article seems to say of an event, for a person to accept or to reject."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from timeline.domain.dates.told_dates import INFERRED, UNREAD, ReadingInContext
from timeline.models.article import Article
from timeline.models.dated import Dated
from timeline.models.event import Event
from timeline.models.mention import Mention

LOW_CONFIDENCE = 0.5
"""Below this a proposal counts as doubtful."""


class Proposal(Dated):
    """A mention proposed: the passage of an article that tells one happening.

    ``start`` and ``end`` are the passage's characters in the article's text, the end exclusive;
    ``focus_start`` and ``focus_end`` those of the clause in it that tells the happening.
    Its date (``edtf`` and the columns beside it) is the reading of ``phrase``, or what an editor
    put in its place, then ``inferred_reason`` says why. ``alternatives`` are other readings, a list
    of ``{"label", "edtf"}``. ``actors`` and ``quotes`` are lists of what was found, as
    ``services.proposals.propose`` writes them; an actor or a quote with ``"keep": false`` is left
    out when the proposal is accepted. ``event`` is the event that it seems to tell, ``matches`` the
    likely ones with score and reasons, best first.

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
    kind = models.CharField(max_length=16, choices=Event.Kind, default=Event.Kind.OTHER)
    says = models.TextField()
    phrase = models.CharField("date as written", max_length=200, blank=True)
    phrase_start = models.PositiveIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    because = models.TextField(blank=True)
    inferred_reason = models.TextField(blank=True)
    alternatives = models.JSONField(default=list, blank=True)
    actors = models.JSONField(default=list, blank=True)
    quotes = models.JSONField(default=list, blank=True)
    terms = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(default=0)
    new_actors = models.BooleanField(default=False)
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    matches = models.JSONField(default=list, blank=True)
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
    def in_context(self) -> ReadingInContext | None:
        """What its phrase was read as in the article; ``None`` where an editor dates it."""
        if not self.phrase or self.rule == INFERRED or self.inferred_reason:
            return None
        rule = self.rule if self.edtf else UNREAD
        return ReadingInContext(self.phrase, self.article.edtf, self.edtf, rule, self.because)


class Decision(models.Model):
    """One choice of an editor on a proposal, kept with who made it and when.

    ``before`` holds the proposal's fields as they were and ``made`` the records that the choice
    made, by kind and key, so that it can be taken back; ``undone`` says that it was.
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
    before = models.JSONField(default=dict)
    made = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["proposal", "-at"], name="decision_by_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_what_display()}"
