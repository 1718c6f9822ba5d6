"""Speed, as ratios measured side by side in one run; nothing here is asserted.

The story is put into a throw-away database at several sizes, and the pages are asked for in turn
(A, B, A, B, …) through the whole stack, so that a slow moment of the machine falls on all alike.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

SIZES = (50, 500, 5_000)
ROUNDS = 7
PATHS = ("/", "/?actor=actor-1", "/?from=2001&to=2004&q=harbour", "/events.json")


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
        pages: dict[int, dict[str, list[float]]] = {}
        clients = {}
        for size in SIZES:
            child = Path(folder, f"{size}.sqlite3")
            clients[size] = _Child(child, size)
            pages[size] = {path: [] for path in PATHS}
        for _ in range(ROUNDS):
            for path in PATHS:
                for size in SIZES:
                    pages[size][path].append(clients[size].seconds(path))
        print(f"Median of {ROUNDS} requests, in milliseconds, and as a ratio to the first column")
        print(f"{'':36}" + "".join(f"{size:>10,} events" for size in SIZES))
        for path in PATHS:
            medians = [statistics.median(pages[size][path]) * 1000 for size in SIZES]
            cells = "".join(f"{ms:9.0f} ({ms / medians[0]:4.1f})" for ms in medians)
            print(f"{path:36}{cells}")
        for size in SIZES:
            print(f"loaded {clients[size].rate:,.0f} mentions a second at {size:,} events")
            clients[size].close()


class _Child:
    """A process of its own with a database of its own, asked over pipes."""

    def __init__(self, database: Path, size: int) -> None:
        import subprocess

        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.child", str(size)],
            env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.rate = float(self._line())

    def seconds(self, path: str) -> float:
        """How long one request takes."""
        assert self.process.stdin is not None
        self.process.stdin.write(path + "\n")
        self.process.stdin.flush()
        return float(self._line())

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"in {time.perf_counter() - started:.0f} s")
