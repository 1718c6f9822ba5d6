"""Four workers behind nginx, and wrk asking for a mix of pages; then with editing and an ingest.

Both come from Debian. What is started here is stopped here, and works in a temporary folder.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import invented_articles, mix, stories
from tests.bench.machine import ROOT
from tests.bench.pages import at
from tests.bench.results import table
from tests.bench.serving import Memory, Server, memory_of
from tests.browser.chromium import debian_install
from tests.postgres import free_port

WORKERS = 4
CONNECTIONS = 16
THREADS = 2
WARM_UP = 15
ARTICLES = 3_000
SCRIPT = Path(__file__).with_name("paths.lua")
SHARES = {
    "timeline": 200,
    "timeline by htmx": 100,
    "event": 100,
    "actor": 20,
    "outlet": 5,
    "source": 20,
    "events.json": 30,
    "registers": 10,
    "quotes": 5,
    "disagreements": 5,
    "compare": 5,
}
"""How many of each there are among the addresses that are drawn from."""

_NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 2;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    upstream retold {{ {servers} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://retold;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-For $remote_addr;
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Run:
    """What one run of wrk gave, and what the workers held before and after."""

    told: dict[str, Any]
    before: list[Memory]
    after: list[Memory]


def measure(made: stories.Stories, events: int, *, folder: Path, seconds: int) -> str:
    """Measure; the part of the results, as Markdown."""
    programs = {name: _program(name) for name in ("wrk", "nginx")}
    here = folder / "load"
    database = made.indexed(events, to=here)
    addresses = here / "addresses.txt"
    addresses.write_text("".join(f"{line}\n" for line in paths(database)))
    invented_articles.write(here / "articles", count=ARTICLES)
    with ExitStack() as stack:
        workers = []
        for number in range(WORKERS):
            log = here / f"worker-{number}.log"
            workers.append(stack.enter_context(Server(database, log=log)))
        url = stack.enter_context(_proxy(programs["nginx"], here, workers))

        def run(duration: int) -> Run:
            before = [worker.memory() for worker in workers]
            told = _wrk(programs["wrk"], url, addresses, duration)
            return Run(told, before, [memory_of(one.process.pid) for one in workers])

        run(WARM_UP)
        quiet = run(seconds)
        print(quiet.told, flush=True)
        with _ingest(database, here / "articles") as taken, _editor(database, workers) as edited:
            busy = run(seconds)
        print(busy.told, flush=True)
        logged = [line for log in here.glob("worker-*.log") for line in _unusual(log)]
        print(*logged[:20], sep="\n", flush=True)
    return _told(events, seconds, quiet, busy, edited, taken, len(logged))


def paths(database: Path) -> list[str]:
    """What is asked for, as ``paths.lua`` reads it."""
    story = mix.read(database)
    asked = mix.mix(story)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:

        def slugs(table: str, count: int) -> list[str]:
            (last,) = connection.execute(f"select max(id) from timeline_{table}").fetchone()
            keys = ", ".join(str(1 + n * (last - 1) // count) for n in range(count))
            query = f"select slug from timeline_{table} where id in ({keys})"
            return [row[0] for row in connection.execute(query)]

        some = [one.path for one in asked]
        of_actor = [f"?actor={slug}" for slug in story.actors[5:]]
        kinds: dict[str, list[str]] = {
            "timeline": some,
            "timeline by htmx": some,
            "event": [f"/events/{slug}/" for slug in slugs("event", SHARES["event"])],
            "actor": [f"/actors/{slug}/" for slug in slugs("actor", SHARES["actor"])],
            "outlet": [f"/outlets/{slug}/" for slug in slugs("outlet", SHARES["outlet"])],
            "source": [f"/sources/{slug}/" for slug in slugs("source", SHARES["source"])],
            "events.json": [f"/events.json{path[1:]}" for path in some],
            "registers": ["/actors/", "/sources/", "/outlets/"],
            "quotes": [f"/quotes/{query}" for query in of_actor],
            "disagreements": [f"/disagreements/{query}" for query in of_actor],
            "compare": [f"/compare/{query}" for query in of_actor],
        }
    return [
        f"{'htmx' if 'htmx' in name else 'page'} {kinds[name][n % len(kinds[name])]}"
        for name, count in SHARES.items()
        for n in range(count)
    ]


def _unusual(log: Path) -> list[str]:
    """What a worker logged, but for how many requests waited."""
    return [line for line in log.read_text().splitlines() if "waitress.queue" not in line]


def _program(name: str) -> str:
    """Where a program is, from Debian if need be."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found and debian_install({"nginx": "nginx-light"}.get(name, name)):
        found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    assert found, f"There is no {name} here. What helps: apt-get install {name}"
    return found


def _wrk(program: str, url: str, addresses: Path, duration: int) -> dict[str, Any]:
    options = [f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{duration}s", "--timeout", "30s"]
    done = subprocess.run(
        [program, *options, "-s", SCRIPT, url, "--", addresses],
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


@contextmanager
def _proxy(program: str, here: Path, workers: list[Server]) -> Iterator[str]:
    """The address of an nginx before the workers, set as the README says."""
    port = free_port()
    servers = " ".join(f"server {worker.url.removeprefix('http://')};" for worker in workers)
    settings = here / "nginx.conf"
    account = "user root; " if os.geteuid() == 0 else ""  # the folder is its own alone
    settings.write_text(account + _NGINX.format(folder=here, servers=servers, port=port))
    process = subprocess.Popen([program, "-p", here, "-c", settings, "-e", here / "nginx.log"])
    time.sleep(1)
    assert process.poll() is None, (here / "nginx.log").read_text()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def _editor(database: Path, workers: list[Server]) -> Iterator[dict[str, Any]]:
    """An editor saves while this lasts; afterwards, what came of it."""
    told: dict[str, Any] = {}
    process = stories.python("tests.bench.editing", database, *(worker.url for worker in workers))
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield told
    finally:
        said, _ = process.communicate(timeout=120)
        told.update(json.loads(said))


@contextmanager
def _ingest(database: Path, articles: Path) -> Iterator[dict[str, int]]:
    """``manage.py ingest`` takes articles in while this lasts; afterwards, how many it did."""
    told: dict[str, int] = {}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "ingest", articles, "--verbosity", "0",
         f"--published={invented_articles.PUBLISHED}"],
        cwd=ROOT,
        env=stories.environment(database),
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield told
    finally:
        told["ended"] = process.poll() or 0
        process.terminate()
        process.wait(timeout=60)
        with closing(sqlite3.connect(database)) as connection:
            told["articles"], told["proposals"] = connection.execute(
                "select (select count(*) from timeline_article),"
                " (select count(*) from timeline_proposal)"
            ).fetchone()


def _told(
    events: int, seconds: int, quiet: Run, busy: Run, edited: dict[str, Any],
    taken: dict[str, int], logged: int,
) -> str:  # fmt: skip
    rows = [_row("readers alone", quiet), _row("with editing and ingest", busy)]
    memory = [
        [f"{name}, worker {n + 1}", *(f"{size / 1e6:.0f}" for size in
            (one.resident, one.own, two.resident, two.own))]
        for name, run in (("alone", quiet), ("with editing", busy))
        for n, (one, two) in enumerate(zip(run.before, run.after, strict=True))
    ]  # fmt: skip
    shares = ", ".join(f"{count} {name}" for name, count in SHARES.items())
    saves, seen = edited["saves"], edited["seen"]
    words = (
        f"{WORKERS} workers behind nginx, {events:,} events, wrk with {CONNECTIONS} connections for"
        f" {seconds} s on the same machine, drawing from {sum(SHARES.values())} addresses"
        f" ({shares}), Brotli accepted. Times in milliseconds. Errors are answers other than 2xx,"
        " and connections that failed or waited over 30 s."
    )
    editing = (
        f"The editor saved {len(saves)} times, a save in {statistics.median(saves) * 1000:.0f} ms"
        f" (p95 {at(saves, 95) * 1000:.0f}); one worker, by turns, was asked for it at once, and"
        f" answered after {statistics.median(seen) * 1000:.0f} ms (p95 {at(seen, 95) * 1000:.0f},"
        f" with the readers' requests before it); {edited['late']} answers did not show it yet."
        f" {len(edited['failed'])} saves failed or were not shown. Meanwhile `ingest` took in"
        f" {taken['articles']:,} articles with {taken['proposals']:,} proposals"
        + ("." if not taken["ended"] else f", and ended with {taken['ended']}.")
    )
    return "\n\n".join(
        [
            words,
            table(["", "requests a second", "p50", "p95", "p99", "slowest", "errors"], rows),
            editing,
            f"Lines in the workers' logs: {logged}. Memory in MB, resident and own:",
            table(["", "at start", "own", "at end", "own"], memory),
        ]
    )


def _row(name: str, run: Run) -> list[str]:
    told = run.told
    errors = sum(told[kind] for kind in ("others", "connect", "read", "write", "timeout"))
    times = (f"{told[key] * 1000:,.0f}" for key in ("p50", "p95", "p99", "most"))
    return [name, f"{told['requests'] / told['seconds']:.1f}", *times, str(errors)]
