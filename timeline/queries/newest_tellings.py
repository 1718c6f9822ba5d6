"""The newest tellings of a selection: those of the sources that came out last."""

from __future__ import annotations

from itertools import islice

from django.db.models import F
from django.db.models.functions import Coalesce

from timeline.models import Mention
from timeline.queries.selection import Selection

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
    sources = selection.tellings.newest_sources(most=most)
    told = Mention.objects.filter(source__in=sources).order_by(*ORDER)
    rows = told.values_list("pk", "event_id").iterator()
    found: list[int] = []
    while len(found) < most and (some := list(islice(rows, 1000))):
        held = selection.holds({event for _, event in some})
        found += [pk for pk, event in some if event in held]
    return found[:most]
