"""One document or utterance that tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from timeline.domain.text.excerpt import LONGEST_QUOTE
from timeline.models.language import language_field
from timeline.models.record.dated import DATE_COLUMNS, Dated
from timeline.models.record.outlet import Outlet
from timeline.models.state import State, state_field

SETTLES = frozenset({*DATE_COLUMNS, "state"})
"""Columns that change what is read in a source."""


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources; writing in bulk keeps what was read relative to their dates current."""

    def update(self, **values: Any) -> int:
        """Update as ever; a changed publication date has the sources' phrases read again, and a
        changed state what follows from it.
        """
        dated = not set(values).isdisjoint(SETTLES)
        ids = list(self.values_list("pk", flat=True)) if dated else []
        changed = super().update(**values)
        if dated:
            _settle(ids)
        return changed

    def bulk_update(
        self, objs: Iterable[Source], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Update as ever, with what follows."""
        objs, fields = list(objs), list(fields)
        changed = super().bulk_update(objs, fields, batch_size)
        if not set(fields).isdisjoint(SETTLES):
            _settle([source.pk for source in objs])
        return changed


class Source(Dated):
    """An article, interview, memoir, news conference or video message.

    Its date (``edtf`` and the columns beside it) is its publication. Outlet and date each have a
    basis: stated by the document, inferred by an editor (then the reason is told), or not stated.
    ``draws_on``: sources that it relays, such as the interview an article is about. ``origin``:
    whether what it tells without naming another source is its own.
    ``language``: the BCP 47 tag of the language that it is written in, empty where not known.
    ``document``: the file name of the text it was taken from, with its SHA-256 in hex, by
    which it may be kept whole (``KeptFile``).
    ``archived``: the address of a copy that stays as it was read, on the day ``read_on``.
    ``named_values``: names with texts, which no other source is asked to agree on.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "article"
        INTERVIEW = "interview", "interview"
        MEMOIR = "memoir", "memoir"
        NEWS_CONFERENCE = "news-conference", "news conference"
        VIDEO_MESSAGE = "video-message", "video message"
        STATEMENT = "statement", "statement"
        OTHER = "other", "other"

    class Basis(models.TextChoices):
        STATED = "stated", "stated"
        INFERRED = "inferred", "inferred"
        NOT_STATED = "not-stated", "not stated"

    class Origin(models.TextChoices):
        FIRST_HAND = "first-hand", "first-hand"
        RELAYS = "relays", "relays others"
        NOT_RECORDED = "not-recorded", "not recorded"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.ARTICLE)
    authors = models.CharField(max_length=300, blank=True, help_text="As printed, by commas.")
    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="sources"
    )
    outlet_basis = models.CharField(max_length=10, choices=Basis, default=Basis.NOT_STATED)
    outlet_reason = models.TextField(
        blank=True, help_text="Where the document names it, or why it is inferred."
    )
    published_basis = models.CharField(max_length=10, choices=Basis, default=Basis.NOT_STATED)
    published_reason = models.TextField(
        blank=True, help_text="Where the document dates itself, or why the date is inferred."
    )
    draws_on = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="drawn_on_by"
    )
    origin = models.CharField(
        max_length=12,
        choices=Origin,
        default=Origin.NOT_RECORDED,
        help_text="Where a telling names no source that it is told through: whether it counts as "
        "first-hand, or tells what others told.",
    )
    language = language_field()
    document = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    archived = models.URLField(
        "archived copy",
        max_length=500,
        blank=True,
        help_text="The address of a copy that stays as it was, such as one of a web archive.",
    )
    read_on = models.DateField(
        null=True, blank=True, help_text="The day on which the document was read, as 2022-03-04."
    )
    named_values = models.JSONField("values", default=dict, blank=True)
    state = state_field()
    history = HistoricalRecords(m2m_fields=[draws_on])

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = [
            Coalesce("earliest", "latest").asc(nulls_last=True),
            "title",
            "slug",
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outlet__isnull=True, outlet_basis="not-stated")
                | (models.Q(outlet__isnull=False) & ~models.Q(outlet_basis="not-stated")),
                name="source_outlet_has_basis",
            ),
            models.CheckConstraint(
                condition=models.Q(edtf="", published_basis="not-stated")
                | (~models.Q(edtf="") & ~models.Q(published_basis="not-stated")),
                name="source_date_has_basis",
            ),
            models.CheckConstraint(
                condition=~models.Q(outlet_basis="inferred") | ~models.Q(outlet_reason=""),
                name="source_inferred_outlet_has_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(published_basis="inferred") | ~models.Q(published_reason=""),
                name="source_inferred_date_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["earliest", "latest"], name="source_by_published"),
            models.Index(
                fields=["outlet"],
                name="source_by_outlet_public",
                condition=models.Q(state=State.PUBLISHED),
            ),
            # Readers' sources in order; by a key of the state alone, SQLite would sort them all.
            models.Index(fields=["state", "earliest", "latest"], name="source_by_state_and_date"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words_language(self) -> str:
        """The tag of the language of its own words; empty for English, which pages are in."""
        return "" if self.language.partition("-")[0] == "en" else self.language

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; where the publication date changed, or the state, have what is told follow."""
        kept = Source.objects.filter(pk=self.pk).values_list("edtf", "state")
        before = kept.first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None and before != kept.first():
            _settle([self.pk])

    def clean(self) -> None:
        """An outlet or date has a basis, and an inferred one its reason."""
        for noun, value, basis, reason in (
            ("outlet", self.outlet_id, self.outlet_basis, self.outlet_reason),
            ("date", self.edtf, self.published_basis, self.published_reason),
        ):
            field = "outlet" if noun == "outlet" else "published"
            if value and basis == self.Basis.NOT_STATED:
                raise ValidationError({f"{field}_basis": f"Say how the {noun} is known."})
            if not value and basis != self.Basis.NOT_STATED:
                raise ValidationError({f"{field}_basis": f"There is no {noun} to be {basis}."})
            if basis == self.Basis.INFERRED and not reason.strip():
                raise ValidationError({f"{field}_reason": f"Say why this {noun} is inferred."})

    @property
    def most_quoted(self) -> int | None:
        """The most words that one quote of it may have; ``None`` where any number may be."""
        return self.outlet.most_quoted if self.outlet else LONGEST_QUOTE

    @property
    def outlet_name(self) -> str:
        """The outlet's name, or "Publisher not stated"."""
        return self.outlet.name if self.outlet else "Publisher not stated"


def _settle(ids: list[int]) -> None:
    from timeline.models.record.mention import Mention

    Mention.objects.settle_states(sources=ids)
