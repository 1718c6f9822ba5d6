"""The machine that something was measured on, in words."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def described() -> str:
    """One line: processor, cores, memory, kernel, Python, SQLite, date, commit, load."""
    return ", ".join(
        [
            _processor(),
            f"{os.cpu_count()} cores",
            f"{_memory() / 2**30:.0f} GB of memory",
            f"{platform.system()} {platform.release()}",
            f"Python {platform.python_version()}",
            f"SQLite {_sqlite()}",
            f"{datetime.now(UTC):%Y-%m-%d}",
            f"commit {commit()}",
        ]
    )


def load() -> str:
    """How busy the machine is: processes that ran or waited in the last minute, on average."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _sqlite() -> str:
    from timeline import env

    env.newer_sqlite()
    import sqlite3

    return sqlite3.sqlite_version


def commit() -> str:
    """The commit that is checked out, and whether the product was changed since."""

    def git(*arguments: str) -> str:
        told = subprocess.run(
            ["git", "--no-optional-locks", "-C", ROOT, *arguments], capture_output=True, text=True
        )
        return told.stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "--", "timeline", "templates") else ""
    return f"{git('rev-parse', '--short', 'HEAD') or 'unknown'}{changed}"
