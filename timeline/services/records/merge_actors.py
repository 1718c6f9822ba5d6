"""Make one actor of several that turned out to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from timeline.models import (
    Actor,
    Alias,
    DigestRecord,
    Participation,
    Quote,
    Term,
    WordingChoice,
)
from timeline.services.records import wording_choices as moved_choices


@dataclass(frozen=True, slots=True)
class ActorBelongings:
    """What hangs on actors, in numbers of records.

    ``quotes`` they speak, ``quotes_reported`` are words of others that they tell, ``spellings`` are
    the words that mentions name them by, ``wording_choices`` an editor's on which of their words
    are one quotation.
    """

    events: int
    quotes: int
    quotes_reported: int
    spellings: int
    aliases: int
    wording_choices: int


def belongings(actors: Iterable[Actor]) -> ActorBelongings:
    """What hangs on any of these actors."""
    ids = [actor.pk for actor in actors]
    return ActorBelongings(
        events=Participation.objects.filter(actor__in=ids).count(),
        quotes=Quote.objects.filter(speaker__in=ids).count(),
        quotes_reported=Quote.objects.filter(told_by__in=ids).count(),
        spellings=Term.objects.filter(actor__in=ids).count(),
        aliases=Alias.objects.filter(actor__in=ids).count(),
        wording_choices=WordingChoice.objects.filter(speaker__in=ids).count(),
    )


@transaction.atomic
def merge(keep: Actor, others: Iterable[Actor]) -> ActorBelongings:
    """Give all that the others have to ``keep``, and delete the others; what they had.

    Their names and aliases become aliases. Where both took part in an event, ``keep`` takes part
    once. A quote that ``keep`` would now report of itself has no one reporting it. The digest's
    entries for the others stand for ``keep``, so that loading it again brings none of them back.
    ``keep`` keeps its own description, and takes over another's where it has none.
    """
    lost = [actor for actor in others if actor.pk != keep.pk]
    ids = [actor.pk for actor in lost]
    # Locked, so that nothing new can hang itself on an actor that is about to go.
    list(Actor.objects.select_for_update().filter(pk__in=[keep.pk, *ids]).order_by("pk"))
    keep.refresh_from_db()
    had = belongings(lost)
    if not lost:
        return had
    reason = f"Merged into “{keep}”"[:100]
    _move_quotes(keep, ids, reason=reason)
    moved_choices.move(keep, ids, reason=reason)
    Term.objects.filter(actor__in=ids).update(actor=keep)
    _move_participations(keep, ids)
    _move_names(keep, lost)
    DigestRecord.objects.filter(kind="actor", object_id__in=ids).update(object_id=keep.pk)
    keep.description = keep.description or next((a.description for a in lost if a.description), "")
    took = f"Took over {', '.join(str(actor) for actor in lost)}"
    keep._change_reason = took[:100]  # type: ignore[attr-defined]
    keep.save()
    for actor in lost:
        actor._change_reason = reason  # type: ignore[attr-defined]
        actor.delete()
    return had


def _move_quotes(keep: Actor, ids: list[int], *, reason: str) -> None:
    quotes = list(Quote.objects.filter(Q(speaker__in=ids) | Q(told_by__in=ids)))
    for quote in quotes:
        if quote.speaker_id in ids:
            quote.speaker = keep
        if quote.told_by_id in ids:
            quote.told_by = keep
        if quote.told_by_id == quote.speaker_id:
            quote.told_by = None
    bulk_update_with_history(
        quotes, Quote, ["speaker", "told_by"], batch_size=500, default_change_reason=reason
    )


def _move_participations(keep: Actor, ids: list[int]) -> None:
    takes_part = set(keep.participations.values_list("event_id", flat=True))
    for participation in Participation.objects.filter(actor__in=ids):
        if participation.event_id in takes_part:
            participation.delete()
            continue
        takes_part.add(participation.event_id)
        participation.actor = keep
        participation.save(update_fields=["actor"])


def _move_names(keep: Actor, lost: list[Actor]) -> None:
    known = {keep.name, *keep.aliases.values_list("name", flat=True)}
    for actor in lost:
        for name in (actor.name, *actor.aliases.values_list("name", flat=True)):
            if name not in known:
                known.add(name)
                keep.aliases.create(name=name)
