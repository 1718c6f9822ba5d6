#!/usr/bin/env bash
# chrono-node 2.10.3: the Great Kantō earthquake of 1923 is dated to the year 12.
#
# Japan counts years by eras, in documents and in newspapers: 大正12年 (Taishō 12) is 1923, 明治45年 (Meiji 45) is 1912;
# Taiwan counts from its republic, 民國111年 being 2022. chrono's Japanese reader knows the last three eras, and finds
# 昭和20年 to be 1945. Of an earlier one it passes over the name and takes the number as a year of our era, stated and
# certain; its reader of Chinese does so with Taiwan's. Expected: the year meant, or nothing found.
#
# Why it matters: in whatever an archive has in Japanese of the years before the end of 1926, a date is found whose
# month and day are right, and its year is one of the first century. A text of ten years later is read right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3
cat > seen.mjs <<'SCRIPT'
import * as chrono from "chrono-node";
const read = new Date("2025-11-29T12:00:00Z");
for (const [reader, text, meant] of [
  [chrono.ja, "令和4年3月4日", 2022], [chrono.ja, "昭和20年8月15日", 1945], [chrono.ja, "大正12年9月1日", 1923],
  [chrono.ja, "明治45年7月30日", 1912], [chrono.zh.hant, "民國111年3月4日", 2022],
]) {
  const [{ text: found, start }] = reader.parse(text, read);
  const day = start.date().toISOString().slice(0, 10);
  console.log(`${text}, of ${meant}: “${found}” is ${day}, a year is stated: ${start.isCertain("year")}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
令和4年3月4日, of 2022: “令和4年3月4日” is 2022-03-04, a year is stated: true
昭和20年8月15日, of 1945: “昭和20年8月15日” is 1945-08-15, a year is stated: true
大正12年9月1日, of 1923: “12年9月1日” is 0012-09-01, a year is stated: true
明治45年7月30日, of 1912: “45年7月30日” is 0045-07-30, a year is stated: true
民國111年3月4日, of 2022: “111年3月4日” is 0111-03-04, a year is stated: true
SEEN
