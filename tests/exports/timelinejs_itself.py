"""TimelineJS itself, to draw what we export; ``python -m tests.exports.timelinejs_itself`` gets it.

It is one pinned package of npm's, fetched once by npm, held to its checksum, and kept beside the
Python that runs the tests; nothing of it is built or installed. Where there is neither the package
nor npm with a registry, the tests that want it skip and say so.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "3.9.11"
PACKAGE = f"@knight-lab/timelinejs@{VERSION}"
SHA512 = "+jUuY1OJ+9zSO5O3AfYSLd1yB0vQkm22zyIElz8BWT5DQ9mL0rsxlQkBKAqLbWpJjFuAAJeqzLY35xFIg6GW4g=="
FOLDER = Path(sys.prefix) / f"timelinejs-{VERSION}"
WANTED = "package/dist/"
SECONDS = 120


class NotHere(Exception):
    """TimelineJS can't be had on this machine; the message says why."""


def folder() -> Path:
    """Where its scripts and styles lie, fetched if need be. Raises ``NotHere``."""
    if not FOLDER.is_dir():
        _fetch()
    return FOLDER / WANTED


def _fetch() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotHere("there is no npm on this machine to get TimelineJS with")
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        try:
            packed = subprocess.run(
                [npm, "pack", PACKAGE, "--silent", "--ignore-scripts"],
                cwd=here, capture_output=True, text=True, timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise NotHere(f"npm did not get TimelineJS within {SECONDS} seconds") from error
        archives = list(here.glob("*.tgz"))
        if packed.returncode or len(archives) != 1:
            raise NotHere(f"npm could not get TimelineJS: {packed.stderr.strip()[-200:]}")
        _unpack(archives[0], to=here / "unpacked")
        try:
            shutil.move(here / "unpacked", FOLDER)
        except OSError as error:
            raise NotHere(f"TimelineJS can't be kept in {FOLDER}: {error}") from error


def _unpack(archive: Path, *, to: Path) -> None:
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert found == SHA512, f"what npm got is not the pinned TimelineJS: {found}"
    with tarfile.open(archive) as packed:
        members = [m for m in packed.getmembers() if m.isfile() and m.name.startswith(WANTED)]
        packed.extractall(to, members=members, filter="data")


if __name__ == "__main__":
    try:
        folder()
    except NotHere as error:
        # Not an error here: the other tests still have something to say.
        sys.stdout.write(f"No TimelineJS: {error}.\n")
