"""A cast set out once a session: from then on its rows are put back as they were.

Setting it out row by row, each with its history and its dates worked out, takes some hundred
queries, and most tests begin with it. Every later test finds the same, to the last key.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from tests.emptied import FILLED
from timeline.models import Actor, Event, Source

ROWS = 50
"""The rows that one statement puts back: SQLite takes no more than 32,766 values in one."""

Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept:
    """What a function made: statements with their values that put its rows back, and its value.

    ``counting_on`` has the database give the next row of each of its tables the next key.
    """

    statements: list[tuple[str, list[Any]]]
    counting_on: str
    made: bytes


_kept: dict[Callable[[], Any], Kept] = {}


def staged(make: Callable[[], Made]) -> Made:
    """What ``make`` makes where there is nothing yet; it makes the same each time."""
    if any(noun._default_manager.exists() for noun in (Actor, Event, Source)):
        return make()
    kept = _kept.get(make)
    if kept is None:
        made = make()
        found = {model: list(_statements(model)) for model in _models()}
        filled = [model for model, statements in found.items() if statements]
        counting_on = " ".join(connection.ops.sequence_reset_sql(no_style(), filled))
        _kept[make] = Kept(list(chain(*found.values())), counting_on, pickle.dumps(made))
        return made
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in kept.statements:
            cursor.execute(sql, values)
        if kept.counting_on:
            cursor.execute(kept.counting_on)
    again: Made = pickle.loads(kept.made)
    return again


def _models() -> list[type[Model]]:
    models = apps.get_app_config("timeline").get_models(include_auto_created=True)
    of_rows = [model for model in models if model._meta.managed and not model._meta.proxy]
    return [model for model in of_rows if model._meta.db_table not in FILLED]


def _statements(model: type[Model]) -> Iterator[tuple[str, list[Any]]]:
    quoted = connection.ops.quote_name
    table = quoted(model._meta.db_table)
    columns = [quoted(str(field.column)) for field in model._meta.local_fields]
    names, row = ", ".join(columns), f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table}")
        rows = list(cursor.fetchall())
    for start in range(0, len(rows), ROWS):
        some = rows[start : start + ROWS]
        sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * len(some))}"
        yield sql, list(chain.from_iterable(some))
