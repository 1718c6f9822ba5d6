"""Which Chromium the browser tests drive; ``python -m tests.browser.chromium`` gets one.

In this order: the one that ``CHROMIUM`` names, one on the machine, Playwright's own download.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/{0}.app/Contents/MacOS/{0}"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def find() -> str | None:
    """The path of a Chromium that starts, or None."""
    if given := os.environ.get("CHROMIUM"):
        return given if _starts(given) else None
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [MAC.format(name) for name in ("Chromium", "Google Chrome")]
    return next((path for path in [*found, _downloaded()] if path and _starts(path)), None)


def command() -> str:
    """The one command that puts a Chromium on this machine."""
    if os.environ.get("CHROMIUM"):
        return "unset CHROMIUM (what it names does not start)"
    if _is_debian():
        apt = "apt-get install --yes chromium"
        return apt if os.geteuid() == 0 else f"sudo {apt}"
    return f"{_shown(sys.executable)} -m playwright install --with-deps chromium"


def install() -> str | None:
    """Get a Chromium: by Playwright's download, else, as root on Debian, by apt."""
    if os.environ.get("CHROMIUM"):
        return None
    say("No Chromium on this machine; downloading one ...")
    _run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=240)
    if not find():
        say("The download gave none that starts; installing Debian's ...")
        debian_install("chromium", "fonts-dejavu")
    return find()


def debian_install(*packages: str) -> bool:
    """Install Debian's packages, where this is Debian and root asks; whether it went well."""
    if not _is_debian() or os.geteuid() != 0:
        return False
    apt = ["apt-get", "--quiet", "--quiet", "--yes"]
    _run([*apt, "update"], seconds=120)
    return _run([*apt, "install", "--no-install-recommends", *packages], seconds=300)


def say(text: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception:  # noqa: BLE001 - Playwright's driver may lack what this machine has not
        return None
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    return _run([path, "--version"], seconds=30)


def _run(arguments: list[str], *, seconds: int) -> bool:
    """Whether the command ended well; its words are kept from the screen."""
    try:
        ended = subprocess.run(
            arguments,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def _is_debian() -> bool:
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def _shown(path: str) -> str:
    """A path as one would type it in the project's folder."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


if __name__ == "__main__":
    if not (find() or install()):
        # Not an error here: the linters and the other tests still have something to say.
        say(f"No Chromium: the browser tests will fail. What helps: {command()}")
