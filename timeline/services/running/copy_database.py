"""The whole record from one database to another, as from SQLite to PostgreSQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor

from timeline.models import columns

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Copied:
    """A table, and how many rows it has on both sides now."""

    table: str
    rows: int


class NotCopied(Exception):
    """The copy was not made, and the target is as it was; the message says why."""


def copy(
    source: str, target: str, *, after_each: Callable[[Copied], None] = lambda _: None
) -> list[Copied]:
    """Copy every row of every table from one database alias to another; what was copied.

    The target gets the tables that the source has, those of an older release if need be, and may
    hold no events, actors or sources. Rows keep their keys, and the history its users. In the end
    each table is compared, row by row and value by value, within the transaction that copied it.
    Raises ``NotCopied`` where any table differs or the target is in use; nothing is written then.
    """
    tables = [model for model in _same_tables(source, target) if _is_kept(model)]
    for model in tables:
        # The shipped kinds come with the tables.
        kept = model._meta.app_label == "timeline" and model._meta.model_name != "kind"
        if kept and _rows(model, target).exists():
            raise NotCopied(f"The target holds rows in {model._meta.db_table} already.")
    done: list[Copied] = []
    with transaction.atomic(using=source), transaction.atomic(using=target):
        _see_one_moment(source)
        with connections[target].constraint_checks_disabled():
            for model in tables:
                # What migrating made anew, such as permissions, has other keys than here.
                _empty(model, target)
            for model in tables:
                done.append(_copy_table(model, source, target))
                after_each(done[-1])
        connections[target].check_constraints()
        _set_sequences(tables, target)
    return done


def _same_tables(source: str, target: str) -> list[type[models.Model]]:
    """Migrate the target as far as the source is; the models of that state."""
    executor = MigrationExecutor(connections[source])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", database=target, interactive=False, verbosity=0)
        return list(apps.get_models(include_auto_created=True))
    graph, applied = executor.loader.graph, executor.loader.applied_migrations
    last = [
        key
        for key in applied
        if key in graph.nodes
        and not any(child.key in applied for child in graph.node_map[key].children)
    ]
    there = MigrationExecutor(connections[target])
    state = there.migrate(last)
    return list(state.apps.get_models(include_auto_created=True))


def _see_one_moment(alias: str) -> None:
    """Have all tables be read as they are now, whatever others commit meanwhile."""
    # SQLite's transactions do by themselves.
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _is_kept(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _rows(model: type[models.Model], alias: str) -> models.QuerySet[Any]:
    """A plain queryset: the models' own would work out what is copied as it is."""
    return models.QuerySet(model).using(alias).order_by("pk")


def _empty(model: type[models.Model], alias: str) -> None:
    _rows(model, alias)._raw_delete(alias)


def _copy_table(model: type[models.Model], source: str, target: str) -> Copied:
    fields, table = model._meta.concrete_fields, model._meta.db_table
    into = connections[target]
    sent, arrived = _Checksum(), _Checksum()
    # Written by column, not as records, whose ``auto_now`` would put this day in place of theirs.
    columns.insert(
        into,
        table,
        [field.column for field in fields],
        (
            [f.get_db_prep_save(value, into) for f, value in zip(fields, values, strict=True)]
            for values in sent.of(model, source)
        ),
        many=_at_once(model),
    )
    for _ in arrived.of(model, target):
        pass
    if arrived.rows != sent.rows:
        raise NotCopied(f"{table} has {sent.rows} rows here and {arrived.rows} there.")
    if arrived.sha256.digest() != sent.sha256.digest():
        raise NotCopied(f"{table} has the same number of rows on both sides, but not the same.")
    return Copied(table, sent.rows)


class _Checksum:
    """The number of a table's rows and the SHA-256 of their values, as they are read."""

    def __init__(self) -> None:
        self.rows, self.sha256 = 0, hashlib.sha256()

    def of(self, model: type[models.Model], alias: str) -> Iterator[tuple[Any, ...]]:
        """A table's rows in the order of their keys, each counted once it was read."""
        names = [field.attname for field in model._meta.concrete_fields]
        rows = _rows(model, alias).values_list(*names)
        for values in rows.iterator(chunk_size=_at_once(model)):
            self.rows += 1
            self.sha256.update(repr([_plain(value) for value in values]).encode())
            yield values


def _at_once(model: type[models.Model]) -> int:
    """The rows held at once: of whole files a thousand are more than a machine holds."""
    return 1 if any(isinstance(f, models.BinaryField) for f in model._meta.fields) else BATCH


def _plain(value: Any) -> Any:
    """A value as both databases have it: they order JSON's keys as they like, and wrap bytes."""
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True)
    return bytes(value) if isinstance(value, memoryview) else value


def _set_sequences(tables: list[type[models.Model]], alias: str) -> None:
    """Have the next row get a key after the last one copied."""
    with connections[alias].cursor() as cursor:
        for statement in connections[alias].ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
