"""64 readers take a large export 64 bytes a second, and 200 senders never end their headers.

Meanwhile pages are asked: each must be answered with 200 within five seconds, and once the slow
ones are gone the export comes whole. Each page asked is a fault tried.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from tests.drills.desk import Visitor
from tests.drills.place import STORY, Databases, Place
from tests.drills.tally import Tally
from tests.installation import ROOT

COUNT = 24
READERS, SENDERS, BYTES = 64, 200, 64
EVENTS = 8_000
"""Their export is larger than what a connection takes up unsent."""
PATHS = ("/", "/archive/", "/archive/sources/", "/stories/")
EXPORT = "/archive/events.jsonl"
WAITED = 5


def drill(databases: Databases, *, count: int, seed: int) -> Tally:
    """Ask so many pages."""
    tally = Tally()
    place = databases.place("slow").made(*STORY)
    _fill(place)
    slowest = 0.0
    with place.serve() as serving:
        visitor = Visitor(serving.address)
        whole = visitor.get(EXPORT)
        with _slow(serving.address):
            for number in range(count):
                page = visitor.get(PATHS[(number + seed) % len(PATHS)])
                slowest = max(slowest, page.seconds)
                late = page.status != 200 or page.seconds > WAITED
                tally.fault([f"a page: {page.status}, {page.seconds:.0f} s"] * late)
                time.sleep(0.5)
        again = visitor.get(EXPORT)
        tally.afterwards(["the export is another"] * (again.body != whole.body))
    tally.seen["tenths of a second of the slowest page"] = round(slowest * 10)
    tally.seen["MB of the export"] = round(len(whole.body) / 1e6)
    return tally


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
def _slow(address: str) -> Iterator[None]:
    """The slow ones, as long as it lasts."""
    where = (urlsplit(address).hostname, urlsplit(address).port)
    ended = threading.Event()
    with ExitStack() as stack:
        made = [stack.enter_context(socket.socket()) for _ in range(READERS + SENDERS)]
        for number, each in enumerate(made):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            each.connect(where)
            asked = f"GET {EXPORT} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            each.sendall((asked + "\r\n" * (number < READERS)).encode())
            each.setblocking(False)

        def drip() -> None:
            while not ended.wait(1):
                for number, each in enumerate(made):
                    try:
                        _ = each.recv(BYTES) if number < READERS else each.send(b"X-Slow: a\r\n")
                    except OSError:  # nothing there yet, or put off
                        continue

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
