"""A digest's file in one pass: the values that the node tree has, or that there is more to tell."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from timeline.services.digest.digest_text import DEEPEST, DigestSheet, NotPlain


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
    sheet = DigestSheet(text)
    assert sheet.values() == of_node(sheet.node)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\na: 2\n",
        "- {a: 1, a: 2}\n",
        "? [a]\n: b\n",
        "? {a: b}\n: c\n",
        "a: &x [b]\nc: *x\n",
        'a: "\\0"\n',
        '"\\0": a\n',
        "a: b\n---\nc: d\n",
        "a: [b\n",
        "a: b: c\n",
        "a: \x07\n",
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "- " * (DEEPEST + 1) + "x",
    ],
)
def test_what_a_digest_may_not_say_is_left_to_the_tree(text: str) -> None:
    with pytest.raises(NotPlain):
        DigestSheet(text).values()
