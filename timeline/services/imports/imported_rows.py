"""A file's rows as the record's values, and how they compare with what the record holds."""

from __future__ import annotations

from typing import Any

from timeline.domain.text.passages import excerpt
from timeline.domain.timelines.row import TimelineRow
from timeline.models import Mention
from timeline.models.record.kind import of_word
from timeline.services.imports.imported_names import has_source
from timeline.services.records.three_way import three_way

Values = dict[str, Any]

EVENT_COLUMNS = ("title", "kind", "place")
"""The values that are columns of an event, under the same names."""

STATED_DATE = ("phrase", "inferred", "inferred_reason")
"""The columns of a mention that a row's date is kept in."""

MENTION_COLUMNS = ("says", *STATED_DATE, "source")
OF_EVENT = (*EVENT_COLUMNS, "actors")
OF_MENTION = ("says", "date", "source", "quotes")
MADE = ("actors", "source", "quotes")
"""Those whose records a file only names: what was made of the names is remembered beside them."""


def kind_named(name: str) -> str:
    """The kind of event of that name, empty where there is none."""
    return of_word(name)


def values_of(row: TimelineRow) -> Values:
    """What a row says, in plain JSON types."""
    dated = row.dated
    return {
        "title": excerpt(row.title, longest=200),
        "kind": kind_named(row.kind) or "other",
        "place": row.place,
        "actors": list(row.actors),
        "says": row.text or row.title,
        "date": [dated.phrase, dated.inferred, dated.reason],
        "source": [row.outlet, row.source, row.url] if has_source(row) else [],
        "quotes": [[row.speaker, row.quote]] if row.quote else [],
    }


def values_now(mention: Mention) -> Values:
    """What the record holds of a row, its records by their keys."""
    event = mention.event
    return {
        **{name: getattr(event, name) for name in EVENT_COLUMNS},
        "actors": [part.actor_id for part in event.participations.all()],
        "says": mention.says,
        "date": [getattr(mention, name) for name in STATED_DATE],
        "source": mention.source_id,
        "quotes": [[quote.speaker_id, quote.words] for quote in mention.quotes.all()],
    }


def compare(new: Values, now: Values, last: Values) -> tuple[list[str], list[str]]:
    """Which values to write, and which an editor changed, so that they stay.

    ``last``: the row's values when it was last taken in, with ``made``, the keys of what they
    became; and ``joined`` where the event was there before, which is the record's own then.
    """
    names = OF_MENTION if last["joined"] else (*OF_EVENT, *OF_MENTION)
    base = {name: last["made"][name] if name in MADE else last[name] for name in names}
    # What was made of names has keys for values: the names are compared with the names before.
    said = {name: base[name] if new[name] == last[name] else new[name] for name in names}
    return three_way(said, now, base)
