"""The same questions answered one event at a time, and whether the index has the same answers."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q

from tests import plain_selection
from tests.plain_selection import ABOUT, PlainSelection, without_range
from timeline.domain.criteria import Criteria
from timeline.models import Mention, Outlet
from timeline.queries.as_of import tellings
from timeline.queries.index import select
from timeline.queries.selection import Selection, Totals


def assert_same(criteria: Criteria, *, opening: date | None = None) -> None:
    """The index selects, orders and counts what the referee does."""
    found = select(criteria, opening=opening)
    plain = PlainSelection(criteria)
    listed = plain.for_timeline(opening)
    ids = [pk for pk, _ in listed]
    assert found.count == len(ids), criteria
    assert found.ids(0, len(ids) + 3) == ids, criteria
    for start in range(0, len(ids), 3):
        assert found.ids(start, start + 4) == ids[start : start + 4]
    for place, pk in enumerate(ids):
        assert found.place_of(pk) == place
    assert found.place_of(10**12) is None
    if not criteria.sort:
        sections = tuple(sum(section == n for _, section in listed) for n in range(3))
        assert found.sections() == sections
    told = tellings(criteria).filter(event__in=ids)
    assert found.mentions == told.count()
    _assert_same_choices(found, plain)
    for flag in ("disputed", "retold", "corroborated"):
        assert found.flagged(flag) == plain.flag(flag), (flag, criteria)
    for about in ABOUT:
        assert found.narrowed_count(about) == len(plain.disputed(about)), (about, criteria)
    if criteria.has_dates:
        every = plain.selected(without_range(criteria))
        assert found.undated_left_out == sum(not one.interval.is_dated for one in every)
    assert found.totals == totals(plain)


def _assert_same_choices(found: Selection, plain: PlainSelection) -> None:
    for ours, theirs in (
        (found.facets.actors(), plain.by_actor()),
        (found.facets.outlets(), plain.by_outlet()),
        (found.facets.kinds(), plain.by_kind()),
        (found.facets.tags(most=100), plain.by_tag()),
        (found.facets.places(most=100), plain.by_place()),
    ):
        assert [_told(choice) for choice in ours] == [_told(choice) for choice in theirs], (
            plain.criteria
        )
    every = found.facets.actors()
    few = found.facets.actors(most=2)
    assert few == [c for place, c in enumerate(every) if place < 2 or c.chosen]


def _told(choice: Any) -> tuple[str, str, int, bool, int | None]:
    return choice.value, choice.label, choice.count, choice.chosen, choice.colour


def totals(plain: PlainSelection) -> Totals:
    """All events as they stand, as the page counts them."""
    told = tellings(plain.criteria).filter(event__in=[one.event.pk for one in plain.every])
    return Totals(
        events=len(plain.every),
        sources=told.aggregate(n=Count("source", distinct=True))["n"],
        outlets=Outlet.objects.filter(
            Q(pk__in=told.values("source__outlet")) | Q(pk__in=told.values("via__outlet"))
        ).count(),
        mentions=told.count(),
    )


def charted(criteria: Criteria, days: list[int], unit: str) -> dict[int, tuple[int, list[int]]]:
    """By the year or month in which it was told: how many events, and when they happened."""
    sorted_by = {
        one.event.pk: day.toordinal() if (day := one.interval.sort_day) else None
        for one in plain_selection.matching(criteria)
    }
    told: dict[int, set[int]] = {}
    mentions: list[Mention] = list(tellings(criteria).select_related("source"))
    for mention in mentions:
        day = mention.source.latest
        if day is not None and mention.event_id in sorted_by:
            number = day.year if unit == "years" else day.year * 12 + day.month - 1
            told.setdefault(number, set()).add(mention.event_id)
    return {
        number: (len(some), _between([sorted_by[pk] for pk in some], days))
        for number, some in told.items()
    }


def happened(criteria: Criteria, days: list[int]) -> list[int]:
    """How many of the events sort between one day and the next."""
    sort_days = (one.interval.sort_day for one in plain_selection.matching(criteria))
    return _between([day.toordinal() if day else None for day in sort_days], days)


def _between(sorted_by: list[int | None], days: list[int]) -> list[int]:
    return [
        sum(day is not None and first <= day < last for day in sorted_by)
        for first, last in pairwise(days)
    ]
