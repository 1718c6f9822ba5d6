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


def in_words(fault: Any) -> str:
    """A validation error as a sentence that names the key."""
    steps = [step for step in fault["loc"] if step != "[key]"]
    names = [str(step) for step in steps if isinstance(step, str)]
    key = f"“{names[-1]}”" if names else "the entry"
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key {key}"
    if kind == "missing":
        return f"{key} is missing"
    if kind == "literal_error":
        return f"{key} is “{fault['input']}”; it must be {context['expected']}"
    if kind.startswith("int_") or kind in {"greater_than_equal", "less_than_equal"}:
        return f"{key} is “{fault['input']}”; it must be a whole number in range"
    if kind == "string_type":
        return f"{key} must be text"
    if kind == "list_type":
        return f"{key} must be a list"
    if kind in {"dict_type", "model_type"}:
        return f"{key} must have keys and values"
    if kind == "string_pattern_mismatch":
        return f"{key} is “{fault['input']}”, which is not of the form it must have"
    if kind == "string_too_short":
        return f"{key} is empty"
    if kind == "string_too_long":
        return f"{key} is longer than {context['max_length']} characters"
    return f"{key}: {context.get('error', fault['msg'])!s}"
