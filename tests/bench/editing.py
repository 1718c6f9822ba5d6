"""An editor who saves once a second, and looks whether a worker shows it.

As a program, given the workers' addresses, it prints a line when it begins, saves until its
standard input ends, and prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from tests.bench.serving import Client

EVERY = 1.0
"""Seconds from one save to the next, at the least."""
TRIES = 20


def main(addresses: list[str]) -> None:
    """Save and look until told to stop."""
    import django

    django.setup()
    from timeline.models import Event

    stop = threading.Event()
    threading.Thread(target=_until_told, args=[stop], daemon=True).start()
    keys = list(Event.objects.order_by("pk").values_list("pk", flat=True)[:1000])
    looker = _Looker(addresses)
    saves: list[float] = []
    print("ready", flush=True)
    while not stop.wait(max(0.0, EVERY - sum(saves[-1:]))):
        word = f"edited{len(saves)}x{time.time_ns()}"
        started = time.perf_counter()
        try:
            event = Event.objects.get(pk=keys[len(saves) % len(keys)])
            event.title = f"{event.title.partition(' edited')[0][:140]} {word}"
            event.save()
        except Exception as error:  # noqa: BLE001 - whatever fails is what is counted
            looker.failed.append(repr(error))
        else:
            looker.look(word, at=len(saves))
        saves.append(time.perf_counter() - started)
    looker.pool.shutdown()
    told = {"saves": saves, "seen": looker.seen, "late": looker.late, "failed": looker.failed}
    print(json.dumps(told))


class _Looker:
    """Asks one worker after each save, by turns, for what was saved, beside the saving.

    ``late``: how many answers did not show it yet, although they were asked for after the save.
    """

    def __init__(self, addresses: list[str]) -> None:
        self.addresses = addresses
        self.pool = ThreadPoolExecutor(8)
        self.seen: list[float] = []
        self.failed: list[str] = []
        self.late = 0

    def look(self, word: str, *, at: int) -> None:
        self.pool.submit(self._look, word, self.addresses[at % len(self.addresses)])

    def _look(self, word: str, address: str) -> None:
        started = time.perf_counter()
        client = Client(address)
        for _ in range(TRIES):
            answer = client.get(f"/events.json?q={quote(word)}", accept="identity")
            if answer.status == 200 and json.loads(answer.body)["count"] == 1:
                self.seen.append(time.perf_counter() - started)
                break
            self.late += 1
        else:
            self.failed.append(f"not shown: {word}")
        client.close()


def _until_told(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


if __name__ == "__main__":
    main(sys.argv[1:])
