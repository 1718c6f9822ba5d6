"""Programs that set citations in a style, each given CSL-JSON items or a file of its text.

citeproc-js is what Zotero and Citation.js run, citeproc-py is another written in Python, and
pandoc has its own. All are given the same Harvard style, which citeproc-py ships; Citation.js,
which reads BibTeX and RIS too, has its own.
"""

from __future__ import annotations

import json
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import citeproc
import pypandoc
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from tests.exports.npm_package import NpmPackage

CITEPROC_JS = NpmPackage(
    "citeproc",
    "2.4.63",
    "68F95Bp4UbgZU/DBUGQn0qV3HDZLCdI9+Bb2ByrTaNJDL5VEm9LqaiNaxljsvoaExSLEXe1/r6n2Z06SCzW3/Q==",
)
CITATION_JS = NpmPackage(
    "citation-js",
    "0.7.22",
    "2Vn3gukzZnjF2Y0KZ7B2wUAcGjsoRRQHQgnBgdMlUZpDYgNUPM2fo+4+xgS3rszq38OLdXFsCR6vmTdCWHkKZw==",
    wanted="package/build/",
)
_DATA = Path(citeproc.__file__).parent / "data"
_STYLE = _DATA / "styles" / "harvard-cite-them-right.csl"
_LOCALE = _DATA / "locales" / "locales-en-GB.xml"
_ENGINE = """
const [folder, style, locale] = process.argv.slice(1);
const {readFileSync} = require("fs"), CSL = require(folder + "/citeproc_commonjs.js");
const items = JSON.parse(readFileSync(0));
const engine = new CSL.Engine({
  retrieveLocale: () => readFileSync(locale, "utf8"),
  retrieveItem: id => items.find(item => item.id === id),
}, readFileSync(style, "utf8"), "en-GB");
engine.setOutputFormat("text");
engine.updateItems(items.map(item => item.id));
console.log(JSON.stringify(engine.makeBibliography()[1]));
"""

_CITATION_JS = """
const [script] = process.argv.slice(1), {readFileSync} = require("fs");
const quiet = {log() {}, warn() {}, error() {}, info() {}, debug() {}};
const made = new Function("process", "console", readFileSync(script, "utf8") + ";return require;");
const Cite = made(undefined, quiet)("citation-js");
const cite = new Cite(readFileSync(0, "utf8"));
const options = {format: "text", template: "apa", lang: "en-US"};
console.log(JSON.stringify([cite.data, cite.format("bibliography", options)]));
"""

Items = Sequence[dict[str, Any]]


def citeproc_py(items: Items) -> list[str]:
    """A line an item, in the style's order."""
    with warnings.catch_warnings():
        # The schema has "custom", the processor does not know it.
        warnings.filterwarnings("ignore", "The following arguments for Reference are unsupported")
        known = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", "en-GB", validate=False)
    lines = CitationStylesBibliography(style, known, formatter.plain)
    for item in items:
        lines.register(Cited([CitationItem(item["id"])]))
    return [str(line) for line in lines.bibliography()]


def citeproc_js(items: Items) -> list[str]:
    """A line an item, in the style's order; the test is skipped where there is no npm or node."""
    folder = CITEPROC_JS.folder_or_skip()
    out = _run(["node", "-e", _ENGINE, folder, _STYLE, _LOCALE], json.dumps(items))
    lines: list[str] = json.loads(out)
    return [line.strip() for line in lines]


def citation_js(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The items that Citation.js makes of a file, whichever format it is in, and a line an item in
    the style's order; the test is skipped where there is no npm or node.
    """
    script = CITATION_JS.folder_or_skip() / "citation.js"
    items, lines = json.loads(_run(["node", "-e", _CITATION_JS, script], text))
    return items, lines.strip().split("\n")


def pandoc(items: Items) -> list[str]:
    """A line an item, in the style's order."""
    out = _pandoc(json.dumps(items), "-f", "csljson", "-t", "plain", "--citeproc", "--csl", _STYLE)
    return [" ".join(line.split()) for line in out.split("\n\n") if line.strip()]


def pandoc_reads(text: str, *, form: str) -> list[dict[str, Any]]:
    """The items that pandoc makes of a file of citations, such as ``ris`` or ``bibtex``."""
    items: list[dict[str, Any]] = json.loads(_pandoc(text, "-f", form, "-t", "csljson"))
    return items


def _pandoc(text: str, *arguments: str | Path) -> str:
    return _run([pypandoc.get_pandoc_path(), "--wrap=none", *arguments], text)


def _run(command: Sequence[str | Path], text: str) -> str:
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
