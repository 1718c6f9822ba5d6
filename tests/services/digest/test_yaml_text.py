"""A digest's file in one pass: the values that the node tree has, or what is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from timeline.services.digest.yaml_text import DEEPEST, LOADER, YamlText


def of_node(node: yaml.Node | None) -> Any:
    """The plain value of a node tree."""
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [of_node(item) for item in node.value]
    return {of_node(key): of_node(value) for key, value in node.value}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "word",
        "''",
        "- a\n- b: c\n  d: [e, {f: g}]\n-\n- []\n- {}\n",
        "a: 1\nb: true\nc: 2022-03-04\nd: ~\ne:\n",
        "a: |\n  two\n  lines\nb: >\n  folded\n  here\n",
        "a:\n- x\n- y:\n    z: [[p], [q, [r]]]\n",
        "--- \na: &name b\n...\n",
        '"a\\tb": "ł\\u00e9"\n',
        "[" * DEEPEST + "]" * DEEPEST,
    ],
)
def test_values_are_those_of_the_tree(text: str) -> None:
    read = YamlText(text)
    assert read.faults == []
    assert read.content == of_node(yaml.compose(text, Loader=LOADER))


@pytest.mark.parametrize(
    ("text", "content", "line", "what"),
    [
        ("a: 1\na: 2\n", {"a": "1"}, 2, "gives “a” twice"),
        ("- {a: 1,\n   a: 2}\n", [{"a": "1"}], 2, "gives “a” twice"),
        ("? [a]\n: b\nc: d\n", {"c": "d"}, 1, "has a key that is no text"),
        ("? {a: b}\n: c\n", {}, 1, "has a key that is no text"),
        ("a: &x [b]\nc: *x\n", None, 2, "uses a YAML alias; write it out"),
        ('a:\n  "\\0"\n', {"a": "\0"}, 2, "holds a character that cannot be kept"),
        ("a: b\n---\nc: d\n", None, 2, "is no YAML: but found another document"),
        ("a: b: c\n", None, 1, "is no YAML: mapping values are not allowed in this context"),
        ("a:\n  \x07\n", None, 2, "holds a character that YAML does not allow"),
        ("\n" + "- " * (DEEPEST + 1) + "x", None, 2, f"is nested deeper than {DEEPEST} levels"),
    ],
)
def test_what_a_digest_may_not_say_is_told_with_its_line(
    text: str, content: Any, line: int, what: str
) -> None:
    read = YamlText(text)
    assert (read.content, read.faults) == (content, [(line, what)])
