#!/usr/bin/env python3
"""Retold's command line: `manage.py help` lists the commands."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run a management command."""
    # What is imported is kept: to look through it for garbage as it comes takes a tenth of a start.
    gc.set_threshold(200_000)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    from django.core.management import execute_from_command_line

    from timeline import log_lines
    from timeline.env import BadSetting, newer_sqlite

    newer_sqlite()
    from django.db import Error

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as error:
        log_lines.end(f"{error}.")
    except Error as error:
        from timeline.queries.database import unavailability

        why = unavailability.why(error)
        if "--traceback" in sys.argv or why is None:
            log_lines.end_with(error)
        words = " ".join(str(error).split())
        if why is unavailability.Unavailability.UNPREPARED:
            log_lines.end(f"{words}: {unavailability.WORDS[why].sentence}")
        log_lines.end(f"The database that DATABASE_URL names can't do that now: {words}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told as the log is
        log_lines.end_with(error)


if __name__ == "__main__":
    main()
