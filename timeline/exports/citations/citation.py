"""A citation: one thing that is cited, as every format takes it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from timeline.domain.article.author_names import author_names
from timeline.domain.time import edtf
from timeline.domain.time.formatting import counted, say
from timeline.domain.time.intervals import UNDATED, Interval, Precision
from timeline.models import Outlet, Source
from timeline.queries.registers.relays import Relay, Relays

MOST_RELATED = 500
"""Sources up to which a page names all that tell what it shows."""


class CitedKind(StrEnum):
    """What is cited; the value is its name for readers."""

    PAGE = "web page"
    NEWSPAPER_ARTICLE = "newspaper article"
    ARTICLE = "article"
    INTERVIEW = "interview"
    MEMOIR = "memoir"
    NEWS_CONFERENCE = "news conference"
    VIDEO_MESSAGE = "video message"
    STATEMENT = "statement"
    DOCUMENT = "document"


_KINDS = {
    Source.Kind.ARTICLE: CitedKind.ARTICLE,
    Source.Kind.INTERVIEW: CitedKind.INTERVIEW,
    Source.Kind.MEMOIR: CitedKind.MEMOIR,
    Source.Kind.NEWS_CONFERENCE: CitedKind.NEWS_CONFERENCE,
    Source.Kind.VIDEO_MESSAGE: CitedKind.VIDEO_MESSAGE,
    Source.Kind.STATEMENT: CitedKind.STATEMENT,
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing that is cited.

    ``key``: unique and stable, ASCII letters, digits, hyphens and underscores.
    ``outlet``: who publishes it, empty where that is not stated; never a guess.
    ``outlet_inferred``, ``published_inferred``: an editor inferred it; ``notes`` say why.
    ``published``: its date. ``accessed``: the day on which what may change was read.
    ``url``: the original where it has an address, else the permalink. ``permalink``: Retold's own.
    ``notes``: sentences that no field of a format holds.
    ``related``: keys of citations in the same list that ``relation`` ties it to ("Told through").
    """

    key: str
    kind: CitedKind
    title: str
    permalink: str
    url: str
    authors: tuple[str, ...] = ()
    outlet: str = ""
    outlet_inferred: bool = False
    published: Interval = UNDATED
    published_inferred: bool = False
    accessed: date | None = None
    notes: tuple[str, ...] = ()
    relation: str = ""
    related: tuple[str, ...] = ()


Permalink = Callable[[Source], str]


def of_page(
    key: str, title: str, *, site: str, permalink: str, accessed: date, notes: Iterable[str] = ()
) -> Citation:
    """A page of Retold's, read on a day; ``site`` is what it is a page of."""
    return Citation(
        key=key,
        kind=CitedKind.PAGE,
        title=title,
        permalink=permalink,
        url=permalink,
        outlet=site,
        accessed=accessed,
        notes=tuple(notes),
    )


def of_sources(
    relays: Iterable[Relay],
    *,
    permalink: Permalink,
    telling: Container[int] = (),
    relation: str = "",
) -> Iterator[Citation]:
    """Each source once, with what it relays; after it, as items of their own, what is relayed.

    ``telling`` are the keys of sources that come as relays of their own. ``relation`` says how a
    source is tied to what it relays, unless that it is told through it.
    """
    others = set[int]()
    for relay in relays:
        yield _of_source(relay, permalink, relation)
        for source in relay.through:
            if source.pk not in telling and source.pk not in others:
                others.add(source.pk)
                yield _of_source(Relay(source), permalink, relation)


def telling(page: Citation, relays: Relays) -> Citation:
    """The page, tied to the sources that tell what it shows, or, if these are very many, with a
    note of how many there are.
    """
    if len(relays) > MOST_RELATED:
        note = f"Told by {counted(len(relays), 'source')}."
        return replace(page, notes=(*page.notes, note))
    related = tuple(key_of(relay.source) for relay in relays)
    return replace(page, relation="Told by" if related else "", related=related)


def one_line(text: str) -> str:
    """A text on one line: spaces for line breaks and tabs, control characters left out."""
    spaced = " ".join(text.split())
    if spaced.isprintable():  # most are, and are done with here
        return spaced
    return "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs"))


def known_year(interval: Interval) -> int | None:
    """The year in which all of a date lies, if there is one; a winter's is the one it begins in."""
    if interval.precision == Precision.SEASON:
        return int(interval.edtf[:4])
    if interval.earliest is None or interval.latest is None:
        return None
    return interval.earliest.year if interval.earliest.year == interval.latest.year else None


def _of_source(relay: Relay, permalink: Permalink, relation: str) -> Citation:
    source = relay.source
    address = permalink(source)
    through = [_named(other) for other in relay.through]
    tie = relation or ("Told in part through" if relay.first_hand else "Told through")
    return Citation(
        key=key_of(source),
        kind=_kind(source),
        title=source.title,
        permalink=address,
        url=source.url or address,
        authors=author_names(source.authors),
        outlet=source.outlet.name if source.outlet else "",
        outlet_inferred=source.outlet_basis == Source.Basis.INFERRED,
        published=source.interval,
        published_inferred=source.published_basis == Source.Basis.INFERRED,
        accessed=source.read_on,
        notes=(
            *([f"{tie} {'; '.join(through)}."] if through else []),
            *_basis_notes(source),
            *([f"Archived at {source.archived}"] if source.archived else []),
            *([f"Its record: {address}"] if source.url else []),
        ),
        relation=tie if through else "",
        related=tuple(key_of(other) for other in relay.through),
    )


def key_of(source: Source) -> str:
    """A source's citation key."""
    return f"source-{source.slug}"


def _kind(source: Source) -> CitedKind:
    kind = _KINDS.get(Source.Kind(source.kind), CitedKind.DOCUMENT)
    in_newspaper = source.outlet and source.outlet.kind == Outlet.Kind.NEWSPAPER
    return CitedKind.NEWSPAPER_ARTICLE if kind == CitedKind.ARTICLE and in_newspaper else kind


def _named(source: Source) -> str:
    outlet = source.outlet.name if source.outlet else "publisher not stated"
    return f"“{source.title}”, {outlet}"


def _basis_notes(source: Source) -> list[str]:
    notes = []
    if source.outlet_basis == Source.Basis.INFERRED:
        notes.append(f"Publisher inferred: {source.outlet_reason}")
    elif not source.outlet:
        notes.append("Publisher not stated.")
    if source.published_basis == Source.Basis.INFERRED:
        notes.append(f"Date of publication inferred: {source.published_reason}")
    elif not source.edtf:
        notes.append("Date of publication not stated.")
    if source.edtf and not _is_plain(source.interval):
        notes.append(f"Published {say(source.interval)} (EDTF {source.edtf}).")
    return notes


def _is_plain(interval: Interval) -> bool:
    """Whether every format can write the date out, so that no note needs to."""
    plain = (Precision.DAY, Precision.MONTH, Precision.YEAR)
    return interval.precision in plain and not edtf.qualifier(interval.edtf)
