"""PostgreSQL for the tests: a server of their own, in a temporary folder, on a free port.

``python -m tests.postgres COMMAND...`` runs a command with ``DATABASE_URL`` naming such a server,
and ends it afterwards. PostgreSQL refuses to run as root, so root runs it as the user that
Debian's package makes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.chromium import debian_install, say

USERS = ("postgres", "nobody")


class NoPostgres(Exception):
    """There is no PostgreSQL here; the message says what helps."""


@dataclass(frozen=True)
class Server:
    """A running server: where its data lie, its port, and the programs of its version."""

    data: Path
    port: int
    programs: Path
    user: str | None

    @property
    def url(self) -> str:
        """What ``DATABASE_URL`` says for its database."""
        return url(self.port)

    def run(self, program: str, *arguments: str, check: bool = True) -> str:
        """Run one of its programs as the user who may; what it printed."""
        return _run([str(self.programs / program), *arguments], user=self.user, check=check)

    def start(self, *settings: str) -> None:
        """Start it; raises ``CalledProcessError`` where it doesn't."""
        options = [
            f"-p {self.port}",
            "-c listen_addresses=127.0.0.1",
            f"-c unix_socket_directories={self.data}",
            # The tests' data may be lost with the machine; waiting for the disk takes minutes.
            "-c fsync=off -c synchronous_commit=off -c full_page_writes=off",
            *(f"-c {setting}" for setting in settings),
        ]
        log = str(self.data / "log")
        self.run("pg_ctl", "-D", str(self.data), "-l", log, "-w", "-o", " ".join(options), "start")

    def stop(self) -> None:
        """Stop it at once, if it runs."""
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop", check=False)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """For a ``with`` block: all its processes hang, and keep their connections open."""
        [main, *_] = (self.data / "postmaster.pid").read_text().split()
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for process in (main, *children):
            os.kill(int(process), signal.SIGSTOP)
        try:
            yield
        finally:
            for process in (*children, main):
                # One that waited for a client who went away may have ended.
                with suppress(ProcessLookupError):
                    os.kill(int(process), signal.SIGCONT)


@contextmanager
def server(*settings: str) -> Iterator[Server]:
    """A server that runs while the context lasts. Raises ``NoPostgres`` where there is none."""
    programs, user = find(), _user()
    with tempfile.TemporaryDirectory(prefix="retold-pg-", ignore_cleanup_errors=True) as folder:
        _give(Path(folder), user)
        made = Server(Path(folder, "data"), free_port(), programs, user)
        made.run(
            "initdb", "-D", str(made.data), "-U", "retold", "-A", "trust", "-E", "UTF8", "--locale",
            "C.UTF-8", "--no-sync",
        )  # fmt: skip
        made.start(*settings)
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def replica(primary: Server) -> Iterator[Server]:
    """A streaming replica of a running server, for reading alone."""
    with tempfile.TemporaryDirectory(prefix="retold-pg-", ignore_cleanup_errors=True) as folder:
        _give(Path(folder), primary.user)
        made = Server(Path(folder, "data"), free_port(), primary.programs, primary.user)
        made.run(
            "pg_basebackup", "-h", "127.0.0.1", "-p", str(primary.port), "-U", "retold", "-D",
            str(made.data), "-R", "-X", "stream", "-c", "fast", "--no-sync",
        )  # fmt: skip
        made.start()
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def wanted(*settings: str) -> Iterator[Server]:
    """A server as ``server`` gives it; Debian's package is installed where there is none."""
    try:
        find()
    except NoPostgres:
        say("No PostgreSQL on this machine; installing Debian's ...")
        debian_install("postgresql")
    with server(*settings) as running:
        yield running


def url(port: int) -> str:
    """What ``DATABASE_URL`` says for a server that listens there."""
    return f"postgres://retold@127.0.0.1:{port}/postgres"


def find() -> Path:
    """The folder of PostgreSQL's programs; raises ``NoPostgres`` where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(3)
    )
    if found:
        return found[-1].parent
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    raise NoPostgres("No PostgreSQL on this machine. What helps: apt-get install postgresql")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _user() -> str | None:
    """Who runs it: ``None`` for whoever runs the tests, unless that is root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in names)


def _give(folder: Path, user: str | None) -> None:
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def _run(arguments: list[str], *, user: str | None, check: bool) -> str:
    as_user: dict[str, Any] = {"user": user, "group": _group(user)} if user else {}
    # A server that pg_ctl starts keeps its output open, so a pipe would never end.
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(
            arguments,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            extra_groups=[] if user else None,
            **as_user,
        )
        told.seek(0)
        words = told.read().decode(errors="replace")
    if check and done.returncode:
        raise subprocess.CalledProcessError(done.returncode, arguments, words)
    return words


def _group(user: str) -> str:
    import grp

    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def main(command: list[str]) -> int:
    """Run a command beside a server; its exit code, or 1 where there is no PostgreSQL to be had."""
    try:
        with wanted() as running:
            environment = {**os.environ, "DATABASE_URL": running.url}
            return subprocess.run(command, env=environment).returncode
    except NoPostgres as error:
        say(f"{error}.")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
