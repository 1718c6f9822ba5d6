#!/usr/bin/env bash
# csvkit 2.1.0 (agate 1.14.2, parsedatetime 2.6): a column of weekdays becomes days of January in the year 1.
#
# csvkit looks at each column and gives it a type. Where every cell is a weekday as articles put it, "on Friday",
# "Tuesday", it takes the column for dates, counts them from the calendar's first day, 1 January of the year 1, and
# writes "0001-01-05" and "0001-01-02" in the words' place. One cell that isn't read, "last spring", keeps the whole
# column text. Expected: text, for none of these cells names a year, or a date near the day on which it is run, as
# "yesterday" is read.
#
# Why it matters: date phrases as written are what a timeline quotes. A file of them comes out of csvjson or in2csv
# with the words gone and days in their place that nobody stated, and whether it does depends on the other rows.
# `--no-inference` keeps them; so do quotation marks around each phrase.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check csvkit==2.1.0 agate==1.14.2 parsedatetime==2.6
printf 'event,phrase\nA,on Friday\nB,Tuesday\n' > days.csv
printf 'event,phrase\nA,on Friday\nB,last spring\n' > mixed.csv
printf 'event,phrase\nA,“on Friday”\nB,“Tuesday”\n' > quoted.csv
for table in days mixed quoted; do
  printf '%s: ' "$table"
  env/bin/csvjson "$table.csv"
  echo
done | tee seen
diff seen - <<'SEEN'
days: [{"event": "A", "phrase": "0001-01-05"}, {"event": "B", "phrase": "0001-01-02"}]
mixed: [{"event": "A", "phrase": "on Friday"}, {"event": "B", "phrase": "last spring"}]
quoted: [{"event": "A", "phrase": "“on Friday”"}, {"event": "B", "phrase": "“Tuesday”"}]
SEEN
