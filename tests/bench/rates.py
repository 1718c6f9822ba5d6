"""How many mentions a second ``load_seeds`` loads, and how many ``ingest`` proposes.

As a program it runs one of the commands in a database of its own, and prints seconds as JSON.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench import invented_articles, machine, stories
from tests.bench.machine import ROOT
from tests.bench.results import table

EVENTS = 10_000
ARTICLES = 5_000
KNOWN = 1_000


def measure(*, folder: Path) -> str:
    """Measure both; the part of the results, as Markdown."""
    rows: list[list[str]] = []
    digest, articles = folder / "digest", folder / "articles"
    write_digest(digest, EVENTS)
    characters = invented_articles.write(articles, count=ARTICLES)
    for known in (0, KNOWN):
        database = folder / f"rates-{known}.sqlite3"
        stories.manage(database, "migrate", "--noinput", "--verbosity", "0")
        if known:
            stories.fill(database, known)
        said = "an empty database" if not known else f"one with {known:,} events"
        loaded = _run(database, "load_seeds", str(digest))
        rows.append(_row(f"load_seeds, into {said}", loaded))
        again = _run(database, "load_seeds", str(digest))
        rows.append(_row(f"load_seeds again, into {said}", again))
        taken = _run(
            database, "ingest", str(articles), f"--published={invented_articles.PUBLISHED}"
        )
        rows.append(_row(f"ingest, into {said}", taken))
    return "\n\n".join(
        [
            (
                f"A digest of {EVENTS:,} events, and {ARTICLES} articles of"
                f" {characters // ARTICLES:,} characters each; what a mention is to a digest, a"
                f" proposal is to an article. Load of the machine {machine.load()}."
            ),
            table(["", "mentions", "seconds", "of work", "mentions a second", "of work"], rows),
        ]
    )


def _row(what: str, told: dict[str, float]) -> list[str]:
    if not told:
        return [what, "it failed", *["-"] * 4]
    count, seconds, work = told["count"], told["seconds"], told["work"]
    rates = (f"{count / seconds:,.0f}", f"{count / work:,.0f}")
    return [what, f"{count:,.0f}", f"{seconds:.1f}", f"{work:.1f}", *rates]


def _run(database: Path, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.rates", *arguments],
        cwd=ROOT,
        env=stories.environment(database),
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, float] = {} if done.returncode else json.loads(done.stdout.splitlines()[-1])
    print(_row(arguments[0], told), flush=True)
    return told


def write_digest(folder: Path, size: int) -> None:
    """A digest that is made up: few actors in most events, mentions told years later."""
    from timeline.services.digest.digest_files import write_yaml

    dice = random.Random(7)
    actors = [f"actor-{n}" for n in range(1, 41)]
    write_yaml(
        folder / "actors.yaml",
        [{"slug": slug, "name": f"Actor {slug[6:]}", "kind": "person"} for slug in actors],
    )
    write_yaml(
        folder / "outlets.yaml",
        [{"slug": f"outlet-{n}", "name": f"The Daily {n}"} for n in range(1, 13)],
    )
    write_yaml(
        folder / "events.yaml",
        [
            {
                "slug": f"event-{n}",
                "title": f"Fire in harbour number {n}",
                "kind": dice.choice(["incident", "request", "statement"]),
                "actors": list({actors[int(dice.expovariate(0.2)) % 40] for _ in range(3)}),
            }
            for n in range(size)
        ],
    )
    sources = max(5, size // 20)
    told: list[list[dict[str, str]]] = [[] for _ in range(sources)]
    for n in range(size):
        day = f"{dice.randrange(1995, 2020)}-{dice.randrange(1, 13):02}"
        for source in dice.sample(range(sources), min(3, sources)):
            told[source].append(
                {"event": f"event-{n}", "paragraph": "1", "phrase": day, "says": "It burned."}
            )
    for number, mentions in enumerate(told):
        write_yaml(
            folder / "documents" / f"source-{number}.yaml",
            {
                "slug": f"digest-source-{number}",
                "title": f"Report {number}",
                "outlet": f"outlet-{number % 12 + 1}",
                "outlet_basis": "stated",
                "published": f"20{20 + number % 6}-0{1 + number % 9}",
                "published_basis": "stated",
                "mentions": mentions,
            },
        )


def main(command: str, *arguments: str) -> None:
    """Run the command, and print how long it took and how many mentions or proposals it read."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import models

    from timeline.models import Mention, Proposal

    def count() -> int:
        made: type[models.Model] = Proposal if command == "ingest" else Mention
        return made._default_manager.count()

    before = count()
    options: dict[str, Any] = {"verbosity": 0}
    started, worked = time.perf_counter(), _worked()
    call_command(command, *arguments, **options)
    seconds, work = time.perf_counter() - started, _worked() - worked
    if command == "load_seeds":
        before = Mention.objects.exclude(source__slug__startswith="digest-").count()
    print(json.dumps({"seconds": seconds, "work": work, "count": count() - before}))


def _worked() -> float:
    """Seconds that this process and those it has waited for had a processor for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main(*sys.argv[1:])
