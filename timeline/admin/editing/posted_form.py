"""A form as it was sent: a record's fields, and the rows of its parts, inside each other.

A browser sends all of it as flat names such as ``mentions-0-quotes-1-words``. Here it is a tree, in
which rows can be taken out or made new, and which goes back to flat names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from timeline.admin.lists.record_keys import is_key

Values = dict[str, Any]
"""Values of fields by name, as JSON keeps them: a key for a record, a list of keys for many."""

MOST_NEW_ROWS = 100
"""The rows that one save may add."""

_ROW_NAME = re.compile(r"(\d{1,6})-(.+)", re.ASCII | re.DOTALL)


class UnreadableForm(Exception):
    """What no page of the desk sends; the message is a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class FormShape:
    """What a form edits: a model's fields, and its parts, whose rows point to it with ``link``.

    ``fields`` are the form's fields that the model keeps; ``order`` is the one by which rows are
    put in order, if any. ``prefix`` begins the names of a part's rows.
    """

    model: type[Model]
    fields: Mapping[str, forms.Field]
    prefix: str = ""
    link: str = ""
    order: str = ""
    parts: tuple[FormShape, ...] = ()

    def key(self, pk: Any) -> str:
        """What one record of the model is called where rows of several models are kept."""
        return f"{self.model._meta.model_name}:{pk}"


@dataclass(slots=True)
class PostedRow:
    """The fields of a record as sent, and the rows of its parts by their prefix.

    ``prefix`` is what its names begin with once the whole form was written back; ``counts`` what
    was sent of how many rows its parts have.
    """

    fields: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, list[PostedRow]] = field(default_factory=dict)
    counts: dict[str, list[str]] = field(default_factory=dict)
    prefix: str = ""

    def one(self, name: str) -> str:
        """The value of a field that has one; empty where it was not sent."""
        return (self.fields.get(name) or [""])[-1]

    @property
    def goes(self) -> bool:
        """Whether the editor takes the row away."""
        return "DELETE" in self.fields


def kept_fields(model: type[Model], form: Any) -> dict[str, forms.Field]:
    """The fields of a form's class that the model keeps and an editor may change, by name."""
    names = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    fields = form.base_fields.items()
    return {name: each for name, each in fields if name in names and not each.disabled}


def read_posted(shape: FormShape, sent: Mapping[str, list[str]]) -> PostedRow:
    """The tree of what was sent, flat, by name.

    Rows beyond the number that the form says it has are left out, as Django leaves them out. Raises
    ``UnreadableForm`` for a key or a place in an order that is no number.
    """
    return _row(shape, sent)


def write_posted(shape: FormShape, row: PostedRow) -> QueryDict:
    """A tree as flat names again, its rows numbered anew: those that are kept, then new ones.

    Raises ``UnreadableForm`` for more new rows than one save may add.
    """
    if sum(not each.one("id") for each in _rows(row)) > MOST_NEW_ROWS:
        raise UnreadableForm(f"At most {MOST_NEW_ROWS} new rows can be saved at once.")
    flat = QueryDict(mutable=True)
    for name, values in _flat(shape, row, ""):
        flat.setlist(name, values)
    return flat


def _row(shape: FormShape, sent: Mapping[str, list[str]]) -> PostedRow:
    row = PostedRow()
    numbered: dict[str, dict[int, dict[str, list[str]]]] = {}
    prefixes = [f"{part.prefix}-" for part in shape.parts]
    for name, values in sent.items():
        prefix = next((each for each in prefixes if name.startswith(each)), "")
        if not prefix:
            row.fields[name] = values
        elif match := _ROW_NAME.fullmatch(name, len(prefix)):
            rows = numbered.setdefault(prefix, {})
            rows.setdefault(int(match[1]), {})[match[2]] = values
        elif name.endswith("_FORMS"):
            row.counts[name] = values
    _check_keys(shape, row)
    for part in shape.parts:
        total = _count(row.counts.get(f"{part.prefix}-{TOTAL_FORM_COUNT}"))
        rows = numbered.get(f"{part.prefix}-", {})
        row.parts[part.prefix] = [_row(part, rows[n]) for n in sorted(rows) if n < total]
        keys = [key for each in row.parts[part.prefix] if (key := each.one("id"))]
        if len(keys) > len(set(keys)):
            raise UnreadableForm(f"One of “{part.prefix}” is sent twice.")
    return row


def _check_keys(shape: FormShape, row: PostedRow) -> None:
    names = ["id", shape.link, shape.order] if shape.link else []
    names += [
        name for name, each in shape.fields.items() if isinstance(each, forms.ModelChoiceField)
    ]
    for name in names:
        for value in row.fields.get(name, ()):
            if value and not is_key(value):
                raise UnreadableForm(f"“{value[:40]}” is nothing that “{name}” could be.")


def _count(values: list[str] | None) -> int:
    return int(values[-1]) if values and is_key(values[-1]) else 0


def _rows(row: PostedRow) -> Iterator[PostedRow]:
    for rows in row.parts.values():
        for each in rows:
            yield each
            yield from _rows(each)


def _part_places(shape: FormShape, rows: list[PostedRow]) -> None:
    """Have no two rows stand in one place of an order, as may be once two editors ordered them.

    nested_admin fails to draw rows again that do.
    """
    last = -1
    placed = [row for row in rows if shape.order and row.one(shape.order)]
    for row in sorted(placed, key=lambda each: int(each.one(shape.order))):
        last = max(last + 1, int(row.one(shape.order)))
        row.fields[shape.order] = [str(last)]


def _flat(shape: FormShape, row: PostedRow, begins: str) -> Iterator[tuple[str, list[str]]]:
    row.prefix = begins.removesuffix("-")
    for name, values in row.fields.items():
        yield f"{begins}{name}", values
    for part in shape.parts:
        rows = sorted(row.parts[part.prefix], key=lambda each: not each.one("id"))
        _part_places(part, rows)
        for name, values in row.counts.items():
            if name.startswith(f"{part.prefix}-"):
                yield f"{begins}{name}", values
        total = f"{part.prefix}-{TOTAL_FORM_COUNT}"
        if _count(row.counts.get(total)) or row.counts.get(total) == ["0"]:
            kept = sum(bool(each.one("id")) for each in rows)
            yield f"{begins}{total}", [str(len(rows))]
            yield f"{begins}{part.prefix}-{INITIAL_FORM_COUNT}", [str(kept)]
        for number, each in enumerate(rows):
            yield from _flat(part, each, f"{begins}{part.prefix}-{number}-")
