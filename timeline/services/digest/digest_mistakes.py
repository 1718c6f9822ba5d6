"""What is wrong in a digest's file, in words, and the line where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml


def line_at(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line, from 1, of what stands at a path; of the nearest that is there if it is not."""
    if node is None:
        return 0
    line = node.start_mark.line + 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == step), None)
            if pair is None:
                return line
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            if step >= len(node.value):
                return line
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            return line
    return line


_SENTENCES = {
    "extra_forbidden": "unknown key {key}",
    "missing": "{key} is missing",
    "literal_error": "{key} is “{input}”; it must be {expected}",
    "int_parsing": "{key} is “{input}”; it must be a whole number in range",
    "float_parsing": "{key} is “{input}”; it must be a number in range",
    "string_type": "{key} must be text",
    "list_type": "{key} must be a list",
    "dict_type": "{key} must have keys and values",
    "string_pattern_mismatch": "{key} is “{input}”, which is not of the form it must have",
    "string_too_short": "{key} is empty",
    "string_too_long": "{key} is longer than {max_length} characters",
}
_SAME = {
    "model_type": "dict_type",
    "int_type": "int_parsing",
    "int_parsing_size": "int_parsing",
    "int_from_float": "int_parsing",
    "greater_than_equal": "int_parsing",
    "less_than_equal": "int_parsing",
}
"""Kinds of error that are told as another is."""


def in_words(fault: Any) -> str:
    """A validation error of pydantic's, as a sentence that names the key."""
    names = [step for step in fault["loc"] if isinstance(step, str) and step != "[key]"]
    context = fault.get("ctx", {})
    kind = fault["type"]
    if any(isinstance(bound, float) for bound in context.values()):
        kind = "float_parsing"
    sentence = _SENTENCES.get(_SAME.get(kind, kind), "{key}: {error}")
    key = f"“{names[-1]}”" if names else "the entry"
    error = context.get("error", fault["msg"])
    return sentence.format(**{**context, "key": key, "input": fault["input"], "error": error})
