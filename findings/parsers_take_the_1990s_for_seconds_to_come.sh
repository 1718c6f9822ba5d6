#!/usr/bin/env bash
# parsedatetime 2.6, sherlockjs 1.4.2, any-date-parser 2.2.4: "1990s" is a moment 1,990 seconds from now.
#
# Three parsers of dates in English, of two languages, by three authors. All know units by their letter ("5m", "2h"),
# and take the "s" of a decade for seconds: the 1990s begin, and end, in 33 minutes and 10 seconds. parsedatetime
# says that it found a time and no date, the other two give a plain date without a doubt. Expected: 1990, or nothing.
#
# Why it matters: decades are how memoirs and chronologies date what nobody noted. Through any of these the 1990s and
# the 1980s lie ten seconds apart this very day, and no error says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check parsedatetime==2.6
npm install --silent --no-fund --no-audit --prefix . sherlockjs@1.4.2 any-date-parser@2.2.4 > /dev/null
cat > seen.py <<'SCRIPT'
from datetime import datetime

import parsedatetime

NOW = datetime(2025, 11, 5, 12)
calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)
for text in ("1990s", "the 1980s"):
    read, found = calendar.parseDT(text, NOW)
    print(f"parsedatetime, {text}: {(read - NOW).seconds} s from now; a date: {found.hasDate}")
SCRIPT
cat > seen.mjs <<'SCRIPT'
import any from "any-date-parser";
import Sherlock from "sherlockjs";

const from = (date) => Math.round((date - Date.now()) / 1000);
for (const text of ["1990s", "1980s"])
  console.log(`any-date-parser, ${text}: ${from(any.fromString(text))} s from now`);
for (const text of ["the war of the 1990s", "the war of the 1980s"])
  console.log(`sherlockjs, ${text}: ${from(Sherlock.parse(text).startDate)} s from now`);
SCRIPT
{ env/bin/python seen.py; TZ=UTC node seen.mjs; } | tee seen.txt
diff - seen.txt <<'SEEN'
parsedatetime, 1990s: 1990 s from now; a date: False
parsedatetime, the 1980s: 1980 s from now; a date: False
any-date-parser, 1990s: 1990 s from now
any-date-parser, 1980s: 1980 s from now
sherlockjs, the war of the 1990s: 1990 s from now
sherlockjs, the war of the 1980s: 1980 s from now
SEEN
