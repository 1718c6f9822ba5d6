"""The file of results: a part for each measurement, replaced as a whole by the next run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench import machine

FILE = Path(__file__).with_name("results.md")
HEAD = """# What was measured

Written by `make bench ARGS=--write`; each part can be measured by itself, and says when and where
it was. Times on a machine that does other things too differ from run to run by a fifth and more;
the ratios, whose two sides took turns in one run, differ by less.
"""
ORDER = ("Against", "Pages", "Rivals", "Browser", "Rates", "Load")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table, all but its first column to the right."""
    rules = ["---"] + ["---:"] * (len(head) - 1)
    lines = [head, rules, *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write(part: str, text: str) -> None:
    """Put a part in the place of what it was, under the machine it was measured on."""
    before = FILE.read_text() if FILE.exists() else ""
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", before, re.MULTILINE | re.DOTALL))
    parts[part] = f"\n{machine.described()}.\n\n{text.strip()}\n\n"
    named = sorted(parts, key=ORDER.index)
    whole = HEAD + "".join(f"\n## {name}\n{parts[name].rstrip()}\n" for name in named)
    new = FILE.with_suffix(".new")
    new.write_text(whole)
    new.replace(FILE)
