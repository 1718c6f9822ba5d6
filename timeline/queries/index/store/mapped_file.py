"""The base on disk: one file, mapped into memory, of which a process reads what it is asked for.

Numbers are little-endian. The file begins with ``_START``: a magic word, the format's number,
checksums of header and body, and the header's length. The header is JSON: the copy's token and
version, ``facts`` (a column store's metadata), and for each array its place in the body, its type
and its length. Postings are four arrays: keys, sizes, where each set begins, and the sets as
Roaring has them (github.com/RoaringBitmap/RoaringFormatSpec). All of it is checked before any is
taken for true.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import threading
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
from pyroaring import BitMap

from timeline.queries.database import private_files
from timeline.queries.index.changes.journal import Version
from timeline.queries.index.segments.bitmaps import Numbers, Postings
from timeline.queries.index.segments.column_store import MemoryColumns

FORMAT = 9
"""Goes up whenever what is in the file, or what it means, changes."""
BYTES_KEPT = 6_000_000
"""Bytes of sets that a process keeps at hand, as they are in the file."""

_START = struct.Struct("<8sIIIQ")
_MAGIC = b"RetoldIx"
_ALIGNED = 64


class TornFile(Exception):
    """The file is not what was written: cut off, changed, or of another format."""


def write(path: Path, columns: MemoryColumns, *, token: str, version: Version) -> None:
    """Write the file anew: under another name first, so that nobody finds half of it.

    Raises ``OSError`` where it can't be written.
    """
    arrays = dict(columns.arrays)
    for name, sets in columns.sets.items():
        arrays |= _postings_arrays(name, sets)
    places: dict[str, Any] = {}
    body: list[memoryview[int] | bytes] = []
    at = 0
    for name, values in arrays.items():
        places[name] = [at, values.dtype.str, len(values)]
        body += [_bytes(values), b"\0" * (-values.nbytes % _ALIGNED)]
        at += values.nbytes + len(body[-1])
    checksum = 0
    for some in body:
        checksum = zlib.crc32(some, checksum)
    header = json.dumps(
        {
            "token": token,
            "at": version.at,
            "seen": sorted(version.seen),
            "facts": columns.metadata,
            "arrays": places,
        }
    ).encode()
    header += b" " * (-(_START.size + len(header)) % _ALIGNED)
    start = _START.pack(_MAGIC, FORMAT, zlib.crc32(header), checksum, len(header))
    private_files.make_folder(path.parent)
    new = path.with_name(f"{path.name}.{token}.new")
    try:
        with open(new, "wb", opener=private_files.opener) as file:
            file.writelines([start, header, *body])
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


class MappedColumns:
    """A column store in a file. ``token`` and ``version`` are those of the copy that it holds."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises ``OSError`` where there is none, ``TornFile`` if it is broken."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _START.size:
                raise TornFile(f"{path} is too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, number, of_header, of_body, length = _START.unpack_from(self._map)
        if magic != _MAGIC or number != FORMAT:
            raise TornFile(f"{path} is of another format")
        self._first = _START.size + length
        with memoryview(self._map) as whole:
            header = bytes(whole[_START.size : self._first])
            if zlib.crc32(header) != of_header or zlib.crc32(whole[self._first :]) != of_body:
                raise TornFile(f"{path} is not as it was written")
        told = json.loads(header)
        self.token: str = told["token"]
        self.version = Version(told["at"], frozenset(told["seen"]))
        self.metadata: dict[str, Any] = told["facts"]
        self._places: dict[str, Any] = told["arrays"]
        self._arrays: dict[str, Numbers] = {}
        self._postings: dict[str, Postings] = {}
        self._sets: OrderedDict[tuple[str, int], tuple[BitMap, int]] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def array(self, name: str) -> Numbers:
        """A column."""
        if name not in self._arrays:
            at, kind, length = self._places[name]
            start = self._first + at
            self._arrays[name] = np.frombuffer(self._map, dtype=kind, count=length, offset=start)
        return self._arrays[name]

    def postings(self, name: str) -> Postings:
        """Sets by key, which are read one by one."""
        if name not in self._postings:
            keys = self.array(f"{name}/keys")
            sizes = dict(zip(keys.tolist(), self.array(f"{name}/sizes").tolist(), strict=True))
            self._postings[name] = Postings(sizes, load=lambda key: self._set(name, key))
        return self._postings[name]

    def _set(self, name: str, key: int) -> BitMap:
        with self._lock:
            if found := self._sets.get((name, key)):
                self._sets.move_to_end((name, key))
                return found[0]
        place = int(np.searchsorted(self.array(f"{name}/keys"), key))
        first, last = self.array(f"{name}/starts")[place : place + 2].tolist()
        raw = self.array(f"{name}/sets")[first:last].tobytes()
        made: BitMap = BitMap.deserialize(raw)
        with self._lock:
            if (name, key) not in self._sets:
                self._sets[name, key] = made, last - first
                self._held += last - first
            while self._held > BYTES_KEPT and len(self._sets) > 1:
                _, (_, length) = self._sets.popitem(last=False)
                self._held -= length
        return made


def _postings_arrays(name: str, sets: dict[int, BitMap]) -> dict[str, Numbers]:
    keys = sorted(sets)
    raw = [sets[key].serialize() for key in keys]
    starts = np.zeros(len(keys) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in raw], out=starts[1:])
    return {
        f"{name}/keys": np.array(keys, dtype=np.int64),
        f"{name}/sizes": np.array([len(sets[key]) for key in keys], dtype=np.int64),
        f"{name}/starts": starts,
        f"{name}/sets": np.frombuffer(b"".join(raw), dtype=np.uint8),
    }


def _bytes(values: Numbers) -> memoryview[int]:
    return np.ascontiguousarray(values).view(np.uint8).data
