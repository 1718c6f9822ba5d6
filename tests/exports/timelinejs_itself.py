"""TimelineJS, to draw what we export; ``python -m tests.exports.timelinejs_itself`` gets it."""

from __future__ import annotations

import sys

from tests.exports.npm_package import SECONDS, NotHere, NpmPackage

__all__ = ["SECONDS", "VERSION", "NotHere", "folder"]

VERSION = "3.9.11"
folder = NpmPackage(
    "@knight-lab/timelinejs",
    VERSION,
    "+jUuY1OJ+9zSO5O3AfYSLd1yB0vQkm22zyIElz8BWT5DQ9mL0rsxlQkBKAqLbWpJjFuAAJeqzLY35xFIg6GW4g==",
    wanted="package/dist/",
).folder
"""Where its scripts and styles lie, fetched if need be. Raises ``NotHere``."""


if __name__ == "__main__":
    try:
        folder()
    except NotHere as error:
        # Not an error here: the other tests still have something to say.
        sys.stdout.write(f"No TimelineJS: {error}.\n")
