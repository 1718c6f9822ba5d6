"""The store that a machine's processes share, in a folder that is its owner's alone.

It keeps bytes and nothing else, so that whoever could write to it could at most have a page shown,
and no code run.
"""

from __future__ import annotations

from pathlib import Path
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
        """Made where something is kept: commands, which Django has look at all caches, need none.

        Raises ``OSError`` where the disk takes no writes.
        """
        private_files.make_folder(self._folder)
        for shard in range(_SHARDS):
            part = self._folder / f"{shard:03}"
            private_files.make_folder(part)
            # SQLite gives the files beside one the rights that it has.
            with open(part / "cache.db", "ab", opener=private_files.opener):
                pass
        return FanoutCache(
            str(self._folder),
            shards=_SHARDS,
            timeout=_PATIENCE,
            disk=_BytesOnDisk,
            size_limit=self._most,
            # What was kept first goes first: a hit then writes nothing.
            eviction_policy="least-recently-stored",
            sqlite_cache_size=256,
        )

    def close(self, **_: Any) -> None:
        """Stay open: Django closes after each request, and the next would open it again."""
