"""A disk that is full, and one that takes no writes: SQLite's real errors, on a small disk."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import installation

SIZE = "8m"

_BROWSER = """
import json, os, subprocess, sys
from pathlib import Path
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from timeline.models import Outlet
from timeline.queries.index.store import index_store

settings.ALLOWED_HOSTS = ["testserver"]
settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
disk = Path(settings.DATABASES["default"]["NAME"]).parent
desk = Client(raise_request_exception=False)

def tell(**told):
    print(json.dumps(told), flush=True)

def read(address="/"):
    return Client(raise_request_exception=False).get(address).status_code

def log_in():
    sent = {"username": "edda", "password": "pw"}
    return Client(raise_request_exception=False).post("/admin/login/", sent).status_code

def save(name):
    sent = {"name": name, "slug": name.lower(), "kind": "newspaper", "colour": "3"}
    sent |= {"aliases-TOTAL_FORMS": "0", "aliases-INITIAL_FORMS": "0"}
    return desk.post("/admin/timeline/outlet/add/", sent).status_code

def fill():
    file = os.open(disk / "filling", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        while os.write(file, bytes(4096)):
            pass
    except OSError:
        os.close(file)
"""
_MADE = 'User.objects.create_superuser("edda", password="pw")'
_FULL = """
desk.force_login(User.objects.get())
tell(saved=save("One"), read=read())
fill()
index_store._stores.clear()
tell(read=read(), search=read("/?q=zone"), desk=desk.get("/admin/timeline/outlet/").status_code)
tell(saved=save("Two"), log_in=log_in(), again=log_in())
for file in disk.glob("*.index*"):
    file.unlink()
    fill()
index_store._stores.clear()
connection.close()
tell(read=read(), search=read("/?q=zone"))
(disk / "filling").unlink()
tell(saved=save("Three"), log_in=log_in(), read=read())
"""
_READ_ONLY = """
tell(read=read(), search=read("/?q=zone"), log_in=log_in(), told=read("/events.json"))
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this machine lets nobody mount a disk of their own")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def url(shipped: Path, disk: Path) -> str:
    """A database on it, with the shipped story and an editor."""
    url = installation.copied(shipped, disk / "archive.sqlite3")
    installation.run(_BROWSER + _MADE, url=url)
    return url


def told(code: str, *, url: str) -> list[dict[str, int]]:
    return [json.loads(line) for line in installation.run(_BROWSER + code, url=url).splitlines()]


def test_a_full_disk_is_read_from_and_saved_to_once_there_is_room(url: str):
    before, read, refused, without_index, after = told(_FULL, url=url)
    assert before == {"saved": 302, "read": 200}
    assert read == {"read": 200, "search": 200, "desk": 200}
    assert refused == {"saved": 503, "log_in": 503, "again": 503}
    assert without_index == {"read": 200, "search": 200}
    assert after == {"saved": 302, "log_in": 302, "read": 200}


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "killed"])
def test_a_disk_that_takes_no_writes_is_read_from(url: str, disk: Path, closed: bool):
    if not closed:  # what a server has open stays beside the database
        code = "Outlet.objects.first().save(); os.kill(os.getpid(), 9)"
        installation.start(_BROWSER + code, url=url).communicate()
        assert (disk / "archive.sqlite3-wal").exists()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert "takes no writes: it can be read as it is" in installation.manage("prepare", url=url)
    (one,) = told(_READ_ONLY, url=url)
    assert one == {"read": 200, "search": 200, "log_in": 503, "told": 200}
