"""Citations in words, as they stand in a footnote."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import from_bounds
from timeline.exports.citations.citation import Citation, CitedKind, one_line


def in_words(citations: Iterable[Citation]) -> str:
    """A paragraph a citation; what an editor inferred and what is not stated says so."""
    return "\n\n".join(_line(citation) for citation in citations)


def _line(citation: Citation) -> str:
    is_page = citation.kind == CitedKind.PAGE
    parts = [*citation.authors, f"“{citation.title}”"]
    if is_page:
        parts.append(citation.outlet)
    else:
        outlet = citation.outlet or "publisher not stated"
        date = say(citation.published) if citation.published.is_dated else "date not stated"
        parts += [
            citation.kind.value,
            f"{outlet} (inferred)" if citation.outlet_inferred else outlet,
            f"{date} (inferred)" if citation.published_inferred else date,
        ]
    told = [f"{', '.join(parts)}."]
    if is_page or citation.relation:
        told += citation.notes if is_page else citation.notes[:1]
    told.append(citation.url)
    if citation.accessed:
        told.append(f"(read on {say(from_bounds(citation.accessed, citation.accessed))})")
    return one_line(" ".join(told))
