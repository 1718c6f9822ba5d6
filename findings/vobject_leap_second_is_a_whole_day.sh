#!/usr/bin/env bash
# vobject 0.9.9: an event at a leap second lasts the whole day, and is written again as one.
#
# RFC 5545 (3.3.12) allows 60 as the seconds of a time, and "23:59:60" of 31 December 2016, in UTC, was one.
# vobject takes `DTSTART:20161231T235960Z` for the date alone, though no VALUE=DATE stands there, and serializes it as
# `DTSTART;VALUE=DATE:20161231`; a second earlier it keeps the time. Expected: that moment, its neighbour, or an error.
#
# Why it matters: logs of systems and measurements, turned into calendars, hold such moments. After one reading and
# writing a point in time is an event of a day, and no program after it can tell that it was ever exact.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check vobject==0.9.9
cat > seen.py <<'SCRIPT'
import vobject

LINES = (
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT", "UID:1",
    "DTSTAMP:20170101T000000Z", "DTSTART:{}", "SUMMARY:The clocks wait", "END:VEVENT", "END:VCALENDAR", "",
)
for start in ("20161231T235959Z", "20161231T235960Z", "20170101T000000Z"):
    calendar = vobject.readOne("\r\n".join(LINES).format(start))
    lines = calendar.serialize().splitlines()
    written = next(line for line in lines if line.startswith("DTSTART"))
    print(f"{start}: {type(calendar.vevent.dtstart.value).__name__}, written as {written}")
SCRIPT
env/bin/python seen.py | tee seen.txt
diff - seen.txt <<'SEEN'
20161231T235959Z: datetime, written as DTSTART:20161231T235959Z
20161231T235960Z: date, written as DTSTART;VALUE=DATE:20161231
20170101T000000Z: datetime, written as DTSTART:20170101T000000Z
SEEN
