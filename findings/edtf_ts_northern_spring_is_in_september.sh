#!/usr/bin/env bash
# @edtf-ts/core 0.4.2: the spring of the northern hemisphere is September to November.
#
# EDTF (level 2, "sub-year groupings") has 21 to 24 for seasons of no stated hemisphere, and 25 to 28 for spring,
# summer, autumn and winter of the northern one. @edtf-ts/core calls 25 "Spring (Northern Hemisphere)" and counts its
# days from September, half a year off; its 21 is March to May. Expected: the months of 21 to 24 for 25 to 28.
#
# Why it matters: whoever says of which hemisphere a season is, so that nobody mistakes it, has it placed in the other
# one's months. The words on the page are right, and the order in which events are told is wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @edtf-ts/core@0.4.2
cat > seen.mjs <<'SCRIPT'
import { FuzzyDate } from "@edtf-ts/core";
const day = (date) => date.toISOString().slice(0, 10);
const august = FuzzyDate.parse("2001-08");
for (const text of ["2001-21", "2001-25", "2001-26", "2001-27", "2001-28"]) {
  const season = FuzzyDate.parse(text);
  const [first, last] = [day(season.min), day(season.max)];
  console.log(`${text} ${season.format()}: ${first} to ${last}, before August: ${season.isBefore(august)}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
2001-21 Spring 2001: 2001-03-01 to 2001-05-31, before August: YES
2001-25 Spring (Northern Hemisphere) 2001: 2001-09-01 to 2001-11-30, before August: NO
2001-26 Summer (Northern Hemisphere) 2001: 2001-12-01 to 2002-02-28, before August: NO
2001-27 Autumn (Northern Hemisphere) 2001: 2001-03-01 to 2001-05-31, before August: YES
2001-28 Winter (Northern Hemisphere) 2001: 2001-06-01 to 2001-08-31, before August: NO
SEEN
