"""The store that a machine's processes share, in a folder that is its owner's alone.

It keeps bytes and nothing else, so that whoever could write to it could at most have a page shown,
and no code run.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from diskcache import Disk, DjangoCache, FanoutCache
from django.core.cache.backends.base import BaseCache
from django.utils.functional import cached_property

from timeline.queries.database import private_files

_SHARDS = 1
"""Files that it is in; each takes three open files from each thread."""

_PATIENCE = 0.01
"""Seconds for which another process that writes is waited for; then nothing is found, or kept."""


class _BytesOnDisk(Disk):
    """Texts for keys, bytes for values, all in the one file; what is anything else is refused."""

    def put(self, key: Any) -> tuple[str, bool]:
        if type(key) is not str:
            raise TypeError("keys are texts")
        return key, True

    def get(self, key: Any, raw: bool) -> Any:
        if not raw:
            raise TypeError("keys are texts")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, bytes]:
        if type(value) is not bytes or read:
            raise TypeError("values are bytes")
        return 0, _RAW, None, value

    def fetch(self, mode: int, filename: Any, value: Any, read: bool) -> bytes:
        if mode != _RAW or type(value) is not bytes:
            raise TypeError("values are bytes")
        return value


_RAW = 1
"""What diskcache calls a value that stands in its row as it is."""


class AnswersOnDisk(DjangoCache):
    """A cache for Django's framework: ``LOCATION`` is a folder, ``SIZE`` the most bytes in it."""

    def __init__(self, directory: str, params: dict[str, Any]) -> None:
        BaseCache.__init__(self, params)
        self._folder, self._most = Path(directory), params["SIZE"]

    @cached_property
    def _cache(self) -> FanoutCache:
        """Opened where something is kept: commands, which Django has look at all caches, need none.

        Raises ``OSError`` where the disk takes no writes.
        """
        return _opened(self._folder, self._most)

    def close(self, **_: Any) -> None:
        """Stay open: Django closes after each request, and the next would open it again."""


_OPENED_WITHIN = 5.0
"""Seconds for which a thread waits for another that opens it, which may wait for longer itself."""
_open: dict[Path, FanoutCache] = {}
_opening = Lock()


def _opened(folder: Path, most: int) -> FanoutCache:
    """What is in a folder, opened once for all threads of a process, of which Django gives each a
    cache of its own.

    A process that closes a database's file by itself gives up all that SQLite has locked in it for
    other threads (sqlite.org/howtocorrupt.html, 2.2), and another process then fails with "disk I/O
    error": so nothing here touches a file that may be in use.
    """
    if folder not in _open:
        if not _opening.acquire(timeout=_OPENED_WITHIN):
            raise TimeoutError("another thread is still opening the store")
        try:
            if folder not in _open:
                _open[folder] = _made(folder, most)
        finally:
            _opening.release()
    return _open[folder]


def _made(folder: Path, most: int) -> FanoutCache:
    private_files.make_folder(folder)
    for shard in range(_SHARDS):
        part = folder / f"{shard:03}"
        private_files.make_folder(part)
        # SQLite gives the files beside one the rights that it has.
        with suppress(FileExistsError), open(part / "cache.db", "xb", opener=private_files.opener):
            pass
    return FanoutCache(
        str(folder),
        shards=_SHARDS,
        timeout=_PATIENCE,
        disk=_BytesOnDisk,
        size_limit=most,
        # What was kept first goes first: a hit then writes nothing.
        eviction_policy="least-recently-stored",
        sqlite_cache_size=256,
    )
