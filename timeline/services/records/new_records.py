"""Records written many at a time, with what Django and the history would have written one by one.

It passes by ``save``, its signals and the querysets: what a model derives when it is saved, whoever
writes this way has worked out before or has worked out after. All within a transaction.

In its place, Django's ``bulk_create`` and the history's took 2.4 times the processor's time to load
a digest of 9,000 mentions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone

from timeline.models import Source, columns

_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values databases take as Python has them."""


def create(
    records: Sequence[models.Model],
    *,
    reason: str = "",
    by: int | None = None,
    keyed: bool = False,
) -> None:
    """Insert new records of one model, whose columns are all set.

    Those of a model that keeps a history get their primary keys and their line in it, with this
    ``reason`` and the user's primary key, ``by``; others get theirs with ``keyed``, and else are
    left without one unless they all have one. Columns that Django stamps are to be set too.
    """
    if not records:
        return
    model = type(records[0])
    kept = hasattr(model._meta, "simple_history_manager_attribute")
    if kept or keyed:
        for record, key in zip(records, keys_for(model, len(records)), strict=True):
            record.pk = key
            record._state.adding = False
            record._state.db = DEFAULT_DB_ALIAS
    has_keys = records[0].pk is not None
    names = [f.attname for f in model._meta.concrete_fields if has_keys or not f.primary_key]
    insert(model, names, map(attrgetter(*names), records))
    if kept:
        record_history(records, kind="+", reason=reason, by=by)


def record_history(
    records: Sequence[models.Model],
    *,
    kind: str,
    reason: str,
    by: int | None = None,
    keyed: bool = False,
) -> list[int]:
    """Write a line of history for each record: that it was created ("+") or changed ("~").

    ``by``: the user's primary key. With ``keyed``, the lines' primary keys; else nothing, and the
    database gives them.
    """
    if not records:
        return []
    past: Any = type(records[0]).history.model  # type: ignore[attr-defined]
    tracked = [field.attname for field in past.tracked_fields]
    names = [*tracked, "history_date", "history_type", "history_change_reason", "history_user_id"]
    said = (timezone.now(), kind, reason, by)
    rows = ((*row, *said) for row in map(attrgetter(*tracked), records))
    if not keyed:
        insert(past, names, rows)
        return []
    keys = list(keys_for(past, len(records)))
    insert(
        past,
        [*names, past._meta.pk.attname],
        ((*row, key) for row, key in zip(rows, keys, strict=True)),
    )
    return keys


def record_change(records: Sequence[models.Model], *, reason: str, by: int | None = None) -> None:
    """Write a line of history for each changed record; a source's with what it draws on."""
    has_links = bool(records) and isinstance(records[0], Source)
    lines = record_history(records, kind="~", reason=reason, by=by, keyed=has_links)
    if has_links:
        record_links(dict(zip((record.pk for record in records), lines, strict=True)))


def link_newest_history(sources: Sequence[Source]) -> None:
    """Write what sources draw on beside the newest line of history of each, which has no links yet,
    as ``bulk_update_with_history`` leaves it.
    """
    past: Any = Source.history.model
    for start in range(0, len(sources), 500):
        lines = past.objects.filter(id__in=[source.pk for source in sources[start : start + 500]])
        newest = lines.order_by().values_list("id").annotate(models.Max("history_id"))
        record_links(dict(newest))


def record_links(lines: Mapping[int, int]) -> None:
    """Write what sources draw on now beside their lines of history.

    ``lines``: the lines' primary keys by the sources'.
    """
    past: Any = Source.history.model._meta.get_field("historicalsource_draws_on").related_model
    through: Any = Source.draws_on.through
    keys = list(lines)
    for start in range(0, len(keys), 500):
        links = through._base_manager.filter(from_source__in=keys[start : start + 500])
        create(
            [
                past(id=pk, history_id=lines[source], from_source_id=source, to_source_id=drawn_on)
                for pk, source, drawn_on in links.order_by("pk").values_list(
                    "pk", "from_source_id", "to_source_id"
                )
            ]
        )


def insert(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert rows of these columns, as Django names them; the others have no say."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    every = {field.attname: field for field in model._meta.concrete_fields}
    adapted = _adapted([every[name] for name in names], connection)
    found = map(adapted, rows) if adapted else rows
    columns.insert(connection, model._meta.db_table, [every[n].column for n in names], found)


def keys_for(model: type[models.Model], count: int) -> Iterable[int]:
    """Primary keys that no record of a model has, had or will be given."""
    connection = connections[DEFAULT_DB_ALIAS]
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # Who is in a transaction holds SQLite's only lock for writing: nobody takes them meanwhile.
        cursor.execute("SELECT COALESCE(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        (given,) = cursor.fetchone()
    last = model._base_manager.order_by().aggregate(last=models.Max("pk"))["last"] or 0
    first = max(given, last) + 1
    return range(first, first + count)


def _listed(adapt: Callable[[Any], Any], empty: Any, value: Any) -> Any:
    """What the database takes for JSON, of which most that is kept are lists of nothing."""
    if value is None:
        return None
    return empty if value in ([], ()) else adapt(value)


def _adapted(
    fields: Sequence[Any], connection: Any
) -> Callable[[tuple[Any, ...]], list[Any]] | None:
    """What makes of a row what the database takes; ``None`` where that is the row itself."""
    other = []
    for number, field in enumerate(fields):
        if not isinstance(field, _AS_THEY_ARE):
            adapt: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=connection)
            if isinstance(field, models.DateField):
                # Days come many times over, and take longer to write than to look up.
                adapt = cache(adapt)
            elif isinstance(field, models.JSONField):
                # What the field asks of a value before takes longer than writing it.
                adapt = partial(connection.ops.adapt_json_value, encoder=field.encoder)
                adapt = partial(_listed, adapt, adapt([]))
            other.append((number, adapt))
    if not other:
        return None

    def of(row: tuple[Any, ...]) -> list[Any]:
        made = list(row)
        for number, adapt in other:
            made[number] = adapt(made[number])
        return made

    return of
