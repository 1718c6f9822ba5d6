"""Acts at the desk, recorded row by row so that they can be undone (see ``services.records.undo``).

A record is of rows, not of what the act meant: what a row was, and what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE, DO_NOTHING, Model, QuerySet
from django.utils.text import capfirst

from timeline.models import Event, Mention, RowChange, Undoable
from timeline.models.record.event import DERIVED
from timeline.models.record.mention import READING

Rows = dict[type[Model], dict[int, dict[str, Any]]]
"""The columns of rows, by model and primary key."""

WORKED_OUT: Mapping[type[Model], frozenset[str]] = {
    Event: frozenset(DERIVED),
    Mention: frozenset(READING),
}
"""Columns that follow from others, and are worked out anew when an act is undone."""


@contextmanager
def recorded(
    act: Undoable.Act,
    model: type[Model],
    keys: Sequence[int],
    *,
    title: str,
    beside: Sequence[QuerySet[Any]] = (),
    kept: int | None = None,
    by: Any = None,
) -> Iterator[tuple[Undoable, Rows]]:
    """Record what becomes of records of a model, by primary key, and of all that refers to them.

    Rows that would be deleted with another are followed further. ``beside``: what else may be
    changed or made, asked before and after. ``kept``: the record into which others are merged.
    ``by``: the user. All happens in one transaction, at whose end the record is saved where
    anything was changed. Gives the record, and the rows as they are before.
    """
    with transaction.atomic():
        before = with_what_refers(model, keys)
        for rows in beside:
            before.setdefault(rows.model, {}).update(_read(rows))
        done = Undoable(
            act=act,
            kind=str(model._meta.model_name),
            title=capfirst(title)[:300],
            object_id=kept,
            by=by,
        )
        yield done, before
        after = {model: _rows(model, "pk", rows) for model, rows in before.items()}
        for rows in beside:
            after[rows.model].update(_read(rows))
        done.rows = list(_differences(before, after))
        if done.rows:
            done.save()


def referring(model: type[Model]) -> Iterator[tuple[type[Model], str, Any]]:
    """What refers to records of a model: the model, its column, and ``on_delete``."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            on_delete = getattr(relation, "on_delete", DO_NOTHING)
            if on_delete is not DO_NOTHING:
                field: Any = relation.field  # type: ignore[union-attr]
                yield field.model, field.attname, on_delete


def in_order() -> list[type[Model]]:
    """All models, each after those that it refers to: its module imports theirs."""
    models = apps.get_app_config("timeline").get_models(include_auto_created=True)
    return sorted(models, key=lambda model: bool(model._meta.auto_created))


def with_what_refers(model: type[Model], keys: Sequence[int]) -> Rows:
    """The rows of records of a model, of all that would be deleted with them, and what refers."""
    found: Rows = {model: _rows(model, "pk", keys)}
    ahead: list[tuple[type[Model], Iterable[int]]] = [(model, keys)]
    while ahead:
        referred, some = ahead.pop()
        for other, column, on_delete in referring(referred):
            known = found.setdefault(other, {})
            rows = _rows(other, column, some)
            if on_delete is CASCADE and (new := rows.keys() - known.keys()):
                ahead.append((other, new))
            known.update(rows)
    return found


def by_key(model: type[Model], column: str, keys: Iterable[Any]) -> Iterator[QuerySet[Any]]:
    """Rows that have one of these keys in a column, some hundred keys a query."""
    wanted = list(keys)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        yield model._base_manager.order_by().filter(**{f"{column}__in": some})


def _rows(model: type[Model], column: str, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for some in by_key(model, column, keys):
        found.update(_read(some))
    return found


def _read(rows: QuerySet[Any]) -> dict[int, dict[str, Any]]:
    names = [field.attname for field in rows.model._meta.concrete_fields]
    return {row[rows.model._meta.pk.attname]: row for row in rows.order_by().values(*names)}


def _differences(before: Rows, after: Rows) -> Iterator[RowChange]:
    for model, rows in before.items():
        label = str(model._meta.model_name)
        now, worked_out = after[model], WORKED_OUT.get(model, frozenset())
        for key, row in rows.items():
            if key not in now:
                yield RowChange(label, key, row, None)
                continue
            names = [n for n, v in row.items() if n not in worked_out and now[key][n] != v]
            if names:
                was, became = ({n: of[n] for n in names} for of in (row, now[key]))
                yield RowChange(label, key, was, became)
        for key in now.keys() - rows.keys():
            yield RowChange(label, key, None, now[key])
