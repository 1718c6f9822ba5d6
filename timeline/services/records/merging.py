"""Make one record of several that turned out to be the same, whatever they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from timeline.models import DigestRecord

R = TypeVar("R", bound=models.Model)

BelongingTable = Mapping[str, tuple[type[models.Model], str]]
"""What belongs to records, by what it is called: its model, and its path of fields to a record."""


def count_belongings(table: BelongingTable, records: Iterable[models.Model]) -> dict[str, int]:
    """How many records of each sort in the table belong to any of these."""
    ids = [record.pk for record in records]
    return {
        name: model._default_manager.filter(**{f"{path}__in": ids}).count()
        for name, (model, path) in table.items()
    }


@transaction.atomic
def merge_records(
    keep: R,
    others: Iterable[R],
    *,
    table: BelongingTable,
    move: Callable[[R, list[R], str], None],
    named: str = "{}",
) -> dict[str, int]:
    """Give all that belongs to the others to ``keep`` and delete the others; what they had.

    ``move`` gives ``keep`` what belongs to the others, with a reason for the history, and sets what
    ``keep`` takes over, without saving it. The digest's entries for the others stand for ``keep``,
    so that loading it again brings none of them back. ``named``: how the history writes a name.
    """
    model = type(keep)
    lost = [record for record in others if record.pk != keep.pk]
    ids = [record.pk for record in lost]
    # Locked, so that nothing new can hang itself on a record that is about to go.
    list(model._default_manager.select_for_update().filter(pk__in=[keep.pk, *ids]).order_by("pk"))
    keep.refresh_from_db()
    had = count_belongings(table, lost)
    if not lost:
        return had
    reason = f"Merged into “{keep}”"[:100]
    move(keep, lost, reason)
    kind = model._meta.model_name
    DigestRecord.objects.filter(kind=kind, object_id__in=ids).update(object_id=keep.pk)
    _give_reason(keep, f"Took over {', '.join(named.format(record) for record in lost)}")
    keep.save()
    for record in lost:
        _give_reason(record, reason)
        record.delete()
    return had


def _give_reason(record: Any, reason: str) -> None:
    record._change_reason = reason[:100]
