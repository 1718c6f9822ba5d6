"""A server of Retold's in a process of its own, and one who asks it, over one connection."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from tests.bench import stories
from tests.bench.machine import ROOT

PATIENCE = 600
"""Seconds after which an answer is not waited for any more."""


@dataclass(frozen=True)
class Answer:
    """What came: seconds from the first byte sent to the last received, and the body as it came.

    ``worked``: of those, seconds that the server had a processor for, where they are known.
    """

    seconds: float
    status: int
    body: bytes
    worked: float = 0.0


@dataclass(frozen=True)
class Memory:
    """What a process holds, in bytes.

    ``own``: what it has written itself. The rest are files it has mapped, which all processes that
    map them share, and which the system takes back when it needs the space.
    """

    resident: int
    own: int


class Client:
    """Asks one server over one connection that is kept. ``process``: whose work is measured."""

    def __init__(self, url: str, *, process: int = 0) -> None:
        self._process = process
        parts = urlsplit(url)
        assert parts.hostname is not None
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)

    def get(self, path: str, *, accept: str = "br", **headers: str) -> Answer:
        """Ask for a path; anew where the server has ended the connection for its idleness."""
        try:
            return self._get(path, {"Accept-Encoding": accept, **headers})
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            return self._get(path, {"Accept-Encoding": accept, **headers})

    def _get(self, path: str, headers: dict[str, str]) -> Answer:
        before = worked(self._process) if self._process else 0.0
        started = time.perf_counter()
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        work = worked(self._process) - before if self._process else 0.0
        return Answer(seconds, response.status, body, work)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


class Server:
    """``manage.py serve`` on a database, on a free port unless one is named."""

    def __init__(
        self,
        database: Path,
        *,
        port: int = 0,
        log: Path | None = None,
        root: Path = ROOT,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.database = database
        self._log = (log or database.with_suffix(".log")).open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=root,
            env=environment or stories.environment(database),
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        found = re.search(r"http://\S+", told)
        assert found, f"the server did not start; see {self._log.name}"
        self.url = found[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)
        self._log.close()

    def memory(self) -> Memory:
        """What the process holds now."""
        return memory_of(self.process.pid)


def worked(process: int) -> float:
    """Seconds that a process's threads have had a processor for, to the nanosecond (Linux)."""
    total = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):  # it may have ended since
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def memory_of(process: int) -> Memory:
    """What a process holds now, as Linux counts it."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    sizes = {
        name: int(size) * 1024
        for name, size in re.findall(r"^(\w+): +(\d+) kB", told, re.MULTILINE)
    }
    return Memory(resident=sizes["Rss"], own=sizes["Anonymous"])


def mapped(process: int, *, name: str) -> int:
    """Bytes of mapped files with a name that ends so, which the process has in memory now."""
    told = Path(f"/proc/{process}/smaps").read_text()
    found = re.findall(rf"^[0-9a-f]+-[^\n]*{re.escape(name)}\nSize:[^\n]*\n(?:\w+:[^\n]*\n)*?"
                       r"Rss: +(\d+) kB", told, re.MULTILINE)  # fmt: skip
    return sum(int(size) for size in found) * 1024
