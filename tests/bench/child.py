"""One size of the story in one process: loads it, then answers requests with how long they took."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path


def main(size: int) -> None:
    """Load a story of ``size`` events, print mentions a second, then a time for each path read."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from timeline.models import Mention
    from timeline.services.load_digest import load

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), size)
        started = time.perf_counter()
        load(Path(folder))
        print(Mention.objects.count() / (time.perf_counter() - started), flush=True)
    client = Client(SERVER_NAME="localhost")
    client.get("/")
    for line in sys.stdin:
        started = time.perf_counter()
        response = client.get(line.strip())
        assert response.status_code == 200, response.status_code
        print(time.perf_counter() - started, flush=True)


def _write(folder: Path, size: int) -> None:
    """An invented story: few actors in most events, mentions told months or years later."""
    from timeline.services.digest_files import write_yaml

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
                "slug": f"source-{number}",
                "title": f"Report {number}",
                "outlet": f"outlet-{number % 12 + 1}",
                "outlet_basis": "stated",
                "published": f"20{20 + number % 6}-0{1 + number % 9}",
                "published_basis": "stated",
                "mentions": mentions,
            },
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
