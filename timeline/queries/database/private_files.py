"""Files and folders that their owner alone can read, whatever the shell's umask."""

from __future__ import annotations

import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make a folder where there is none. Raises ``OSError`` where that can't be."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def opener(path: str, flags: int) -> int:
    """For ``open``: a file that is made by it is its owner's alone."""
    return os.open(path, flags, 0o600)
