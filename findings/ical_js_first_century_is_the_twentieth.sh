#!/usr/bin/env bash
# ical.js 2.2.1 and node-ical 0.26.1: an event of the year 66 becomes one of 1966.
#
# RFC 5545 writes years with four digits, so "DTSTART;VALUE=DATE:00661014" is 14 October of the year 66. Both readers,
# written apart from each other, give JavaScript's Date for 1966: made of the number 66, where 0 to 99 mean 1900 to
# 1999. ical.js reads the year right first, and loses it in `toJSDate`. Expected: 0066-10-14.
#
# Why it matters: a timeline of antiquity that is sent as a calendar comes out in the twentieth century, where the days
# look plausible; from the year 100 on all is right, so that one event beside it hides the fault.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.26.1
cat > seen.mjs <<'SCRIPT'
import ICAL from "ical.js";
import nodeIcal from "node-ical";
for (const day of ["00661014", "00991231", "01000101", "10661014"]) {
  const text = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:1@example.org",
    "DTSTAMP:20220301T000000Z", `DTSTART;VALUE=DATE:${day}`, "SUMMARY:A battle", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  const start = event.getFirstPropertyValue("dtstart");
  const other = Object.values(nodeIcal.sync.parseICS(text)).find((one) => one.type === "VEVENT").start;
  const told = (date) => date.toISOString().slice(0, 10);
  console.log(`${day} ical.js: year ${start.year}, Date ${told(start.toJSDate())} node-ical: Date ${told(other)}`);
}
SCRIPT
TZ=UTC node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
00661014 ical.js: year 66, Date 1966-10-14 node-ical: Date 1966-10-14
00991231 ical.js: year 99, Date 1999-12-31 node-ical: Date 1999-12-31
01000101 ical.js: year 100, Date 0100-01-01 node-ical: Date 0100-01-01
10661014 ical.js: year 1066, Date 1066-10-14 node-ical: Date 1066-10-14
SEEN
