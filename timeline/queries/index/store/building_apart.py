"""Having another process build the index of many events."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings

BUILT_APART = 100_000
"""Events from which on a server has another process build a base: that takes memory for good."""


def build_in_process(alias: str) -> None:
    """Make a new base of a database in a process of its own.

    Raises ``subprocess.CalledProcessError`` where that fails.
    """
    subprocess.run(  # noqa: S603 - its words are our own
        [sys.executable, "-m", "django", "index", "--database", alias],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
