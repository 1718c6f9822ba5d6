"""A story's sources: those that tell its events, or through which these are told, and those read
for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from timeline.domain.criteria import Criteria
from timeline.models import Source
from timeline.queries.database.kept_by_version import kept
from timeline.queries.index import select
from timeline.queries.search import among, but_for

_READ = 20_000
"""Rows read at a time."""
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True)
class StorySources:
    """Keys of sources: those of a story, and those of the whole archive."""

    own: frozenset[int]
    every: frozenset[int]

    @property
    def is_small(self) -> bool:
        """Whether it is less work to look up its own than to leave out those of others alone."""
        return 8 * len(self.own) < len(self.every)

    def of(self, rows: QuerySet[_Row], *, column: str = "pk") -> QuerySet[_Row]:
        """Those of the rows with the key of a source of the story in a column."""
        if self.is_small:
            return among(rows, sorted(self.own), column=column)
        return but_for(rows, self.every - self.own, column=column)


def story_sources(slug: str) -> StorySources:
    """The sources of the story of a slug."""
    return kept(("sources of a story", slug), lambda: _of(slug))


def _of(slug: str) -> StorySources:
    here = select(Criteria(story=slug)).registers.telling()
    read = _keys(Source.objects.filter(read_for__slug=slug))
    every = kept("sources", lambda: frozenset(_keys(Source.objects.all())))
    return StorySources(frozenset([*here, *read]), every)


def _keys(sources: QuerySet[Source]) -> list[int]:
    return list(sources.order_by().values_list("pk", flat=True).iterator(chunk_size=_READ))
