"""One process of a machine at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.queries.index.store import private_files


@contextmanager
def alone(path: Path | None) -> Iterator[bool]:
    """Be the one process that makes the file; whether another was at it and was waited for.

    Where no lock can be kept, on a full or read-only disk, nobody waits: nobody can write the file.
    """
    lock = None
    if path is not None:
        try:
            private_files.make_folder(path.parent)
            lock = open(f"{path}.lock", "w", opener=private_files.opener)  # noqa: SIM115
        except OSError:
            pass
    if lock is None:
        yield False
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            waited = False
        except BlockingIOError:
            fcntl.flock(lock, fcntl.LOCK_EX)
            waited = True
        yield waited
