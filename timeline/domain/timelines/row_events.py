"""Which of a file's rows tell one event, and the keys by which they are known again.

Rows with one id are one event; without ids, those with one title, date and place are. Different ids
are never joined, nor are rows without a date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from timeline.domain.named_values import name_of
from timeline.domain.text.folding import fold
from timeline.domain.timelines.kept_columns import KeptAs, judged, together
from timeline.domain.timelines.row import TimelineRow, key_of
from timeline.domain.timelines.row_ids import can_be_address, with_id

SameName = Callable[[str, str], str]
LONGEST_TITLE = 200
LONGEST_KIND = 60
_LONGEST_SHOWN = 60
_LENGTH = len("is:") + 32
_BETWEEN = "\n"
"""Between an event's key and a telling's number: it is in no key, since ids are of one line."""


def telling_key(event: str, number: int) -> str:
    """The key of an event's telling, the first being 1, whose key is the event's."""
    return event if number == 1 else f"{event}{_BETWEEN}{number}"


def event_key(key: str) -> str:
    """The key of the event that a telling's key belongs to."""
    return key.partition(_BETWEEN)[0]


def bare_key(event: str) -> str:
    """The key of an event less the number that tells it from others of its title and date."""
    return event[:_LENGTH] if event.startswith("is:") else event


def free_event_key(event: str, taken: Iterable[str]) -> str:
    """An event's key with the least number behind it that makes it none of those taken."""
    number, free = 1, event
    while free in taken:
        number += 1
        free = f"{bare_key(event)}-{number}"
    return free


def by_letters(_noun: str, name: str) -> str:
    """A name of any noun as names are compared where nobody chose what it is."""
    return fold(name)


def joined(
    rows: Iterable[TimelineRow],
    *,
    columns: Iterable[str] = (),
    chosen: Mapping[str, str],
    same: SameName = by_letters,
) -> tuple[list[TimelineRow], dict[str, KeptAs]]:
    """Rows with their keys and their events', those of one event behind each other; and what
    becomes of the columns that no field holds, as ``kept_columns.judged`` has it.

    An event's rows have its title, kind, place, importance and values in common: the first that
    each is stated by, and all of the actors and tags. What a row says otherwise is among its notes.
    A row that says nothing but what another says is left out, with a note beside that one.
    ``same``: of a noun and a name a text that is another's where both are one place, or one outlet.
    """
    events: dict[str, list[TimelineRow]] = {}
    by_what: dict[tuple[str, str, str], str] = {}
    for row in rows:
        # Without a date only the documents of one line are of one event.
        date = row.dated.interval.edtf or f"row {row.number}"
        what = (
            row.id or fold(row.title),
            "" if row.id else date,
            "" if row.id else same("place", row.place),
        )
        if what not in by_what:
            by_what[what] = free_event_key(key_of(row), events)
        events.setdefault(by_what[what], []).append(row)
    kept = judged(events.values(), columns, chosen)
    of_events, of_sources = (
        [name_of(column) for column, how in kept.items() if how is which]
        for which in (KeptAs.EVENT, KeptAs.SOURCE)
    )
    told = [
        row
        for event, some in events.items()
        for row in _told(event, some, of_events, of_sources, same)
    ]
    by_source: dict[tuple[str, str, str], list[TimelineRow]] = {}
    for row in (one for some in events.values() for one in some) if of_sources else ():
        by_source.setdefault((row.outlet, row.source, row.url), []).append(row)
    of_source = {source: together(some, of_sources)[0] for source, some in by_source.items()}
    if of_sources:
        told = [
            replace(row, source_values=of_source[row.outlet, row.source, row.url]) for row in told
        ]
    return told, kept


def _given(row: TimelineRow) -> dict[str, str]:
    """What a row says of its event that an event has once, by name; empty where it says nothing."""
    return {
        "title": row.title,
        "place": row.place,
        "kind": row.kind[:LONGEST_KIND].strip(),
        "importance": str(row.importance or ""),
        "coordinates": ", ".join(map(str, row.point)) if row.point else "",
    }


def _otherwise(
    row: TimelineRow, first: TimelineRow, given: dict[str, str], same: SameName
) -> Iterator[str]:
    """What of a row its event does not have, for an earlier row says it otherwise."""
    for name, own in _given(row).items():
        if own and same(name, own) != same(name, given[name]):
            shown = own if len(own) <= _LONGEST_SHOWN else f"{own[:_LONGEST_SHOWN]}…"
            told = f"Row {first.number} of the same event comes first"
            verb = "are" if name == "coordinates" else "is"
            yield f"Its {name} {verb} “{shown}”. {told}, with “{given[name][:60]}”."


def _told(
    event: str,
    rows: list[TimelineRow],
    of_events: Collection[str],
    of_sources: Collection[str],
    same: SameName,
) -> list[TimelineRow]:
    """The rows of an event with what they have in common, each once, each with a key of its own."""
    first = rows[0]
    actors = tuple(dict.fromkeys(actor for row in rows for actor in row.actors))
    tags = tuple(dict.fromkeys(tag for row in rows for tag in row.tags))
    stated = next((row.kind for row in rows if row.kind), "")
    kind = stated[:LONGEST_KIND].strip()
    place = next((row.place for row in rows if same("place", row.place)), "")
    importance = next((row.importance for row in rows if row.importance), None)
    values, cut = together(rows, of_events)
    bare, _ = together((row for row in rows if not row.has_source), of_sources)
    if bare:
        named = ", ".join(name for name, _ in bare)
        cut.append(f"It names no source; so {named} is kept as of the event.")
        values = tuple(dict([*bare, *values]).items())
    if len(first.title) > LONGEST_TITLE and first.own is None:
        cut.append(
            f"Its title is cut at {LONGEST_TITLE} characters; the value “title” has it whole."
        )
        values = (*values, ("title", first.title))
    if first.id and first.own is None and not can_be_address(first.id):
        values = with_id(values, first.id)
    point = next((row.point for row in rows if row.point and row.place == place), None)
    given = _given(replace(first, kind=kind, place=place, importance=importance, point=point))
    found: dict[tuple[object, ...], TimelineRow] = {}
    for row in rows:
        says = row.text or row.title
        own = row.own.model_dump_json() if row.own else ""
        outlet = same("outlet", row.outlet)
        what = (outlet, row.source, row.url, says, row.dated.written, *row.quoted, own)
        otherwise = tuple(_otherwise(row, first, given, same))
        if not row.problems and what in found:
            kept = found[what]
            if kept.number != row.number:
                note = f"Row {row.number} says the same, and is left out."
                found[what] = replace(kept, notes=(*kept.notes, note, *otherwise))
            continue
        notes = (*row.notes, *(cut if row is first else ()), *otherwise)
        if kind != stated and row is first:
            notes = (*notes, f"Its kind is cut at {LONGEST_KIND} characters: “{kind}”.")
        key = telling_key(event, len(found) + 1)
        found[what if not row.problems else (row.number, key)] = replace(
            row, key=key, event=event, title=first.title or row.title, text=says,
            kind=kind, place=place, point=point, actors=actors, notes=notes, tags=tags,
            importance=importance, values=values,
        )  # fmt: skip
    return list(found.values())
