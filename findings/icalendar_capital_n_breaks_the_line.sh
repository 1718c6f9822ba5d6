#!/usr/bin/env bash
# icalendar 7.3.0: a backslash before a capital N in a text is written as a line break, before a small n it is not.
#
# In a calendar's text (RFC 5545, 3.3.11) a backslash is written twice, and both \n and \N stand for a line break. The
# library escapes backslashes when it writes, but makes a line break of "\N" before, in the text that it was given, which
# is no iCalendar yet. Expected: what is read again is what was given. vobject 0.9.9, asked beside it, gives it back.
#
# Why it matters: the summary of an event that names a path, "C:\North", or a rule for TeX comes out in two lines, without
# the backslash and the letter, and nothing says so; a path of small letters beside it is right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.0 vobject==0.9.9
cat > seen.py <<'SCRIPT'
import icalendar
import vobject

for given in (r"The scans lie in C:\North", r"The scans lie in C:\north", r"The scans lie in C:\South"):
    event = icalendar.Event()
    event.add("summary", given)
    again = str(icalendar.Event.from_ical(event.to_ical())["summary"])
    print(f"icalendar: {given!r} is {again!r}")
    calendar = vobject.iCalendar()
    calendar.add("vevent").add("summary").value = given
    again = vobject.readOne(calendar.serialize()).vevent.summary.value
    print(f"vobject: {given!r} is {again!r}")
SCRIPT
env/bin/python seen.py | tee seen.txt
diff - seen.txt <<'SEEN'
icalendar: 'The scans lie in C:\\North' is 'The scans lie in C:\north'
vobject: 'The scans lie in C:\\North' is 'The scans lie in C:\\North'
icalendar: 'The scans lie in C:\\north' is 'The scans lie in C:\\north'
vobject: 'The scans lie in C:\\north' is 'The scans lie in C:\\north'
icalendar: 'The scans lie in C:\\South' is 'The scans lie in C:\\South'
vobject: 'The scans lie in C:\\South' is 'The scans lie in C:\\South'
SEEN
