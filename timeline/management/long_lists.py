"""Long lists on a terminal: a few lines of them, and how many there are besides."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

FEW = 5
"""Lines of a list that are printed unless all are asked for."""


def add_verbose(parser: ArgumentParser) -> None:
    """Let a command be asked for its lists whole."""
    parser.add_argument(
        "--verbose", action="store_true", help=f"name all of a long list, not the first {FEW}"
    )


def shortened(lines: Sequence[str], *, whole: bool) -> list[str]:
    """A list's lines; unless it is wanted whole, the first few and the number of the rest."""
    if whole or len(lines) <= FEW + 1:
        return list(lines)
    return [*lines[:FEW], f"… and {len(lines) - FEW:,} more like these: --verbose names them"]
