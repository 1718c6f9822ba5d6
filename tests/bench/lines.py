"""How many lines of code Retold is made of, at any commit; nothing is checked out.

    python -m tests.bench.lines [REV ...]

Counts the lines of the modules in ``timeline/`` that are no blank, comment, docstring, import or
migration, by floor and in all: of the working tree where no revision is named. Of several
revisions, each is told as a share of the first too. A string that stands alone as a statement is a
docstring, whatever it is beside; a line that stands inside another string is code unless blank.
"""

from __future__ import annotations

import argparse
import ast
import io
import subprocess
import tarfile
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from tests.bench.machine import ROOT
from tests.bench.results import table

TOP = "(top)"
"""The name of the floor of modules that lie in ``timeline/`` itself."""
_NO_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENDMARKER,
}  # fmt: skip


def main() -> None:
    """Count, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rev", nargs="*", help="commits, as git names them")
    revs = parser.parse_args().rev
    found = {rev: by_floor(committed(rev)) for rev in revs}
    print(compared(found or {"working tree": by_floor(present())}))


def committed(rev: str, *, root: Path = ROOT) -> Iterator[tuple[PurePosixPath, str]]:
    """Path below ``timeline/`` and text of each module at a commit of the repository ``root``.

    Raises ``subprocess.CalledProcessError`` where git knows no such commit, or it has no timeline/.
    """
    packed = subprocess.run(
        ["git", "-C", root, "archive", "--format=tar", rev, "timeline"],
        check=True, stdout=subprocess.PIPE,
    ).stdout  # fmt: skip
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        for member in files:
            held = files.extractfile(member) if member.name.endswith(".py") else None
            if held:
                yield PurePosixPath(member.name).relative_to("timeline"), held.read().decode()


def present(*, root: Path = ROOT) -> Iterator[tuple[PurePosixPath, str]]:
    """Path below ``timeline/`` and text of each module as it lies in the folder ``root`` now."""
    for file in sorted((root / "timeline").rglob("*.py")):
        yield PurePosixPath(file.relative_to(root / "timeline").as_posix()), file.read_text()


def by_floor(modules: Iterable[tuple[PurePosixPath, str]]) -> Counter[str]:
    """Lines of code by floor, the first folder below ``timeline/``; migrations are left out."""
    lines: Counter[str] = Counter()
    for path, text in modules:
        floor = path.parts[0] if len(path.parts) > 1 else TOP
        if floor != "migrations":
            lines[floor] += code_lines(text)
    return lines


def code_lines(text: str) -> int:
    """The number of a module's lines that are no blank, comment, docstring or import.

    Raises ``SyntaxError`` where it is no Python.
    """
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _NO_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
            code.difference_update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    blank = {number for number, line in enumerate(text.split("\n"), 1) if not line.strip()}
    return len(code - blank)


def _is_docstring(node: ast.AST) -> bool:
    """Whether it is a string that stands alone as a statement."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def compared(found: dict[str, Counter[str]]) -> str:
    """A table of each floor's lines by revision; ``found`` names the revisions in order."""
    counts = list(found.values())
    floors = sorted(set().union(*counts))
    rows = [[floor, *(f"{lines[floor]:,}" for lines in counts)] for floor in floors]
    totals = [lines.total() for lines in counts]
    rows.append(["in all", *(f"{total:,}" for total in totals)])
    if len(totals) > 1:
        rows.append([f"to {next(iter(found))}", *(f"{total / totals[0]:.3f}" for total in totals)])
    return table(["floor", *found], rows)


if __name__ == "__main__":
    main()
