"""Who tells which events, by the index, is what the mentions say, whatever the edits."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from tests.queries.index.edited import Editor, seeds
from timeline.domain.criteria import Criteria
from timeline.models import Event, Mention, Outlet, Source, Story
from timeline.queries.as_of import in_story, tellings
from timeline.queries.index import select
from timeline.queries.selection import Selection


def told(mentions: list[Mention], *, by: str) -> dict[int, set[int]]:
    """By outlet (0 where none is stated) or source, the events it publishes."""
    found: dict[int, set[int]] = defaultdict(set)
    for mention in mentions:
        key = mention.source.outlet_id or 0 if by == "outlets" else mention.source_id
        found[key].add(mention.event_id)
    return found


def through(mentions: list[Mention], *, by: str) -> dict[int, set[int]]:
    """By outlet or source, the events told through it."""
    found: dict[int, set[int]] = defaultdict(set)
    for mention in mentions:
        if mention.via is not None:
            key = mention.via.outlet_id if by == "outlets" else mention.via_id
            if key:
                found[key].add(mention.event_id)
    return found


def stories_of(events: set[int], criteria: Criteria) -> set[int]:
    """The stories that have any of some events: the criteria's, or of the archive all there are."""
    if not Story.objects.exists():
        return {0} if events else set()
    found = Story.objects.filter(events__in=events)
    return {
        one.pk
        for one in (found.filter(slug=criteria.story) if criteria.story else found).distinct()
    }


def assert_important(selection: Selection, tellers: dict[int, int]) -> None:
    """The most important events come first, then those that most documents tell."""
    given = dict(Event.objects.values_list("pk", "importance"))
    rank = {event: (-(given[event] or 2), -tellers[event]) for event in tellers}
    for most in (3, 1000):
        found = selection.tellings.most_important(most=most)
        assert len(found) == len(set(found)) == min(most, len(tellers))
        assert [rank[event] for event in found] == sorted(rank.values())[:most]


def assert_telling_most(selection: Selection, mentions: list[Mention]) -> None:
    """Outlets by their mentions, those that state none by that which they tell through."""
    names = {0: "Publisher not stated", **dict(Outlet.objects.values_list("pk", "name"))}
    counts = Counter(
        m.source.outlet_id or (m.via.outlet_id if m.via else None) or 0 for m in mentions
    )
    order = sorted(counts, key=lambda key: (-counts[key], names[key]))
    for most in (2, 1000):
        found, every = selection.tellings.outlets_telling_most(most=most)
        assert [(one.name, one.mentions) for one in found] == [
            (names[key], counts[key]) for key in order[:most]
        ]
        assert every == len(counts)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(0, 3))
def test_who_tells_is_what_the_mentions_say(seed: int):
    editor = Editor(seed)
    for _ in range(8):
        editor.edit()
        criteria = editor.criteria()
        selection = select(criteria)
        events = set(selection.ids(0, selection.count))
        counting = tellings(criteria).filter(in_story(criteria))
        mentions = list(counting.select_related("source", "via"))
        for by in ("outlets", "documents"):
            own, relayed = told(mentions, by=by), through(mentions, by=by)
            keys = {*own, *relayed}
            if by == "outlets":
                found = selection.tellings.by_outlets()
            else:
                assert selection.tellings.most_telling(1000) == (sorted(keys), len(keys))
                found = selection.tellings.by_sources(keys)
            assert found.keys() == sorted(keys)
            for key in keys:
                counted = len(own[key] & events), len((relayed[key] - own[key]) & events)
                assert found.counts(key) == counted, (by, key, criteria)
                if by == "documents":
                    assert set(found.stories_of(key)) == stories_of(own[key], criteria)
            order = selection.ids(0, selection.count)
            columns = {event: sum(event in some for some in own.values()) for event in order}
            expected = sorted(order, key=lambda event: -columns[event])
            assert selection.tellings.ids_by_tellers(0, len(order), by=by) == expected
            assert selection.tellings.ids_by_tellers(1, 3, by=by) == expected[1:3]
            if by == "documents":
                assert_important(selection, columns)
        selected = [m for m in mentions if m.event_id in events]
        assert_telling_most(selection, selected)
        pairs = {(m.source_id, m.via_id or 0) for m in mentions if m.event_id in events}
        relays = selection.tellings.relays()
        assert {(source, via) for source in relays for via in relays[source]} == pairs


@pytest.mark.django_db
@pytest.mark.parametrize("seed", seeds(10, 2))
def test_the_most_telling_sources_are_those_of_most_events(seed: int):
    editor = Editor(seed)
    for _ in range(6):
        editor.edit()
        selection = select(editor.criteria())
        events = set(selection.ids(0, selection.count))
        own = told(list(tellings(selection.criteria).select_related("source")), by="documents")
        most, _ = selection.tellings.most_telling(2)
        sizes = sorted((len(some & events) for some in own.values()), reverse=True)
        counted = [len(own[key] & events) for key in most]
        assert list(filter(None, counted)) == list(filter(None, sizes[:2]))


@pytest.mark.django_db
def test_sources_are_counted_by_mentions_and_by_events():
    editor = Editor(20)
    for _ in range(8):
        editor.edit()
        mentions: dict[int, int] = defaultdict(int)
        events: dict[int, set[int]] = defaultdict(set)
        for source, event in Mention.objects.values_list("source_id", "event_id"):
            mentions[source] += 1
            events[source].add(event)
        keys = [*Source.objects.values_list("pk", flat=True), 10**12]
        told, distinct = select(Criteria()).registers.counts_of_sources(keys)
        assert told == [mentions[key] for key in keys]
        assert distinct == [len(events[key]) for key in keys]
