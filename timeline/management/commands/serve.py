"""``manage.py serve``: Retold on a production server."""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from timeline import env
from timeline.management.log_output import LoggedCommand
from timeline.queries import index
from timeline.queries.database import unavailability
from timeline.queries.database.unavailability import WORDS, Unavailability
from timeline.services.running import server
from timeline.services.running.database_check import BadSetup
from timeline.services.running.prepare import check_folders
from timeline.services.running.workers import keep


class Command(LoggedCommand):
    """Serve until Ctrl-C or SIGTERM; the last line printed is the address."""

    answers_in_log = makes_database = True
    help = (
        "Serves Retold. PORT, RETOLD_HOST, RETOLD_PROXY and RETOLD_WORKERS set what the options do."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options, each with an environment variable for a default."""
        parser.add_argument("--port", type=int, help="8000 unless PORT says another")
        parser.add_argument("--host", help="the address to bind: 127.0.0.1 unless RETOLD_HOST")
        parser.add_argument("--proxy", help="whose X-Forwarded- headers are believed")
        parser.add_argument("--workers", type=int, help="processes: 1 unless RETOLD_WORKERS")

    def handle(
        self,
        *,
        port: int | None,
        host: str | None,
        proxy: str | None,
        workers: int | None,
        **_: Any,
    ) -> None:
        """Bind, say where, serve."""
        told = env.serving(host=host, port=port, workers=workers, proxied_by=proxy)
        _look_for_static_files()
        try:
            check_folders()
            server.try_to_listen(told)
            check_folders(make=True)
        except BadSetup as error:
            raise CommandError(f"{error}.") from error
        except server.CannotListen as error:
            raise CommandError(str(error)) from error
        env.secret_key()  # nothing is amiss: now a new one may be written
        self._make_ready()
        alone = told.workers == 1
        try:
            serving = server.listen(host=told.host, port=told.port, proxy=told.proxy)
            if alone:
                _tell_metrics(told, 0)
        except server.CannotListen as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Retold is at {serving.url}")
        self.stdout.flush()
        # What takes long to import; whoever asks meanwhile waits for it.
        from timeline.wsgi import application, making_ahead

        if alone:
            with making_ahead(application):
                serving.run(application)
            return
        connections.close_all()
        work = partial(_work, serving, application, told)
        keep(work, workers=told.workers, tell=self.stderr.write)

    def _make_ready(self) -> None:
        """Build the index of many events ahead, apart: the first reader shall not wait for it."""
        try:
            if index.must_be_built(DEFAULT_DB_ALIAS):
                self.stdout.write("Building the index ...")
                self.stdout.flush()
                index.build_in_process(DEFAULT_DB_ALIAS)
        except (DatabaseError, subprocess.CalledProcessError) as error:
            # Without it pages answer all the same, or say themselves what is wrong.
            told = f"The index could not be built ahead: {error}"
            if unavailability.why(error) is Unavailability.UNPREPARED:
                told = WORDS[Unavailability.UNPREPARED].sentence
            self.stderr.write(told)


def _look_for_static_files() -> None:
    """Raise ``CommandError`` where pages would name files that aren't collected."""
    collected = getattr(staticfiles_storage, "hashed_files", None)
    if collected is None:  # they are served as they lie
        return
    for folder in map(Path, settings.STATICFILES_DIRS):
        for file in folder.rglob("*"):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and name not in collected:
                raise CommandError(
                    f"static/{name} is not collected, and no page could be shown: "
                    "`manage.py collectstatic --noinput` collects it, as `make serve` does."
                )


def _work(
    serving: server.Server, application: Any, told: env.Serving, keeper: int, place: int
) -> None:
    """Be one of several workers, each of which counts for Prometheus at a port of its own."""
    _tell_metrics(told, place)
    from timeline.wsgi import making_ahead

    with making_ahead(application) if place == 0 else nullcontext():
        serving.run(application, under=keeper)


def _tell_metrics(told: env.Serving, place: int) -> None:
    if told.metrics:
        server.tell_metrics(host=told.host, port=told.metrics[place])
