"""Make one actor of several that turned out to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import Q
from simple_history.utils import bulk_update_with_history

from timeline.models import Actor, Alias, Participation, Quote, Term, WordingChoice, columns
from timeline.services.records import wording_choices
from timeline.services.records.merging import (
    BelongingTable,
    count_belongings,
    merge_records,
    move_aliases,
)

BELONGINGS: BelongingTable = {
    "events": (Participation, "actor"),
    "quotes": (Quote, "speaker"),
    "quotes_reported": (Quote, "told_by"),
    "spellings": (Term, "actor"),
    "aliases": (Alias, "actor"),
    "wording_choices": (WordingChoice, "speaker"),
}
"""``quotes`` they speak, ``quotes_reported`` are words of others that they tell, ``spellings`` are
the words that mentions name them by, ``wording_choices`` an editor's on which of their words are
one quotation."""

belongings = partial(count_belongings, BELONGINGS)


def merge(keep: Actor, others: Iterable[Actor], *, by: Any = None) -> dict[str, int]:
    """Give all that the others have to ``keep``, and delete the others; what they had.

    Their names and aliases become aliases. Where both took part in an event, ``keep`` takes part
    once. A quote that ``keep`` would now report of itself has no one reporting it. ``keep`` keeps
    its own description, and takes over another's where it has none.
    """
    return merge_records(keep, others, table=BELONGINGS, move=_move, by=by)


def _move(keep: Actor, lost: list[Actor], reason: str) -> None:
    ids = [actor.pk for actor in lost]
    _move_quotes(keep, ids, reason=reason)
    wording_choices.move(keep, ids, reason=reason)
    Term.objects.filter(actor__in=ids).update(actor=keep)
    _move_participations(keep, ids)
    move_aliases(keep, lost)
    keep.description = keep.description or next((a.description for a in lost if a.description), "")


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
    moved = []
    for participation in Participation.objects.filter(actor__in=ids):
        if participation.event_id not in takes_part:
            takes_part.add(participation.event_id)
            participation.actor = keep
            moved.append(participation)
    columns.write(moved, ["actor"])
    Participation.objects.filter(actor__in=ids).delete()
