"""What a command that serves says, as the log has it: with ``RETOLD_LOG=json`` an object a line."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, OutputWrapper
from django.utils.module_loading import import_string


class LoggedCommand(BaseCommand):
    """A command whose words, and what it fails with, are lines of the log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forms: dict[str, Any] = settings.LOGGING["formatters"]  # type: ignore[assignment]
        if form := forms.get("json"):
            settled = {name: value for name, value in form.items() if name not in {"()", "format"}}
            formatter = import_string(form["()"])(form["format"], **settled)
            self.stdout = _LogOutput(self.stdout, formatter, logging.INFO)
            self.stderr = _LogOutput(self.stderr, formatter, logging.ERROR)


class _LogOutput(OutputWrapper):
    def __init__(self, out: OutputWrapper, formatter: logging.Formatter, level: int) -> None:
        super().__init__(out)  # type: ignore[arg-type]
        self._formatter, self._level = formatter, level

    def write(  # type: ignore[override]
        self, msg: str = "", style_func: Any = None, ending: str | None = None
    ) -> None:
        """Write a text as one line of JSON."""
        record = logging.LogRecord("timeline.serve", self._level, "", 0, msg.strip(), None, None)
        super().write(self._formatter.format(record), ending=ending)
