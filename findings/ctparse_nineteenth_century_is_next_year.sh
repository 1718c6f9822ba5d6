#!/usr/bin/env bash
# ctparse 0.3.6: "5 May 1821" is 5 May of this year or the next, without an error; "5 May 1921" is of 1921.
#
# The library reads dates in text ("resolving natural language time expressions"), and says nothing of a span of
# years. A year outside of those that it knows is left out of the match, and the day and month before it become the next
# such day after the reference time. Expected: the date with its year, or nothing. Full years alone ("in 1821") give
# nothing indeed, so that a quick trial with years finds no fault.
#
# Why it matters: a biography or a history run through it yields a timeline of future days; sorted and drawn it looks
# like plans for the coming year.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ctparse==0.3.6
cat > seen.py <<'SCRIPT'
import logging
from datetime import datetime

from ctparse import ctparse

logging.disable(logging.CRITICAL)
NOW = datetime(2025, 11, 5, 12)
for text in ("5 May 1821", "May 5, 1821", "5 May 1899", "5 May 1921", "5 May 2021", "5 May 2121", "in 1821", "in 1921"):
    read = ctparse(text, ts=NOW)
    print(f"{text}: {read.resolution if read else None}")
SCRIPT
env/bin/python seen.py | tee seen.txt
diff - seen.txt <<'SEEN'
5 May 1821: 2026-05-05 X:X (X/X)
May 5, 1821: 2026-05-05 X:X (X/X)
5 May 1899: 2026-05-05 X:X (X/X)
5 May 1921: 1921-05-05 X:X (X/X)
5 May 2021: 2021-05-05 X:X (X/X)
5 May 2121: 2026-05-05 X:X (X/X)
in 1821: None
in 1921: 1921-X-X X:X (X/X)
SEEN
