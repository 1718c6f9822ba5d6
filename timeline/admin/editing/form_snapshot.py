"""What a form was filled with, which the form itself keeps in a signed field.

It holds the values, not their hashes alone: an editor is shown what a field was before two changed
it, and not every record has a history to look that up in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Model
from django.forms.models import model_to_dict

from timeline.admin.editing.posted_form import FormShape, Values
from timeline.domain.named_values import as_lines

FILLED_WITH = "filled_with"
"""The name of the signed field."""

OWN = "own"
"""The key of the record itself among its rows."""


@dataclass(frozen=True, slots=True)
class FormSnapshot:
    """The values of a record and of the rows of its parts, at one moment.

    ``rows``: values by the key that ``FormShape.key`` gives, ``OWN`` for the record itself;
    ``inside``: the key of the row in which each stands.
    """

    rows: dict[str, Values] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)

    def below(self, key: str) -> dict[str, Values]:
        """A row's values and those of all rows inside it, by key; empty where there is no row."""
        found = {key: self.rows[key]} if key in self.rows else {}
        for inner, outer in self.inside.items():
            if outer == key:
                found |= self.below(inner)
        return found


@dataclass(frozen=True, slots=True)
class FilledWith:
    """A snapshot, and what was asked on the page: by name, what each field was before."""

    snapshot: FormSnapshot
    asked: dict[str, Any] = field(default_factory=dict)

    def signed(self) -> str:
        """The text that the page carries."""
        return signing.dumps(asdict(self), salt=FILLED_WITH, compress=True)


def read_signed(text: str) -> FilledWith | None:
    """What a page was filled with; ``None`` where the text isn't one that this desk signed."""
    try:
        values = signing.loads(text, salt=FILLED_WITH)
    except (signing.BadSignature, ValueError):
        return None
    return FilledWith(FormSnapshot(**values["snapshot"]), values["asked"])


def snapshot_of(shape: FormShape, record: Model) -> FormSnapshot:
    """What a form of this shape is filled with for a record, as the database has it."""
    own = model_to_dict(record, fields=list(shape.fields))
    for name, value in own.items():
        if isinstance(value, list):
            own[name] = sorted(each.pk for each in value)
        elif isinstance(value, dict):
            own[name] = as_lines(value)
        elif isinstance(value, date):
            own[name] = value.isoformat()
    snapshot = FormSnapshot({OWN: own})
    _add_parts(snapshot, shape, {record.pk: OWN})
    return snapshot


def _add_parts(snapshot: FormSnapshot, shape: FormShape, keys: dict[Any, str]) -> None:
    for part in shape.parts:
        rows = part.model._base_manager.filter(**{f"{part.link}__in": list(keys)})
        inner = {}
        for values in rows.order_by("pk").values("pk", part.link, *part.fields):
            pk, outer = values.pop("pk"), values.pop(part.link)
            inner[pk] = key = part.key(pk)
            snapshot.rows[key] = values
            snapshot.inside[key] = keys[outer]
        _add_parts(snapshot, part, inner)
