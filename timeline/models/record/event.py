"""Something that happened, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, NullIf, StrIndex, Substr
from simple_history.models import HistoricalRecords

from timeline.domain.time import edtf
from timeline.domain.time.agreement import Agreement, Basis, agree
from timeline.domain.time.intervals import Interval, Precision
from timeline.models import columns
from timeline.models.record import kind as kinds
from timeline.models.record.actor import Actor
from timeline.models.record.dated import DATE_COLUMNS, Dated
from timeline.models.record.place import Place
from timeline.models.state import State, state_field

DERIVED = (*DATE_COLUMNS, "basis", "disputed", "days_apart")
_derived_of = attrgetter(*DERIVED)
# The place of "T" is 11 in a date with a time of day, and 0 in all others, so that these have none.
_CLOCK_LENGTH = StrIndex("edtf", models.Value("T")) * 8 / 11
_CLOCK = NullIf(Substr("edtf", 12, _CLOCK_LENGTH), models.Value(""))
"""The time of day of a date that gives one, as text, in an expression that orders can have."""


class EventQuerySet(models.QuerySet["Event"]):
    """Events; their dates come from their mentions and are kept current here."""

    def bulk_create(self, objs: Iterable[Event], *args: Any, **options: Any) -> list[Event]:
        """Create as ever, then work out the dates of those that have an editor's choice."""
        created: list[Event] = super().bulk_create(objs, *args, **options)
        self.refresh_dates(event.pk for event in created if event.chosen_edtf)
        return created

    def update(self, **values: Any) -> int:
        """Update as ever; an editor's choice of date has the event's date worked out again, and a
        changed state what follows from it.
        """
        counts = not {"chosen_edtf", "state"}.isdisjoint(values)
        ids = list(self.values_list("pk", flat=True)) if counts else []
        changed = super().update(**values)
        if "state" in values:
            _settle(ids)
        elif counts:
            Event.objects.refresh_dates(ids)
        return changed

    def refresh_dates(self, ids: Iterable[int]) -> int:
        """Work out the dates of these events from their mentions; the number that changed.

        Of a published event public mentions count, of another all that are not withdrawn.
        """
        from timeline.models.record.mention import Mention

        wanted = sorted(set(ids))
        changed = 0
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            told: dict[tuple[int, bool], list[Interval]] = defaultdict(list)
            mentions = Mention.objects.filter(event_id__in=some)
            for event_id, own, of_source, text, earliest, latest, precision in mentions.exclude(
                models.Q(state=State.WITHDRAWN) | models.Q(source__state=State.WITHDRAWN)
            ).values_list("event_id", "state", "source__state", *DATE_COLUMNS):
                interval = Interval(text, earliest, latest, Precision(precision))
                told[event_id, False].append(interval)
                if own == of_source == State.PUBLISHED:
                    told[event_id, True].append(interval)
            stale = [
                event
                for event in self.model._base_manager.filter(pk__in=some)
                if event.apply_agreement(
                    agree(told[event.pk, event.state == State.PUBLISHED], chosen=event.chosen)
                )
            ]
            columns.write(stale, DERIVED)
            changed += len(stale)
        return changed


class Event(Dated):
    """Something that happened, with the actors who took part, a kind and a place.

    Its date, ``basis``, ``disputed`` and ``days_apart`` are derived from its mentions (see
    ``domain.time.agreement.agree``) and written only by ``refresh_dates``. ``chosen_edtf`` is the
    editor's choice, which counts where the mentions have no day in common.
    Events of one day are ordered by their time of day, those without one last, then by
    ``sequence``, as sources tell them. ``importance``: from 1 to 3, which
    is most; empty counts as 2. ``named_values``: names with texts, such as "operation", "Lion".
    """

    class Kind(models.TextChoices):
        """The kinds that are shipped; which there are, and their names, is in ``kind.Kind``."""

        REQUEST = "request", "Request"
        REFUSAL = "refusal", "Refusal"
        DECISION = "decision", "Decision"
        STATEMENT = "statement", "Statement"
        WARNING = "warning", "Warning"
        PROPOSAL = "proposal", "Proposal"
        MEETING = "meeting", "Meeting"
        MILITARY = "military", "Military action"
        INCIDENT = "incident", "Incident"
        SUPPORT = "support", "Support and sanctions"
        INTERVIEW = "interview", "Interview"
        PUBLICATION = "publication", "Publication"
        OTHER = "other", "Other"

    class Importance(models.IntegerChoices):
        LEAST = 1, "1, least"
        MIDDLE = 2, "2"
        MOST = 3, "3, most"

    BASES = [(basis.value, basis.value) for basis in Basis]

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    kind = models.CharField(max_length=40, default=Kind.OTHER)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    sequence = models.PositiveSmallIntegerField(
        default=0, help_text="Among events of the same day, in the order that sources tell."
    )
    importance = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Importance, help_text="Where none is set, it counts as 2."
    )
    named_values = models.JSONField("values", default=dict, blank=True)
    actors: models.ManyToManyField[Actor, Participation] = models.ManyToManyField(
        Actor, through="Participation", related_name="events"
    )
    chosen_edtf = models.CharField(
        "editor's date",
        max_length=edtf.LONGEST,
        blank=True,
        default="",
        help_text="Counts only where the sources' dates have no day in common.",
    )
    chosen_reason = models.TextField("why this date", blank=True)
    basis = models.CharField(
        max_length=10, choices=BASES, default=Basis.UNDATED.value, editable=False
    )
    disputed = models.BooleanField("sources disagree", default=False, editable=False)
    days_apart = models.PositiveIntegerField(default=0, editable=False)
    state = state_field()
    history = HistoricalRecords()

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = [
            Coalesce("earliest", "latest").asc(nulls_last=True),
            models.F("earliest").asc(nulls_last=True),
            _CLOCK.asc(nulls_last=True),
            "sequence",
            models.F("latest").asc(nulls_last=True),
            "title",
            "pk",
        ]
        indexes = [
            models.Index(fields=["earliest", "latest"], name="event_by_date"),
            models.Index(fields=["state"], name="event_by_state"),
            models.Index(fields=["kind"], name="event_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(chosen_edtf="") | ~models.Q(chosen_reason=""),
                name="event_chosen_date_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(importance__isnull=True) | models.Q(importance__range=(1, 3)),
                name="event_importance_is_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and work the date out again; what follows from a changed state too."""
        kept = Event.objects.filter(pk=self.pk).order_by().values_list("state", flat=True)
        before = kept.first() if self.pk else None
        super().save(*args, **kwargs)
        if before is not None and before != kept.first():
            _settle([self.pk])
            self.refresh_from_db(fields=DERIVED)
        if Event.objects.refresh_dates([self.pk]):
            self.refresh_from_db(fields=DERIVED)

    @property
    def chosen(self) -> Interval | None:
        """The editor's choice of date, if there is one."""
        return edtf.parse(self.chosen_edtf) if self.chosen_edtf else None

    @cached_property
    def of_kind(self) -> kinds.Kind:
        """Its kind; ``queries.as_of.fetched`` puts it here beforehand."""
        return kinds.of_slug(self.kind)

    @property
    def place_name(self) -> str:
        """The name of its place; empty where it has none."""
        return self.place.name if self.place else ""

    @property
    def tag_names(self) -> list[str]:
        """The names of its tags, in the order in which they were fetched."""
        return [tagging.tag.name for tagging in self.taggings.all()]

    def apply_agreement(self, agreement: Agreement) -> bool:
        """Set the date, and what is derived with it, to what mentions agree on; whether it changed.

        Nothing is saved.
        """
        before = _derived_of(self)
        self.interval = agreement.interval
        self.basis = agreement.basis.value
        self.disputed, self.days_apart = agreement.disputed, agreement.days_apart
        return bool(before != _derived_of(self))


class Participation(models.Model):
    """That an actor took part in an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "actor"], name="participation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} in “{self.event}”"


def _settle(ids: list[int]) -> None:
    from timeline.models.record.mention import Mention

    Mention.objects.settle_states(events=ids)
