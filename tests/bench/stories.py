"""Stories of any size to measure on, each made once and copied for each use."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench import index_costs
from tests.bench.machine import ROOT

SEED = 1


def environment(database: Path, **more: str) -> dict[str, str]:
    """What a process of Retold's is given to use a database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.collected",
        "DATABASE_URL": f"sqlite:///{database}",
        "RETOLD_SECRET_KEY": "kept for as long as it is measured",
        "RETOLD_FILES_SECONDS": "0",
        **more,
    }


def manage(database: Path, *arguments: str) -> str:
    """Run ``manage.py``; what it printed. Raises ``CalledProcessError`` where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(database),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def fill(database: Path, events: int) -> None:
    """Make up a story of so many events in a database, the same each time."""
    arguments = ["--events", str(events), "--seed", str(SEED)]
    subprocess.run(
        [sys.executable, "-m", "tests.bench.synthesize", *arguments],
        cwd=ROOT,
        env=environment(database),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def python(module: str, database: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a module in a process of its own, to be talked with over pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment(database),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def asked(process: subprocess.Popen[str], line: str) -> str:
    """A line told to such a process, and the line it answers."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def closed(process: subprocess.Popen[str]) -> None:
    """Tell such a process that nothing more comes, and wait for its end."""
    assert process.stdin is not None
    process.stdin.close()
    process.wait(timeout=60)


class Stories:
    """The stories in a folder; what another run left there is used again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def copy(self, events: int, *, to: Path) -> Path:
        """A copy of the story of so many events, as a file in a folder, without an index."""
        made = self._made(events)
        to.mkdir(parents=True, exist_ok=True)
        found = to / f"{events}.sqlite3"
        shutil.copyfile(made, found)
        return found

    def indexed(self, events: int, *, to: Path) -> Path:
        """The same with the index that belongs to it, which is built once."""
        kept = self.folder / "indexed"
        if not (kept / f"{events}.done").exists():
            made = self.copy(events, to=kept)
            print(f"Building the index of {events:,} events ...", flush=True)
            index_costs.run("build", environment=environment(made))
            (kept / f"{events}.done").touch()
        to.mkdir(parents=True, exist_ok=True)
        for path in kept.glob(f"{events}.sqlite3*"):
            shutil.copyfile(path, to / path.name)
        return to / f"{events}.sqlite3"

    def _made(self, events: int) -> Path:
        path = self.folder / f"{events}.sqlite3"
        if not path.exists():
            print(f"Making up a story of {events:,} events ...", flush=True)
            new = self.folder / f"{events}.new.sqlite3"
            for left in self.folder.glob(f"{new.name}*"):
                left.unlink()
            manage(new, "migrate", "--noinput", "--verbosity", "0")
            fill(new, events)
            new.replace(path)
        return path
