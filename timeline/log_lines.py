"""How lines of the log are written: as text, or, with ``RETOLD_LOG=json``, an object a line."""

from __future__ import annotations

import logging
import sys
from typing import Any, NoReturn

from timeline import env

_TEXT = {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}
_JSON: dict[str, Any] = {
    "format": "{asctime}{levelname}{name}{message}",
    "style": "{",
    "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
    "json_ensure_ascii": False,
}
_FILTERS = "timeline.services.running.log_filters"


def are_json() -> bool:
    """Whether the log has objects. Raises ``BadSetting``."""
    return env.one_of("RETOLD_LOG", ("lines", "json")) == "json"


def settings() -> dict[str, Any]:
    """Django's ``LOGGING``: all to standard error. Raises ``BadSetting``."""
    line = {"()": "timeline.log_lines.json_lines"} if are_json() else _TEXT
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "filters": {
            "strangers": {"()": f"{_FILTERS}.WithoutStrangersTracebacks"},
            "tokens": {"()": f"{_FILTERS}.WithoutTokens"},
        },
        "handlers": {
            "console": {
                "()": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["strangers", "tokens"],
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        # A request that waits for a thread for a moment is no matter for a log.
        "loggers": {
            "waitress.queue": {"level": "ERROR"},
            # Who logged in; wrong passwords and locked log-ins are told by axes, as warnings.
            "timeline.admin.login": {"level": "INFO"},
        },
    }


def json_lines() -> logging.Formatter:
    """What makes a line of JSON of what is logged."""
    from pythonjsonlogger.json import JsonFormatter

    more = {name: value for name, value in _JSON.items() if name != "format"}
    return JsonFormatter(_JSON["format"], **more)


def line(words: str, *, level: int = logging.ERROR, error: BaseException | None = None) -> str:
    """What a command says, as a line of JSON; ``error``: the fault that it ends with, if any."""
    fault = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("timeline.serve", level, "", 0, words.strip(), None, fault)
    return json_lines().format(record)


def end(words: str) -> NoReturn:
    """End this process, which failed, and say why as the log has it."""
    sys.exit(line(words) if _may_be_json() else words)


def end_with(fault: Exception) -> NoReturn:
    """End this process by a fault of ours: its traceback as Python has it, or within a line."""
    if not _may_be_json():
        raise fault
    sys.exit(line(f"{type(fault).__name__}: {fault}", error=fault))


def _may_be_json() -> bool:
    try:
        return are_json()
    except env.BadSetting:  # this is what is said then
        return False
