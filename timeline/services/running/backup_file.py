"""What a backup's file holds, and how it is told from any other file.

A ZIP archive with ``manifest.json`` and ``database.sqlite3``: whichever database a backup was made
from, its rows leave as an SQLite database, so that they can be restored into either, or opened with
any tool.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database.sqlite3"


class BadBackup(Exception):
    """A file is no backup, or not a whole one; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    ``made`` is the moment in ISO 8601, UTC; ``vendor`` the kind of database it was made from;
    ``migrations`` every migration applied, as ``app.name``; ``rows`` how many each table has;
    ``settings`` the names of the settings in force, never their values; ``sha256`` the database's
    checksum.
    """

    format: int
    made: str
    vendor: str
    migrations: list[str]
    rows: dict[str, int]
    settings: list[str]
    sha256: str


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(file: IO[bytes], manifest: Manifest, database: Path) -> None:
    """Write a backup: the database first, so that a torn file has no manifest."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.write(database, DATABASE)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself. Raises ``BadBackup``, ``OSError`` where it can't be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = json.loads(archive.read(MANIFEST))
        if told["format"] != FORMAT:
            raise BadBackup(f"{path} was made by a newer release of Retold; restore it with that.")
        return Manifest(**told)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadBackup(f"{path} is no backup of Retold, or not a whole one.") from error


def extract(path: Path, manifest: Manifest, to: Path) -> None:
    """Write the backup's database to a new file. Raises ``BadBackup`` where the sum is another."""
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(DATABASE) as inside,
            to.open("xb") as file,
        ):
            shutil.copyfileobj(inside, file)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise BadBackup(f"{path} is damaged: its database can't be read.") from error
    if checksum(to) != manifest.sha256:
        raise BadBackup(f"{path} is damaged: its database is not what it was when it was made.")
