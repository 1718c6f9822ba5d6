#!/usr/bin/env bash
# chrono-node 2.10.3: "15 March 44 BC" is given as a day of 45 BC.
#
# The year is taken over as -44, and a JavaScript Date counts years with a zero, so that -44 is 45 BC: the same Date,
# said in words by the platform itself, is of "45 BC". Expected: the year -43, which is 44 BC.
#
# Why it matters: every event before our era lands a year early, and the day written out as ISO 8601 or EDTF, which have
# a year zero too, says 45 BC to whoever reads it next. The number 44 in "-000044" looks right to the eye.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3
cat > seen.mjs <<'SCRIPT'
import * as chrono from "chrono-node";
const said = new Intl.DateTimeFormat("en-US", {
  calendar: "gregory", day: "numeric", month: "long", year: "numeric", era: "short", timeZone: "UTC",
});
// The days of Intl are Julian before 1582; only the year is looked at.
const year = (date) => said.formatToParts(date).filter((one) => /^(year|era)$/.test(one.type)).map((one) => one.value);
for (const text of ["15 March 44 BC", "2 September 31 BCE", "14 October 1066"]) {
  const date = chrono.parseDate(text, new Date("2025-11-29T12:00:00Z"));
  console.log(`“${text}”: ${date.toISOString().split("T")[0]}, in words ${year(date).join(" ")}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
“15 March 44 BC”: -000044-03-15, in words 45 BC
“2 September 31 BCE”: -000031-09-02, in words 32 BC
“14 October 1066”: 1066-10-14, in words 1066 AD
SEEN
