"""The rooms of the house: small enough to know, each name once, no file that needs itself."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import grimp
import networkx
import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path for path in (ROOT / "timeline").rglob("*.py") if "migrations" not in path.parts
)
MOST_MODULES = 16
"""In one folder, its ``__init__`` aside."""
MOST_LINES = 400
DICTATED = {"Command", "Migration"}
"""Names of classes that Django dictates."""
CIRCLE = {f"timeline.models.record.{noun}" for noun in ("event", "mention", "source")}
"""The one circle of files: records that belong to each other."""


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _classes() -> Iterator[tuple[str, Path]]:
    for path in MODULES:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and node.name not in DICTATED:
                yield node.name, path


def test_no_two_classes_share_a_name():
    found = defaultdict(list)
    for name, path in _classes():
        found[name].append(_name(path))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def test_no_modules_name_stands_twice_on_one_floor():
    found = defaultdict(list)
    for path in MODULES:
        if path.stem != "__init__":
            floor = path.relative_to(ROOT / "timeline").parts[0]
            found[floor, path.stem].append(_name(path))
    assert {key: files for key, files in found.items() if len(files) > 1} == {}


def test_no_folder_holds_more_modules_than_one_can_know():
    sizes = Counter(path.parent for path in MODULES if path.stem != "__init__")
    assert {_name(room): size for room, size in sizes.items() if size > MOST_MODULES} == {}


def test_no_module_is_too_long_to_be_one_subject():
    tests = (ROOT / "tests").rglob("*.py")
    sizes = {_name(path): len(path.read_text().splitlines()) for path in [*MODULES, *tests]}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


@pytest.mark.parametrize(
    "room",
    sorted({path.parent for path in MODULES if path.parent != ROOT / "timeline"}),
    ids=_name,
)
def test_each_room_says_what_belongs_in_it(room: Path):
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text())) or ""
    assert len(re.findall(r"[.?](?:\s|$)", told)) >= 2


def test_no_circle_of_files_but_the_models():
    graph = grimp.build_graph("timeline")
    arrows = networkx.DiGraph(
        (module, used)
        for module in graph.modules
        for used in graph.find_modules_directly_imported_by(module)
    )
    circles = [one for one in networkx.strongly_connected_components(arrows) if len(one) > 1]
    assert circles == [CIRCLE]
