"""Make one record of several that turned out to be the same, whatever they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q

from timeline.models import DigestRecord, FormerSlug, RowChange, Undoable
from timeline.services.records.recorded_acts import WORKED_OUT, recorded
from timeline.services.records.slugs import met_by_readers

R = TypeVar("R", bound=models.Model)

BelongingTable = Mapping[str, tuple[type[models.Model], str]]
"""What belongs to records, by what it is called: its model, and its path of fields to a record."""


@dataclass(frozen=True, slots=True)
class LostInMerger:
    """What would be no more once records were merged.

    ``values``: of each record that goes, its name and the values that the one that stays does not
    take over, by what they are called. ``rows``: how many rows that belong to them go, and values
    in others are emptied, by what these are called.
    """

    values: list[tuple[str, dict[str, Any]]]
    rows: dict[str, int]


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
    beside: Iterable[models.QuerySet[Any]] = (),
    by: Any = None,
) -> dict[str, int]:
    """Give all that belongs to the others to ``keep`` and delete the others; what they had.

    ``move`` gives ``keep`` what belongs to the others, with a reason for the history, and sets what
    ``keep`` takes over, without saving it. The digest's entries for the others stand for ``keep``,
    so that loading it again brings none of them back, and addresses with their slugs lead to it.
    ``named``: how the history writes a name.
    ``beside``: rows that ``move`` changes and that don't refer to the records. ``by``: the user. It
    is recorded, and can be undone.
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
    kind = model._meta.model_name
    entries = DigestRecord.objects.filter(kind=kind, object_id__in=ids)
    slugs = {str(getattr(record, "slug", "")) for record in lost}
    former = FormerSlug.objects.of(model)
    changed: list[models.QuerySet[Any]] = [
        model._default_manager.filter(pk=keep.pk), entries, *beside,
        former.filter(Q(object_id__in=[keep.pk, *ids]) | Q(slug__in=slugs)),
    ]  # fmt: skip
    met = met_by_readers(model, ids)
    if aliases := getattr(keep, "aliases", None):
        changed.append(aliases.all())
    names = ", ".join(f"“{record}”" for record in lost)
    with recorded(
        Undoable.Act.MERGE,
        model,
        ids,
        title=f"{names} merged into “{keep}”",
        beside=changed,
        kept=keep.pk,
        by=by,
    ):
        move(keep, lost, reason)
        entries.update(object_id=keep.pk)
        former.filter(object_id__in=ids).update(object_id=keep.pk)
        FormerSlug.objects.lead(keep, slugs, public=met)
        _give_reason(keep, f"Took over {', '.join(named.format(record) for record in lost)}")
        keep.save()
        for record in lost:
            _give_reason(record, reason)
            record.delete()
    return had


def lost_in_merger(
    keep: R, others: Iterable[R], *, merge: Callable[[R, Iterable[R]], Any]
) -> LostInMerger:
    """What would be lost if ``merge`` merged the others into ``keep``: it does, and takes it back.

    The records that are given stay as they are.
    """
    kept, gone = copy(keep), [copy(record) for record in others]
    with transaction.atomic():
        merge(kept, gone)
        done = Undoable.objects.filter(kind=keep._meta.model_name, object_id=keep.pk).latest("pk")
        found = _lost(kept, {record.pk: str(record) for record in others}, done.rows)
        transaction.set_rollback(True)
    return found


def move_aliases(keep: Any, lost: Sequence[Any]) -> None:
    """Have the names and aliases of the others be aliases of ``keep``, each once."""
    known = {keep.name, *keep.aliases.values_list("name", flat=True)}
    for record in lost:
        for alias in record.aliases.all():
            if alias.name not in known:
                known.add(alias.name)
                keep.aliases.add(alias)
        if record.name not in known:
            known.add(record.name)
            keep.aliases.create(name=record.name)


def _lost(keep: Any, names: Mapping[int, str], rows: Iterable[RowChange]) -> LostInMerger:
    values: list[tuple[str, dict[str, Any]]] = []
    counts: Counter[str] = Counter()
    model = type(keep)
    known = {f.attname: f for f in model._meta.concrete_fields if not f.primary_key}
    also: set[str] = set()
    if hasattr(keep, "aliases"):
        also = {keep.name, *keep.aliases.values_list("name", flat=True)}
    for row in rows:
        if row.before is None or row.model in ("digestrecord", "formerslug"):
            continue
        if row.model == model._meta.model_name:
            if row.key in names and row.after is None:
                differing = {
                    str(field.verbose_name): row.before[name]
                    for name, field in known.items()
                    if name not in WORKED_OUT.get(model, ())
                    and row.before[name]
                    and row.before[name] != getattr(keep, name)
                    and not (name == "name" and row.before[name] in also)
                }
                values.append((names[row.key], differing))
        elif row.after is None and row.before.get("name") not in also:
            counts[_plural(row.model)] += 1
        elif row.after is not None:
            counts.update(
                f"{_plural(row.model)}: {name.removesuffix('_id').replace('_', ' ')} emptied"
                for name, value in row.after.items()
                if value is None
            )
    return LostInMerger(values, dict(counts))


def _plural(model: str) -> str:
    return str(Undoable._meta.apps.get_model("timeline", model)._meta.verbose_name_plural)


def _give_reason(record: Any, reason: str) -> None:
    record._change_reason = reason[:100]
