"""Citations as BibTeX, in UTF-8, for BibTeX and for biblatex.

Format: "BibTeXing" (Oren Patashnik, 1988) for entries and braces; the biblatex manual for ``date``
and ``urldate`` (EDTF of levels 0 and 1), ``related`` and ``relatedstring``. ``year`` stands beside
``date`` for those who read only the former.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from timeline.domain.time.intervals import Interval
from timeline.exports.citations.citation import Citation, CitedKind, known_year, one_line
from timeline.exports.partial_dates import ends

MIME = "application/x-bibtex"

_SPECIAL = {
    # Braces count for BibTeX even behind a backslash, so these are named.
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
_ESCAPES = str.maketrans(_SPECIAL)
_LIGATURES = re.compile(r"(?<=([-`'<>,]))(?=\1)|(?<=[?!])(?=`)")
"""Between characters that TeX would set as one other: two hyphens as a dash."""
_IN_ADDRESS = ":/?#[]@!$&'()*+,;=%~"
_TYPES = {CitedKind.NEWSPAPER_ARTICLE: "article", CitedKind.MEMOIR: "book"}
_OUTLET = {"article": "journal", "book": "publisher", "misc": "howpublished"}


def bibtex(citations: Iterable[Citation]) -> Iterator[str]:
    """The citations as entries, an empty line between them."""
    for number, citation in enumerate(citations):
        yield f"\n{_entry(citation)}" if number else _entry(citation)


def _entry(citation: Citation) -> str:
    authors = " and ".join(filter(None, map(_kept, citation.authors)))
    year = known_year(citation.published)
    # Styles stop at an article or a book that lacks one of these, and the whole list is lost.
    is_whole = authors and one_line(citation.outlet) and year
    entry_type = _TYPES.get(citation.kind, "misc") if is_whole else "misc"
    fields = {
        # A brace of its own around title and names keeps capitals, and names in one piece.
        "title": _kept(citation.title),
        "author": authors,
        _OUTLET[entry_type]: _text(citation.outlet),
        "type": "" if entry_type != "misc" else _text(citation.kind.value),
        "date": _date(citation.published),
        "year": f"{year:04}" if year else "",
        "url": quote(citation.url, safe=_IN_ADDRESS),
        "urldate": citation.accessed.isoformat() if citation.accessed else "",
        "note": _text(" ".join(citation.notes)),
        "related": ",".join(citation.related),
        "relatedstring": _text(citation.relation),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{entry_type}{{{citation.key},", *lines, "}", ""])


def _date(interval: Interval) -> str:
    """EDTF but for what makes Citation.js stop, an open start, which is left out, and two ends of
    different precision, which are cut to what they share; and but for what pandoc doesn't read: an
    open end is written as an empty one, and unspecified digits as a range, before an open end as
    their first. The note has the whole.
    """
    start, end = ends(interval)
    if not start:
        return ""
    if not end:
        first = interval.edtf.partition("/")[0]
        return f"{start if 'X' in first else first}/"
    if len(start) == len(end) and "X" not in interval.edtf:
        return interval.edtf
    known = min(len(start), len(end))
    return "/".join(dict.fromkeys((start[:known], end[:known])))


def _kept(text: str) -> str:
    escaped = _text(text)
    return f"{{{escaped}}}" if escaped else ""


def _text(text: str) -> str:
    return _LIGATURES.sub("{}", one_line(text).translate(_ESCAPES))
