"""The greatest matching of what was proposed with what was annotated."""

from __future__ import annotations

from collections.abc import Sequence


def greatest_matching(edges: Sequence[Sequence[bool]], columns: int) -> dict[int, int]:
    """Which row each column is given, every row used once at most; the most columns possible."""
    given: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column in range(columns):
            if edges[row][column] and column not in tried:
                tried.add(column)
                if column not in given or place(given[column], tried):
                    given[column] = row
                    return True
        return False

    for row in range(len(edges)):
        place(row, set())
    return given
