"""Who calls it what, as the comparison shows it under its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from timeline.queries.comparison.terms import Thing, Usage
from timeline.web.compare.compare_filter import ComparisonQuestion
from timeline.web.compare.compare_table import ColumnHeading
from timeline.web.http import addresses
from timeline.web.timeline.kept_filter import KeptFilter


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """Where a wording stands, and the addresses of the event and of the document."""

    event: str
    event_url: str
    source: str
    source_url: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class UsageShown:
    """A wording with its places; ``rest`` is how many more there are, at ``rest_url``.

    ``language``: the tag of its language, empty for English and for names.
    """

    words: str
    language: str
    count: int
    places: list[PlaceShown]
    rest: int
    rest_url: str


@dataclass(frozen=True, slots=True)
class ThingShown:
    """A thing with several names, and for each column the wordings that it uses."""

    name: str
    url: str
    ways: int
    cells: list[tuple[ColumnHeading, list[UsageShown]]]


def thing_of(
    thing: Thing, headings: Mapping[str, ColumnHeading], asked: ComparisonQuestion
) -> ThingShown:
    """A thing with several names, in the columns that name any."""
    kept = KeptFilter.of_parameters(asked.criteria.parameters())
    return ThingShown(
        name=thing.name,
        url=kept.address("actor-detail", thing.actor) if thing.actor else "",
        ways=thing.ways,
        cells=[
            (heading, [_usage(usage, slug, asked) for usage in thing.used.get(slug, [])])
            for slug, heading in headings.items()
        ],
    )


def _usage(usage: Usage, column: str, asked: ComparisonQuestion) -> UsageShown:
    kept = KeptFilter.of_parameters(asked.criteria.parameters())
    phrase = usage.words.replace('"', " ")
    search = replace(
        asked.criteria,
        text=f'{asked.criteria.text} "{phrase}"'.strip(),
        outlets=(column,) if asked.by == "outlets" else asked.criteria.outlets,
    )
    return UsageShown(
        words=usage.words,
        language=usage.language,
        count=usage.count,
        places=[
            PlaceShown(
                event=place.event_title,
                event_url=kept.address("event-detail", place.event) + "#tellings",
                source=place.source_title,
                source_url=kept.address("source-detail", place.source),
                paragraph=place.paragraph,
            )
            for place in usage.places
        ],
        rest=usage.count - len(usage.places),
        rest_url=addresses.of_selection(search),
    )
