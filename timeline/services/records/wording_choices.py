"""An editor's word on wordings: that some are one quotation, or are not.

It is kept by speaker and words, not by quotes, so that it outlives them when a digest is loaded
again, and holds for every source that prints the same words later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.lookups import LessThan

from timeline.domain.comparing.wordings import normalised
from timeline.models import Actor, Quote, WordingChoice


class BadChoice(Exception):
    """These quotes can't be joined or parted; the message says why."""


def join(quotes: Iterable[Quote]) -> int:
    """Have these quotes be one quotation; the number of pairs of wordings that this was said of.

    Raises ``BadChoice`` unless they are of one speaker and in two wordings at least, case,
    punctuation and typographic marks aside.
    """
    return _choose(list(quotes), joined=True)


def part(quotes: Iterable[Quote]) -> int:
    """Have each two wordings among these quotes be two quotations; the number of pairs.

    Raises ``BadChoice`` as ``join`` does.
    """
    return _choose(list(quotes), joined=False)


def in_order(one: str, other: str) -> tuple[str, str]:
    """Two normalised wordings, the lesser first as the database's collation has it.

    That is what a row's constraint asks, and with some collations it is not Python's order.
    """
    lesser = Actor.objects.order_by().values_list(LessThan(Value(one), Value(other)))[:1]
    is_lesser = next((found for (found,) in lesser), one < other)
    return (one, other) if is_lesser else (other, one)


@transaction.atomic
def move(keep: Actor, ids: Sequence[int], *, reason: str) -> None:
    """Have choices on the words of other speakers, by primary key, be on ``keep``'s.

    Where ``keep`` has one on the same two wordings, that one stays.
    """
    known = {_pair(row) for row in WordingChoice.objects.filter(speaker=keep)}
    for row in WordingChoice.objects.filter(speaker__in=ids).order_by("pk"):
        row._change_reason = reason  # type: ignore[attr-defined]
        if _pair(row) in known:
            row.delete()
            continue
        known.add(_pair(row))
        row.speaker = keep
        row.save()


@transaction.atomic
def _choose(quotes: Sequence[Quote], *, joined: bool) -> int:
    if len({quote.speaker_id for quote in quotes}) > 1:
        raise BadChoice("These are words of more than one speaker.")
    wordings = sorted({normalised(quote.words) for quote in quotes})
    if len(wordings) < 2:
        raise BadChoice(
            "Choose quotes in two wordings or more: these are the same words, case and "
            "punctuation aside."
            if len(quotes) > 1
            else "Choose two quotes or more."
        )
    speaker = quotes[0].speaker
    pairs = list(combinations(wordings, 2))
    for one, other in pairs:
        either = Q(one=one, other=other) | Q(one=other, other=one)
        choice = WordingChoice.objects.filter(either, speaker=speaker).first()
        if choice is None:
            lesser, greater = in_order(one, other)
            choice = WordingChoice(speaker=speaker, one=lesser, other=greater)
        elif choice.joined == joined:
            continue
        choice.joined = joined
        choice.save()
    return len(pairs)


def _pair(choice: WordingChoice) -> frozenset[str]:
    return frozenset([choice.one, choice.other])
