"""JSON columns that read as values of a type, where Django's own read as dictionaries."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import models


class ValueEncoder(json.JSONEncoder):
    """JSON of what ``json`` writes, of dataclasses with slots, and of days and times.

    Dataclasses are objects of their fields, days and times text as ISO 8601 has it.
    """

    def default(self, o: Any) -> Any:
        """An object's fields by name, or a day's or time's text."""
        if isinstance(o, date):
            return o.isoformat()
        if names := getattr(type(o), "__slots__", ()):
            return {name: getattr(o, name) for name in names}
        return super().default(o)


class ValueField(models.JSONField):
    """A column of JSON whose objects read as values of a frozen dataclass, ``of``.

    A list reads as a tuple of such values, one object as one value, and a list inside of an object
    as a tuple. Without ``of`` it reads as JSON does, and still writes dataclasses. To migrations it
    is a plain column of JSON, so that they hold nothing of the code of a day.
    """

    def __init__(self, *args: Any, of: type[Any] | None = None, **options: Any) -> None:
        self.of = of
        super().__init__(*args, **options)
        self.encoder = ValueEncoder

    def deconstruct(self) -> Any:
        """The column as migrations keep it."""
        name, _, args, options = super().deconstruct()
        del options["encoder"]
        return name, "django.db.models.JSONField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """The values of the JSON that the database keeps."""
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Any:
        """The values of JSON; what are values already stay as they are."""
        if self.of is None:
            return value
        if isinstance(value, list | tuple):
            return tuple(map(self.to_python, value))
        if not isinstance(value, dict):
            return value
        return self.of(
            **{name: tuple(v) if isinstance(v, list) else v for name, v in value.items()}
        )
