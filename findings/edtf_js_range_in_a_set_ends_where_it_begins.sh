#!/usr/bin/env bash
# edtf.js 4.11.1 (npm `edtf`): a range within a set ends, by `max`, where it begins.
#
# "[1667,1668,1670..1672]" stands in the specification of EDTF as an example of a set: one of the years 1667, 1668,
# 1670, 1671 and 1672. edtf.js knows all five when the set is walked through, yet `max` is the last day of 1670, and
# `covers` says no to 1672. `max` of the interval "1670/1672" is right. Expected: 1672-12-31, as for the interval.
#
# Why it matters: timelines take min and max to place, sort and filter an event, so one that may have been in 1672 is
# drawn two years short and is not found in a range that begins in 1671. Nothing tells of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts edtf@4.11.1
cat > seen.mjs <<'SCRIPT'
import edtf from "edtf";
const day = (moment) => new Date(moment).toISOString().slice(0, 10);
for (const text of ["[1667,1668,1670..1672]", "{1670..1672}", "1670/1672"]) {
  const value = edtf(text);
  const years = text.includes("..") ? [...value].map((one) => one.edtf).join(" ") : "-";
  console.log(`${text} walked: ${years} min: ${day(value.min)} max: ${day(value.max)}`);
}
console.log(`1672 covered: ${edtf("[1670..1672]").covers(edtf("1672"))}`);
SCRIPT
node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
[1667,1668,1670..1672] walked: 1667 1668 1670 1671 1672 min: 1667-01-01 max: 1670-12-31
{1670..1672} walked: 1670 1671 1672 min: 1670-01-01 max: 1670-12-31
1670/1672 walked: - min: 1670-01-01 max: 1672-12-31
1672 covered: false
SEEN
