"""A file that takes long to make is made at once, in a temporary file, and sent from there.

So the database is read at one moment and in one go, and neither a thread nor a transaction waits
for who reads slowly. Only so many are made at a time, and none grows without end.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from timeline.queries.database import deadlines, private_files
from timeline.queries.database.one_moment import one_moment
from timeline.queries.database.unavailability import Unavailability, UnavailableWords, why
from timeline.web.http.compression import Packer, encoding_for
from timeline.web.http.unavailable import refused

_IN_MEMORY = 1024 * 1024
"""Bytes of a file that need no disk."""
_AT_ONCE = 256 * 1024
"""Characters, or bytes, that are compressed and written at once."""

_TAKEN = UnavailableWords(
    "Too many files are being made",
    "This one can’t be made beside them just now. It may be in a moment.",
    10,
)
_NO_ROOM = UnavailableWords(
    "There is no room for this file",
    "It is larger than what may be made here, or the disk is full. Fewer events take less of it.",
    60,
)


class _TooLarge(Exception):
    """A file that has grown to more than ``EXPORT_LARGEST`` bytes."""


def as_file(
    request: HttpRequest, pieces: Iterable[str] | Iterable[bytes], *, content_type: str
) -> HttpResponseBase:
    """An answer of these pieces, compressed as the client takes it.

    503 while ``EXPORT_PLACES`` others are made, 507 where it is too large or the disk is full.
    """
    if not _places(settings.EXPORT_PLACES).acquire(blocking=False):
        return refused(request, _TAKEN, status=503)
    try:
        packer = Packer(encoding_for(request), content_type=content_type)
        # A file may take longer than a page: how large it may be bounds that.
        with deadlines.suspended(), one_moment():
            file = _written(pieces, packer)
    except _TooLarge:
        return refused(request, _NO_ROOM, status=507)
    except OSError as error:
        if why(error) is not Unavailability.FULL:
            raise
        return refused(request, _NO_ROOM, status=507)
    finally:
        _places(settings.EXPORT_PLACES).release()
    response = FileResponse(file, content_type=content_type)
    if packer.encoding:
        response["Content-Encoding"] = packer.encoding
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@cache
def _places(number: int) -> BoundedSemaphore:
    return BoundedSemaphore(number)


def _written(pieces: Iterable[str] | Iterable[bytes], packer: Packer) -> IO[bytes]:
    """The pieces in a file that is at its beginning, and gone once it is closed."""
    file: IO[bytes] = BytesIO()
    try:
        some, size = list[Any](), 0
        for piece in pieces:
            some.append(piece)
            size += len(piece)
            if size > _AT_ONCE:
                file = _longer(file, packer.pack(_bytes(some)))
                some, size = [], 0
        file = _longer(file, packer.pack(_bytes(some)) + packer.finish())
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _longer(file: IO[bytes], data: bytes) -> IO[bytes]:
    """The file with more in it: on the disk from where it is too long for memory."""
    size = file.tell() + len(data)
    if size > settings.EXPORT_LARGEST:
        raise _TooLarge
    if isinstance(file, BytesIO) and size > _IN_MEMORY:
        folder = settings.EXPORT_DIR or None
        if folder:
            private_files.make_folder(Path(folder))
        disk = TemporaryFile(dir=folder)  # noqa: SIM115 - who sends it closes it
        disk.write(file.getvalue())
        file = disk
    file.write(data)
    return file


def _bytes(pieces: list[Any]) -> bytes:
    if pieces and isinstance(pieces[0], str):
        return "".join(pieces).encode()
    return b"".join(pieces)
