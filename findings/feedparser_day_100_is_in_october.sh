#!/usr/bin/env bash
# feedparser 6.0.14: the hundredth day of a year is read as 1 October, and the 161st as April of the next.
#
# ISO 8601 counts days within a year with three digits, "2022-100" for 10 April. feedparser's documentation lists the
# form among those it reads, with the example 2003-335, which it does read. Of the days up to 199 it takes two digits
# for a month: "2022-100" is month 10, "2022-161" month 16, which runs on into April 2023. Without the hyphen all is
# right: "2022100". Expected: the same days with a hyphen as without.
#
# Why it matters: more than half of the days of such a year are months off, all of the others exact, and those looked
# at first, in the example and in autumn, are among the right ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
cat > seen.py <<'SCRIPT'
from datetime import date, timedelta

import feedparser

DAYS = [date(2022, 1, 1) + timedelta(days=number) for number in range(365)]


def read(form):
    items = "".join(f"<item><title>A</title><dc:date>{day.strftime(form)}</dc:date></item>" for day in DAYS)
    namespace = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    feed = feedparser.parse(f'<rss version="2.0" {namespace}><channel><title>A</title>{items}</channel></rss>')
    return [date(*entry.updated_parsed[:3]) for entry in feed.entries]


for form in ("%Y%j", "%Y-%j"):
    found = read(form)
    wrong = [day for day, seen in zip(DAYS, found, strict=True) if day != seen]
    print(f"{DAYS[0].strftime(form)} to {DAYS[-1].strftime(form)}: {len(wrong)} of {len(DAYS)} days are another")
    for number in (63, 100, 161, 199, 200, 335):
        print(f"  {DAYS[number - 1].strftime(form)}, {DAYS[number - 1]}: {found[number - 1]}")
SCRIPT
env/bin/python seen.py | tee seen.txt
diff - seen.txt <<'SEEN'
2022001 to 2022365: 0 of 365 days are another
  2022063, 2022-03-04: 2022-03-04
  2022100, 2022-04-10: 2022-04-10
  2022161, 2022-06-10: 2022-06-10
  2022199, 2022-07-18: 2022-07-18
  2022200, 2022-07-19: 2022-07-19
  2022335, 2022-12-01: 2022-12-01
2022-001 to 2022-365: 198 of 365 days are another
  2022-063, 2022-03-04: 2022-06-01
  2022-100, 2022-04-10: 2022-10-01
  2022-161, 2022-06-10: 2023-04-01
  2022-199, 2022-07-18: 2023-07-01
  2022-200, 2022-07-19: 2022-07-19
  2022-335, 2022-12-01: 2022-12-01
SEEN
