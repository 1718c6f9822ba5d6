"""The house's rules, held: which room uses which, what lies where, what no file may say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    "manage.py", "timeline", "templates", "static", "fixtures", "tests", "requirements.txt",
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml", ".ci", ".gitignore",
    "docs", "findings", "Dockerfile", "compose.yaml", ".dockerignore",
}  # fmt: skip
# Written so that this file doesn't break its own rule.
HOSTS = ["py" + "pi.", "python" + "hosted.", "npm" + "js.", "deb." + "debian."]
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/[\w.]")


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that is, or would be, committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git clone: which files are the project's can't be told")
    told = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [ROOT / name for name in told.split("\0") if name and (ROOT / name).is_file()]


def _texts(files: list[Path]) -> list[tuple[Path, str]]:
    texts = []
    for file in files:
        try:
            texts.append((file.relative_to(ROOT), file.read_text()))
        except UnicodeDecodeError:
            continue
    return texts


def test_a_room_uses_only_the_rooms_below_it():
    program = "from importlinter import cli; cli.lint_imports_command()"
    told = subprocess.run(
        [sys.executable, "-c", program, "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True)


def test_the_top_level_holds_only_what_it_may(files: list[Path]):
    assert {file.relative_to(ROOT).parts[0] for file in files} <= TOP


def test_no_file_names_a_package_registry(files: list[Path]):
    named = [
        f"{file}: {host}" for file, text in _texts(files) for host in HOSTS if host in text.lower()
    ]
    assert named == []


def test_no_file_names_a_path_of_one_machine(files: list[Path]):
    named = [
        f"{file}: {found[0]}"
        for file, text in _texts(files)
        if (found := MACHINE_PATHS.search(text))
    ]
    assert named == []


@pytest.mark.parametrize("name", [".secrets", ".venv/x", "retold.sqlite3", "staticfiles/x"])
def test_what_a_run_leaves_behind_is_ignored_by_git(name: str, files: list[Path]):
    assert _git("check-ignore", "--no-index", name).strip() == name


def test_each_requirement_is_pinned():
    for name in ("requirements.txt", "tests/requirements.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.match(r"[\w.-]+(\[\w+\])?==[\w.]+(;| |$)", line), f"{name}: {line}"
