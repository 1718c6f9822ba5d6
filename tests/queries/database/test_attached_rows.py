"""Rows attached to their records: those that Django would prefetch, asked anew when narrowed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db.models import Count, Prefetch, QuerySet

from tests import story
from tests.counting import queries_of
from tests.story import Town
from timeline.models import Event, Mention
from timeline.queries.database.attached_rows import attach

pytestmark = pytest.mark.django_db


def told(events: Sequence[int]) -> QuerySet[Mention]:
    return Mention.objects.filter(event__in=events, paragraph__isnull=False).order_by("-pk")


@pytest.fixture
def rows(town: Town) -> QuerySet[Mention]:
    story.tell(town.fire, town.leaflet)
    story.event("A rumour that nobody tells")
    return Mention.objects.filter(paragraph__isnull=False).order_by("-pk")


def test_each_record_has_the_rows_that_django_prefetches(rows: QuerySet[Mention]):
    ours = list(Event.objects.order_by("pk"))
    attach(ours, "mentions", told, by="event")
    theirs = Event.objects.order_by("pk").prefetch_related(Prefetch("mentions", queryset=rows))
    assert [list(one.mentions.all()) for one in ours] == [
        list(one.mentions.all()) for one in theirs
    ]
    assert any(not one.mentions.all() for one in ours)


def test_they_are_at_hand_and_know_their_record(rows: QuerySet[Mention]):
    events = list(Event.objects.all())
    assert queries_of(lambda: attach(events, "mentions", told, by="event")) == 1

    def look() -> None:
        for event in events:
            assert len(event.mentions.all()) == event.mentions.count()
            assert event.mentions.exists() == bool(event.mentions.all())
            for mention in event.mentions.all():
                assert mention.event is event

    assert queries_of(look) == 0


def test_what_narrows_them_asks_for_the_records_own(rows: QuerySet[Mention], town: Town):
    events = {event.slug: event for event in Event.objects.all()}
    attach(events.values(), "mentions", told, by="event")
    fire = events["fire-on-the-ferry"]
    own = set(rows.filter(event=fire))
    assert set(fire.mentions.filter(pk__gt=0)) == own
    assert set(fire.mentions.order_by("pk")) == own
    assert set(fire.mentions.all().iterator()) == own
    assert fire.mentions.aggregate(n=Count("pk"))["n"] == len(own)
    assert fire.mentions.exclude(pk__gt=0).count() == 0
    assert set(fire.mentions.values_list("event", flat=True)) == {fire.pk}
    assert set(events["storm"].mentions.all()) != own


def test_of_rows_that_do_not_count_none_is_held(rows: QuerySet[Mention], town: Town):
    attach([town.fire], "mentions", told, by="event", only=lambda row: row.source == town.leaflet)
    (held,) = town.fire.mentions.all()
    assert held.source == town.leaflet
    assert [one.pk for one in town.fire.mentions.order_by("pk")] == [held.pk]
    assert rows.filter(event=town.fire).count() > 1


def test_no_record_takes_no_query(rows: QuerySet[Mention]):
    assert queries_of(lambda: attach([], "mentions", told, by="event")) == 0
