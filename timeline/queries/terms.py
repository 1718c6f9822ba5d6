"""Terms: what each outlet or document calls the things and the actors that have several names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from timeline.domain.criteria import Criteria
from timeline.models import Term
from timeline.queries.events import matching
from timeline.queries.standing import tellings

MOST_PLACES = 12
"""Places given of one wording in one column; its count goes on."""

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‑": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands: an event, as a source tells it, in a paragraph if that is known."""

    event: str
    event_title: str
    source: str
    source_title: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Usage:
    """A wording in one column: in how many mentions, and the first ``MOST_PLACES`` of them."""

    words: str
    count: int
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Thing:
    """What has several names. ``actor`` is a slug, empty for a thing that is no actor.

    ``ways``: how many wordings it has. ``used``: by a column's slug, its wordings, the commonest
    first; a column that does not name it is not there.
    """

    name: str
    actor: str
    ways: int
    used: dict[str, list[Usage]]


@dataclass(frozen=True, slots=True)
class Things:
    """A stretch of the things with several names: ``count`` in all, from the position ``start``."""

    shown: list[Thing]
    count: int
    start: int


_Key = tuple[int | None, str]


def named_differently(
    criteria: Criteria, *, column_of: Mapping[int, str], start: int = 0, most: int = 20
) -> Things:
    """What the matching events' mentions name in more ways than one, within these columns.

    ``column_of``: the column's slug by a source's primary key; other sources do not count.
    Things come before actors, and of each kind those with most names first. Curly and straight
    quotes are the same wording; a capital or another spelling is another. A start past the end
    gives the last stretch.
    """
    chosen = _in_selection(criteria)
    ways: dict[_Key, dict[str, int]] = {}
    names: dict[_Key, str] = {}
    for actor, name, subject, words, source, times in chosen.values_list(
        "actor_id", "actor__name", "subject", "words", "mention__source_id"
    ).annotate(times=Count("mention", distinct=True)):
        if source in column_of:
            key = (actor, subject)
            names[key] = name or subject
            found = ways.setdefault(key, {})
            found[_plain(words)] = found.get(_plain(words), 0) + times
    several = sorted(
        (key for key, found in ways.items() if len(found) > 1),
        key=lambda key: (key[0] is not None, -len(ways[key]), -sum(ways[key].values()), names[key]),
    )
    if start >= len(several):
        start = max(0, (len(several) - 1) // most * most)
    shown = several[start : start + most]
    places = _places(chosen, shown, column_of)
    return Things(
        shown=[
            Thing(names[key], places[key].actor, len(ways[key]), places[key].usages())
            for key in shown
        ],
        count=len(several),
        start=start,
    )


class _Found:
    """What is found of one thing: by column and plain wording, the words as met, and where."""

    def __init__(self) -> None:
        self.actor = ""
        self.where: dict[str, dict[str, tuple[str, dict[int, Place]]]] = {}

    def add(self, column: str, words: str, mention: int, place: Place) -> None:
        wordings = self.where.setdefault(column, {})
        wordings.setdefault(_plain(words), (words, {}))[1].setdefault(mention, place)

    def usages(self) -> dict[str, list[Usage]]:
        return {
            column: sorted(
                (
                    Usage(words, len(places), list(places.values())[:MOST_PLACES])
                    for words, places in wordings.values()
                ),
                key=lambda usage: (-usage.count, usage.words.casefold(), usage.words),
            )
            for column, wordings in self.where.items()
        }


def _places(
    chosen: QuerySet[Term], keys: list[_Key], column_of: Mapping[int, str]
) -> dict[_Key, _Found]:
    found = {key: _Found() for key in keys}
    actors = {actor for actor, _ in keys if actor is not None}
    subjects = {subject for actor, subject in keys if actor is None}
    terms = chosen.filter(Q(actor__in=actors) | Q(subject__in=subjects)).order_by(
        "mention__event__earliest", "mention__event_id", "mention_id", "position", "pk"
    )
    for row in terms.values(
        "actor_id", "actor__slug", "subject", "words", "mention_id", "mention__paragraph",
        "mention__event__slug", "mention__event__title",
        "mention__source_id", "mention__source__slug", "mention__source__title",
    ):  # fmt: skip
        key = (row["actor_id"], row["subject"])
        if key not in found or row["mention__source_id"] not in column_of:
            continue
        found[key].actor = row["actor__slug"] or ""
        place = Place(
            row["mention__event__slug"],
            row["mention__event__title"],
            row["mention__source__slug"],
            row["mention__source__title"],
            row["mention__paragraph"],
        )
        column = column_of[row["mention__source_id"]]
        found[key].add(column, row["words"], row["mention_id"], place)
    return found


def _in_selection(criteria: Criteria) -> QuerySet[Term]:
    return Term.objects.order_by().filter(
        mention__in=tellings(criteria).values("pk"),
        mention__event__in=matching(criteria).order_by().values("pk"),
    )


def _plain(words: str) -> str:
    return " ".join(words.translate(_TYPOGRAPHY).split())
