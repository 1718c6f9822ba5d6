"""The API's document: OpenAPI 3.1, made from the addresses, the forms and the types."""

from __future__ import annotations

from typing import Any

from timeline.web.api.api_endpoints import Endpoint, endpoints
from timeline.web.api.api_types import schemas
from timeline.web.http.problems import MIME as PROBLEM

DESCRIPTION = (
    "Everything that the timeline shows, to be read by programs. Addresses take the page's own "
    "parameters and answer the page's own selection. They can only be read, need no key, and may "
    "be asked from any origin. An ETag comes with each answer: ask again with If-None-Match, and "
    "what has not changed is a 304 without a body. On SQLite there is Last-Modified besides, some "
    "seconds after a change. Answers go out compressed "
    "with Brotli or gzip. A list of more than fifty goes on at “next”, the Link header too. "
    "What goes wrong is told as problem+json (RFC 9457)."
)

_PROBLEMS = {
    "400": "A parameter was not understood; “errors” says which, and why.",
    "404": "There is nothing at this address.",
    "429": "Files were made for this client for too long in a minute; Retry-After says when.",
    "503": "It can’t be answered just now, or took too long; Retry-After says when to ask again.",
}


def document(origin: str) -> dict[str, Any]:
    """The document, for a site at ``https://host``."""
    answers, shared = schemas()
    paths: dict[str, Any] = {}
    for endpoint in endpoints():
        paths[endpoint.path] = {"get": _operation(endpoint, answers)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Retold",
            "version": "1.0.0",
            "description": DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": origin}],
        "tags": [{"name": name} for name in dict.fromkeys(each.group for each in endpoints())],
        "paths": paths,
        "components": {
            "schemas": shared,
            "headers": _HEADERS,
            "responses": {
                status: {
                    "description": words,
                    "content": {PROBLEM: {"schema": answers["problem"]}},
                }
                for status, words in _PROBLEMS.items()
            },
        },
    }


def _operation(endpoint: Endpoint, answers: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if endpoint.schema:
        content["schema"] = answers[endpoint.schema]
    headers = ["ETag", "Last-Modified", *(["Link"] if endpoint.pages else [])]
    responses: dict[str, Any] = {
        "200": {
            "description": f"{endpoint.summary}.",
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
            "content": {endpoint.answers: content} | ({endpoint.also: {}} if endpoint.also else {}),
        },
        "304": {"description": "What the client has is what there is."},
    }
    refusals = {
        "400": bool(endpoint.parameters),
        "404": _may_miss(endpoint),
        "429": True,
        "503": True,
    }
    for status in (status for status, may_be in refusals.items() if may_be):
        responses[status] = {"$ref": f"#/components/responses/{status}"}
    return {
        "operationId": endpoint.name,
        "tags": [endpoint.group],
        "summary": endpoint.summary,
        "parameters": [
            *(_in_path(name, noun) for name, noun in endpoint.kept.items()),
            *(parameter.described() for parameter in endpoint.parameters),
        ],
        "responses": responses,
    }


def _may_miss(endpoint: Endpoint) -> bool:
    return bool(endpoint.kept) or endpoint.schema == "oembed"


def _in_path(name: str, noun: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": f"The slug of the {noun}.",
        "schema": {"type": "string", "pattern": r"^[-a-zA-Z0-9_]+$", "format": f"{noun}-slug"},
    }


_HEADERS = {
    "ETag": {
        "description": "Names this answer; send it back in If-None-Match.",
        "schema": {"type": "string"},
    },
    "Last-Modified": {
        "description": "Since when it is as it is; send it back in If-Modified-Since.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": 'Where the list goes on: <address>; rel="next".',
        "schema": {"type": "string"},
    },
}
