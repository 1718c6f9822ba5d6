"""Events as CSV, one row a mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timeline.domain.wording import say
from timeline.exports.spreadsheet import lines
from timeline.models import Event, Mention

COLUMNS = (
    "event", "title", "kind", "place", "date", "edtf", "earliest", "latest", "disputed",
    "actors", "source", "source_title", "outlet", "via", "published", "document", "paragraph",
    "phrase", "phrase_edtf", "phrase_earliest", "phrase_latest", "rule", "says", "quotes",
)  # fmt: skip


def mentions_csv(events: Iterable[Event]) -> Iterator[str]:
    """CSV lines, the column names first; an event that nobody tells has a row of its own."""
    return lines(_rows(events))


def _rows(events: Iterable[Event]) -> Iterator[list[object]]:
    yield list(COLUMNS)
    for event in events:
        told = [
            event.slug,
            event.title,
            event.kind,
            event.place,
            say(event.interval),
            event.edtf,
            event.earliest,
            event.latest,
            "yes" if event.disputed else "no",
            "; ".join(p.actor.name for p in event.participations.all()),
        ]
        mentions = list(event.mentions.all())
        if not mentions:
            yield [*told, *[""] * (len(COLUMNS) - len(told))]
        for mention in mentions:
            yield [*told, *_telling(mention)]


def _telling(mention: Mention) -> list[object]:
    source = mention.source
    return [
        source.slug,
        source.title,
        source.outlet.name if source.outlet else "",
        mention.via.title if mention.via else "",
        source.edtf,
        source.document,
        mention.paragraph,
        mention.phrase,
        mention.edtf,
        mention.earliest,
        mention.latest,
        mention.because,
        mention.says,
        "; ".join(f"{q.speaker.name}: “{q.words}”" for q in mention.quotes.all()),
    ]
