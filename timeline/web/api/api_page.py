"""The API's page: the document, arranged to be read by people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import get_script_prefix

from timeline.web.http.problems import MIME as PROBLEM


@dataclass(frozen=True, slots=True)
class DocumentedField:
    """A parameter or a property: its name, what values it takes, what it means."""

    name: str
    values: str
    meaning: str
    required: bool


@dataclass(frozen=True, slots=True)
class DocumentedAnswer:
    """One status that may be answered: its meaning, the type of the body, its schema's name."""

    status: str
    meaning: str
    mime: str
    schema: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address. ``example`` is an address that works, empty where it takes a slug."""

    id: str
    path: str
    summary: str
    parameters: list[DocumentedField]
    answers: list[DocumentedAnswer]
    example: str


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of object, and what it has."""

    name: str
    meaning: str
    properties: list[DocumentedField]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """The page: addresses by group, and what their answers are made of."""

    title: str
    description: str
    version: str
    groups: list[tuple[str, list[Operation]]]
    schemas: list[Schema]


def api_page(document: dict[str, Any]) -> ApiPage:
    """The page of a document as ``web.api.openapi`` makes it."""
    info = document["info"]
    operations = [
        (spec["get"]["tags"][0], _operation(path, spec["get"], document))
        for path, spec in document["paths"].items()
    ]
    return ApiPage(
        title=info["title"],
        description=info["description"],
        version=info["version"],
        groups=[
            (tag["name"], [each for group, each in operations if group == tag["name"]])
            for tag in document["tags"]
        ],
        schemas=[
            Schema(name, schema.get("description", ""), _properties(schema))
            for name, schema in document["components"]["schemas"].items()
        ],
    )


def _operation(path: str, spec: dict[str, Any], document: dict[str, Any]) -> Operation:
    rows = [
        DocumentedField(p["name"], _values(p["schema"]), p["description"], p["required"])
        for p in spec["parameters"]
    ]
    return Operation(
        id=spec["operationId"],
        path=path,
        summary=spec["summary"],
        parameters=rows,
        answers=[_answer(status, answer, document) for status, answer in spec["responses"].items()],
        example="" if any(row.required for row in rows) else get_script_prefix() + path[1:],
    )


def _answer(status: str, spec: dict[str, Any], document: dict[str, Any]) -> DocumentedAnswer:
    if "$ref" in spec:
        spec = document["components"]["responses"][_last(spec["$ref"])]
    content = spec.get("content", {})
    mime = next(iter(content), "")
    schema = content.get(mime, {}).get("schema", {})
    name = _last(schema.get("$ref", "")) or ("Problem" if mime == PROBLEM else "")
    return DocumentedAnswer(status, spec["description"], mime, name)


def _properties(schema: dict[str, Any]) -> list[DocumentedField]:
    required = schema.get("required", [])
    return [
        DocumentedField(name, _values(spec), spec.get("description", ""), name in required)
        for name, spec in schema.get("properties", {}).items()
    ]


def _values(schema: dict[str, Any]) -> str:
    """What values a schema takes, in words."""
    if "$ref" in schema:
        return _last(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(_values(each) for each in schema["anyOf"])
    if "const" in schema:
        return f"“{schema['const']}”"
    if "enum" in schema:
        return ", ".join(str(each) for each in schema["enum"] if each != "")
    if schema.get("type") == "array":
        most = f", at most {schema['maxItems']}" if "maxItems" in schema else ""
        return f"list of: {_values(schema['items'])}{most}"
    words = schema.get("format", schema.get("type", "anything"))
    if schema.get("type") == "integer" and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']:,}"
    if "maxLength" in schema:
        return f"{words}, at most {schema['maxLength']} characters"
    return str(words)


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
