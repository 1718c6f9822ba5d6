"""64 readers take a large export 64 bytes a second, and 200 senders never end their headers.

Each of the readers has an address of their own, and asks again until they are given the file. Then
pages are asked, none of which is kept: each must be answered with 200 within five seconds, all
together in at most 1.5 times as long as before and after, and once the slow ones are gone the
export comes whole. Each page asked is a fault tried.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from statistics import median
from urllib.parse import urlsplit

from tests.drills.desk import Visitor
from tests.drills.place import STORY, Databases, Place, TookTooLong
from tests.drills.tally import Tally
from tests.installation import ROOT

COUNT = 48
READERS, SENDERS, BYTES = 64, 200, 64
EVENTS = 3_000
"""Their export is larger than what a connection takes up unsent."""
PATHS = ("/", "/archive/", "/archive/sources/", "/stories/")
EXPORT = "/archive/events.jsonl"
WAITED = 5
SLOWER = 1.5
"""How many times as long pages may take beside the slow ones."""
_HELD_WITHIN = 300
"""Seconds within which all readers are to be at their file."""
_REQUEST = f"GET {EXPORT} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode()
"""For the export, but for the end of its headers."""


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Ask so many pages beside the slow ones, and as many without them."""
    tally = Tally()
    place = databases.place("slow").made(*STORY)
    _fill(place)
    with place.serve(RETOLD_CACHE_URL="none", RETOLD_FILES_SECONDS="20") as serving:
        visitor = Visitor(serving.address)
        whole = visitor.get(EXPORT)
        _asked(visitor, count // 2, seed)
        without = _asked(visitor, count // 2, seed)
        with _slow(serving.address) as held:
            beside = _asked(visitor, count, seed, tally=tally)
            tally.seen["readers still at their file"] = sum(map(_is_open, held))
        without += _asked(visitor, count // 2, seed)
        again = visitor.get(EXPORT)
    times = sum(map(median, zip(*_rounds(beside), strict=True))) / sum(
        map(median, zip(*_rounds(without), strict=True))
    )
    tally.afterwards(
        ["a reader was cut off"] * (tally.seen["readers still at their file"] < READERS)
    )
    tally.afterwards(["the export is another"] * (again.body != whole.body))
    tally.afterwards([f"pages took {times:.2f} times as long"] * (times > SLOWER))
    tally.seen["hundredths of the time of pages without them"] = round(times * 100)
    tally.seen["tenths of a second of the slowest page"] = round(max(beside) * 10)
    tally.seen["MB of the export"] = round(len(whole.body) / 1e6)
    return tally


def _asked(visitor: Visitor, count: int, seed: int, *, tally: Tally | None = None) -> list[float]:
    """The seconds that so many pages took."""
    found = []
    for number in range(count):
        page = visitor.get(PATHS[(number + seed) % len(PATHS)])
        found.append(page.seconds)
        late = page.status != 200 or page.seconds > WAITED
        if tally:
            tally.fault([f"a page: {page.status}, {page.seconds:.0f} s"] * late)
        time.sleep(0.25)
    return found


def _rounds(seconds: list[float]) -> Iterator[list[float]]:
    """The seconds of all pages, one round of them after the other; a last one that is not whole is
    left out.
    """
    for start in range(0, len(seconds) - len(PATHS) + 1, len(PATHS)):
        yield seconds[start : start + len(PATHS)]


def _fill(place: Place) -> None:
    """Add made-up events, and publish all."""
    publish = "; ".join(
        f"models.{name}.objects.update(state='published')"
        for name in ("Event", "Source", "Mention")
    )
    code = (
        "import django; django.setup(); from timeline import models; "
        "from tests.bench.invented_story import synthesize; "
        f"synthesize({EVENTS}, seed=1, add=True); {publish}"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=place.environment, check=True)


@contextmanager
def _slow(address: str) -> Iterator[list[socket.socket]]:
    """The slow ones, as long as it lasts, from where all readers are at their file; the readers."""
    where = (str(urlsplit(address).hostname), urlsplit(address).port or 0)
    ended = threading.Event()
    until = time.monotonic() + _HELD_WITHIN
    senders: list[socket.socket] = []
    readers: list[socket.socket] = []

    def drip() -> None:
        while not ended.wait(1):
            for each in [*senders]:
                with suppress(OSError):  # put off
                    each.send(b"X-Slow: a\r\n")
            for each in [*readers]:
                with suppress(OSError):  # nothing there yet
                    each.recv(BYTES)

    def come(number: int) -> None:
        reader = _reader(where, number, until)
        reader.setblocking(False)
        readers.append(reader)

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        for _ in range(SENDERS):
            sender = _connected(where)
            sender.sendall(_REQUEST)
            sender.setblocking(False)
            senders.append(sender)
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(come, range(READERS)))
        yield readers
    finally:
        ended.set()
        thread.join()
        for each in [*readers, *senders]:
            each.close()


def _is_open(reader: socket.socket) -> bool:
    """Whether more may come to a reader."""
    try:
        return bool(reader.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return True
    except OSError:
        return False


def _reader(where: tuple[str, int], number: int, until: float) -> socket.socket:
    """A reader who was given the beginning of the file. Raises ``TookTooLong``."""
    while time.monotonic() < until:
        reader = _connected(where, own=f"127.1.0.{number + 1}")
        reader.sendall(_REQUEST + b"\r\n")
        if reader.recv(12) == b"HTTP/1.1 200":
            return reader
        reader.close()
        time.sleep(0.5)
    raise TookTooLong(f"reader {number} was not given the file")


def _connected(where: tuple[str, int], *, own: str = "") -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
    made.settimeout(60)
    if own:
        made.bind((own, 0))
    made.connect(where)
    return made
