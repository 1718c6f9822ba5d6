"""Whoever makes a record says in which state: a default would show or hide it unsaid."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "timeline"
STATEFUL = {"Event", "Source", "Mention", "Story"}
OPEN = {
    "admin/review/review_details.py": "checks an outlet and a date by a source's rules",
    "admin/source.py": "stands for a source that a form is about to make",
    "services/imports/imported_files.py": "stands for what a file says of an event nobody tells",
    "services/imports/row_writer.py": "stands for a known event, by its key",
}
"""Where a record is made that is never kept."""


def _makes(node: ast.Call) -> bool:
    called = node.func
    if isinstance(called, ast.Attribute) and called.attr in ("create", "get_or_create"):
        called = called.value.value if isinstance(called.value, ast.Attribute) else called
    return isinstance(called, ast.Name) and called.id in STATEFUL


def test_every_creator_says_the_state_of_what_it_makes():
    silent: dict[str, int] = {}
    for path in ROOT.rglob("*.py"):
        name = str(path.relative_to(ROOT))
        if name.startswith(("migrations/", "queries/", "models/")):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _makes(node):
                if "state" not in {keyword.arg for keyword in node.keywords}:
                    silent[name] = silent.get(name, 0) + 1
    assert silent == dict.fromkeys(OPEN, 1)
