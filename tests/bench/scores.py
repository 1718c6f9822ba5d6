"""What a benchmark counts: found, right and wrong by kind, and how far confidence can be believed.

Printed by the benchmarks that hold what is found in texts against annotations of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BANDS = 10
"""The bands of confidence in the reliability table: 0 to 0.1, up to 0.9 to 1."""


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, in order; empty lines are passed over."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


@dataclass(slots=True)
class Scores:
    """Counts by kind, and every confidence with whether what it was said of is right."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    said: list[tuple[float, bool]] = field(default_factory=list)

    def want(self, kind: str, *, found: bool, right: bool, wrong: bool) -> None:
        """Count one annotation; ``wrong``: another value is stated. Missing it is neither."""
        self.wanted[kind] += 1
        self.found[kind] += found
        self.right[kind] += right
        self.wrong[kind] += wrong

    def say(self, confidence: float, *, right: bool) -> None:
        """Count one statement made with a confidence from 0 to 1."""
        self.said.append((confidence, right))

    def lines(self) -> Iterator[str]:
        """A line for each kind, the most frequent first, and one for all of them."""
        yield f"{'kind':28}{'wanted':>8}{'found':>8}{'right':>8}{'wrong':>8}"
        for kind, wanted in self.wanted.most_common():
            yield _line(kind, wanted, self.found[kind], self.right[kind], self.wrong[kind])
        counters = (self.wanted, self.found, self.right, self.wrong)
        yield _line("all", *(counter.total() for counter in counters))

    def reliability(self) -> Iterator[str]:
        """The reliability table: of what is stated in each band of confidence, what is right."""
        yield f"{'confidence':12}{'stated':>8}{'right':>8}{'share':>8}"
        for band in range(BANDS):
            inside = [right for score, right in self.said if _band(score) == band]
            if inside:
                name = f"{band / BANDS:.1f}–{(band + 1) / BANDS:.1f}"
                share = sum(inside) / len(inside)
                yield f"{name:12}{len(inside):8}{sum(inside):8}{share:8.2f}"


def _line(kind: str, *counts: int) -> str:
    return f"{kind:28}" + "".join(f"{count:8}" for count in counts)


def _band(confidence: float) -> int:
    return min(int(confidence * BANDS), BANDS - 1)
