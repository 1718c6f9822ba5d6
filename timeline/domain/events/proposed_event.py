"""What a passage seems to tell."""

from __future__ import annotations

from typing import NamedTuple

from timeline.domain.dates.finding.date_hit import Hit
from timeline.domain.names.name import Name
from timeline.domain.quotations.found_quotation import FoundQuotation


class Proposed(NamedTuple):
    """One happening that a passage tells: a mention to be, for a person to accept or reject.

    ``start`` and ``end``: the passage's characters, the end exclusive; ``paragraph`` counts from 1.
    ``title``: from its main clause. ``kind``: one of the kinds of events, guessed from its verb or
    noun. ``hit``: the date phrase that dates it, if any. ``names``: who is named in it, in order.
    ``quotes``: the words said in it. ``focus``: the clause within the passage that tells it.
    ``confidence``: from 0 to 1. ``taking_part``: the ``entity`` of each name that is the clause's
    subject or object, or who speaks.
    """

    start: int
    end: int
    paragraph: int
    title: str
    kind: str
    hit: Hit | None = None
    names: tuple[Name, ...] = ()
    quotes: tuple[FoundQuotation, ...] = ()
    focus: tuple[int, int] = (0, 0)
    confidence: float = 0.5
    taking_part: frozenset[str] = frozenset()
