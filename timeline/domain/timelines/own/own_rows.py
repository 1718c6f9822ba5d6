"""Rows of Retold's own JSON: with all that it tells, and the rows of the sources beside theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from timeline.domain.time import edtf
from timeline.domain.timelines.own.own_fields import OwnFields, OwnSource
from timeline.domain.timelines.row import RowDate, TimelineRow


def with_own(row: TimelineRow, own: OwnFields) -> TimelineRow:
    """A row with what our own JSON says of it; its date is the one that it tells."""
    interval = edtf.parse(own.edtf)
    given = (own.edtf, own.because) if own.inferred else ("", "")
    dated = RowDate(interval, own.phrase or own.edtf, own.phrase, *given)
    row = replace(row, dated=dated, own=own, quote="", speaker="", problems=(), notes=())
    if own.title:
        row = replace(
            row, title=own.title, text=own.says, actors=tuple(own.actors), tags=tuple(own.tags),
            place=own.place,
        )  # fmt: skip
    return _of(own.source, row) if own.source else row


def beside(row: TimelineRow) -> Iterator[TimelineRow]:
    """A row, and one for each further source that it names, which tells nothing."""
    yield row
    if row.own is None:
        return
    further = [row.own.via] if row.own.via else []
    for source in (row.own.source, row.own.via):
        further += source.drawn if source else []
    for one in further:
        yield source_row(one, number=row.number)


def source_row(source: OwnSource, *, number: int) -> TimelineRow:
    """A row for a source alone."""
    own = OwnFields(source=source)
    return _of(source, TimelineRow(number, "", key=f"source:{source.slug}", own=own))


def _of(source: OwnSource, row: TimelineRow) -> TimelineRow:
    return replace(row, outlet=source.outlet_name or "", source=source.title, url=source.url)
