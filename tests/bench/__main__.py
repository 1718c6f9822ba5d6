"""Speed, measured and never asserted: ``make bench``.

    python -m tests.bench [pages] [rivals] [browser] [rates] [load] [--events N ...] [--million]

All parts unless some are named. Sizes are 1,000 and 100,000 events unless given; ``--million`` adds
that; ``--against REV`` sets another build beside this one. ``--stories FOLDER`` keeps the stories
made up for the next run.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from tests.bench import against, browser, load, machine, pages, rates, results, rivals, stories

PARTS = ("pages", "rivals", "browser", "rates", "load")


def main() -> None:
    """Measure what is asked for, print it, and write it where that is asked too."""
    options = _options()
    sizes = sorted(options.events or [1_000, 100_000])
    if options.million:
        sizes = sorted({*sizes, 1_000_000})
    with tempfile.TemporaryDirectory(prefix="retold-bench-") as name:
        folder = Path(name)
        made = stories.Stories(options.stories or folder / "stories")
        os.environ["BENCH_STATIC"] = str(folder / "static")
        stories.manage(folder / "none.sqlite3", "collectstatic", "--noinput", "--verbosity", "0")
        parts = ["against"] if options.against else PARTS
        for part in options.part or parts:
            started = time.perf_counter()
            print(f"\n## {part.capitalize()}: {machine.described()}", flush=True)
            match part:
                case "pages":
                    text = pages.measure(made, sizes, folder=folder)
                case "rivals":
                    text = rivals.measure(made, sizes, folder=folder, sampled=options.sample)
                case "browser":
                    text = browser.measure(made, sizes, folder=folder)
                case "against":
                    text = against.measure(options.against, sizes, folder=folder)
                case "rates":
                    text = rates.measure(folder=folder)
                case _:
                    text = load.measure(
                        made, max(s for s in sizes if s <= 100_000 or len(sizes) == 1),
                        folder=folder, seconds=options.seconds,
                    )  # fmt: skip
            print(f"\n{text}\n\nin {time.perf_counter() - started:.0f} s", flush=True)
            if options.write:
                results.write(part.capitalize(), text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[*PARTS, "against", []], help="what to measure")
    parser.add_argument("--events", type=int, nargs="+", help="sizes of the stories")
    parser.add_argument("--million", action="store_true", help="and a story of a million events")
    parser.add_argument("--against", metavar="REV", help="a build to set beside this one")
    parser.add_argument("--sample", type=int, default=20, help="criteria asked of the rivals too")
    parser.add_argument("--seconds", type=int, default=60, help="how long each load lasts")
    parser.add_argument("--stories", type=Path, help="a folder in which the stories stay")
    parser.add_argument("--write", action="store_true", help=f"write {results.FILE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
