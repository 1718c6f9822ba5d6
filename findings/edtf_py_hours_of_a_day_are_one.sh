#!/usr/bin/env bash
# edtf 5.0.2 (Python): a date with a time of day begins at midnight, and every time of a day is the same when sorted.
#
# EDTF level 0 has date and time, "2022-03-07T23:10:00Z" (ISO 8601-2, Library of Congress). The package parses it,
# prints it as written and keeps hour and offset in `.time`; yet `lower_strict()`, by which it orders, is midnight.
# So two such dates of one day are neither before nor after each other, though not equal, and a list of them stays
# as it came; and "2022-03-07T23:10:00-05:00" stands before "2022-03-08T03:00:00Z", which was an hour and ten minutes
# earlier. Expected: the order of the moments, or an error where the package knows none.
#
# Why it matters: a timeline of one day, an attack or a night of votes, comes out in the order of its file, without a
# word, from a library that has read every hour. Who sorts by EDTF has to take the time out of the text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check edtf==5.0.2
cat > seen.py <<'PYTHON'
from edtf import parse_edtf

late, early = parse_edtf("2022-03-07T23:10:00Z"), parse_edtf("2022-03-07T01:30:00Z")
print(f"lower_strict: {tuple(late.lower_strict())[:6]}, time: {late.time}")
print(f"before {late < early}, after {late > early}, equal {late == early}")
print("sorted:", ", ".join(map(str, sorted([late, early]))))
there, here = parse_edtf("2022-03-07T23:10:00-05:00"), parse_edtf("2022-03-08T03:00:00Z")
print(f"23:10-05:00 of the day before is before 03:00Z: {there < here}")
PYTHON
env/bin/python seen.py | tee seen
diff seen - <<'SEEN'
lower_strict: (2022, 3, 7, 0, 0, 0), time: 23:10:00Z
before False, after False, equal False
sorted: 2022-03-07T23:10:00Z, 2022-03-07T01:30:00Z
23:10-05:00 of the day before is before 03:00Z: True
SEEN
