#!/usr/bin/env bash
# xlsx2csv 0.8.6: 18:05 in a cell comes out as 06:05, with nothing to say that it is the evening.
#
# Excel shows a time by twelve hours only where its format asks for AM/PM. xlsx2csv does so wherever a format has a day and
# an hour of one letter, among them "m/d/yy h:mm", the one that Excel itself gives to a cell with a day and a time (its
# built-in format 22), and writes no AM or PM. A time alone, and formats with `hh`, keep the hour. Expected: 18:05, as the
# sheet shows it.
#
# Why it matters: a sheet of what happened when, typed in Excel and turned into CSV, has all its afternoons before its
# mornings, and sorts so. Nothing fails, and both halves of the day are mixed for good.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
cat > sheet.py <<'SCRIPT'
from datetime import datetime

import openpyxl

sheet = (book := openpyxl.Workbook()).active
for form in ("m/d/yy h:mm", "d mmm yyyy, h:mm", "h:mm", "h:mm AM/PM", "yyyy-mm-dd hh:mm"):
    for hour in (6, 18):
        sheet.append([form, datetime(2022, 3, 4, hour, 5)])
        sheet.cell(sheet.max_row, 2).number_format = form
book.save("times.xlsx")
SCRIPT
env/bin/python sheet.py
env/bin/xlsx2csv times.xlsx | tr -d '\r' | tee seen.txt
diff - seen.txt <<'SEEN'
m/d/yy h:mm,03/04/22 06:05
m/d/yy h:mm,03/04/22 06:05
"d mmm yyyy, h:mm","04 Mar 2022, 06:05"
"d mmm yyyy, h:mm","04 Mar 2022, 06:05"
h:mm,06:05
h:mm,18:05
h:mm AM/PM,06:05 AM
h:mm AM/PM,06:05 PM
yyyy-mm-dd hh:mm,2022-03-04 06:05
yyyy-mm-dd hh:mm,2022-03-04 18:05
SEEN
