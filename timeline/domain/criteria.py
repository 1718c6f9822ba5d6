"""Criteria: what a reader asked for. Page, counts, facets, chart and every export start from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Self

from timeline.domain.coordinates import CoordinateBox
from timeline.domain.dates.reading import Reading
from timeline.domain.time.intervals import Bounds

UNSTATED = "not-stated"
"""The outlet slug that stands for documents whose publisher is not stated."""

UNSET_IMPORTANCE = 2
"""What the importance of an event counts as that has none."""

Facet = Literal["actors", "outlets", "kinds", "tags", "places"]
Flag = Literal["every_actor", "surely", "disputed", "retold", "corroborated"]
Sort = Literal["", "first-hand", "sources", "importance", "newest"]

_FACET_PARAMETER: dict[str, str] = {
    "actors": "actor", "outlets": "outlet", "kinds": "kind", "tags": "tag",
    "places": "place",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criteria:
    """One selection of events.

    ``story``: the slug of the story whose events alone there are, empty for the whole archive. It
    stands in an address's path, not among the parameters.
    ``actors``, ``outlets``, ``kinds``, ``tags``, ``places``: slugs; an event must match one of each
    that is given, and with ``every_actor`` all of the actors. ``outlets`` may hold ``UNSTATED``;
    what lies in a place is in it too.
    ``box``: only events whose place has coordinates within it.
    ``since``, ``until``: readings; the range runs from the earliest day of the first to the latest
    day of the second, and an event is in it if it possibly happened in it, or, with ``surely``,
    if it cannot have happened outside it.
    ``text``: words that must all stand in what is told of the event.
    ``disputed``: only events on whose date, or any recorded detail, sources disagree.
    ``retold``: only events told by two outlets or more.
    ``corroborated``: only events that two first-hand sources or more tell.
    ``importance``: only events of at least that importance, from 1 to 3; 0 for all.
    ``as_of``: only what sources published by this day tell counts, dates and all.
    ``sort``: the order of time, or that from its end, or by how many first-hand sources or sources
    tell, or by importance, most first.
    """

    story: str = ""
    actors: tuple[str, ...] = ()
    every_actor: bool = False
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    box: CoordinateBox | None = None
    since: Reading | None = None
    until: Reading | None = None
    surely: bool = False
    text: str = ""
    disputed: bool = False
    retold: bool = False
    corroborated: bool = False
    importance: int = 0
    as_of: date | None = None
    sort: Sort = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the selection, so that every event of the story matches."""
        return not replace(self, sort="").parameters()

    @property
    def has_dates(self) -> bool:
        """Whether a range of days is asked for."""
        return self.since is not None or self.until is not None

    @property
    def days(self) -> Bounds:
        """The first and the last day of the range; ``None`` where it is open."""
        return (
            self.since.interval.earliest if self.since else None,
            self.until.interval.latest if self.until else None,
        )

    @property
    def unfiltered(self) -> Self:
        """All events of the same story, or archive, as of the same day."""
        return type(self)(story=self.story, as_of=self.as_of)

    def adding(self, facet: Facet, value: str) -> Self:
        """These criteria with one more value of a facet."""
        return self._with(facet, (*getattr(self, facet), value))

    def without(self, facet: Facet, value: str) -> Self:
        """These criteria less one value of a facet."""
        return self._with(facet, tuple(v for v in getattr(self, facet) if v != value))

    def cleared(self, facet: Facet) -> Self:
        """These criteria with no value of a facet."""
        return self._with(facet, ())

    def flagged(self, flag: Flag) -> Self:
        """These criteria with a flag set."""
        changes: dict[str, Any] = {flag: True}
        return replace(self, **changes)

    def _with(self, facet: Facet, values: tuple[str, ...]) -> Self:
        changes: dict[str, Any] = {facet: values}
        return replace(self, **changes)

    def parameters(self) -> list[tuple[str, str]]:
        """The address's parameters, in a fixed order, that mean exactly these criteria."""
        pairs = [
            (parameter, value)
            for facet, parameter in _FACET_PARAMETER.items()
            for value in getattr(self, facet)
        ]
        if self.box:
            pairs.append(("box", str(self.box)))
        if self.every_actor and self.actors:
            pairs.append(("match", "all"))
        if self.since:
            pairs.append(("from", self.since.phrase))
        if self.until:
            pairs.append(("to", self.until.phrase))
        if self.text:
            pairs.append(("q", self.text))
        for flag in ("surely", "disputed", "retold", "corroborated"):
            if getattr(self, flag) and not (flag == "surely" and not self.has_dates):
                pairs.append((flag, "1"))
        if self.importance:
            pairs.append(("importance", str(self.importance)))
        if self.as_of:
            pairs.append(("as_of", self.as_of.isoformat()))
        if self.sort:
            pairs.append(("sort", self.sort))
        return pairs


_PARAMETERS = frozenset(
    [
        *_FACET_PARAMETER.values(), "box", "match", "from", "to", "q", "surely", "disputed",
        "retold", "corroborated", "importance", "as_of", "sort",
    ]
)  # fmt: skip


def unknown_parameters(query: str) -> list[str]:
    """Of an address's parameters, as they stand after its question mark, the names of those that
    choose no events.
    """
    names = (pair.partition("=")[0] for pair in query.split("&") if pair)
    return [name for name in dict.fromkeys(names) if name not in _PARAMETERS]


@dataclass(frozen=True, slots=True)
class QuotationCriteria:
    """What a reader asks of quotations: slugs of speakers and outlets, words, only those retold."""

    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    text: str = ""
    retold: bool = False
