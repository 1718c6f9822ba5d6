"""How a meeting of two editors is told: beside the fields that both changed, and in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst, get_text_list

from timeline.admin.editing.change_authors import ChangeAuthor
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
from timeline.admin.editing.form_snapshot import OWN
from timeline.admin.editing.posted_form import FormShape, Values

NOTHING_SAVED = (
    "Nothing was saved yet: somebody else changed the same meanwhile. Choose beside each field "
    "that is marked below, then save again."
)
MOST_NAMED = 12
"""The changes that the sentence on what was joined names."""


AuthorOf: TypeAlias = Callable[[FormShape, str, str], ChangeAuthor]
"""Who changed a field of a row, by its key; or the row as a whole, where the field is empty."""


class ConflictWords:
    """The words on one merge of a form with a record's changes."""

    def __init__(self, merge: EditMerge, author: AuthorOf) -> None:
        self.merge, self.author = merge, author

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
                "was": shown(each, conflict.was),
                "now": shown(each, now[conflict.field]),
                "typed": shown(each, sent),
            }
            return render_to_string("admin/retold/edit_conflict.html", context)
        context["row"] = row_name(shape, conflict.was or now)
        if conflict.kind == Meeting.ROW_CHANGED:
            context["values"] = [
                (_label(each, name), shown(each, now[name]))
                for name, each in shape.fields.items()
                if name in now and now[name] != (conflict.was or {}).get(name)
            ]
        return render_to_string("admin/retold/edit_conflict.html", context)

    def joined(self) -> str:
        """What of others' changes was joined, in a sentence; empty where nothing was."""
        told = [self._told(each) for each in self.merge.joined[:MOST_NAMED]]
        if (more := len(self.merge.joined) - MOST_NAMED) > 0:
            told.append(f"{more} more")
        return f"Changed by others meanwhile, and kept: {'; '.join(told)}." if told else ""

    def _told(self, each: JoinedEdit) -> str:
        by = self.author(each.shape, each.key, each.field)
        if each.row_was is not None:
            return f"{row_name(each.shape, each.row_was)} deleted ({by})"
        row = row_name(each.shape, self.merge.now.rows[each.key])
        if not each.field:
            return f"{row} added ({by})"
        label = _label(each.shape.fields[each.field], each.field)
        return f"{label} ({by})" if each.key == OWN else f"{label} of {row} ({by})"


def row_name(shape: FormShape, values: Values) -> str:
    """What a row is called in a sentence: what it is, and what it says or whom it names."""
    told = [
        shown(shape.fields[name], value)
        for name, value in values.items()
        if name in shape.fields and value and _names_it(shape.fields[name], value)
    ]
    noun = str(shape.model._meta.verbose_name)
    return f"{noun} “{Truncator(': '.join(told)).chars(80)}”" if told else noun


def shown(each: forms.Field, value: Any) -> str:
    """A field's value for people to read."""
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    values = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    if isinstance(each, forms.ModelChoiceField):
        queryset: Any = each.queryset
        records = queryset.model._base_manager.filter(
            pk__in=[one for one in values if one.isdecimal()]
        )
        return get_text_list([str(record) for record in records], "and") or "nothing"
    if isinstance(each, forms.ChoiceField):
        labels = dict(_choices(each.choices))
        values = [labels.get(one, one) for one in values]
    return ", ".join(values)


def _names_it(each: forms.Field, value: Any) -> bool:
    if isinstance(each, forms.ModelChoiceField):
        return True
    return isinstance(value, str) and not isinstance(each, forms.ChoiceField)


def _choices(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _choices(label)
        else:
            yield str(value), str(label)


def _label(each: forms.Field, name: str) -> str:
    return str(capfirst(each.label or name.replace("_", " ")))
