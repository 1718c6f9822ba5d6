"""What one source says of one event. What finds dates is imported when it is to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from simple_history.models import HistoricalRecords

from timeline.domain.dates.reading import Reading, UnreadablePhrase
from timeline.domain.dates.stated_dates import ReadingInContext, Stated, read_in_order, unread
from timeline.domain.text.plain_english import language_of_words
from timeline.domain.time import edtf
from timeline.domain.time.intervals import Interval
from timeline.models import columns
from timeline.models.language import language_field
from timeline.models.record.actor import Actor
from timeline.models.record.dated import DATE_COLUMNS, Dated
from timeline.models.record.event import Event
from timeline.models.record.source import Source
from timeline.models.state import State, state_field
from timeline.models.value_field import ValueField

PUBLIC = dict.fromkeys(("state", "event__state", "source__state"), State.PUBLISHED)
"""What makes a mention public, as a filter's arguments."""

READING = (*DATE_COLUMNS, "rule", "because", "in_context")
_reading_of = attrgetter(*READING)


class MentionQuerySet(models.QuerySet["Mention"]):
    """Mentions; every way of writing them keeps readings and the events' dates current."""

    def in_document_order(self) -> MentionQuerySet:
        """As the document has them: by paragraph, then by position within it."""
        return self.order_by(models.F("paragraph").asc(nulls_last=True), "position", "pk")

    def bulk_create(self, objs: Iterable[Mention], *args: Any, **options: Any) -> list[Mention]:
        """Create as ever, then read the phrases and work out the events' dates."""
        created: list[Mention] = super().bulk_create(objs, *args, **options)
        self._settle(created)
        return created

    def bulk_update(
        self, objs: Iterable[Mention], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Update as ever, then read the phrases and work out the events' dates."""
        objs = list(objs)
        left = list(Mention.objects.filter(pk__in=[m.pk for m in objs]).values_list("event_id"))
        changed = super().bulk_update(objs, fields, batch_size)
        self._settle(objs)
        Event.objects.refresh_dates(event_id for (event_id,) in left)
        return changed

    def update(self, **values: Any) -> int:
        """Update as ever, then read the phrases and work out the events' dates."""
        before = list(self.values_list("pk", "source_id", "event_id"))
        changed = super().update(**values)
        after = Mention.objects.filter(pk__in=[pk for pk, _, _ in before])
        Mention.objects.reread(
            {source for _, source, _ in before} | set(after.values_list("source_id", flat=True))
        )
        Event.objects.refresh_dates(
            {event for _, _, event in before} | set(after.values_list("event_id", flat=True))
        )
        return changed

    def reread(self, sources: Iterable[int], *, public_alone: bool = False) -> int:
        """Read all date phrases of these sources again; the number of mentions that changed.

        ``public_alone``: those of public mentions, where nothing else can have changed. A phrase
        that can no longer be read leaves its mention undated, and says why. A mention that readers
        meet for the first time is noted as public since now.
        """
        stale: list[Mention] = []
        new: list[Mention] = []
        mentions = (
            Mention.objects.filter(source_id__in=set(sources))
            .select_related("source")
            .annotate(of_event=models.F("event__state"))
            .order_by("source_id", models.F("paragraph").asc(nulls_last=True), "position", "pk")
        )
        if public_alone:
            mentions = mentions.filter(**PUBLIC)
        by_source: dict[int, list[Mention]] = {}
        for mention in mentions:
            by_source.setdefault(mention.source_id, []).append(mention)
        for told in by_source.values():
            stale += read_by_state(told, told[0].source)
            new += note_public(told)
        columns.write(stale, READING)
        columns.write(new, ["public_since"])
        Event.objects.refresh_dates(mention.event_id for mention in stale)
        return len(stale)

    def settle_states(self, *, events: Iterable[int] = (), sources: Iterable[int] = ()) -> None:
        """Have readings and dates follow where the state of events or sources changed."""
        events, sources = set(events), set(sources)
        of_events = Mention.objects.filter(event__in=events).order_by()
        of_sources = Mention.objects.filter(source__in=sources).order_by()
        Mention.objects.reread(sources | set(of_events.values_list("source_id", flat=True)))
        Event.objects.refresh_dates(events | set(of_sources.values_list("event_id", flat=True)))

    def hold_readings(self, source: Source, *, published: str) -> None:
        """Have a source's readings in context hold for another publication date, as EDTF."""
        told = list(self.filter(source=source, in_context__isnull=False))
        for mention in told:
            assert mention.in_context is not None
            mention.in_context = replace(mention.in_context, published=published)
        columns.write(told, ["in_context"])

    def _settle(self, mentions: Sequence[Mention]) -> None:
        Mention.objects.reread(mention.source_id for mention in mentions)
        Event.objects.refresh_dates(mention.event_id for mention in mentions)


class Mention(Dated):
    """What a source says of an event: when, in which words, through which first-hand source.

    ``phrase``: the date phrase as written. ``inferred``: EDTF text that an editor infers instead,
    with the reason. ``in_context``: what the phrase was read as in the article that it was accepted
    from, or as a digest states; it counts while phrase and publication date are those that it was
    read from, and is then read again in the article, or dropped where that has the words no more.
    The date columns, ``rule`` and ``because`` are the reading of those, derived on every save.
    ``paragraph`` counts the document's non-empty lines from 1; ``position`` orders mentions within
    a paragraph. ``public_since`` is when readers could first meet it, with its event and source;
    empty where they have not, or nobody knows when.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mentions")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="mentions")
    via = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="told_through",
        verbose_name="told through",
        help_text="The first-hand source that it relays, such as an interview.",
    )
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    phrase = models.CharField(
        "date as written", max_length=200, blank=True, help_text="The document's own words."
    )
    inferred = models.CharField("date inferred", max_length=edtf.LONGEST, blank=True)
    inferred_reason = models.TextField("why inferred", blank=True)
    says = models.TextField(help_text="What is said, in your own words.")
    in_context: models.Field[ReadingInContext | None, ReadingInContext | None] = ValueField(
        of=ReadingInContext, null=True, blank=True, editable=False
    )
    rule = models.CharField(max_length=40, blank=True, editable=False)
    because = models.TextField(blank=True, editable=False)
    state = state_field()
    public_since = models.DateTimeField(null=True, blank=True, editable=False)
    history = HistoricalRecords()
    _left: tuple[int, int] | None = None

    objects = MentionQuerySet.as_manager()

    class Meta:
        # So that ``event.mentions.add(mention)`` keeps dates current too.
        base_manager_name = "objects"
        ordering = ["source_id", models.F("paragraph").asc(nulls_last=True), "position", "pk"]
        indexes = [
            models.Index(fields=["event", "source"], name="mention_by_event_source"),
            models.Index(fields=["-public_since"], name="mention_by_public_since"),
            models.Index(fields=["state"], name="mention_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(inferred="") | ~models.Q(inferred_reason=""),
                name="mention_inferred_date_has_reason",
            ),
        ]

    @property
    def says_language(self) -> str:
        """The tag of the language of what it says; empty for English, as editors may put it."""
        return language_of_words(self.says, language=self.source.words_language)

    def __str__(self) -> str:
        return f"“{self.event}” in “{self.source}”"

    def clean(self) -> None:
        """Its date phrase can be read, and an inferred date is EDTF with a reason."""
        if self.inferred and not self.inferred_reason.strip():
            raise ValidationError({"inferred_reason": "Say why this date is inferred."})

    @property
    def stated(self) -> Stated:
        """What its date is read from."""
        return Stated(self.phrase, self.inferred, self.inferred_reason, self.in_context)

    def take(self, reading: Reading | UnreadablePhrase) -> None:
        """Take over how its phrase is read, without saving."""
        if isinstance(reading, UnreadablePhrase):
            reading = unread(reading)
        self.interval = reading.interval
        self.rule, self.because = reading.rule, reading.because

    @property
    def told_by(self) -> tuple[int, int | None, str]:
        """For ``Documents.of``: its source, the one that this is told through, and its origin."""
        return self.source_id, self.via_id, self.source.origin


def read_mentions(
    mentions: Sequence[Mention], source: Source, *, some: Sequence[Mention] | None = None
) -> list[Mention]:
    """Read the phrases of a source's mentions, given in document order; those that changed.

    With ``some`` of these very mentions, the others are read along, but stay as they are.
    """
    published = source.interval if source.interval.is_dated else None
    taken = mentions if some is None else some
    if not taken:
        return []
    those = {id(mention) for mention in taken}
    before = [_reading_of(mention) for mention in taken]
    for mention, in_context in read_again(taken, source, published=published):
        mention.in_context = in_context
    readings = read_in_order([mention.stated for mention in mentions], published=published)
    for mention, reading in zip(mentions, readings, strict=True):
        if id(mention) in those:
            mention.take(reading)
    return [m for m, kept in zip(taken, before, strict=True) if kept != _reading_of(m)]


def read_by_state(mentions: Sequence[Mention], source: Source) -> list[Mention]:
    """The same, so that what readers don't meet changes nothing that they do: public mentions are
    read among public ones alone, others among all that are not withdrawn, withdrawn ones among all.

    Each is to have its event's state as ``of_event``.
    """
    public = [mention for mention in mentions if _is_public(mention)]
    if len(public) == len(mentions):
        return read_mentions(mentions, source)
    kept = [m for m in mentions if m.state != State.WITHDRAWN]
    changed = read_mentions(public, source)
    changed += read_mentions(kept, source, some=[m for m in kept if not _is_public(m)])
    withdrawn = [m for m in mentions if m.state == State.WITHDRAWN]
    return changed + read_mentions(mentions, source, some=withdrawn)


def note_public(mentions: Iterable[Mention]) -> list[Mention]:
    """Have those that are public and were not before be public since now; which these are.

    Each is to have its event's state as ``of_event``. Nothing is saved.
    """
    now = timezone.now()
    new = [mention for mention in mentions if mention.public_since is None and _is_public(mention)]
    for mention in new:
        mention.public_since = now
    return new


def _is_public(mention: Mention) -> bool:
    of_event: str = mention.of_event  # type: ignore[attr-defined]
    return {mention.state, mention.source.state, of_event} == {State.PUBLISHED}


def read_again(
    mentions: Iterable[Mention], source: Source, *, published: Interval | None
) -> list[tuple[Mention, ReadingInContext | None]]:
    """Those of a source's mentions whose reading in context no longer holds, each with the new one.

    That is what its phrase is read as in the source's article, on this publication date; ``None``
    where there is no text, or the passage doesn't stand in it with these words.
    """
    stale = [
        mention
        for mention in mentions
        if mention.in_context and not mention.in_context.holds(mention.phrase, published=published)
    ]
    if not stale:
        return []
    from timeline.domain.dates.finding.date_finder import find
    from timeline.domain.dates.finding.date_hit import same_words
    from timeline.domain.text.document import Document

    # A proposal knows its mention; asked for by name, the mention's file need not know it.
    proposals: Any = apps.get_model("timeline", "Proposal")
    passages = proposals.objects.filter(mention__in=[m.pk for m in stale], article__source=source)
    standing = passages.exclude(place=proposals.Place.GONE).select_related("article")
    by_mention = {passage.mention_id: passage for passage in standing}
    text = next((passage.article.text for passage in by_mention.values()), "")
    hits = find(Document(text, language=source.language), published=published)
    made: list[tuple[Mention, ReadingInContext | None]] = []
    for mention in stale:
        again = None
        if (place := by_mention.get(mention.pk)) and (
            hit := same_words(
                hits, mention.phrase, start=place.start, end=place.end, near=place.phrase_start
            )
        ):
            again = ReadingInContext.of_hit(hit, mention.phrase, published=published)
        made.append((mention, again))
    return made


@receiver(pre_save, sender=Mention)
def _saves(instance: Mention, **_: Any) -> None:
    """Remember event and source as the database has them: whoever moved it, both are settled."""
    kept = Mention.objects.filter(pk=instance.pk).values_list("event_id", "source_id")
    instance._left = kept.first() if instance.pk else None


@receiver(post_save, sender=Mention)
def _saved(instance: Mention, **_: Any) -> None:
    event, source = instance._left or (instance.event_id, instance.source_id)
    Mention.objects.reread({instance.source_id, source})
    Event.objects.refresh_dates({instance.event_id, event})
    instance.refresh_from_db(fields=[*READING, "public_since"])


@receiver(post_delete, sender=Mention)
def _deleted(instance: Mention, **_: Any) -> None:
    Mention.objects.reread([instance.source_id])
    Event.objects.refresh_dates([instance.event_id])


class Term(models.Model):
    """How a mention names an actor, or a thing such as the war or a city."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="terms")
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="spellings"
    )
    subject = models.CharField(max_length=80, blank=True, help_text="The thing, if no actor.")
    words = models.CharField("as written", max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor__isnull=True) ^ models.Q(subject=""),
                name="term_names_actor_or_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """It names an actor or a thing, not both."""
        if bool(self.actor_id) == bool(self.subject):
            raise ValidationError("Give an actor or a thing that these words name, not both.")


class Quote(models.Model):
    """Words that a speaker said, inside a mention.

    ``told_by``: who tells them, where one person reports another's words. ``language``: the BCP 47
    tag of the words', empty where it is their source's.
    """

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="quotes")
    speaker = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="quotes")
    told_by = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="quotes_told"
    )
    words = models.CharField(max_length=300)
    language = language_field("Where its words are in another language than their source.")
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(told_by__isnull=True) | ~models.Q(told_by=models.F("speaker")),
                name="quote_told_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.words}” ({self.speaker})"

    @property
    def words_language(self) -> str:
        """The tag of the language of its words; empty for English, which pages are in."""
        return self.language or language_of_words(
            self.words, language=self.mention.source.words_language
        )
