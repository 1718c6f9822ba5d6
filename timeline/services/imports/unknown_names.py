"""Names of a file that the record doesn't know, and what somebody chose to become of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from timeline.domain.names.guessed_kind import guessed_kind
from timeline.domain.timelines.column_mapping import NameChoice
from timeline.domain.timelines.row import TimelineRow
from timeline.services.imports.imported_names import KnownNames
from timeline.services.imports.imported_rows import kind_named
from timeline.services.records.outlet_names import as_compared


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name with what it is a name of, in how many rows it stands, and what was chosen for it.

    ``guess``: of an actor the kind that the name suggests, empty where it suggests none.
    ``several``: how many actors of the record may be meant.
    """

    noun: str
    name: str
    rows: int
    choice: NameChoice
    guess: str = ""
    several: int = 0


def unknown_names(
    rows: Iterable[TimelineRow], known: KnownNames, choices: Mapping[tuple[str, str], NameChoice]
) -> list[UnknownName]:
    """The unknown names of some rows, each once, the most frequent of a noun first."""
    numbers: dict[tuple[str, str], set[int]] = {}
    written: dict[tuple[str, str], str] = {}
    for row in rows:
        for noun, name in _names(row, known):
            key = noun, as_compared(name)
            numbers.setdefault(key, set()).add(row.number)
            written.setdefault(key, name)
    counts = Counter({key: len(rows) for key, rows in numbers.items()})
    found = []
    for (noun, name), number in counts.most_common():
        several = len(known.actors.get(name, ())) if noun == "actor" else 0
        shown = written[noun, name]
        found.append(
            UnknownName(
                noun,
                shown,
                number,
                choices.get((noun, name), NameChoice()),
                guessed_kind(shown) if noun == "actor" else "",
                several,
            )
        )
    return sorted(found, key=lambda one: one.noun)


def as_chosen(
    rows: Iterable[TimelineRow], choices: Mapping[tuple[str, str], NameChoice]
) -> list[TimelineRow]:
    """Rows without the names that were chosen to be left out, and with kinds as chosen."""
    if not choices:
        return list(rows)

    def stays(noun: str, name: str) -> bool:
        chosen = choices.get((noun, as_compared(name)))
        return chosen is None or not chosen.left_out

    found = []
    for row in rows:
        kind = choices.get(("kind", as_compared(row.kind)), NameChoice())
        speaks = not row.speaker or stays("actor", row.speaker)
        found.append(
            replace(
                row,
                kind="" if kind.left_out else kind.same or row.kind,
                actors=tuple(name for name in row.actors if stays("actor", name)),
                tags=tuple(name for name in row.tags if stays("tag", name)),
                outlet=row.outlet if stays("outlet", row.outlet) else "",
                quote=row.quote if speaks else "",
                speaker=row.speaker if speaks else "",
            )
        )
    return found


def _names(row: TimelineRow, known: KnownNames) -> Iterator[tuple[str, str]]:
    for name in filter(None, (*row.actors, row.speaker)):
        bare = known.split(name)[0]
        if len(known.actors.get(as_compared(bare), ())) != 1:
            yield "actor", bare
    if row.outlet and as_compared(row.outlet) not in known.outlets:
        yield "outlet", row.outlet
    for name in row.tags:
        if as_compared(name) not in known.tags:
            yield "tag", name
    if row.kind and not kind_named(row.kind):
        yield "kind", row.kind
