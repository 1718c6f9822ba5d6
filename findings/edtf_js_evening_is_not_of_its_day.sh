#!/usr/bin/env bash
# edtf 4.11.1 (JavaScript): "2022-03-07T23:10:00" lies outside "2022-03-07" on machines west of Greenwich.
#
# EDTF level 0 allows a time of day without an offset: what a clock showed, wherever that was. The package takes it for
# the time of the machine it runs on and gives it back in UTC, while a date without a time is the day of UTC. So the
# same two texts answer differently by place: in New York the day covers its own evening no more, nor does the interval
# that ends with it, and `.edtf` of what was typed names another date.
# Expected: the day covers each of its hours, everywhere.
#
# Why it matters: events told by the hour drop out of the day that a reader filters for, or move to the next one, on
# some readers' machines and on no developer's in Europe. A time without an offset has to stay a local one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts edtf@4.11.1
cat > seen.mjs <<'SCRIPT'
import edtf from "edtf";
const evening = edtf("2022-03-07T23:10:00");
const covered = ["2022-03-07", "2022-03-06/2022-03-07"].map((text) => edtf(text).covers(evening));
console.log(`${process.env.TZ}: ${evening.edtf}, covered by its day ${covered[0]}, by the interval ${covered[1]}`);
SCRIPT
for place in America/New_York Etc/UTC Asia/Tokyo; do
  TZ=$place node seen.mjs
done | tee seen
diff seen - <<'SEEN'
America/New_York: 2022-03-08T04:10:00.000Z, covered by its day false, by the interval false
Etc/UTC: 2022-03-07T23:10:00.000Z, covered by its day true, by the interval true
Asia/Tokyo: 2022-03-07T14:10:00.000Z, covered by its day true, by the interval true
SEEN
