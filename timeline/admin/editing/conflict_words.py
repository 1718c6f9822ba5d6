"""How a meeting of two editors is told: beside the fields that both changed, and in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst, get_text_list

from timeline.admin.editing.change_authors import ChangeAuthor, author_of, last_author_of
from timeline.admin.editing.edit_merging import (
    CHOOSE,
    GONE,
    MINE,
    THEIRS,
    EditConflict,
    EditMerge,
    JoinedEdit,
    Meeting,
    typed,
)
from timeline.admin.editing.form_snapshot import OWN, FormSnapshot
from timeline.admin.editing.posted_form import FormShape, Values

NOTHING_SAVED = (
    "Nothing was saved yet: somebody else changed the same meanwhile. Choose beside each field that "
    "is marked below, then save again."
)
MOST_NAMED = 12
"""The changes that the sentence on what was joined names."""


class ConflictWords:
    """The words on one merge of a form with a record's changes."""

    def __init__(self, record: Model, merge: EditMerge) -> None:
        self.record, self.merge = record, merge
        self._last: ChangeAuthor | None = None

    def panel(self, conflict: EditConflict) -> SafeString:
        """What stands beside a field or row that both changed, with the choice."""
        shape, now = conflict.shape, self.merge.now.rows.get(conflict.key, {})
        context: dict[str, Any] = {
            "kind": conflict.kind.value,
            "author": self.author(shape, conflict.key, conflict.field),
            "choice": f"{CHOOSE}{conflict.name}",
            "theirs": THEIRS,
            "mine": MINE,
            "gone": f"{conflict.row.prefix}-{GONE}",
            "key": conflict.key,
        }
        if conflict.kind == Meeting.BOTH_CHANGED:
            each = shape.fields[conflict.field]
            sent = typed(each, conflict.row, conflict.field)
            context |= {
                "label": _label(each, conflict.field),
                "was": shown(shape.model, conflict.field, conflict.was),
                "now": shown(shape.model, conflict.field, now[conflict.field]),
                "typed": shown(shape.model, conflict.field, sent),
            }
            return render_to_string("admin/retold/edit_conflict.html", context)
        context["row"] = row_name(shape, conflict.was or now)
        if conflict.kind == Meeting.ROW_CHANGED:
            context["values"] = [
                (_label(each, name), shown(shape.model, name, now[name]))
                for name, each in shape.fields.items()
                if name in now and now[name] != (conflict.was or {}).get(name)
            ]
        return render_to_string("admin/retold/edit_conflict.html", context)

    def joined(self) -> str:
        """What of others' changes was joined, in a sentence; empty where nothing was."""
        told = [self._told(each) for each in self.merge.joined]
        if len(told) > MOST_NAMED:
            told[MOST_NAMED:] = [f"{len(told) - MOST_NAMED} more"]
        return f"Changed by others meanwhile, and kept: {'; '.join(told)}." if told else ""

    def author(self, shape: FormShape, key: str, name: str = "") -> ChangeAuthor:
        """Who made a change: by the history of the row, or else who saved the record last."""
        pk = self.record.pk if key == OWN else key.partition(":")[2]
        known = author_of(shape.model, pk, name)
        if known is None and self._last is None:
            self._last = last_author_of(self.record)
        return known or self._last or ChangeAuthor()

    def _told(self, each: JoinedEdit) -> str:
        by = self.author(each.shape, each.key, each.field)
        snapshot: FormSnapshot = self.merge.now
        if each.row_was is not None:
            return f"{row_name(each.shape, each.row_was)} deleted ({by})"
        row = row_name(each.shape, snapshot.rows[each.key])
        if not each.field:
            return f"{row} added ({by})"
        label = _label(each.shape.fields[each.field], each.field)
        return f"{label} ({by})" if each.key == OWN else f"{label} of {row} ({by})"


def row_name(shape: FormShape, values: Values) -> str:
    """What a row is called in a sentence: what it is, and what it says or whom it names."""
    told = [
        shown(shape.model, name, value)
        for name, value in values.items()
        if value and (isinstance(value, str) or _column(shape.model, name).is_relation)
        if name in shape.fields and not _column(shape.model, name).choices
    ]
    noun = str(shape.model._meta.verbose_name)
    return f"{noun} “{Truncator(': '.join(told)).chars(80)}”" if told else noun


def shown(model: type[Model], name: str, value: Any) -> str:
    """A field's value for people to read."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    column = _column(model, name)
    if column.is_relation and column.related_model:
        keys = [each for each in _listed(value) if str(each).isdecimal()]
        records = column.related_model._base_manager.filter(pk__in=keys)
        return get_text_list([str(each) for each in records], "and") or "nothing"
    return str(dict(column.flatchoices).get(value, value))


def _column(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _label(each: forms.Field, name: str) -> str:
    return str(capfirst(each.label or name.replace("_", " ")))
