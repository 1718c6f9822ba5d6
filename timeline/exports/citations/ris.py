"""Citations as RIS, which reference managers import.

Format: "RIS Format Specifications" (Thomson ResearchSoft): a tag of two characters, two spaces, a
hyphen and a space; CR LF after each line; ``TY`` first and ``ER`` last; dates as
``YYYY/MM/DD/other info``, where what is not known is empty but keeps its slash. ``M3``, ``ID`` and
the type ``ELEC`` are of its revision of 2011. Written in UTF-8, as those managers expect by now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.domain.article.author_names import is_divisible
from timeline.domain.time.formatting import SEASONS
from timeline.domain.time.intervals import Interval, Precision
from timeline.exports.citations.citation import Citation, CitedKind, known_year, one_line

MIME = "application/x-research-info-systems"

_TYPES = {
    CitedKind.PAGE: "ELEC",
    CitedKind.NEWSPAPER_ARTICLE: "NEWS",
    CitedKind.MEMOIR: "BOOK",
    CitedKind.VIDEO_MESSAGE: "VIDEO",
}
_CONTAINED = (CitedKind.PAGE, CitedKind.NEWSPAPER_ARTICLE)


def ris(citations: Iterable[Citation]) -> Iterator[str]:
    """The citations as records, one after another."""
    for citation in citations:
        yield "".join(
            [
                f"{tag}  - {told}\r\n"
                for tag, value in _lines(citation)
                if (told := one_line(value)) or tag == "ER"
            ]
        )


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    year = known_year(citation.published)
    yield "TY", _TYPES.get(citation.kind, "GEN")
    yield "ID", citation.key
    yield "TI", citation.title
    for name in citation.authors:
        yield "AU", _author(name)
    yield "T2" if citation.kind in _CONTAINED else "PB", _starless(citation.outlet)
    yield "M3", citation.kind.value
    yield "PY", f"{year:04}" if year else ""
    yield "DA", _date(citation.published)
    if citation.accessed:
        yield "Y2", citation.accessed.strftime("%Y/%m/%d/")
    yield "UR", citation.url
    for note in citation.notes:
        yield "N1", note
    if citation.related:
        yield "N1", f"{citation.relation}: {', '.join(citation.related)}"
    yield "ER", ""


def _date(interval: Interval) -> str:
    """What is surely known of year, month and day; the notes tell what this leaves out."""
    year, first, last = known_year(interval), interval.earliest, interval.latest
    if year is None or first is None or last is None:
        return ""
    if interval.precision == Precision.SEASON:
        return f"{year:04}///{SEASONS[int(interval.edtf[5:7])]}"
    if first == last:
        return f"{year:04}/{first.month:02}/{first.day:02}/"
    return f"{year:04}/{first.month:02}//" if first.month == last.month else f"{year:04}///"


def _author(name: str) -> str:
    """A name as printed; one that may be a body's ends in a comma, which keeps it in one piece.

    So EndNote's manual has it ("corporate authors"), and so Zotero and pandoc read it.
    """
    name = one_line(_starless(name))
    return name if not name or is_divisible(name) else f"{name},"


def _starless(text: str) -> str:
    """A name without asterisks, which the format does not allow in names."""
    return text.replace("*", "")
