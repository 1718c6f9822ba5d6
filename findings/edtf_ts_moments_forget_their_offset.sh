#!/usr/bin/env bash
# @edtf-ts/core 0.4.2: half past eleven at night in New York comes before two in the morning, Greenwich time.
#
# EDTF (level 0, "date and time") takes over ISO 8601's offset from UTC: "2022-03-04T23:30:00-05:00" is the moment
# "2022-03-05T04:30:00Z". @edtf-ts/core keeps the offset, and prints it, but takes the hour as if it were of UTC: its
# `min` is 23:30 UTC, `isBefore` 02:00 UTC is YES, and `equals` the same moment written with Z is NO. npm's `edtf`, an
# older library for the same format, places it right. Expected: after 02:00 UTC, and equal to 04:30 UTC.
#
# Why it matters: who said or did it first is settled by moments that are printed in different time zones. The four
# possible answers of this library tell what is certain from what may be, and here it is certain of the wrong order.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @edtf-ts/core@0.4.2 edtf@4.11.1
cat > seen.mjs <<'SCRIPT'
import { FuzzyDate } from "@edtf-ts/core";
import edtf from "edtf";
const [told, other, same] = ["2022-03-04T23:30:00-05:00", "2022-03-05T02:00:00Z", "2022-03-05T04:30:00Z"];
const moment = FuzzyDate.parse(told);
console.log(`${told} is put at ${moment.min.toISOString()}`);
console.log(`npm's edtf puts it at ${new Date(edtf(told).min).toISOString()}`);
console.log(`before ${other}: ${moment.isBefore(FuzzyDate.parse(other))}`);
console.log(`equal to ${same}: ${moment.equals(FuzzyDate.parse(same))}`);
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
2022-03-04T23:30:00-05:00 is put at 2022-03-04T23:30:00.000Z
npm's edtf puts it at 2022-03-05T04:30:00.000Z
before 2022-03-05T02:00:00Z: YES
equal to 2022-03-05T04:30:00Z: NO
SEEN
