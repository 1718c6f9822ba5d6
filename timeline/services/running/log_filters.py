"""What the log leaves out of its lines."""

from __future__ import annotations

import re
from logging import ERROR, Filter, LogRecord

_TOKEN = re.compile(r"(?<=/shared/)[-\w]+")


class WithoutStrangersTracebacks(Filter):
    """Has what anybody can bring about be one line of the log: asking for another host, for what
    one has no right to, or in a way that nobody understands.
    """

    def filter(self, record: LogRecord) -> bool:
        """Pass each line."""
        refused = record.name == "django.request" and record.levelno < ERROR
        if refused or record.name.startswith("django.security."):
            record.exc_info = None
        return True


class WithoutTokens(Filter):
    """Has no line of the log hold what a shared story can be opened with."""

    def filter(self, record: LogRecord) -> bool:
        """Pass each line."""
        told = record.getMessage()
        if "/shared/" in told:
            record.msg, record.args = _TOKEN.sub("…", told), ()
        return True
