"""Parameters of the public addresses: described by the forms' fields, and checked against that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from timeline.models import Source
from timeline.web.timeline.filter_form import (
    LAST_START,
    BoxField,
    DateField,
    FilterForm,
    SlugsField,
)

Schema = dict[str, Any]
"""A JSON Schema (2020-12), as OpenAPI 3.1 takes it."""

_NO_NUL = r"^[^\u0000]*$"
_SLUG = r"^[-\w]+$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address's query: what it means in words, what values it takes."""

    name: str
    description: str
    schema: Schema
    example: str | list[str] = ""
    required: bool = False

    @property
    def may_repeat(self) -> bool:
        """Whether it may be given many times."""
        return self.schema.get("type") == "array"

    def described(self) -> dict[str, Any]:
        """The parameter as OpenAPI's parameter object."""
        described: dict[str, Any] = {
            "name": self.name,
            "in": "query",
            "required": self.required,
            "description": self.description,
            "schema": self.schema,
        }
        if self.may_repeat:
            described |= {"style": "form", "explode": True}
        if self.example:
            described["example"] = self.example
        return described

    def faults(self, data: QueryDict) -> Iterator[str]:
        """What is wrong with its values in an address's query, in sentences."""
        values = data.getlist(self.name)
        if self.required and not any(values):
            yield "This parameter is needed."
        if not self.may_repeat:
            # Of several, the last counts, as for the pages.
            yield from _faults(values[-1], self.schema) if values else ()
            return
        if len(values) > self.schema["maxItems"]:
            yield f"At most {self.schema['maxItems']} values are taken."
        for value in values[: self.schema["maxItems"]]:
            yield from _faults(value, self.schema["items"])


def not_taken(parameters: Iterable[Parameter], data: QueryDict) -> dict[str, list[str]]:
    """What is wrong in an address's query, by parameter; parameters not named are not looked at."""
    return {p.name: faults for p in parameters if (faults := list(p.faults(data)))}


def _faults(value: str, schema: Schema) -> Iterator[str]:
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    if schema.get("type") == "integer":
        # `isdecimal` takes other scripts' digits too, and `int` reads a sign and underscores.
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < 12 else -1
        if not schema["minimum"] <= number <= schema["maximum"]:
            yield f"“{shown}” is no whole number from {schema['minimum']} to {schema['maximum']}."
    elif "enum" in schema:
        if value not in schema["enum"]:
            taken = ", ".join(each for each in schema["enum"] if each)
            yield f"“{shown}” is none of these: {taken}."
    elif len(value) > schema.get("maxLength", len(value)):
        yield f"It is longer than {schema['maxLength']} characters."
    elif "pattern" in schema and not re.fullmatch(schema["pattern"], value):
        yield f"“{shown}” has characters that can't be taken."


_DESCRIPTIONS = {
    "actor": "Slugs of actors that take part; may be given many times.",
    "outlet": "Slugs of outlets that published it, or through which it is told; may be given many "
    "times. “not-stated” stands for documents whose publisher is not stated.",
    "kind": "Slugs of kinds of event; may be given many times.",
    "tag": "Slugs of tags; may be given many times.",
    "place": "Slugs of places in which, or in what lies in them, it happened; may be given many "
    "times.",
    "box": "Four numbers, west,south,east,north, in degrees: only events whose place has "
    "coordinates there. Where west is the greater, it crosses the meridian of 180 degrees.",
    "match": "Whether any of the actors or all of them must take part.",
    "from": "The first day, as people say it, relative to today where they do.",
    "to": "The last day, as people say it.",
    "q": "Words to search for; each must be there. In quotation marks, a phrase.",
    "surely": "Leave out what only possibly happened in the range.",
    "disputed": "Only events on which sources disagree.",
    "retold": "Only events told by two outlets or more.",
    "corroborated": "Only events that two first-hand sources or more tell.",
    "importance": "Only events of at least that importance, of 3; where none is set it is 2.",
    "as_of": "A day: only what was published by then counts, dates and all.",
    "sort": "The order: of time, or that from its end, or by importance, or by how many first-hand "
    "sources or sources tell, most first.",
}
_EXAMPLES: dict[str, str | list[str]] = {
    "box": "22.1,44.4,40.2,52.4",
    "from": "March 2022",
    "to": "4 March 2022",
    "as_of": "2022-03-31",
}


def filters() -> tuple[Parameter, ...]:
    """The timeline's own, from ``FilterForm``."""
    return tuple(
        Parameter(name, _DESCRIPTIONS[name], _schema(name, field), _EXAMPLES.get(name, ""))
        for name, field in FilterForm(QueryDict()).fields.items()
    )


def only(*names: str) -> tuple[Parameter, ...]:
    """Some of the timeline's own."""
    return tuple(parameter for parameter in filters() if parameter.name in names)


def _schema(name: str, field: forms.Field) -> Schema:
    if isinstance(field, SlugsField):
        item: Schema = {"type": "string", "maxLength": 120, "pattern": _SLUG}
        item["format"] = f"{name}-slug"
        return {"type": "array", "maxItems": SlugsField.most, "items": item}
    if isinstance(field, DateField):
        return {
            "type": "string",
            "format": "date-phrase",
            "maxLength": field.max_length,
            "pattern": _NO_NUL,
        }
    if isinstance(field, BoxField):
        return {"type": "string", "format": "box", "maxLength": field.max_length}
    if isinstance(field, forms.BooleanField):
        return {"type": "string", "enum": ["", "1", "true", "on"]}
    if isinstance(field, forms.ChoiceField):
        choices = [str(value) for value, _ in field.choices]  # type: ignore[union-attr, misc]
        return {"type": "string", "enum": list(dict.fromkeys(["", *choices]))}
    assert isinstance(field, forms.CharField)
    return {"type": "string", "maxLength": field.max_length, "pattern": _NO_NUL}


def of_register(noun: str, kinds: list[str]) -> tuple[Parameter, ...]:
    """Those of the register of actors, or of outlets, who are of these kinds."""
    return (*only("q"), _kind(noun, kinds), *only("as_of"))


def of_sources() -> tuple[Parameter, ...]:
    """Those of the sources' register."""
    slug = {"type": "string", "maxLength": 120, "pattern": _SLUG, "format": "outlet-slug"}
    outlet = Parameter("outlet", "The slug of the outlet that published it.", slug)
    return (*only("q"), _kind("source", Source.Kind.values), outlet, *only("as_of"))


def _kind(noun: str, values: list[str]) -> Parameter:
    return Parameter("kind", f"A kind of {noun}.", {"type": "string", "enum": ["", *values]})


SINCE = Parameter(
    "since",
    "The first day, as people say it; without it, from the beginning.",
    {"type": "string", "format": "date-phrase", "maxLength": 80, "pattern": _NO_NUL},
    "1 November 2026",
)
START = Parameter(
    "start",
    "The position in the list to start at; “next” has it.",
    {"type": "integer", "minimum": 0, "maximum": LAST_START, "default": 0},
)
