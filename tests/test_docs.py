"""The papers tell what there is: each path, name, command and setting in them exists."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:timeline|tests|templates|static|fixtures|docs|findings|\.ci)/[\w./-]*")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_COMMAND = re.compile(r"manage\.py (\w+)")
_TARGET = re.compile(r"\bmake ([a-z-]+)\b")
_SETTING = re.compile(r"\b(?:RETOLD|DATABASE)_[A-Z_]+\b")
_PART = re.compile(r"python -m (tests\.[\w.]+)")


def _whole(papers: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("paper", papers, ids=lambda paper: paper.name)


def _named(name: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@_whole(PAPERS)
def test_each_path_is_there(paper: Path):
    text = paper.read_text()
    paths = {path for code in _CODE.findall(text) for path in _PATH.findall(code)}
    links = {str((paper.parent / link).resolve().relative_to(ROOT)) for link in _LINK.findall(text)}
    assert sorted(path for path in paths | links if not (ROOT / path).exists()) == []


@_whole(PAPERS)
def test_each_dotted_name_is_there(paper: Path):
    code = " ".join(_CODE.findall(paper.read_text()))
    names = set(re.findall(r"(?<![\w./])(?:timeline|tests)(?:\.\w+)+", code))
    names |= set(_PART.findall(paper.read_text()))
    endings = (".py", ".md", ".yaml", ".example")
    assert [name for name in sorted(names) if not name.endswith(endings) and not _named(name)] == []


@_whole(PAPERS)
def test_each_command_is_there(paper: Path):
    text = paper.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(_COMMAND.findall(text)) <= set(get_commands())
    code = "\n".join([*_CODE.findall(text), *re.findall(r"^ {4}.*", text, re.MULTILINE)])
    assert set(_TARGET.findall(code)) <= targets


def test_each_setting_is_told_and_each_that_is_told_is_read():
    read = "\n".join(path.read_text() for path in (ROOT / "timeline").rglob("*.py"))
    read += (ROOT / "tests" / "conftest.py").read_text()
    told = (ROOT / "docs" / "operating.md").read_text()
    mentioned = {name for paper in PAPERS for name in _SETTING.findall(paper.read_text())}
    assert sorted(name for name in mentioned if name not in read) == []
    settings = set(re.findall(r"\b(?:text|flag|number|words|one_of|mail)\(\"([A-Z_]+)\"", read))
    assert sorted(name for name in settings if f"`{name}`" not in told) == []


def test_the_readme_keeps_to_the_users_part():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 250


def _code_words() -> dict[str, str]:
    """Each code word of the glossary, with the line that gives it."""
    lines = (ROOT / "docs" / "words.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("| ") and "`" in line]
    return {word: row for row in rows for word in _CODE.findall(row.rsplit("|", 2)[1])}


def test_each_word_of_the_glossary_stands_once_and_is_a_word_of_the_code():
    rows = (ROOT / "docs" / "words.md").read_text().splitlines()
    words = [row.split("|")[1].strip() for row in rows if row.startswith("| ")]
    heads = {"word", "---"}
    told = [word.casefold() for word in words if word not in heads]
    assert sorted(word for word in set(told) if told.count(word) > 1) == []
    paths = list((ROOT / "timeline").rglob("*.py"))
    known = {path.stem for path in paths} | {path.parent.name for path in paths}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                known.add(node.name)
    assert sorted(word for word in _code_words() if word not in known) == []
