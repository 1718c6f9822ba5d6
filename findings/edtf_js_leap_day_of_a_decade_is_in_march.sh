#!/usr/bin/env bash
# edtf.js 4.11.1 (npm `edtf`): a 29 February in the 1990s is written back as a 1 March.
#
# "199X-02-29" is a leap day of which the last digit of the year is not known (EDTF level 2, "unspecified digit": any
# digit of a date may be X). There were two, in 1992 and 1996. edtf.js holds the day in the first year of the decade;
# 1990 has none, so the day runs over, and `edtf`, `toJSON`, `min` and `max` all say 1 March. In the 1980s, which begin
# with a leap year, it stays. Expected: the text that was read, and 1992-02-29 and 1996-02-29 for the two ends.
#
# Why it matters: a birth or a battle "on leap day, in some year of the nineties" changes its day by being loaded and
# saved once, and only in decades that don't begin with a leap year, so that a test may well miss it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts edtf@4.11.1
cat > seen.mjs <<'SCRIPT'
import edtf from "edtf";
for (const text of ["198X-02-29", "199X-02-29", "19XX-02-29", "199X-02-28"]) {
  const value = edtf(text);
  const [first, last] = [value.min, value.max].map((moment) => new Date(moment).toISOString().slice(0, 10));
  console.log(`${text} is written back as ${value.edtf}; min: ${first}, max: ${last}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
198X-02-29 is written back as 198X-02-29; min: 1980-02-29, max: 1989-02-28
199X-02-29 is written back as 199X-03-01; min: 1990-03-01, max: 1999-03-01
19XX-02-29 is written back as 19XX-03-01; min: 1900-03-01, max: 1999-03-01
199X-02-28 is written back as 199X-02-28; min: 1990-02-28, max: 1999-02-28
SEEN
