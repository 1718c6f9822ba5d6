"""What is remembered of files taken in: each under a key of its own, and each of its rows.

A file is known again by its bytes, or by its name and its rows. One of which nothing is left in
the record is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from timeline.domain.text.folding import fold
from timeline.domain.timelines.row import TimelineRow
from timeline.domain.timelines.row_events import (
    bare_key,
    event_key,
    free_event_key,
    telling_key,
)
from timeline.models import DigestRecord, Event, Mention, Participation, Source
from timeline.services.imports.import_outcome import PlannedRow
from timeline.services.imports.imported_rows import Values, merged, values_of
from timeline.services.imports.timeline_file import TimelineFile
from timeline.services.records.publishing import may_change

FILE, ROW = "import-file", "import"
"""The kinds of ``DigestRecord`` that remember a file and its rows."""

UNFINISHED = {"unfinished": True}
"""Beside a file's name and hash while not all of its rows are written."""

STORIES = "stories"
"""Among a file's values the primary keys of its stories, by the slugs that our own JSON tells."""

VALUES = "values"
"""Among a file's values its named texts, as it had them when it was last taken in."""

UNTOLD = "event"
"""Among a row's values the key of its event, where nobody tells that: it became no mention."""

SAME = 0.5
"""The share of its rows that a file under another name has in common with one taken in before."""

_COPY = re.compile(r" ?\(\d{1,3}\)(?=\.\w{1,5}$|$)")


def earlier_of(file: TimelineFile, rows: Iterable[TimelineRow]) -> DigestRecord | None:
    """The record of the file when it was last taken in; ``None`` if nothing is left of that."""
    told = _told_by_event((row.event, values_of(row)) for row in rows)
    found = [record for record in DigestRecord.objects.filter(kind=FILE) if _is_left(record)]
    found.sort(key=lambda record: (record.values["sha256"] != file.sha256, -record.pk))
    for record in found:
        if record.values["sha256"] == file.sha256 or _is_version(record, file, told):
            return record
    return None


def unfinished_of(file: TimelineFile) -> DigestRecord | None:
    """The record of the file whose import was broken off, if anything is left of that."""
    found = DigestRecord.objects.filter(
        kind=FILE, values__sha256=file.sha256, values__unfinished=True
    )
    return next((record for record in found if _is_left(record)), None)


_Told = list[tuple[str, list[str], str]]
_ByEvent = dict[str, _Told]
"""By the keys of a file's events the titles of their rows, their sources, and what they say."""


def _told_by_event(rows: Iterable[tuple[str, Values]]) -> _ByEvent:
    told: _ByEvent = {}
    for event, values in rows:
        told.setdefault(event, []).append((fold(values["title"]), values["source"], values["says"]))
    return told


def _is_version(record: DigestRecord, file: TimelineFile, told: _ByEvent) -> bool:
    """Whether a file is another version of one taken in before.

    Under another name half of its events are the same, told by the same sources or, where rows name
    none, in the same words; under the same name one is. Ids alone tell little, for many tables
    count their rows from 1.
    """
    before = _told_by_event(
        (event_key(key.partition("#")[2]), values)
        for key, values in rows_of(record).values_list("key", "values").iterator(chunk_size=500)
    )
    common = [event for event in told if event in before]
    is_renamed = _bare(record.values["name"]) != _bare(file.name)
    same = sum(_is_same(before[event], told[event], is_renamed) for event in common)
    if not is_renamed:
        return same > 0 or 0 < len(common) < 3
    return len(told) > 1 and same >= SAME * len(told)


def _is_same(before: _Told, now: _Told, is_renamed: bool) -> bool:
    return any(
        title == known
        and likeness(source, of_known) > 0
        and (not is_renamed or (source and of_known) or says == said)
        for title, source, says in now
        for known, of_known, said in before
    )


def likeness(source: list[str], other: list[str]) -> int:
    """How much two sources, as rows name them, are alike: 0 if nothing says that they are one.

    3: the same; 2: one address; 1: something in common, or one of them is not named.
    """
    if source == other:
        return 3
    if not source or not other:
        return 1
    if source[2] and source[2] == other[2]:
        return 2
    return int(any(one and fold(one) == fold(two) for one, two in zip(source, other, strict=True)))


def known_again(
    rows: Iterable[TimelineRow], last: Mapping[str, DigestRecord]
) -> tuple[TimelineRow, ...]:
    """Rows with the keys under which what they say was remembered, as far as it was.

    A telling is known by its event and its source, whatever its place in the file; what is like no
    remembered one gets a key that is free.
    """
    remembered: dict[str, list[str]] = {}
    for key in last:
        remembered.setdefault(event_key(key), []).append(key)
    some = [list(grouped) for _, grouped in groupby(rows, key=attrgetter("event"))]
    events = _events_again(
        {told[0].event: told[0].place for told in some},
        {event: last[keys[0]].values["place"] for event, keys in remembered.items()},
    )
    found: list[TimelineRow] = []
    for told in some:
        event = events[told[0].event]
        keys = _keys(event, told, {key: last[key] for key in remembered.get(event, [])})
        found += [
            row if (row.key, row.event) == (key, event) else replace(row, key=key, event=event)
            for row, key in zip(told, keys, strict=True)
        ]
    return tuple(found)


def _events_again(now: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The keys of a file's events as they were remembered; both with the events' places.

    Of several of one title and date each is the one of its place; where one alone is left on
    either side, its place was mended.
    """
    by_bare: dict[str, tuple[list[str], list[str]]] = {}
    for side, events in enumerate((now, before)):
        for event in events:
            by_bare.setdefault(bare_key(event), ([], []))[side].append(event)
    found: dict[str, str] = {}
    for ours, theirs in by_bare.values():
        for event in ours:
            same = [known for known in theirs if fold(before[known]) == fold(now[event])]
            if same:
                found[event] = same[0]
                theirs.remove(same[0])
        left = [event for event in ours if event not in found]
        if len(left) == len(theirs) == 1:
            found[left[0]] = theirs[0]
        taken = {*theirs, *found.values()}
        for event in left:
            if event not in found:
                found[event] = free_event_key(event, taken)
                taken.add(found[event])
    return found


def _keys(event: str, rows: Sequence[TimelineRow], known: Mapping[str, DigestRecord]) -> list[str]:
    sources = [values_of(row)["source"] for row in rows]
    pairs = sorted(
        (-likeness(source, record.values["source"]), place, key)
        for place, source in enumerate(sources)
        for key, record in known.items()
        if rows[place].untold == (UNTOLD in record.values)
    )
    keys: dict[int, str] = {}
    for unlike, place, key in pairs:
        if unlike and place not in keys and key not in keys.values():
            keys[place] = key
    taken, number = {*known, *keys.values()}, 1
    for place in range(len(rows)):
        if place not in keys:
            while (key := telling_key(event, number)) in taken:
                number += 1
            keys[place] = key
            taken.add(key)
    return [keys[place] for place in range(len(rows))]


def _is_left(record: DigestRecord) -> bool:
    """Whether any row of a file is still in the record."""
    rows = rows_of(record)
    return (
        Mention.objects.filter(pk__in=rows.values("object_id")).exists()
        or Event.objects.filter(pk__in=untold_of(rows)).exists()
    )


def untold_of(rows: QuerySet[DigestRecord]) -> list[int]:
    """The keys of the events that rows became which nobody tells."""
    untold = rows.filter(object_id=None).values_list("values", flat=True)
    return [values[UNTOLD] for values in untold if UNTOLD in values]


def rows_of(record: DigestRecord) -> QuerySet[DigestRecord]:
    """What is remembered of a file's rows."""
    return DigestRecord.objects.filter(kind=ROW, key__startswith=f"{record.key}#")


def last_of(
    earlier: DigestRecord | None, some: Iterable[TimelineRow] | None = None
) -> dict[str, DigestRecord]:
    """What a file's rows, or some of them, said when last taken in, by their keys.

    Of all rows only what ``known_again`` and ``GivenSources`` ask for, for they may be as many as
    an archive.
    """
    if earlier is None:
        return {}
    if some is None:
        every = {}
        for record in rows_of(earlier).iterator(chunk_size=500):
            kept = {"place", "source", "made", UNTOLD} & record.values.keys()
            record.values = {name: record.values[name] for name in kept}
            made = record.values.get("made", {})
            record.values["made"] = {n: made[n] for n in ("source", "its_source") if n in made}
            every[record.key.partition("#")[2]] = record
        return every
    found, keys = {}, [f"{earlier.key}#{row.key}" for row in some]
    for start in range(0, len(keys), 500):
        records = DigestRecord.objects.filter(kind=ROW, key__in=keys[start : start + 500])
        found.update({record.key.partition("#")[2]: record for record in records})
    return found


def events_of(records: Iterable[DigestRecord]) -> dict[int, int]:
    """The primary keys of the events that rows became and that are still there, by the records'."""
    some = list(records)
    mentions = {pk: record.pk for record in some if (pk := record.object_id)}
    untold = {pk: record.pk for record in some if (pk := record.values.get(UNTOLD))}
    found: dict[int, int] = {}
    for model, column, wanted in ((Mention, "event_id", mentions), (Event, "pk", untold)):
        keys = list(wanted)
        for start in range(0, len(keys), 500):
            there = model.objects.filter(pk__in=keys[start : start + 500]).order_by()
            found |= {wanted[pk]: event for pk, event in there.values_list("pk", column)}
    return found


def mentions_of(records: Iterable[DigestRecord]) -> dict[int, Mention]:
    """What rows became, by the records' keys, with events, those who took part, and quotes; of an
    event that nobody tells, an unsaved mention.
    """
    some = list(records)
    by_key = {pk: record.pk for record in some if (pk := record.object_id)}
    untold = {pk: record.pk for record in some if (pk := record.values.get(UNTOLD))}
    keys, events = list(by_key), list(untold)
    parts = Participation.objects.order_by("position")
    found: dict[int, Mention] = {}
    for start in range(0, len(keys), 500):
        mentions = Mention.objects.filter(pk__in=keys[start : start + 500])
        mentions = mentions.select_related("event", "source")
        of_event = Prefetch("event__participations", parts)
        for mention in mentions.prefetch_related(of_event, "event__taggings", "quotes"):
            found[by_key[mention.pk]] = mention
    for start in range(0, len(events), 500):
        there = Event.objects.filter(pk__in=events[start : start + 500])
        for event in there.prefetch_related(Prefetch("participations", parts), "taggings"):
            found[untold[event.pk]] = Mention(event=event)
    return found


def let_go(mentions: Iterable[Mention]) -> None:
    """Have mentions and their events hold no more what was read with them.

    Each of that holds its owner, so that both would stay until somebody looks for such circles.
    """
    for mention in mentions:
        for one in (mention, mention.event):
            vars(one).pop("_prefetched_objects_cache", None)


def remember_file(
    earlier: DigestRecord | None,
    file: TimelineFile,
    source: Source | None,
    values: Iterable[tuple[str, str]],
    *,
    is_last: bool,
    by: Any,
) -> DigestRecord:
    """Keep which file it is, and until the last of its rows that it is unfinished.

    ``source``: the file itself, where it tells anything, which gets the file's hash where ``by``,
    the user, may change it, and the file's named ``values`` but for those that an editor changed.
    """
    told: dict[str, Any] = {"name": file.name, "sha256": file.sha256}
    told |= {VALUES: now} if (now := dict(values)) else {}
    if earlier is None:
        earlier = DigestRecord(kind=FILE, key=free_key(file.name), values={})
    elif source and earlier.values["sha256"] != file.sha256 and may_change(by, source):
        held = source.sha256, source.named_values
        before = earlier.values.get(VALUES, {})
        source.named_values, _ = merged(now, source.named_values, before)
        if source.sha256 == earlier.values["sha256"]:
            source.sha256 = file.sha256
        if held != (source.sha256, source.named_values):
            source.save()
    if source:
        earlier.object_id = source.pk
    kept = {STORIES: earlier.values[STORIES]} if STORIES in earlier.values else {}
    earlier.values = told | kept | ({} if is_last else UNFINISHED)
    earlier.save()
    return earlier


def remember_rows(
    file: DigestRecord, written: Sequence[PlannedRow], made: Mapping[str, dict[str, Any]]
) -> None:
    """Keep what rows said and what became of them, for when the file comes again.

    ``made``: by the rows' keys what is to be kept of each beside its values.
    """
    new, changed = [], []
    for plan in written:
        values = {**plan.values, **made[plan.row.key]}
        # A new kind is known by its slug from now on.
        values["kind"] = values["made"].get("kind", values["kind"])
        if plan.record is not None:
            values |= {name: plan.record.values[name] for name in plan.held}
        record = plan.record or DigestRecord(kind=ROW, key=f"{file.key}#{plan.row.key}")
        if plan.record is None:
            record.object_id = values.pop("mention", None)
            new.append(record)
        elif record.values != values:
            changed.append(record)
        record.values = values
    DigestRecord.objects.bulk_create(new, batch_size=500)
    DigestRecord.objects.bulk_update(changed, ["values"], batch_size=500)


def _bare(name: str) -> str:
    """A file's name without the number that a browser gives a second copy."""
    return fold(_COPY.sub("", name))


def free_key(name: str) -> str:
    """A key for a file under which nothing is remembered that still stands."""
    base, number = slugify(fold(name))[:60] or "file", 1
    key = base
    while record := DigestRecord.objects.filter(kind=FILE, key=key).first():
        if not _is_left(record):
            rows_of(record).delete()
            record.delete()
            break
        number += 1
        key = f"{base}-{number}"
    return key
