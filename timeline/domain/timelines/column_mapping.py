"""What the columns of a table of one's own are."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from timeline.domain.lexicon.word_lists import groups
from timeline.domain.timelines.delimited_sheet import folded
from timeline.domain.timelines.row import NotATimeline

FIELDS: dict[str, str] = {
    "title": "What happened (title)",
    "date": "Date, or its start",
    "end": "End of the date",
    "month": "Month, where the date is the year",
    "day": "Day, where the date is the year",
    "precision": "How precise the date is (ACLED, Wikidata)",
    "phrase": "Date as the source words it",
    "text": "What is said",
    "id": "The row’s own id",
    "kind": "Kind of event",
    "place": "Place",
    "latitude": "Latitude of the place",
    "longitude": "Longitude of the place",
    "actors": "Who took part",
    "others": "Who else took part",
    "tags": "Tags",
    "importance": "Importance, from 1 to 3",
    "outlet": "Outlet",
    "source": "Title of the document",
    "url": "Address of the document",
    "published": "When the document was published",
    "quote": "Words quoted",
    "speaker": "Who said them",
}
"""What a column can be, each with its words on screen; ``title`` is the one that must be there."""

ACTOR_KINDS = ("person", "organisation", "state")


@dataclass(frozen=True, slots=True)
class NameChoice:
    """What becomes of a name that the record doesn't know: something new, unless said otherwise.

    ``same``: the slug of the known one that it is; ``left_out``: it is passed over; ``kind``: of a
    new actor, empty where that isn't stated.
    """

    same: str = ""
    left_out: bool = False
    kind: str = ""

    @classmethod
    def parsed(cls, text: str) -> NameChoice:
        """A choice as forms and commands have it: ``out``, ``same:SLUG``, ``new`` or ``new:KIND``.

        Raises ``ValueError`` for anything else.
        """
        what, _, rest = text.partition(":")
        if text == "out":
            return cls(left_out=True)
        if what == "same" and rest:
            return cls(same=rest)
        if what == "new" and rest in ("", *ACTOR_KINDS):
            return cls(kind=rest)
        raise ValueError(f"“{text}” is no choice: out, same:SLUG, new, or new:person and the like.")

    def __str__(self) -> str:
        if self.left_out:
            return "out"
        return f"same:{self.same}" if self.same else f"new:{self.kind}" if self.kind else "new"


@dataclass(frozen=True, slots=True)
class Mapping:
    """What an editor says of a file: its columns by what they are, and how dates are written.

    ``day_first``, ``spans`` and ``month_years`` as ``DateForms`` has them. ``undated``: that no
    column has dates.
    ``same_events``: ids of rows that are of the archive's event of that id, whatever its title.
    ``joins``: by the keys of a file's events the slugs of the archive's that they are, where
    several have that title, date and place.
    ``names``: what becomes of unknown names, by noun and name, as names are compared.
    ``new_actors``: what those are whom the record doesn't know yet, one of ``ACTOR_KINDS``, or
    empty where that isn't said.
    ``commas``: what they do among names, one of ``several_in_a_cell.Commas``, where that was said.
    ``kept``: what becomes of columns that no field holds, as ``kept_columns.KeptAs`` has it, where
    that was said.
    """

    columns: dict[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    new_actors: str = ""
    spans: bool | None = None
    month_years: bool | None = None
    undated: bool = False
    same_events: frozenset[str] = frozenset()
    joins: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], NameChoice] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    commas: str = ""


def guess(header: Iterable[str]) -> dict[str, str]:
    """What each column is as its name suggests, by ``FIELDS``; no column stands twice."""
    by_name: dict[str, str] = {}
    for name in header:
        by_name.setdefault(folded(name), name)
    found: dict[str, str] = {}
    for what, usual in groups("column_names").items():
        named = [by_name[one] for one in usual if one in by_name]
        if named and named[0] not in found.values():
            found[what] = named[0]
    return found


def signature(header: Iterable[str]) -> str:
    """A header's fingerprint, the same for the same names in that order: a SHA-256 in hex."""
    return hashlib.sha256("\n".join(folded(name) for name in header).encode()).hexdigest()


def check(mapping: Mapping, header: Collection[str]) -> None:
    """That a table's mapping names titles, dates, and columns that are there.

    Raises ``NotATimeline``.
    """
    if not {"title", "text"} & {*mapping.columns}:
        raise NotATimeline("Say which column has the titles.")
    for what, name in mapping.columns.items():
        if name not in header:
            raise NotATimeline(f"There is no column “{name}” for {what}.")
    if "date" not in mapping.columns and not mapping.undated:
        raise NotATimeline("Say which column has the dates, or that none has.")
