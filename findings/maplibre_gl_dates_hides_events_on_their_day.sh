#!/usr/bin/env bash
# @openhistoricalmap/maplibre-gl-dates 1.4.0: what happened on 4 March 2022 is not on the map of 4 March 2022.
#
# The filter of OpenHistoricalMap's maps compares features' `start_date` and `end_date`, texts of a year, month or day,
# with the date that a reader chose. For a day both ends of the choice are that day's midnight, and a feature must have
# begun before the end: one that starts on the day is left out, and one that ends on it too is on no day's map at all,
# with its dates as decimal years likewise. Where `end_date` is a year, all of that year is left out, though the
# documentation promises for a chosen year every feature that overlaps it. MapLibre's own code applies the filter.
# Expected: true on each line but two, the battle's day before and day after.
#
# Why it matters: an event of one day is what a map of events is made of, and it is shown when the reader asks for its
# month or year and is gone when they ask for its day.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps \
  @openhistoricalmap/maplibre-gl-dates@1.4.0 @maplibre/maplibre-gl-style-spec@26.6.0
cat > seen.mjs <<'SCRIPT'
import { featureFilter } from "@maplibre/maplibre-gl-style-spec";
import { decimalYearFromDate, filterByDate } from "@openhistoricalmap/maplibre-gl-dates";
function isShown(properties, chosen) {
  let filter;
  filterByDate({
    getStyle: () => ({ layers: [{ id: "events", "source-layer": "events" }] }),
    getFilter: () => undefined,
    setFilter: (_, made) => (filter = made),
  }, chosen);
  return featureFilter(filter, "layers[0].filter").filter({ zoom: 5 }, { type: 1, properties });
}
const battle = { start_date: "2022-03-04", end_date: "2022-03-04" };
const siege = { start_date: "2022-03-04", end_date: "2022-03-20" };
const decimal = decimalYearFromDate(new Date("2022-03-04T00:00:00Z"));
const counted = { ...battle, start_decdate: decimal, end_decdate: decimal };
const strike = { start_date: "2021-11", end_date: "2022" };
for (const [feature, chosen] of [
  [siege, "2022-03"], [siege, "2022-03-04"], [siege, "2022-03-05"],
  [battle, "2022-03"], [battle, "2022-03-03"], [battle, "2022-03-04"], [battle, "2022-03-05"], [counted, "2022-03-04"],
  [strike, "2021-12-31"], [strike, "2022"], [strike, "2022-03-04"],
]) {
  const dates = `${feature.start_date} to ${feature.end_date}${"end_decdate" in feature ? ", as decimals too" : ""}`;
  console.log(`${dates}: on the map of ${chosen} ${isShown(feature, chosen)}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
2022-03-04 to 2022-03-20: on the map of 2022-03 true
2022-03-04 to 2022-03-20: on the map of 2022-03-04 false
2022-03-04 to 2022-03-20: on the map of 2022-03-05 true
2022-03-04 to 2022-03-04: on the map of 2022-03 true
2022-03-04 to 2022-03-04: on the map of 2022-03-03 false
2022-03-04 to 2022-03-04: on the map of 2022-03-04 false
2022-03-04 to 2022-03-04: on the map of 2022-03-05 false
2022-03-04 to 2022-03-04, as decimals too: on the map of 2022-03-04 false
2021-11 to 2022: on the map of 2021-12-31 true
2021-11 to 2022: on the map of 2022 false
2021-11 to 2022: on the map of 2022-03-04 false
SEEN
