"""Times of day in the record: they order a day's events, and sources can differ by the hour."""

from __future__ import annotations

from datetime import date

import pytest

from tests import story
from tests.selected import slugs
from timeline.domain.criteria import Criteria
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers() -> dict[str, object]:
    """Two newspapers' sheets, of 5 and of 9 March 2022."""
    return {
        name: story.source(f"The {name} sheet", outlet=story.outlet(name), published=day)
        for name, day in (("Echo", "2022-03-05"), ("Tide", "2022-03-09"))
    }


def test_a_day_s_events_stand_by_the_hour_then_as_told(papers):
    told = {
        "Third": "4 March 2022, 22:40",
        "Fourth": "4 March 2022",
        "First": "at 9.40 a.m. on 4 March 2022",
        "Second": "4 March 2022, 18:00 GMT",
        "Whole month": "March 2022",
        "Day before": "3 March 2022",
    }
    for number, (title, phrase) in enumerate(told.items()):
        event = story.event(title)
        event.sequence = 9 - number
        event.save()
        story.tell(event, papers["Echo"], phrase=phrase)
    in_order = ["whole-month", "day-before", "first", "second", "third", "fourth"]
    assert slugs(Criteria()) == in_order
    assert [event.slug for event in Event.objects.all()] == in_order
    assert slugs(Criteria(as_of=date(2022, 3, 6))) == in_order
    # A change of the hour alone moves it.
    mention = Event.objects.get(slug="third").mentions.get()
    mention.phrase = "4 March 2022, 06:00"
    mention.save()
    assert slugs(Criteria())[2:] == ["third", "first", "second", "fourth"]


def test_sources_that_differ_by_the_hour_are_disputed_from_the_day_on_which_they_do(papers):
    event = story.event("The dam fails")
    story.tell(event, papers["Echo"], phrase="at 9.40 a.m. on 4 March 2022")
    event.refresh_from_db()
    assert (event.edtf, event.disputed) == ("2022-03-04T09:40:00", False)
    story.tell(event, papers["Tide"], phrase="4 March 2022, 10:15")
    event.refresh_from_db()
    assert (event.edtf, event.disputed, event.days_apart) == ("2022-03-04", True, 0)
    assert slugs(Criteria(disputed=True)) == ["the-dam-fails"]
    assert slugs(Criteria(disputed=True, as_of=date(2022, 3, 6))) == []
    assert slugs(Criteria(disputed=True, as_of=date(2022, 3, 10))) == ["the-dam-fails"]
    event.chosen_edtf, event.chosen_reason = "2022-03-04T10:15:00", "The log of the lock says so."
    event.save()
    event.refresh_from_db()
    assert (event.edtf, event.disputed) == ("2022-03-04T10:15:00", True)
