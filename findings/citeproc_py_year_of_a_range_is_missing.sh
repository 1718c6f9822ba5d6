#!/usr/bin/env bash
# citeproc-py 0.11.1: where a style asks for the year alone, a range of days within one year prints nothing at all.
#
# CSL's data model gives a range as two lists in `date-parts`. A style that asks for the year of an item of 3 March to
# 9 May 2022 should print 2022: parts that both ends share are printed once (CSL 1.0.2, "Date ranges"). Asked for day,
# month and year of the same item it prints "3 March–9 May 2022"; a single day, or days of two years, have their years.
# Expected: "2022".
#
# Why it matters: an event or a source of several days in one year is cited without a year in every author-date style,
# where the year is what a reader finds the entry by; the neighbours have theirs, so that nobody looks for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check citeproc-py==0.11.1
cat > dated.csl <<'STYLE'
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-GB">
  <info><title>Dates</title><id>dates</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>
    <text variable="title" suffix=": "/>
    <date variable="issued" suffix=" | "><date-part name="year"/></date>
    <date variable="issued"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/><date-part name="year"/></date>
  </layout></bibliography>
</style>
STYLE
cat > seen.py <<'SCRIPT'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

RANGES = {
    "one day": [[2022, 3, 3]],
    "days of a year": [[2022, 3, 3], [2022, 5, 9]],
    "days of two years": [[2022, 12, 30], [2023, 1, 2]],
}
items = [
    {"id": name, "type": "article-newspaper", "title": name, "issued": {"date-parts": parts}}
    for name, parts in RANGES.items()
]
style = CitationStylesStyle("dated.csl", validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
for item in items:
    bibliography.register(Citation([CitationItem(item["id"])]))
for entry in bibliography.bibliography():
    print(str(entry))
SCRIPT
env/bin/python seen.py 2>/dev/null | tee seen.txt
diff - seen.txt <<'SEEN'
one day: 2022 | 3 March 2022
days of a year: 3 March–9 May 2022
days of two years: 2022–2023 | 30 December 2022–2 January 2023
SEEN
