"""``manage.py prepare``: what has to be there before Retold is served."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from timeline import env
from timeline.management.log_output import LoggedCommand
from timeline.services.running import server
from timeline.services.running.backup import NotBackedUp
from timeline.services.running.database_check import BadSetup
from timeline.services.running.prepare import make_ready


class Command(LoggedCommand):
    """Migrate after a backup, and load the shipped story into an archive that never had it."""

    answers_in_log = makes_database = True
    requires_system_checks = []  # `serve` checks what both are set up with
    help = "Make the database ready for this release. Changes nothing where nothing is to be done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether it is to be served next, from here."""
        parser.add_argument(
            "--to-serve", action="store_true", help="first try whether the port can be listened on"
        )

    def handle(self, *, to_serve: bool, **_: Any) -> None:
        """Do it, and say what was done."""
        told = env.serving()  # that it can't be served so is told before anything is written
        try:
            if to_serve:
                server.try_to_listen(told)
            make_ready(self.stdout.write)
        except BadSetup as error:
            raise CommandError(f"{error}.") from error
        except server.CannotListen as error:
            raise CommandError(str(error)) from error
        except NotBackedUp as error:
            raise CommandError(f"{error}\nNothing was migrated.") from error
