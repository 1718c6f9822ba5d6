"""A three-way merge: what a form was filled with, what the record says now, and what was typed.

Fields that the other editor alone changed take the other's value; fields that this one alone
changed stay as typed; of fields that both changed, and of rows that one took away while the other
changed them, the editor is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django import forms
from django.http import QueryDict

from timeline.admin.editing.form_snapshot import OWN, FilledWith, FormSnapshot
from timeline.admin.editing.posted_form import FormShape, PostedRow, Values

CHOOSE = "choose:"
"""What the name of a choice begins with; the conflict's name follows."""
THEIRS, MINE = "theirs", "mine"
GONE = "gone"
"""A field that a row carries whose record is gone: the key it had."""


class Meeting(Enum):
    """What two editors did to the same field or row."""

    BOTH_CHANGED = "both-changed"
    ROW_GONE = "row-gone"
    ROW_CHANGED = "row-changed"


@dataclass(frozen=True, slots=True)
class EditConflict:
    """A field or row of which the editor is asked.

    ``name`` is the same on every page: the row's key and the field, ``field`` being empty where it
    is about the row as a whole. ``was`` is the value before both changed it, or a row's values.
    """

    kind: Meeting
    shape: FormShape
    row: PostedRow
    key: str
    field: str = ""
    was: Any = None

    @property
    def name(self) -> str:
        """What the choice is called in the form and in what it was filled with."""
        return f"{self.key}:{self.field}" if self.field else self.key


@dataclass(frozen=True, slots=True)
class JoinedEdit:
    """What another changed and this editor did not: a field, or a row added or deleted."""

    shape: FormShape
    key: str
    field: str = ""
    row_was: Values | None = None


@dataclass
class EditMerge:
    """The merge of one form, by which the tree that was sent is changed.

    ``choices``: what the editor chose, ``THEIRS`` or ``MINE``, by the name of the conflict.
    """

    filled: FilledWith
    now: FormSnapshot
    choices: Mapping[str, str]
    conflicts: list[EditConflict] = field(default_factory=list)
    joined: list[JoinedEdit] = field(default_factory=list)

    @property
    def was(self) -> FormSnapshot:
        """What the form was filled with."""
        return self.filled.snapshot

    def merge(self, shape: FormShape, sent: PostedRow) -> None:
        """Bring what was sent together with what the record says now."""
        self.fields(shape, OWN, sent)
        self._parts(shape, sent, OWN)
        self._added(shape)

    def filled_again(self) -> FilledWith:
        """What the form is filled with when it comes back."""
        return FilledWith(self.now, {each.name: each.was for each in self.conflicts})

    def fields(
        self, shape: FormShape, key: str, sent: PostedRow, *, yielding: bool = False
    ) -> None:
        """Merge one row's fields; where it is ``yielding``, the other's value is always taken."""
        was, now = self.was.rows.get(key, {}), self.now.rows[key]
        for name, each in shape.fields.items():
            if name not in now:
                continue
            conflict = EditConflict(Meeting.BOTH_CHANGED, shape, sent, key, name, was.get(name))
            untouched = name not in was or is_same(each, was[name], typed(each, sent, name))
            if is_same(each, now[name], typed(each, sent, name)):
                continue
            if name in was and was[name] == now[name]:
                self._answered(conflict, sent, now[name])
            elif yielding or untouched:
                put(sent, name, now[name])
                if not yielding:
                    self.joined.append(JoinedEdit(shape, key, name))
            elif name != shape.order:
                self.conflicts.append(conflict)

    def _answered(self, conflict: EditConflict, sent: PostedRow, now: Any) -> None:
        """Do as the editor chose, or ask again, where an earlier page asked."""
        if conflict.name not in self.filled.asked:
            return
        choice = self.choices.get(conflict.name)
        if choice == THEIRS:
            put(sent, conflict.field, now)
        elif choice != MINE:
            asked = self.filled.asked[conflict.name]
            self.conflicts.append(
                EditConflict(
                    conflict.kind, conflict.shape, sent, conflict.key, conflict.field, asked
                )
            )

    def _parts(
        self, shape: FormShape, sent: PostedRow, key: str, *, yielding: bool = False
    ) -> None:
        for part in shape.parts:
            rows, met = sent.parts[part.prefix], set[str]()
            rows[:] = [
                row
                for row in rows
                if not self._is_there(part, row, key, met)
                and self._stays(part, row, yielding=yielding)
            ]

    def _is_there(self, shape: FormShape, sent: PostedRow, outer: str, met: set[str]) -> bool:
        """Whether a new row was made since the page was opened, as by a button pressed twice; the
        key of the one that it is goes to those ``met``, for it is no other's.
        """
        if sent.one("id") or sent.one(GONE):
            return False
        for key in self.now.rows.keys() - self.was.rows.keys() - met:
            values, inner = self.now.rows[key], set[str]()
            if (
                self.now.inside.get(key) == outer
                and key.startswith(shape.key(""))
                and all(
                    name == shape.order or is_same(each, values[name], typed(each, sent, name))
                    for name, each in shape.fields.items()
                )
                and all(
                    self._is_there(part, row, key, inner)
                    for part in shape.parts
                    for row in sent.parts[part.prefix]
                )
            ):
                met.add(key)
                return True
        return False

    def _stays(self, shape: FormShape, sent: PostedRow, *, yielding: bool) -> bool:
        """Merge a row with all inside it; whether it is part of the form still."""
        if sent.one(GONE):
            return self._gone_before(shape, sent)
        pk = sent.one("id")
        if not pk:
            self._parts(shape, sent, "")
            return True
        key = shape.key(pk)
        if key not in self.now.rows or self._moved(key):
            return not yielding and self._gone(shape, sent, key)
        if sent.goes:
            yielding = True
            self._goes(shape, sent, key)
        self.fields(shape, key, sent, yielding=yielding)
        self._parts(shape, sent, key, yielding=yielding)
        return True

    def _moved(self, key: str) -> bool:
        """Whether the other put a row elsewhere, where it stays."""
        return key in self.was.inside and self.was.inside[key] != self.now.inside[key]

    def _gone(self, shape: FormShape, sent: PostedRow, key: str) -> bool:
        was = self.was.rows.get(key)
        if sent.goes or (was is not None and self._is_untouched(shape, sent, key)):
            self.joined.append(JoinedEdit(shape, key, row_was=was or {}))
            return False
        _make_new(shape, sent)
        sent.fields[GONE] = [key]
        self.conflicts.append(EditConflict(Meeting.ROW_GONE, shape, sent, key, was=was))
        return True

    def _gone_before(self, shape: FormShape, sent: PostedRow) -> bool:
        """Of a row that the editor was asked about: whether it is to be saved as a new one."""
        key = sent.one(GONE)
        choice = self.choices.get(key)
        if choice == MINE:
            del sent.fields[GONE]
        elif choice != THEIRS:
            was = self.filled.asked.get(key)
            self.conflicts.append(EditConflict(Meeting.ROW_GONE, shape, sent, key, was=was))
        return choice != THEIRS

    def _goes(self, shape: FormShape, sent: PostedRow, key: str) -> None:
        """Ask before a row is taken away that another changed, or that has new rows inside."""
        if key not in self.filled.asked and self.was.below(key) == self.now.below(key):
            return
        choice = self.choices.get(key) if key in self.filled.asked else None
        if choice == THEIRS:
            del sent.fields["DELETE"]
        elif choice != MINE or self.was.below(key) != self.now.below(key):
            was = self.filled.asked.get(key, self.was.rows.get(key))
            self.conflicts.append(EditConflict(Meeting.ROW_CHANGED, shape, sent, key, was=was))

    def _is_untouched(self, shape: FormShape, sent: PostedRow, key: str) -> bool:
        was = self.was.rows.get(key)
        return (
            was is not None
            and all(
                is_same(each, was[name], typed(each, sent, name))
                for name, each in shape.fields.items()
                if name in was and name != shape.order
            )
            and all(
                bool(row.one("id")) and self._is_untouched(part, row, part.key(row.one("id")))
                for part in shape.parts
                for row in sent.parts[part.prefix]
            )
        )

    def _added(self, shape: FormShape) -> None:
        """Note the rows that another added; no form names them, so that they stay as they are."""
        for part in shape.parts:
            self.joined += [
                JoinedEdit(part, key)
                for key in self.now.rows.keys() - self.was.rows.keys()
                if key.startswith(part.key(""))
            ]
            self._added(part)


def chosen(sent: QueryDict) -> dict[str, str]:
    """What the editor chose, by the names of the conflicts."""
    return {
        name.removeprefix(CHOOSE): value
        for name, value in sent.items()
        if name.startswith(CHOOSE) and isinstance(value, str)
    }


def typed(each: forms.Field, sent: PostedRow, name: str) -> Any:
    """What was sent for a field: a text, a list of them, or whether a box is ticked."""
    if isinstance(each, forms.BooleanField):
        return sent.one(name) not in ("", "false", "False", "0")
    if isinstance(each, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return sorted(sent.fields.get(name, []))
    return sent.one(name).replace("\r\n", "\n")


def is_same(each: forms.Field, value: Any, sent: Any) -> bool:
    """Whether what was sent for a field is this value, in whichever way it was typed."""
    if isinstance(each, forms.BooleanField):
        return bool(value) == sent
    if isinstance(value, list):
        return sorted(map(str, value)) == sent
    text = "" if value is None else str(value).replace("\r\n", "\n")
    # A form takes white space off both ends, which nobody typed.
    return text.strip() == sent.strip() or not each.has_changed(text, sent)


def put(sent: PostedRow, name: str, value: Any) -> None:
    """Have a form say a value, as a browser would have sent it."""
    if value is False:
        sent.fields.pop(name, None)
    elif value is True:
        sent.fields[name] = ["on"]
    elif isinstance(value, list):
        sent.fields[name] = [str(each) for each in value]
    else:
        sent.fields[name] = ["" if value is None else str(value)]


def _make_new(shape: FormShape, sent: PostedRow) -> None:
    """Have a row, and those inside it, be new ones."""
    sent.fields["id"] = [""]
    sent.fields[shape.link] = [""]
    sent.fields.pop("DELETE", None)
    for part in shape.parts:
        for row in sent.parts[part.prefix]:
            _make_new(part, row)
