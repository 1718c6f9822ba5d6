"""What was published since a day as an Atom feed (RFC 4287): an entry an event, source or telling,
the newest first, and, on the first of its pages, one a day on which something was withdrawn.

Entries of tellings are those of the feed of a selection, with their ids. A day's entry says how
many records were withdrawn; its moment is the day's midnight, and tells no hour of theirs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from html import escape
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import make_aware

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import counted, say
from timeline.exports.exported_selection import last_recorded
from timeline.exports.telling import publisher
from timeline.exports.tellings_atom import (
    AddressOf,
    AddressOfPage,
    RecordFeed,
    add_telling,
    beside,
    which,
)
from timeline.models import Event, Mention, Source
from timeline.queries.as_of import hold_kinds_and_tags
from timeline.queries.published_since import PublishedRecord
from timeline.queries.withdrawals import WithdrawnDay


@dataclass(frozen=True, slots=True)
class ChangesFeed:
    """What a feed says of itself, and absolute addresses: of the ``page`` of the same changes, its
    ``own`` and from another position on (``own_from``), the one that all feeds of changes to this
    story share (``id_of_changes``), and those of records as in a selection that is exported.

    The page begins at ``start``, a position from 0, of ``count``, which ``numbers`` says in words.
    """

    title: str
    start: int
    count: int
    numbers: str
    page: str
    own_from: AddressOfPage
    id_of_changes: str
    page_of: AddressOf
    id_of: AddressOf


def changes_atom(
    about: ChangesFeed, published: Sequence[PublishedRecord], withdrawn: Iterable[WithdrawnDay]
) -> str:
    """A page of the feed of these changes."""
    own = about.own_from(about.start)
    feed = RecordFeed(
        **beside(about.start, about.count, about.own_from),
        title=plain(about.title),
        link=about.page,
        description="",
        subtitle=plain(which(about.start, about.count, about.numbers)) or None,
        author_name="Retold",
        feed_url=own,
        language="en",
        feed_guid=about.own_from(0),
    )
    recorded = _recorded(published)
    _hold_categories([one.record for one in published if isinstance(one.record, Mention)])
    for one in published:
        record = one.record
        updated = max(recorded.get((type(record), record.pk)) or one.moment, one.moment)
        if isinstance(record, Mention):
            add_telling(
                feed,
                record,
                public_since=record.public_since,
                updated=updated,
                page_of=about.page_of,
                id_of=about.id_of,
            )
            continue
        title, words = _of_event(record) if isinstance(record, Event) else _of_source(record)
        feed.add_item(
            title=plain(title),
            link=about.page_of(record),
            description=f"<p>{escape(plain(words))}</p>",
            unique_id=about.id_of(record),
            pubdate=one.moment,
            updateddate=updated,
            categories=[str(record._meta.verbose_name).capitalize()],
        )
    for withdrawn_then in withdrawn:
        midnight = make_aware(datetime.combine(withdrawn_then.day, time.min))
        feed.add_item(
            title=f"Withdrawn: {in_numbers(withdrawn_then)}",
            link=about.page,
            description="",
            unique_id=f"{about.id_of_changes}#withdrawn-{withdrawn_then.day}",
            pubdate=midnight,
            updateddate=midnight,
        )
    text = io.StringIO()
    feed.write(text, "utf-8")
    return text.getvalue()


def in_numbers(day: WithdrawnDay) -> str:
    """How much was withdrawn on a day: "1 event, 12 tellings"."""
    counts = (("event", day.events), ("source", day.sources), ("telling", day.tellings))
    return ", ".join(counted(number, noun) for noun, number in counts if number)


def _of_event(event: Event) -> tuple[str, str]:
    return event.title, f"{capfirst(say(event.interval))}. {event.summary}".strip()


def _of_source(source: Source) -> tuple[str, str]:
    words = f"A source, published {say(source.interval)}." if source.edtf else "A source."
    return f"“{source.title}” ({publisher(source)})", words


def _hold_categories(mentions: Sequence[Mention]) -> None:
    """Have mentions' events hold their kinds and tags; of one event, one record."""
    events = {mention.event_id: mention.event for mention in mentions}
    for mention in mentions:
        mention.event = events[mention.event_id]
    hold_kinds_and_tags([*events.values()])


def _recorded(published: Sequence[PublishedRecord]) -> dict[tuple[type[Any], int], datetime]:
    """When the history of each was last written, as far as it has that."""
    found: dict[tuple[type[Any], int], datetime] = {}
    for model in (Event, Source, Mention):
        keys = [one.record.pk for one in published if isinstance(one.record, model)]
        rows = model.objects.filter(pk__in=keys).annotate(recorded=last_recorded(model))
        found |= {(model, pk): at for pk, at in rows.values_list("pk", "recorded") if at}
    return found
