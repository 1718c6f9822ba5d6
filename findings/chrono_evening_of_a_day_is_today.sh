#!/usr/bin/env bash
# chrono-node 2.10.3: "the evening of 4 March 2022" is today, and the day it names is swallowed.
#
# The phrase is found whole, "evening of 4 March 2022", so that it looks read; its date is the day on which it is read,
# and day, month and year are told as not known. "At noon on 4 March 2022" is read as the day that it names, and
# of "4 March 2022 in the evening" the day at least. Expected: 4 March 2022 for each.
#
# Why it matters: the morning, evening or night of a day is how reports tell when something happened, and a tool that
# takes dates from articles puts each of these on the day of the reading, with nothing to tell it from a day that was
# printed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3
cat > seen.mjs <<'SCRIPT'
import * as chrono from "chrono-node";
const read = new Date("2025-11-29T12:00:00Z");
for (const text of [
  "It began on the evening of 4 March 2022.",
  "It began on the morning of March 4, 2022.",
  "It began in the night of 4 to 5 March 2022.",
  "It began on 4 March 2022 in the evening.",
  "It began at noon on 4 March 2022.",
]) {
  const [found] = chrono.parse(text, read);
  const day = found.start.date().toISOString().slice(0, 10);
  console.log(`“${found.text}”: ${day}, a year is stated: ${found.start.isCertain("year")}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
“evening of 4 March 2022”: 2025-11-29, a year is stated: false
“morning of March 4, 2022”: 2025-11-29, a year is stated: false
“night of 4 to 5 March 2022”: 2025-11-29, a year is stated: false
“on 4 March 2022”: 2022-03-04, a year is stated: true
“noon on 4 March 2022”: 2022-03-04, a year is stated: true
SEEN
