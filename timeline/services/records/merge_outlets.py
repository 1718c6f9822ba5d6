"""Make one outlet of several that turned out to be the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from simple_history.utils import bulk_update_with_history

from timeline.models import Article, Outlet, OutletAlias, Source
from timeline.services.records.merging import (
    BelongingTable,
    count_belongings,
    merge_records,
    move_aliases,
)
from timeline.services.records.new_records import link_newest_history

BELONGINGS: BelongingTable = {
    "sources": (Source, "outlet"),
    "articles": (Article, "outlet"),
    "aliases": (OutletAlias, "outlet"),
}

belongings = partial(count_belongings, BELONGINGS)


def merge(keep: Outlet, others: Iterable[Outlet], *, by: Any = None) -> dict[str, int]:
    """Have ``keep`` publish all that the others did, and delete the others; what they had.

    Their names and aliases become aliases. ``keep`` keeps its colour, and takes over another's
    note and kind where it has none. Its texts stay free to show only where those of all are.
    """
    return merge_records(keep, others, table=BELONGINGS, move=_move, by=by)


def _move(keep: Outlet, lost: list[Outlet], reason: str) -> None:
    sources = list(Source.objects.filter(outlet__in=lost))
    for source in sources:
        source.outlet = keep
    bulk_update_with_history(
        sources, Source, ["outlet"], batch_size=500, default_change_reason=reason
    )
    link_newest_history(sources)
    Article.objects.filter(outlet__in=lost).update(outlet=keep)
    move_aliases(keep, lost)
    keep.free_to_show = keep.free_to_show and all(outlet.free_to_show for outlet in lost)
    keep.note = keep.note or next((outlet.note for outlet in lost if outlet.note), "")
    if keep.kind == Outlet.Kind.OTHER:
        keep.kind = next((o.kind for o in lost if o.kind != Outlet.Kind.OTHER), keep.kind)
