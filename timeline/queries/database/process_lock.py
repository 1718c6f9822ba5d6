"""A lock that one process of a machine holds at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from timeline.queries.database import private_files


@contextmanager
def exclusive(path: Path | None) -> Iterator[bool]:
    """Be the one process that makes a file, waiting for any other; whether another was waited for.

    ``None`` is no file, and nothing is locked; nor where no lock can be kept, on a full or
    read-only disk: nobody can write the file there.
    """
    lock = None
    if path is not None:
        with suppress(OSError):
            private_files.make_folder(path.parent)
            lock = open(file_of(path), "w", opener=private_files.opener)  # noqa: SIM115
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


def file_of(path: Path) -> Path:
    """The file that is locked for a file."""
    return Path(f"{path}.lock")


def is_held(path: Path) -> bool:
    """Whether a process makes a file just now. Raises ``OSError`` where nobody ever did."""
    with file_of(path).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
