"""What a command that serves says, as the log has it: with ``RETOLD_LOG=json`` an object a line."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, OutputWrapper

from timeline import log_lines


class LoggedCommand(BaseCommand):
    """A command whose words, and what it fails with, are lines of the log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if log_lines.are_json():
            self.stdout = _LogOutput(self.stdout, logging.INFO)
            self.stderr = _LogOutput(self.stderr, logging.ERROR)


class _LogOutput(OutputWrapper):
    def __init__(self, out: OutputWrapper, level: int) -> None:
        super().__init__(out)  # type: ignore[arg-type]
        self._level = level

    def write(  # type: ignore[override]
        self, msg: str = "", style_func: Any = None, ending: str | None = None
    ) -> None:
        """Write a text as one line of JSON."""
        super().write(log_lines.line(msg, level=self._level), ending=ending)
