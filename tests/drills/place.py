"""Installations in temporary folders: a database, empty or as a template has it, and its files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from tests import postgres
from tests.installation import ROOT
from timeline import env

LONGEST = 300
"""Seconds after which a command is given up."""
STORY = ("migrate", "--verbosity", "0"), ("load_seeds", "--verbosity", "0")
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")
"""What PostgreSQL does unless it is told otherwise, as the tests' servers are."""


class TookTooLong(Exception):
    """A process did not do in time what it should."""


@dataclass(frozen=True)
class Place:
    """An installation: its database's address, and the folder of everything else."""

    url: str
    folder: Path

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(self.url.removeprefix("sqlite:///")) if "sqlite:" in self.url else None

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are given."""
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.plain_static",
            "RETOLD_SECRET_KEY": "kept for as long as the drill lasts",
            "RETOLD_INDEX_DIR": str(self.folder),
            "RETOLD_BACKUP_DIR": str(self.folder / "backups"),
            "RETOLD_FILES_SECONDS": "0",  # all ask from one address
        }

    def start(self, *arguments: str, told: int | IO[str] = subprocess.DEVNULL) -> _Process:
        """Start ``manage.py`` in a group of processes of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def manage(self, *arguments: str) -> tuple[int, str]:
        """Run ``manage.py`` to its end; its exit code and what it said."""
        with self.start(*arguments, told=subprocess.PIPE) as process:
            try:
                told, _ = process.communicate(timeout=LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                raise TookTooLong(f"{arguments[0]} took over {LONGEST} s") from None
        return process.returncode, told

    def made(self, *commands: Sequence[str]) -> Place:
        """The same once some commands were run. Raises ``RuntimeError`` where one fails."""
        for command in commands:
            code, told = self.manage(*command)
            if code:
                raise RuntimeError(told)
        return self

    @contextmanager
    def serve(self, **environment: str) -> Iterator[Serving]:
        """A running server, killed in the end."""
        with (self.folder / "served.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", "0"],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            try:
                assert process.stdout is not None
                for line in process.stdout:
                    if line.startswith("Retold is at "):
                        break
                else:
                    raise TookTooLong((self.folder / "served.log").read_text()[-500:])
                yield Serving(process, line.split()[-1])
            finally:
                process.kill()
                process.communicate()

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query; none where its tables are not there."""
        file = self.file
        if file is None:
            import psycopg

            with psycopg.connect(self.url) as connection, suppress(psycopg.errors.UndefinedTable):
                return connection.execute(sql).fetchall()
            return []
        if not file.exists():
            return []
        env.newer_sqlite()
        import sqlite3

        with closing(sqlite3.connect(file, timeout=20)) as connection:
            try:
                return list(connection.execute(sql).fetchall())
            except sqlite3.OperationalError as error:
                if "no such table" in str(error):
                    return []
                raise

    def unsound(self) -> list[str]:
        """What SQLite's checks of its file and of its foreign keys find; PostgreSQL holds both."""
        if self.file is None:
            return []
        found = [str(row[0]) for row in self.query("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"a row of {row[0]} lacks what it belongs to" for row in
                        self.query("PRAGMA foreign_key_check")]  # fmt: skip


_Process = subprocess.Popen[str]


@dataclass(frozen=True)
class Serving:
    """A server's process, and its address."""

    process: _Process
    address: str


class Databases(Protocol):
    """Where a drill's installations come from."""

    vendor: str
    folder: Path

    def place(self, name: str, *, like: Place | None = None) -> Place:
        """A new installation: without a table unless it is to be ``like`` another, at rest."""

    def empty(self, place: Place) -> None:
        """Destroy what an installation holds, its files too."""


@dataclass(frozen=True)
class InFiles:
    """SQLite databases, each in a folder of its own."""

    folder: Path
    vendor: str = "SQLite"

    def place(self, name: str, *, like: Place | None = None) -> Place:
        """A new file, or a copy of one."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = Place(f"sqlite:///{folder / 'retold.sqlite3'}", folder)
        if like is not None:
            assert like.file is not None
            assert made.file is not None
            shutil.copyfile(like.file, made.file)
        return made

    def empty(self, place: Place) -> None:
        """Delete its folder's files."""
        shutil.rmtree(place.folder)
        place.folder.mkdir()


@dataclass(frozen=True)
class OnServer:
    """Databases of a PostgreSQL that runs for the drills alone."""

    folder: Path
    server: postgres.Server
    vendor: str = "PostgreSQL"

    def place(self, name: str, *, like: Place | None = None) -> Place:
        """A new database, or a copy of one."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        database = name.replace("-", "_")
        template = ("-T", _name(like)) if like else ()
        self._run("dropdb", "--if-exists", "--force", database)
        self._run("createdb", *template, database)
        return Place(self.server.url.rpartition("/")[0] + f"/{database}", folder)

    def empty(self, place: Place) -> None:
        """Drop the database and make one of the name without a table."""
        self.place(_name(place).replace("_", "-"))

    def _run(self, program: str, *arguments: str) -> None:
        there = ("-h", "127.0.0.1", "-p", str(self.server.port), "-U", "retold")
        for _ in range(20):
            try:
                self.server.run(program, *there, *arguments)
                return
            except subprocess.CalledProcessError as error:
                # Whoever was killed a moment ago may still hold the template.
                last = error
                time.sleep(0.5)
        raise last


def _name(place: Place) -> str:
    return place.url.rpartition("/")[2]
