"""Citations as BibTeX, in UTF-8, for BibTeX and for biblatex.

Format: "BibTeXing" (Oren Patashnik, 1988) for entries and braces; the biblatex manual for ``date``
and ``urldate`` (EDTF of levels 0 and 1, the very text that Retold keeps), ``related`` and
``relatedstring``. ``year`` stands beside ``date`` for those who read only the former.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from timeline.exports.citations.citation import Citation, CitedKind, known_year, one_line

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
    # Styles stop at a book without a publisher, and miss the journal of an article without one.
    entry_type = _TYPES.get(citation.kind, "misc") if one_line(citation.outlet) else "misc"
    year = known_year(citation.published)
    fields = {
        # A brace of its own around title and names keeps capitals, and names in one piece.
        "title": _kept(citation.title),
        "author": " and ".join(filter(None, (_kept(name) for name in citation.authors))),
        _OUTLET[entry_type]: _text(citation.outlet),
        "type": "" if entry_type != "misc" else _text(citation.kind.value),
        "date": citation.published.edtf,
        "year": f"{year:04}" if year else "",
        "url": quote(citation.url, safe=_IN_ADDRESS),
        "urldate": citation.accessed.isoformat() if citation.accessed else "",
        "note": _text(" ".join(citation.notes)),
        "related": ",".join(citation.related),
        "relatedstring": _text(citation.relation),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{entry_type}{{{citation.key},", *lines, "}", ""])


def _kept(text: str) -> str:
    escaped = _text(text)
    return f"{{{escaped}}}" if escaped else ""


def _text(text: str) -> str:
    return _LIGATURES.sub("{}", one_line(text).translate(_ESCAPES))
