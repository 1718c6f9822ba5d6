"""Who draws on whom around a source: what it draws on, what draws on it, and so on outwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from timeline.models import Source
from timeline.queries.database.prepared_rows import records, rows
from timeline.queries.registers.relays import with_outlets

MOST = 40
"""Sources told beside the one asked about; the nearest are."""

Edges = Mapping[int, list[int]]


@dataclass(frozen=True, slots=True)
class Relations:
    """A source's relations, by primary key.

    ``sources`` holds the source itself and the nearest others, ``draws_on`` and ``drawn_on_by``
    every relation among them. ``before`` are those that it draws on, in one step or more, the
    nearest first; ``after`` those that draw on it. A source can be in both. ``more_before`` and
    ``more_after`` count what found no room.
    """

    source: Source
    sources: dict[int, Source]
    draws_on: Edges
    drawn_on_by: Edges
    before: list[int]
    after: list[int]
    more_before: int
    more_after: int


def around(source: Source, *, as_of: date | None = None, most: int = MOST) -> Relations:
    """A source's relations, in two queries. With ``as_of``, to sources published by then."""
    draws_on, drawn_on_by = _edges(source, as_of)
    before, after = _reached(source.pk, draws_on), _reached(source.pk, drawn_on_by)
    nearest = sorted({*before, *after}, key=lambda pk: min(_far(before, pk), _far(after, pk)))
    kept = {source.pk, *nearest[:most]}
    others = records(with_outlets, sorted(kept - {source.pk}))
    return Relations(
        source=source,
        sources={source.pk: source} | {other.pk: other for other in others},
        draws_on=_within(kept, draws_on),
        drawn_on_by=_within(kept, drawn_on_by),
        before=[pk for pk in before if pk in kept],
        after=[pk for pk in after if pk in kept],
        more_before=len([pk for pk in before if pk not in kept]),
        more_after=len([pk for pk in after if pk not in kept]),
    )


def _edges(source: Source, as_of: date | None) -> tuple[Edges, Edges]:
    """All relations between sources, both ways."""

    def counts(key: int, latest: date | None) -> bool:
        return as_of is None or key == source.pk or (latest is not None and latest <= as_of)

    draws_on: dict[int, list[int]] = defaultdict(list)
    drawn_on_by: dict[int, list[int]] = defaultdict(list)
    for by, by_latest, on, on_latest in rows(_drawing, [source.pk]):
        if by != on and counts(by, by_latest) and counts(on, on_latest):
            draws_on[by].append(on)
            drawn_on_by[on].append(by)
    return draws_on, drawn_on_by


def _drawing(_: Sequence[int]) -> QuerySet[Any, Any]:
    """Which source draws on which, with their latest days: all of them, whatever the keys."""
    drawing = Source.draws_on.through.objects.order_by("from_source__slug", "to_source__slug")
    return drawing.values_list(
        "from_source_id", "from_source__latest", "to_source_id", "to_source__latest"
    )


def _reached(start: int, edges: Edges) -> dict[int, int]:
    """What can be reached, with the number of steps to it, the nearest first; not the start."""
    steps = {start: 0}
    queue = [start]
    for pk in queue:
        for other in edges.get(pk, ()):
            if other not in steps:
                steps[other] = steps[pk] + 1
                queue.append(other)
    del steps[start]
    return steps


def _far(steps: Mapping[int, int], pk: int) -> int:
    return steps.get(pk, len(steps) + 1)


def _within(kept: set[int], edges: Edges) -> Edges:
    return {pk: [other for other in edges.get(pk, ()) if other in kept] for pk in kept}
