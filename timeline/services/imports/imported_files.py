"""What is remembered of files taken in: each under a key of its own, and each of its rows.

A file is known again by its bytes, or by its name and its rows. One of which nothing is left in
the record is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from timeline.domain.text.folding import fold
from timeline.domain.timelines.row import TimelineRow
from timeline.models import DigestRecord, Mention, Participation
from timeline.services.imports.imported_rows import values_of
from timeline.services.imports.timeline_file import TimelineFile

FILE, ROW = "import-file", "import"
"""The kinds of ``DigestRecord`` that remember a file and its rows."""

UNFINISHED = {"unfinished": True}
"""Beside a file's name and hash while not all of its rows are written."""

SAME = 0.5
"""The share of its rows that a file under another name has in common with one taken in before."""

_COPY = re.compile(r" ?\(\d{1,3}\)(?=\.\w{1,5}$|$)")


def earlier_of(file: TimelineFile, rows: Iterable[TimelineRow]) -> DigestRecord | None:
    """The record of the file when it was last taken in; ``None`` if nothing is left of that."""
    titles = {row.key: values_of(row)["title"] for row in rows}
    found = [record for record in DigestRecord.objects.filter(kind=FILE) if _is_left(record)]
    found.sort(key=lambda record: (record.values["sha256"] != file.sha256, -record.pk))
    for record in found:
        if record.values["sha256"] == file.sha256 or _is_version(record, file, titles):
            return record
    return None


def unfinished_of(file: TimelineFile) -> DigestRecord | None:
    """The record of the file whose import was broken off, if anything is left of that."""
    found = DigestRecord.objects.filter(
        kind=FILE, values__sha256=file.sha256, values__unfinished=True
    )
    return next((record for record in found if _is_left(record)), None)


def _is_version(record: DigestRecord, file: TimelineFile, titles: dict[str, str]) -> bool:
    """Whether a file is another version of one taken in before.

    Under another name half of its rows are the same, under the same name one is. Ids alone tell
    little, for many tables count their rows from 1.
    """
    before = {
        key.partition("#")[2]: values["title"]
        for key, values in rows_of(record).values_list("key", "values")
    }
    common = [key for key in titles if key in before]
    same = sum(fold(before[key]) == fold(titles[key]) for key in common)
    if _bare(record.values["name"]) == _bare(file.name):
        return same > 0 or 0 < len(common) < 3
    return len(titles) > 1 and same >= SAME * len(titles)


def _is_left(record: DigestRecord) -> bool:
    """Whether any row of a file is still in the record."""
    return Mention.objects.filter(pk__in=rows_of(record).values("object_id")).exists()


def rows_of(record: DigestRecord) -> QuerySet[DigestRecord]:
    """What is remembered of a file's rows."""
    return DigestRecord.objects.filter(kind=ROW, key__startswith=f"{record.key}#")


def last_of(
    earlier: DigestRecord | None, some: Iterable[TimelineRow] | None = None
) -> dict[str, DigestRecord]:
    """What a file's rows, or some of them, said when last taken in, by their keys."""
    if earlier is None:
        return {}
    if some is None:
        return {record.key.partition("#")[2]: record for record in rows_of(earlier)}
    found, keys = {}, [f"{earlier.key}#{row.key}" for row in some]
    for start in range(0, len(keys), 500):
        records = DigestRecord.objects.filter(kind=ROW, key__in=keys[start : start + 500])
        found.update({record.key.partition("#")[2]: record for record in records})
    return found


def mentions_of(ids: Iterable[int | None]) -> dict[int, Mention]:
    """Mentions by their keys, with their events, those who took part, and quotes."""
    wanted = [pk for pk in ids if pk is not None]
    participations = Prefetch("event__participations", Participation.objects.order_by("position"))
    found: dict[int, Mention] = {}
    for start in range(0, len(wanted), 500):
        some = Mention.objects.filter(pk__in=wanted[start : start + 500]).select_related("event")
        for mention in some.prefetch_related(participations, "quotes"):
            found[mention.pk] = mention
    return found


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
