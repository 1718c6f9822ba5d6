#!/usr/bin/env bash
# frictionless 5.21.0: a column of dates declared as `format: any` is written out as the word "any", row by row.
#
# Table Schema lets a field of type date, time or datetime have the format "any": a date in whatever way a program can
# read. frictionless reads and validates such a column rightly. As it writes the rows again (`frictionless extract`, a
# resource's `write`) it hands the declared format to strftime, which has nothing to fill in "any": each cell is that
# word. Expected: the date, in ISO 8601 or as it stood. With a format of its own ("%d %B %Y"), or none, dates are kept.
#
# Why it matters: "any" is what one declares for a column that people have filled in, as in most timelines kept in a
# sheet. A cleaning step through this library loses all dates, exits with 0, and the file that it leaves looks whole.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
printf 'event,day\nThe mayor resigns,4 March 2022\nThe bridge opens,5 October 2025\n' > events.csv
for format in any default '%d %B %Y'; do
    printf '{"name": "timeline", "resources": [{"name": "events", "path": "events.csv", "schema": {"fields": [
        {"name": "event", "type": "string"}, {"name": "day", "type": "date", "format": "%s"}]}}]}' "$format" > any.json
    [ "$format" = default ] && sed -i 's/4 March 2022/2022-03-04/; s/5 October 2025/2025-10-05/' events.csv
    [ "$format" = '%d %B %Y' ] && sed -i 's/2022-03-04/04 March 2022/; s/2025-10-05/05 October 2025/' events.csv
    env/bin/frictionless validate any.json > /dev/null && echo "$format: valid"
    env/bin/frictionless extract any.json --csv | tr -d '\r' | grep .
done | tee seen.txt
diff - seen.txt <<'SEEN'
any: valid
event,day
The mayor resigns,any
The bridge opens,any
default: valid
event,day
The mayor resigns,2022-03-04
The bridge opens,2025-10-05
%d %B %Y: valid
event,day
The mayor resigns,04 March 2022
The bridge opens,05 October 2025
SEEN
