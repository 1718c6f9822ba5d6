"""Programs of others that npm has, to read what we export; each is one pinned package.

A package is fetched once by npm, held to its checksum, and kept beside the Python that runs the
tests; nothing of it is built or installed. Where there is neither the package nor npm with a
registry, the tests that want it skip and say so.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS = 120


class NotHere(Exception):
    """A package can't be had on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class NpmPackage:
    """A package by its name and version; of its files, those below ``wanted`` are kept.

    ``sha512``: of the archive that the registry has, in base 64, as npm gives it.
    """

    name: str
    version: str
    sha512: str
    wanted: str = "package/"

    def folder(self) -> Path:
        """Where its files lie, fetched if need be. Raises ``NotHere``."""
        kept = Path(sys.prefix) / f"{self.name.rpartition('/')[2]}-{self.version}"
        if not kept.is_dir():
            self._fetch(kept)
        return kept / self.wanted

    def folder_or_skip(self) -> Path:
        """Where its files lie; the test that asks is skipped where they can't be had."""
        try:
            return self.folder()
        except NotHere as error:
            pytest.skip(str(error))

    def _fetch(self, kept: Path) -> None:
        npm = shutil.which("npm")
        if npm is None:
            raise NotHere(f"there is no npm on this machine to get {self.name} with")
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            try:
                packed = subprocess.run(
                    [npm, "pack", f"{self.name}@{self.version}", "--silent", "--ignore-scripts"],
                    cwd=here, capture_output=True, text=True, timeout=SECONDS,
                )  # fmt: skip
            except subprocess.TimeoutExpired as error:
                raise NotHere(f"npm did not get {self.name} within {SECONDS} seconds") from error
            archives = list(here.glob("*.tgz"))
            if packed.returncode or len(archives) != 1:
                raise NotHere(f"npm could not get {self.name}: {packed.stderr.strip()[-200:]}")
            self._unpack(archives[0], to=here / "unpacked")
            try:
                shutil.move(here / "unpacked", kept)
            except OSError as error:
                raise NotHere(f"{self.name} can't be kept in {kept}: {error}") from error

    def _unpack(self, archive: Path, *, to: Path) -> None:
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        assert found == self.sha512, f"what npm got is not the pinned {self.name}: {found}"
        with tarfile.open(archive) as packed:
            members = [m for m in packed.getmembers() if m.isfile()]
            members = [m for m in members if m.name.startswith(self.wanted)]
            packed.extractall(to, members=members, filter="data")
