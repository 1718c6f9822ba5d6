"""What the log leaves out of its lines."""

from __future__ import annotations

import re
from logging import Filter, LogRecord

_TOKEN = re.compile(r"(?<=/shared/)[-\w]+")


class WithoutStrangersTracebacks(Filter):
    """Has what anybody can bring about, as by asking for another host, be one line of the log."""

    def filter(self, record: LogRecord) -> bool:
        """Pass each line."""
        if record.name.startswith("django.security."):
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
