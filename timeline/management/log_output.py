"""What all commands of ours have: with ``RETOLD_LOG=json`` what they say is an object a line, and
where there is no database they make none.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import DEFAULT_DB_ALIAS

from timeline import log_lines
from timeline.services.running.database_check import BadSetup, check_there


class LoggedCommand(BaseCommand):
    """A command whose complaints, and what it fails with, are lines of the log.

    What it answers stays as it is, for people and for programs, unless ``answers_in_log``: the
    answers of a command that serves are no answers to anybody. Where SQLite's file is not there it
    says so, unless it ``makes_database``.
    """

    answers_in_log = False
    makes_database = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if log_lines.are_json():
            self.stderr = _LogOutput(self.stderr, logging.ERROR)
            if self.answers_in_log:
                self.stdout = _LogOutput(self.stdout, logging.INFO)

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        """A parser that tells of options that there are not in a line of the log, too."""
        parser = super().create_parser(*args, **kwargs)
        if parser.called_from_command_line and log_lines.are_json():
            parser.error = partial(_end_misused, parser)  # type: ignore[method-assign]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it where there is a database, before anything is written."""
        if not self.makes_database:
            try:
                check_there(options.get("database", DEFAULT_DB_ALIAS))
            except BadSetup as error:
                raise CommandError(f"{error}.") from error
        return super().execute(*args, **options)

    def remark(self, words: str) -> None:
        """Say beside the answer what is no complaint."""
        if isinstance(self.stderr, _LogOutput):
            self.stderr.write(words, level=logging.INFO)
        else:
            self.stderr.write(words, style_func=str)


def _end_misused(parser: CommandParser, message: str) -> None:
    parser.exit(2, f"{log_lines.line(message)}\n")


class _LogOutput(OutputWrapper):
    def __init__(self, out: OutputWrapper, level: int) -> None:
        super().__init__(out)  # type: ignore[arg-type]
        self._level = level

    def write(  # type: ignore[override]
        self, msg: str = "", style_func: Any = None, ending: str | None = None, level: int = 0
    ) -> None:
        """Write a text as one line of JSON."""
        super().write(log_lines.line(msg, level=level or self._level), ending=ending)
