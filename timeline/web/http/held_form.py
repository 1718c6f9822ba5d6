"""A form as it was sent, to be read, changed and sent again where no database can be asked.

What was typed stands in fields with their names; what was chosen from the record is repeated
unseen, for what it is called can't be looked up. A file can't be repeated, and a password should
not be; both are asked for once more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.utils.text import capfirst

_LINE = 80
"""The characters that a field of one line holds where nothing else is known of it."""

_UNSEEN = re.compile(
    r"csrfmiddlewaretoken|filled_with|_.*|.*_FORMS|initial-.*|(.*-)?(id|position|DELETE)|"
    r"choose:.*|action|index|select_across|what|proposal|seen|last|shown|show|was|next|agreed|"
    r"do|held|keep|kept|post|signed|sure|whole"
)
"""Names of fields that pages carry unseen, or that are buttons."""

_KEY = re.compile(r"\d{0,20}|on|[a-z]+(_[a-z]+)+")
"""Values that are chosen, not typed: keys, ticks, names of choices."""

_ROW = re.compile(r"([^\W\d][^-]*)-(\d+)-")


class HeldKind(StrEnum):
    """How a field is shown."""

    UNSEEN = "unseen"
    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    PASSWORD = "password"  # noqa: S105 - a kind of field
    FILE = "file"


@dataclass(frozen=True, slots=True)
class HeldField:
    """A field: its label, and what stands in it; ``choices`` are values with their words."""

    name: str
    kind: HeldKind
    label: str = ""
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HeldForm:
    """A form as it was sent."""

    fields: tuple[HeldField, ...]

    @property
    def has_files(self) -> bool:
        """Whether files were chosen in it."""
        return any(field.kind is HeldKind.FILE for field in self.fields)

    @property
    def is_seen(self) -> bool:
        """Whether it has anything to read and to change."""
        return any(field.kind is not HeldKind.UNSEEN for field in self.fields)


def held_form(request: HttpRequest) -> HeldForm | None:
    """What was sent; ``None`` where it can't be read, or is no form."""
    try:
        sent, files = request.POST, request.FILES
    except (OSError, SuspiciousOperation, MultiPartParserError, RawPostDataException):
        return None
    model = _model(request)
    fields = [_held(model, name, v) for name, values in sent.lists() for v in values]
    for name, chosen in files.lists():
        named = ", ".join(str(file.name) for file in chosen)
        fields.append(HeldField(name, HeldKind.FILE, value=named))
    return HeldForm(tuple(fields)) if fields else None


def _model(request: HttpRequest) -> type[Model] | None:
    """The model whose form a page of the desk has, where it is one."""
    view = getattr(request.resolver_match, "func", None)
    return getattr(getattr(view, "model_admin", None), "model", None)


def _field(model: type[Model] | None, name: str) -> forms.Field | None:
    """The field of a name, which may be that of a row: the model's own, where it has it."""
    if model is None:
        return None
    if row := _ROW.match(name):
        return _field(_part(model, row[1]), name[row.end() :])
    found = {each.name: each for each in model._meta.fields}.get(name)
    made: forms.Field | None = found.formfield() if found else None
    return made


def _held(model: type[Model] | None, name: str, value: Any) -> HeldField:
    field = _field(model, name)
    label = _label(model, name, field)
    if "password" in name:
        return HeldField(name, HeldKind.PASSWORD, label)
    kind, choices = HeldKind.UNSEEN, tuple[tuple[str, str], ...]()
    if _UNSEEN.fullmatch(name) or isinstance(field, forms.BooleanField):
        pass
    elif field is None:
        kind = HeldKind.UNSEEN if _KEY.fullmatch(value) else _of_text(value)
    elif isinstance(field, forms.ModelChoiceField) or field.widget.is_hidden:
        pass
    elif isinstance(field, forms.ChoiceField):
        kind, choices = HeldKind.CHOICE, _choices(field, value)
    else:
        is_text = isinstance(field.widget, forms.Textarea)
        kind = HeldKind.TEXT if is_text else _of_text(value)
    return HeldField(name, kind, label, value, choices)


def _of_text(value: str) -> HeldKind:
    return HeldKind.TEXT if "\n" in value or len(value) > _LINE else HeldKind.LINE


def _choices(field: forms.ChoiceField, value: str) -> tuple[tuple[str, str], ...]:
    """The choices of a list, and what was sent where it is none of them."""
    given: Any = field.choices
    known = [
        (str(each), str(words))
        for key, label in given
        for each, words in (label if isinstance(label, list | tuple) else [(key, label)])
    ]
    return tuple(known if value in dict(known) else [*known, (value, value)])


def _label(model: type[Model] | None, name: str, field: forms.Field | None) -> str:
    """What a field is called, with the row that it stands in: "Mention 1, quote 2: words"."""
    rows = []
    while row := _ROW.match(name):
        model, name = _part(model, row[1]), name[row.end() :]
        noun = str(model._meta.verbose_name) if model else row[1].replace("_", " ")
        rows.append(f"{noun} {int(row[2]) + 1}")
    own = str((field and field.label) or name.replace("_", " ").replace("-", " "))
    where = ", ".join(rows)
    return capfirst(f"{where}: {own[:1].lower()}{own[1:]}" if where else own)


def _part(model: type[Model] | None, prefix: str) -> Any:
    """The model of the rows whose names begin with this prefix."""
    relations = model._meta.related_objects if model else ()
    parts = {each.get_accessor_name(): each.related_model for each in relations}
    return parts.get(prefix)
