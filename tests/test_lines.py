"""What counts as a line of code: the count that tells whether the house grows."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.bench import lines

MODULE = '''"""A docstring

of three lines."""

from __future__ import annotations

import os
from pathlib import (
    Path,  # two names, four lines
    PurePath,
)

# A comment.
LIMIT = 3  # with code before it
"""What a reader is told of it."""
TEXT = """
# no comment

no docstring, but for its blank line code
"""


def one(
    of: int,
) -> str:
    """Say one."""
    import sys

    """Said again."""
    return f"""{of}
        {sys.version}"""
'''
OF_MODULE = 1 + 4 + 3 + 2


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository of two floors, a module at the top, a migration, a list and a test."""
    for name, text in {
        "timeline/urls.py": "A = 1\n",
        "timeline/domain/__init__.py": "",
        "timeline/domain/deep/module.py": MODULE,
        "timeline/domain/words.txt": "one\ntwo\n",
        "timeline/web/views.py": "A = 1\nB = 2\n",
        "timeline/migrations/0001_initial.py": "A = 1\n",
        "tests/test_it.py": "A = 1\n",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "add", ".")
    named = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org"]
    _git(tmp_path, *named, "commit", "--quiet", "--message", "First")
    return tmp_path


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", folder, *arguments], check=True)


def test_no_blank_comment_docstring_or_import_counts_however_many_lines_it_has():
    assert lines.code_lines(MODULE) == OF_MODULE


def test_a_commit_s_modules_count_by_floor_without_migrations_and_tests(tree: Path):
    found = lines.by_floor(lines.committed("HEAD", root=tree))
    assert found == {lines.TOP: 1, "domain": OF_MODULE, "web": 2}


def test_the_working_tree_counts_as_it_lies_there_and_the_commit_as_it_was(tree: Path):
    (tree / "timeline/web/views.py").write_text("A = 1\n")
    assert lines.by_floor(lines.present(root=tree))["web"] == 1
    assert lines.by_floor(lines.committed("HEAD", root=tree))["web"] == 2


def test_several_revisions_are_told_beside_the_first(tree: Path):
    first = lines.by_floor(lines.committed("HEAD", root=tree))
    (tree / "timeline/domain/deep/module.py").unlink()
    told = lines.compared({"HEAD": first, "now": lines.by_floor(lines.present(root=tree))})
    assert "| web | 2 | 2 |" in told
    assert f"| in all | {OF_MODULE + 3} | 3 |" in told
    assert f"| to HEAD | 1.000 | {3 / (OF_MODULE + 3):.3f} |" in told
