#!/usr/bin/env bash
# compromise-dates 3.9.0: what lasted "until 4 March 2022" begins on that day, and lasts until today.
#
# "until" is among the words of its ranges ("every weekday until February" in its README), and with both ends stated the
# range is right. With the end alone it is counted from today, which is later, and then the two are put in order: the
# end becomes the beginning, and the day of reading, which no text states, the end. "until May" of next year is right.
# Expected: an end on 4 March 2022, whatever the beginning.
#
# Why it matters: a text that tells when something was over is turned into one that tells when it set in, and that it
# goes on. Nothing in the answer says that one of its ends was made up.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts compromise@14.17.0 compromise-dates@3.9.0
cat > seen.mjs <<'SCRIPT'
import nlp from "compromise";
import dates from "compromise-dates";
nlp.plugin(dates);
for (const when of ["from 4 January 2022 until 4 March 2022", "until 4 March 2022", "until 1999", "until May 2026"]) {
  const [found] = nlp(`The siege lasted ${when}.`).dates({ timezone: "UTC", today: "2025-11-29" }).get();
  console.log(`${when}: ${found.start.slice(0, 10)} to ${found.end.slice(0, 10)}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
from 4 January 2022 until 4 March 2022: 2022-01-04 to 2022-03-04
until 4 March 2022: 2022-03-04 to 2025-11-29
until 1999: 1999-01-01 to 2025-11-29
until May 2026: 2025-11-29 to 2026-05-01
SEEN
