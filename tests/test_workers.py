"""Several workers on one database: what one process changes, the next request of each has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.installation import ROOT, copied
from tests.postgres import free_port

READY = 60.0


class Worker:
    """Retold in a process of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env={**environment, "PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def told(self, query: str = "") -> list[str]:
        """The titles that match, as the worker has them."""
        address = f"http://127.0.0.1:{self.port}/archive/events.json{query}"
        end = time.monotonic() + READY
        while True:
            try:
                with urlopen(address, timeout=20) as answer:
                    return [event["title"] for event in json.load(answer)["events"]]
            except URLError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.1)


@pytest.fixture
def environment(shipped: Path, tmp_path: Path) -> dict[str, str]:
    """A database of its own, with the shipped story, and answers kept, which workers share."""
    url = copied(shipped, tmp_path / "retold.sqlite3")
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.plain_static",
        "RETOLD_CACHE_URL": "",
    }


@pytest.fixture
def workers(environment: dict[str, str]) -> Iterator[list[Worker]]:
    """Two of them."""
    made = [Worker(environment), Worker(environment)]
    yield made
    for worker in made:
        worker.process.kill()
        worker.process.wait()


class Editor:
    """A process of its own that changes something, as an editor's worker or a command would."""

    def __init__(self, environment: dict[str, str]) -> None:
        code = (
            "import sys, django; django.setup(); from timeline.models import *\n"
            "for line in sys.stdin: exec(line); print('done', flush=True)"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def edit(self, code: str) -> None:
        """Run a line of code, and wait until it is done."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{code}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"


@pytest.fixture
def editor(environment: dict[str, str]) -> Iterator[Editor]:
    """One of them."""
    made = Editor(environment)
    yield made
    made.process.kill()
    made.process.communicate()


EDITS = [
    "Event.objects.create(slug='new', title='A bell rings', state='published')",
    "Event.objects.filter(slug='new').update(title='A gong sounds')",
    (
        "e = Event.objects.get(slug='new'); s = Source.objects.first(); "
        "Mention.objects.create(event=e, source=s, inferred='2022-03-04', inferred_reason='So.', "
        "state='published', says='It sounds.', paragraph=99)"
    ),
    "Actor.objects.filter(slug='nato').update(name='The alliance')",
    "Event.objects.filter(slug='new').delete()",
]


def test_each_worker_has_every_change_with_its_next_request(
    environment: dict[str, str], workers: list[Worker], editor: Editor, tmp_path: Path
):
    before = [worker.told() for worker in workers]
    assert before[0] == before[1]
    expected = [["A bell rings"], ["A gong sounds"], ["A gong sounds"], None, []]
    for code, titles in zip(EDITS, expected, strict=True):
        editor.edit(code)
        for worker in workers:
            mine = worker.told("?q=bell") + worker.told("?q=gong+sounds")
            if titles is None:
                assert worker.told("?q=alliance") == worker.told("?actor=nato") != []
            else:
                assert [title for title in mine if title not in before[0]] == titles
    assert [worker.told() for worker in workers] == before
    # One is killed, and the file is gone or broken: what comes after is made anew, not guessed.
    workers[0].process.kill()
    workers[0].process.wait()
    (index,) = tmp_path.glob("*.index")
    index.write_bytes(index.read_bytes()[:-100])
    workers[0] = Worker(environment)
    editor.edit(EDITS[0])
    for worker in workers:
        assert "A bell rings" in worker.told("?q=bell")
