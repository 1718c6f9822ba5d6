#!/usr/bin/env bash
# @retorquere/bibtex-parser 9.0.29 and bibtexparser 2.1.0: "about 1723" becomes "1723" where LaTeX is decoded.
#
# BibLaTeX's `date` takes EDTF: "1723~" is about 1723, "1723%" about 1723 and uncertain, "1723?" uncertain (its manual,
# on date and time specifications). To TeX the first two signs mean a space that doesn't break and the start of a
# comment, and both readers, written apart in two languages, undo TeX in this field as in any other. The first does so
# by itself, the second with its LatexDecodingMiddleware. The uncertain year stays. Expected: the three as written.
#
# Why it matters: a date that its editor marked as approximate comes out as one that somebody stated, without an error
# and only for two of the three signs. What a field's own notation means has to be settled before its text is decoded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @retorquere/bibtex-parser@9.0.29
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check bibtexparser==2.1.0 pylatexenc==2.11
cat > told.bib <<'BIB'
@book{approximate, title = {A}, date = {1723~}}
@book{both, title = {B}, date = {1723%}}
@book{uncertain, title = {C}, date = {1723?}}
@book{between, title = {D}, date = {1723~/1725}}
BIB
cat > seen.mjs <<'SCRIPT'
import { readFileSync } from "node:fs";
import { parse } from "@retorquere/bibtex-parser";
for (const entry of parse(readFileSync("told.bib", "utf8")).entries) {
  console.log(`@retorquere/bibtex-parser, ${entry.key}: “${entry.fields.date}”`);
}
SCRIPT
cat > seen.py <<'SCRIPT'
from bibtexparser import parse_file
from bibtexparser.middlewares import LatexDecodingMiddleware

library = parse_file("told.bib", append_middleware=[LatexDecodingMiddleware()])
for entry in library.entries:
    print(f"bibtexparser, {entry.key}: “{entry['date'].replace(chr(0xA0), ' ')}”")
SCRIPT
{ node seen.mjs; env/bin/python seen.py; } | tee seen.txt
diff - seen.txt <<'SEEN'
@retorquere/bibtex-parser, approximate: “1723”
@retorquere/bibtex-parser, both: “1723”
@retorquere/bibtex-parser, uncertain: “1723?”
@retorquere/bibtex-parser, between: “1723 /1725”
bibtexparser, approximate: “1723 ”
bibtexparser, both: “1723”
bibtexparser, uncertain: “1723?”
bibtexparser, between: “1723 /1725”
SEEN
