"""The settings of ``make serve``, with the static files collected in a folder of their own."""

from __future__ import annotations

import os
from pathlib import Path

from timeline.settings import *  # noqa: F403 - all of them, and one changed

STATIC_ROOT = Path(os.environ["BENCH_STATIC"])
