"""The newest tellings of a selection: those of the sources that came out last."""

from __future__ import annotations

from itertools import islice

import numpy as np
from django.db.models import F
from django.db.models.functions import Coalesce

from timeline.models import Mention, Source
from timeline.queries.index.selection import Selection
from timeline.queries.index.tellings.source_days import SourcesTelling, tellers

ORDER = (
    Coalesce("source__latest", "source__earliest").desc(nulls_last=True),
    F("source__slug").asc(),
    F("paragraph").asc(nulls_last=True),
    F("position").asc(),
    F("pk").asc(),
)
"""By when it was told, the newest first; undated sources last."""


def newest(selection: Selection, *, most: int) -> list[int]:
    """The primary keys of the ``most`` newest mentions that tell events of the selection."""
    sources = _enough(tellers(selection), most)
    told = Mention.objects.filter(source__in=sources).order_by(*ORDER)
    rows = told.values_list("pk", "event_id").iterator()
    found: list[int] = []
    while len(found) < most and (some := list(islice(rows, 1000))):
        held = selection.holds({event for _, event in some})
        found += [pk for pk, event in some if event in held]
    return found[:most]


def _enough(every: SourcesTelling, most: int) -> list[int]:
    """Sources among whose mentions the newest are."""
    # A source whose date runs on without an end stands where it begins.
    days = np.where(every.latest > 0, every.latest, every.earliest)
    order = np.argsort(-days, kind="stable")
    at = int(np.searchsorted(np.cumsum(every.mentions[order]), most))
    last = int(days[order[at]]) if at < len(order) else 0
    chosen: list[int] = every.keys[days >= max(last, 1)].tolist()
    if last:
        return chosen
    undated = set(every.keys[days == 0].tolist())
    by_slug = Source.objects.filter(earliest=None, latest=None).order_by("slug")
    rest = (pk for pk in by_slug.values_list("pk", flat=True).iterator() if pk in undated)
    return chosen + list(islice(rest, most))
