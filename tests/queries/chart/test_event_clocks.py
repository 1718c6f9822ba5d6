"""What the chart is drawn from: the matching events, and each mention's two ends."""

from __future__ import annotations

from datetime import date

from tests import story
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.chart import event_clocks
from timeline.queries.chart.event_clocks import ClockTelling, Happening
from timeline.queries.index import select


def test_happenings_are_the_matching_events_in_the_order_of_time(town: Town):
    both = event_clocks.read(select(Criteria(actors=("mayor",)))).happenings
    plans, opening = (Event.objects.get(slug=slug).pk for slug in ("plans-are-drawn", "opening"))
    decade, days = (date(1990, 1, 1), date(1999, 12, 31)), (date(2022, 3, 1), date(2022, 3, 3))
    assert both == [
        Happening("plans-are-drawn", "Plans are drawn", decade, key=plans),
        Happening("opening", "The bridge opens", days, key=opening),
    ]


def test_a_telling_says_which_event_by_which_source_and_when_that_was_published(town: Town):
    tellings = event_clocks.read(select(Criteria(kinds=("incident",)))).tellings
    march = (date(2022, 3, 1), date(2022, 3, 31))
    third = (date(2023, 2, 3), date(2023, 2, 3))
    herald, post = town.cast.herald, town.cast.post
    fire, review = "fire-on-the-ferry", "a-year-of-the-bridge"
    assert tellings == [
        ClockTelling(
            fire, "column", "A bridge too late", march, post.name, post.colour, post.colour
        ),
        ClockTelling(
            fire, review, town.review.title, third, herald.name, herald.colour, herald.colour
        ),
    ]


def test_every_mention_of_a_matching_event_is_told_whichever_outlet_was_asked_for(town: Town):
    tellings = event_clocks.read(
        select(Criteria(outlets=("herald",), kinds=("incident",)))
    ).tellings
    assert {telling.outlet for telling in tellings} == {"The Herald", "The Post"}


def test_a_document_of_no_known_publisher_has_the_outlet_it_tells_through(town: Town):
    (telling,) = event_clocks.read(select(Criteria(kinds=("support",)))).tellings
    assert (telling.outlet, telling.colour) == ("Radio West", town.radio.colour)
    assert telling.source_colour is None
    assert telling.ends == (None, None)


def test_where_neither_is_known_there_is_no_outlet(town: Town):
    (telling,) = event_clocks.read(select(Criteria(kinds=("statement",)))).tellings
    assert (telling.outlet, telling.colour) == (None, None)


def test_undated_events_are_there_with_open_ends(town: Town):
    by_slug = {
        happening.slug: happening for happening in event_clocks.read(select(Criteria())).happenings
    }
    assert by_slug["storm"].ends == (None, None)
    assert by_slug["neighbours-keep-watch"].ends == (date(2023, 5, 1), None)


def test_tellings_stand_in_the_order_in_which_they_were_published(town: Town):
    pamphlet = story.source("A pamphlet", published="../2022-01")
    story.tell(town.fire, pamphlet)
    tellings = event_clocks.read(select(Criteria(kinds=("incident", "support")))).tellings
    assert [telling.source for telling in tellings] == [
        "a-pamphlet",
        "column",
        "a-year-of-the-bridge",
        "to-all-who-cross",
    ]


def test_many_events_are_read_in_two_queries(town: Town, django_assert_num_queries):
    story.crowd(60)
    everything = select(Criteria())
    with django_assert_num_queries(2):
        assert len(event_clocks.read(everything).happenings) == 66
