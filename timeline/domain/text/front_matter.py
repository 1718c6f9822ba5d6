"""The fields that stand before a Markdown text: as YAML between ``---``, as TOML between ``+++``,
or as a JSON object.

YAML with aliases, or nested deeper than ``DEEPEST``, is refused: it can make a small text huge, and
takes its reader minutes.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

import yaml

LONGEST = 200_000
"""The characters that fields may have."""

DEEPEST = 20
"""How deep YAML's lists and mappings may nest: a thousand take a second, ten thousand a minute."""

_OPENS = re.compile(r"\s{0,20}(?P<mark>---|\+\+\+|;;;)(?P<form>yaml|yml|toml|json)?[ \t]{0,20}\n")
_NESTS = re.compile(r"[\[\]{}]")
_LIKE_FIELDS = re.compile(r"(?:\s*#[^\n]*\n)*\s*(?:[\w\"'-][^:\n=]{0,80}[:=](?:\s|$)|\[)")
_OF_MARK = {"---": "yaml", "+++": "toml", ";;;": "json"}
_OF_TOML = re.compile(r"\(at line (\d+), column \d+\)")


class UnreadableFields(ValueError):
    """Fields that can't be read: the text's ``line``, from 1, and ``why``, part of a sentence."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


def read_fields(text: str) -> tuple[dict[str, Any], str]:
    """A text's fields, keys in lower case, and the text below them; none where it has none.

    Values are texts, lists and mappings; of TOML and JSON numbers and days too. Raises
    ``UnreadableFields``.
    """
    text = text.replace("\r\n", "\n")
    opens = _OPENS.match(text)
    if opens is None:
        return _of_object(text) if text.lstrip()[:1] == "{" else ({}, text)
    first = text.count("\n", 0, opens.end()) + 1
    closes = re.compile(rf"^(?:{re.escape(opens['mark'])}|\.\.\.)[ \t]{{0,20}}$\n?", re.MULTILINE)
    found = closes.search(text, opens.end())
    is_like = _LIKE_FIELDS.match(text, opens.end())
    if found is None and is_like:
        raise UnreadableFields(first - 1, f"no “{opens['mark']}” ends its fields")
    if found is None:
        return {}, text  # a rule above a text
    within = text[opens.end() : found.start()]
    if len(within) > LONGEST:
        raise UnreadableFields(first, f"its fields have more than {LONGEST:,} characters")
    form = (opens["form"] or _OF_MARK[opens["mark"]]).replace("yml", "yaml")
    try:
        read = _READERS[form](within, first) if within.strip() else {}
    except UnreadableFields:
        if is_like:
            raise
        return {}, text  # words between rules
    return (_named(read), text[found.end() :]) if isinstance(read, dict) else ({}, text)


def is_deep(fields: str) -> bool:
    """Whether more brackets are open at once than nesting needs."""
    depth = 0
    for mark in _NESTS.findall(fields):
        depth = max(0, depth - 1) if mark in "]}" else depth + 1
        if depth > DEEPEST:
            return True
    return False


def of_yaml(fields: str, first: int = 1) -> Any:
    """What some YAML says, all of it text; ``first``: the number of its first line.

    Raises ``UnreadableFields``.
    """
    if is_deep(fields):
        raise UnreadableFields(first, f"it nests deeper than {DEEPEST}")
    try:
        for event in yaml.parse(fields):
            if isinstance(event, yaml.AliasEvent):
                line = first + (event.start_mark.line if event.start_mark else 0)
                raise UnreadableFields(line, "aliases (*) of YAML aren’t read; write it out")
        return yaml.load(fields, yaml.BaseLoader)  # noqa: S506 (makes nothing but text)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        why = f"it can’t be read as YAML ({error.problem or error.context})"
        raise UnreadableFields(first + (at.line if at else 0), why) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, UnreadableFields):
            raise
        raise UnreadableFields(first, "it can’t be read as YAML") from error


def _of_toml(fields: str, first: int) -> Any:
    try:
        return tomllib.loads(fields)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _OF_TOML.search(str(error))
        why = _OF_TOML.sub("", str(error)).strip() or "too deep"
        line = first + (int(at[1]) - 1 if at else max(fields.count("\n") - 1, 0))
        raise UnreadableFields(line, f"it can’t be read as TOML ({why})") from error


def _of_json(fields: str, first: int) -> Any:
    return _json(fields, first)[0]


def _of_object(text: str) -> tuple[dict[str, Any], str]:
    """Fields as a JSON object that the text begins with, without marks around it."""
    if not re.match(r"\s*\{\s*(?:\"|\})", text):
        return {}, text
    read, end = _json(text, 1)
    below = text[end:]
    return (_named(read), below.removeprefix("\n")) if isinstance(read, dict) else ({}, text)


def _json(text: str, first: int) -> tuple[Any, int]:
    start = len(text) - len(text.lstrip())
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        why = f"it can’t be read as JSON ({error.msg})"
        raise UnreadableFields(first + error.lineno - 1, why) from error
    except RecursionError as error:
        raise UnreadableFields(first, "it can’t be read as JSON (too deep)") from error


def _named(fields: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).strip().lower().replace("-", "_"): value for key, value in fields.items()}


_READERS: dict[str, Callable[[str, int], Any]] = {
    "yaml": of_yaml, "toml": _of_toml, "json": _of_json,
}  # fmt: skip
