"""Tellings as an Atom feed (RFC 4287), the newest first: what a reader of feeds follows.

An entry is one source's telling of one event. Its ``id`` is the event's page with the source and
the telling's number in the record; it is the same in every feed that has the entry, and stays when
the telling is mended. ``published`` is when readers could first meet the telling;
what an old paper tells is new here on the day on which it is taken in. The entry's text says in
words when the source came out. ``updated`` is when Retold last recorded the telling. Where the
record has no moment, ``published`` is the source's date if that is one day, and ``updated`` the
source's latest day. A feed of more than ``MOST`` entries is paged (RFC 5005): a page links to the
one with older entries as ``next``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from html import escape
from typing import Any

from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed

from timeline.domain.text.characters import plain
from timeline.domain.time.formatting import ordinal, say
from timeline.exports.exported_selection import (
    NO_RECORD,
    ExportedSelection,
    Record,
    last_recorded,
)
from timeline.exports.partial_dates import one_day
from timeline.exports.telling import in_words, publisher, who
from timeline.models import Mention, Source
from timeline.queries.database.one_moment import one_moment
from timeline.queries.database.prepared_rows import rows
from timeline.queries.newest_tellings import newest as newest_of
from timeline.queries.plain_events import plain_tellings

MIME = "application/atom+xml"

AddressOf = Callable[[Record], str]
"""What gives a record's absolute address."""

AddressOfPage = Callable[[int], str]
"""What gives the absolute address of a feed from a position on."""

MOST = 100
"""Entries in a page of a feed; the first has the newest."""

DEEPEST = 5_000
"""The newest tellings that the pages of a feed have together; an export has all."""


def tellings_atom(selection: ExportedSelection) -> Iterator[str]:
    """A page of the feed of a selection: at most ``MOST`` entries, saying which where there are
    more.
    """
    count, start = selection.selected.mentions, selection.start
    feed = RecordFeed(
        **beside(start, count, selection.own_from),
        title=plain(selection.title),
        link=selection.page,
        description="",
        subtitle=plain(f"{selection.about} {which(start, count, f'{count:,} tellings')}").strip()
        or None,
        author_name="Retold",
        feed_url=selection.own,
        language="en",
        feed_guid=selection.own_from(0),
    )
    for mention, recorded, public_since in newest(selection):
        add_telling(
            feed,
            mention,
            public_since=public_since,
            updated=_updated(mention, recorded, public_since),
            page_of=selection.page_of,
            id_of=selection.id_of,
        )
    text = io.StringIO()
    feed.write(text, "utf-8")
    yield text.getvalue()


def beside(start: int, count: int, own_from: AddressOfPage) -> dict[str, Any]:
    """The addresses of the pages of older and newer entries, ``following`` and ``previous``, for
    a page of a feed of ``count`` entries; empty where there are none.
    """
    held = min(count, DEEPEST)
    following = start + MOST
    # From beyond the end it leads back to the last page that has something.
    newer = max(0, start - MOST) if start < held else max(0, held - 1) // MOST * MOST
    return {
        "following": own_from(following) if following < held else "",
        "previous": own_from(newer) if start and held else "",
    }


def which(start: int, count: int, all_of_them: str) -> str:
    """Which entries a page of a feed has, in a sentence; empty where it has all."""
    if start:
        return f"From the {ordinal(start + 1)} newest of {all_of_them} on."
    return f"The {MOST} newest of {all_of_them}." if count > MOST else ""


def newest(
    selection: ExportedSelection,
) -> list[tuple[Mention, datetime | None, datetime | None]]:
    """The tellings of the page of the feed, in its order: those that became public last first.

    With each, when it was last recorded, and when it became public.
    """
    with one_moment():
        last = min(selection.start + MOST, DEEPEST)
        keys = newest_of(selection.selected, most=last)[selection.start :]
        moments = {key: both for key, *both in rows(_moments, keys)}
        return [(mention, *moments[mention.pk]) for mention in plain_tellings(keys)]


def _moments(keys: Sequence[int]) -> QuerySet[Any, Any]:
    told = Mention.objects.filter(pk__in=keys).order_by()
    return told.values_list("pk", last_recorded(Mention), "public_since")


def add_telling(
    feed: Atom1Feed,
    mention: Mention,
    *,
    public_since: datetime | None,
    updated: datetime,
    page_of: AddressOf,
    id_of: AddressOf,
) -> None:
    """Add the entry of a telling."""
    event, source = mention.event, mention.source
    paragraphs = [in_words(mention), _told_when(source)]
    feed.add_item(
        title=plain(f"{event.title} ({who(mention)})"),
        link=page_of(event),
        # As HTML, for feeds' readers show it so; every word of it is escaped.
        description="".join(f"<p>{escape(plain(text))}</p>" for text in paragraphs),
        unique_id=f"{id_of(event)}#{source.slug}.{mention.pk}",
        author_name=plain(publisher(source)),
        pubdate=public_since or _day_of(mention.source),
        updateddate=updated,
        categories=[event.of_kind.name, *map(plain, event.tag_names)],
    )


def _day_of(source: Source) -> datetime | None:
    day = one_day(source.interval)
    return _midnight(day) if day else None


def _updated(
    mention: Mention, recorded: datetime | None, public_since: datetime | None
) -> datetime:
    day = mention.source.latest
    moments = [moment for moment in (recorded, public_since) if moment]
    return max(moments, default=_midnight(day) if day else NO_RECORD)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _told_when(source: Source) -> str:
    return f"Told {say(source.interval)}." if source.interval.is_dated else "Told on a day unknown."


class RecordFeed(Atom1Feed):
    """A page of Django's feed, whose time is the record's own, with the addresses ``beside`` it."""

    def latest_post_date(self) -> datetime:
        """When the newest change was recorded: with no entry long ago, and never "now"."""
        return max((item["updateddate"] for item in self.items), default=NO_RECORD)

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, name in (("next", "following"), ("previous", "previous")):
            if address := self.feed[name]:
                handler.addQuickElement("link", "", {"rel": rel, "href": address})
