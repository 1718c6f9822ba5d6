#!/usr/bin/env bash
# @citation-js/plugin-bibtex 0.9.0: every date before our era becomes the year 0, its month and day gone.
#
# BibLaTeX's `date` takes EDTF, where years before the year 1 go on with 0 and -1; its manual has "-0876", 877 BC, among
# its examples, and the package's README says that `date` takes EDTF of level 1. The minus is taken for the hyphen
# between the parts of a date, and the nothing before it for the year. No error is raised. Expected, in CSL-JSON, which
# has no year 0 and says 877 BC by -877: [[-877]], and [[-44,3,15]] for the day, both as pandoc 3.9 gives them.
#
# Why it matters: whatever was written before our era is dated alike, to a year that CSL doesn't know, its day dropped,
# so that a bibliography in the order of time has its oldest part in none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @citation-js/core@0.9.0 @citation-js/plugin-bibtex@0.9.0
cat > seen.mjs <<'SCRIPT'
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
for (const date of ["-0876", "-0043-03-15", "-0043/0014", "0014-08-19", "1066-10-14"]) {
  const [item] = new Cite(`@book{told, title = {A chronicle}, date = {${date}}}`).data;
  console.log(`${date}: ${JSON.stringify(item.issued)}`);
}
SCRIPT
node seen.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
-0876: {"date-parts":[[0]]}
-0043-03-15: {"date-parts":[[0]]}
-0043/0014: {"date-parts":[[0],[14]]}
0014-08-19: {"date-parts":[[14,8,19]]}
1066-10-14: {"date-parts":[[1066,10,14]]}
SEEN
