"""Deleting records with all that hangs on them, recorded so that it can be undone.

What goes is worked out from the rows that are recorded anyway, deleted some hundred rows a
statement, and written to the history at once; readings and dates are worked out when all is gone.
Django's ``delete`` did that for each record: for 600 events 5,465 queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CASCADE, PROTECT, SET_NULL, Model, ProtectedError, QuerySet

from timeline.models import Event, Mention, State, Story, Undoable
from timeline.services.records.new_records import record_history
from timeline.services.records.recorded_acts import Rows, by_key, in_order, recorded, referring
from timeline.services.records.timed_batches import TimedBatches

_FIRST = 800
"""Of records and their mentions, how many are deleted in the first transaction."""


def delete(records: QuerySet[Any], *, by: Any = None) -> list[Undoable]:
    """Delete records with all that hangs on them; what was recorded, of which each can be undone.

    Very many go some at a time, so that nobody else waits long to write. Raises ``ProtectedError``
    as Django's ``delete`` does, before or after some of the others are gone. ``by``: the user.
    """
    done: list[Undoable] = []
    held: list[Any] = []
    every = list(records)
    weights = _mentions(records.model, [record.pk for record in every])
    batches = TimedBatches[Any](weigh=lambda record: 1 + weights[record.pk], first=_FIRST)
    for some in batches.of(every):
        try:
            done.append(_delete(some, by=by))
        except ProtectedError:  # by one of the others, it may be
            held += some
    if held:
        done.append(_delete(held, by=by))
    return done


def _mentions(model: type[Model], keys: Iterable[int]) -> Counter[int]:
    """How many mentions each of these events or sources has; of what has none, nothing."""
    columns = [column for other, column, _ in referring(model) if other is Mention]
    if not columns:
        return Counter()
    some = by_key(Mention, columns[0], keys)
    return Counter(key for rows in some for key in rows.values_list(columns[0], flat=True))


def next_main(gone: Sequence[int]) -> Story | None:
    """The story that is the main one once these, by primary key, are gone, where that is another:
    the first by its position, of those that readers meet if there are any.
    """
    if not Story.objects.filter(main=True, pk__in=gone).exists():
        return None
    left = Story.objects.exclude(pk__in=gone)
    return left.filter(state=State.PUBLISHED).first() or left.first()


@transaction.atomic
def _delete(records: Sequence[Any], *, by: Any) -> Undoable:
    model = type(records[0])
    what = model._meta.verbose_name if len(records) == 1 else f"{len(records)} {_plural(model)}"
    named = ", ".join(f"“{record}”" for record in records[:3])
    title = f"{what} deleted: {named}{' …' if len(records) > 3 else ''}"
    keys = [record.pk for record in records]
    if model is Story and (story := next_main(keys)):
        # Not recorded: what is undone comes back beside the story that took its place.
        Story.objects.filter(main=True).update(main=False)
        story.main = True
        story.save()
    with recorded(Undoable.Act.DELETE, model, keys, title=title, by=by) as (done, rows):
        delete_rows(rows, model, keys, by=by)
    return done


def delete_rows(rows: Rows, model: type[Model], keys: Iterable[int], *, by: Any = None) -> None:
    """Delete records of a model, by primary key, with all that hangs on them.

    ``rows``: theirs, and those of all that refers to what goes. Within a transaction. Raises
    ``ProtectedError``.
    """
    gone, emptied = _gone(rows, model, keys)
    for (other, column), some in emptied.items():
        for found in by_key(other, "pk", some - gone.get(other, set())):
            # A plain queryset: what follows from it is worked out below.
            QuerySet(other).filter(pk__in=found.values("pk")).update(**{column: None})
    for other in reversed(in_order()):
        for found in by_key(other, "pk", gone.get(other, ())):
            found._raw_delete(found.db)
    for other, some in gone.items():
        if hasattr(other._meta, "simple_history_manager_attribute"):
            were = [other(**rows[other][key]) for key in sorted(some)]
            record_history(were, kind="-", reason="", by=by.pk if by else None)
    told = [rows[Mention][key] for key in gone.get(Mention, ())]
    Mention.objects.reread({row["source_id"] for row in told})
    Event.objects.refresh_dates({row["event_id"] for row in told})


def _gone(
    rows: Rows, model: type[Model], keys: Iterable[int]
) -> tuple[dict[type[Model], set[int]], dict[tuple[type[Model], str], set[int]]]:
    """What goes with records, and in which columns of what stays they are named no more."""
    gone: dict[type[Model], set[int]] = {model: set(keys) & rows[model].keys()}
    emptied: dict[tuple[type[Model], str], set[int]] = {}
    protected: list[tuple[type[Model], set[int]]] = []
    ahead = [(model, gone[model])]
    while ahead:
        referred, some = ahead.pop()
        for other, column, on_delete in referring(referred):
            found = {key for key, row in rows.get(other, {}).items() if row[column] in some}
            if on_delete is CASCADE:
                new = found - gone.setdefault(other, set())
                gone[other] |= new
                if new:
                    ahead.append((other, new))
            elif on_delete is PROTECT:
                protected.append((other, found))
            elif on_delete is SET_NULL:
                emptied.setdefault((other, column), set()).update(found)
            else:
                raise NotImplementedError(f"{other.__name__}.{column}")
    for other, found in protected:
        if left := found - gone.get(other, set()):
            holding = {record for some in by_key(other, "pk", left) for record in some}
            raise ProtectedError(f"Other {_plural(other)} refer to what would go.", holding)
    return gone, emptied


def _plural(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)
