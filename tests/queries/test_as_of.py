"""The timeline as it stood on a day, held against the same worked out in plain Python."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests import selected, story
from tests.plain_selection import StandingEvent, matching, standing
from tests.selected import slugs
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries.as_of import fetched
from timeline.queries.index import select

pytestmark = pytest.mark.django_db

DATES = ("", "199X", "2022-03-04", "2022-03", "2022-02-28", "2022", "2023-05-01/..", "../2022-03")


def stood_on(day: date) -> dict[str, StandingEvent]:
    """The events that anybody had told by a day, worked out one by one."""
    return {one.event.slug: one for one in standing(Criteria(as_of=day))}


def assert_stood(day: date) -> None:
    expected, criteria = stood_on(day), Criteria(as_of=day)
    selection = select(criteria)
    rows = fetched(Event.objects.filter(pk__in=selection.ids(0, selection.count)), criteria)
    assert {row.slug: (row.interval, row.disputed) for row in rows} == {
        slug: (one.interval, one.contested) for slug, one in expected.items()
    }
    assert slugs(criteria) == [one.event.slug for one in matching(criteria)]
    assert selection.narrowed_count("date") == sum(one.contested for one in expected.values())


def test_dates_follow_from_what_was_published_by_then(town: Town):
    days = select(Criteria()).tellings.publication_days().days
    assert days
    for day in days:
        assert_stood(date.fromordinal(day))


@pytest.mark.parametrize("seed", range(8))
def test_any_story_stood_on_any_day_as_its_mentions_then_had_it(seed: int, town: Town):
    dice = random.Random(seed)
    told = [
        story.source(f"Paper {number}", published=dice.choice(["2022-03", "2023", "2024-05-06"]))
        for number in range(4)
    ]
    for number in range(12):
        event = story.event(f"Event {number}")
        for source in dice.sample(told, dice.randint(0, 4)):
            story.tell(event, source, edtf=dice.choice(DATES))
    for day in (date(2022, 3, 30), date(2022, 3, 31), date(2023, 12, 31), date(2030, 1, 1)):
        assert_stood(day)


def test_nothing_stood_before_anything_was_published(town: Town):
    assert stood_on(date(2022, 3, 3)) == {}
    assert select(Criteria(as_of=date(2022, 3, 3))).count == 0


def test_a_source_with_an_imprecise_date_counts_from_its_latest_day(town: Town):
    # The Post's column is of March 2022: on the 30th it may not have been out yet.
    assert "storm" not in stood_on(date(2022, 3, 30))
    assert "storm" in stood_on(date(2022, 3, 31))
    out = select(Criteria()).tellings.publication_days()
    march = date(2022, 3, 31).toordinal()
    vague = [out.imprecise[out.at(day) - 1] for day in (march - 1, march)]
    assert vague == [0, 1]


def test_a_source_without_a_date_never_counts_as_published(town: Town):
    assert town.repair.slug not in stood_on(date(9999, 1, 1))


def test_sources_disagree_only_from_the_day_on_which_both_had_told(town: Town):
    asked = Criteria(disputed=True, as_of=date(2022, 3, 4))
    assert slugs(asked) == []
    later = Criteria(disputed=True, as_of=date(2022, 3, 31))
    assert slugs(later) == ["opening"]


def test_an_editors_choice_of_date_is_of_now_and_not_of_then(town: Town):
    town.opening.chosen_edtf, town.opening.chosen_reason = "2022-03-02", "The mayor says so."
    town.opening.save()
    (now,) = (event for event in selected.events(Criteria()) if event.slug == "opening")
    assert now.interval.earliest == date(2022, 3, 2)
    by_then = selected.events(Criteria(as_of=date(2022, 3, 31)))
    (then,) = (event for event in by_then if event.slug == "opening")
    assert (then.earliest, then.latest) == (date(2022, 3, 1), date(2022, 3, 3))


def test_search_finds_only_what_had_been_said(town: Town):
    def found(day: date) -> list[str]:
        return slugs(Criteria(text="smoke", as_of=day))

    assert found(date(2022, 12, 31)) == []
    assert found(date(2023, 2, 3)) == [town.fire.slug]


def test_documents_that_relay_one_interview_are_one_first_hand_source(town: Town):
    assert town.repair.slug not in slugs(Criteria(corroborated=True))
    story.tell(town.repair, town.review, via=town.interview)
    assert town.repair.slug not in slugs(Criteria(corroborated=True))
    story.tell(town.repair, town.review)
    assert town.repair.slug in slugs(Criteria(corroborated=True))
    town.review.origin = "not-recorded"
    town.review.save()
    assert town.repair.slug not in slugs(Criteria(corroborated=True))


def test_the_most_first_hand_sources_come_first(town: Town):
    # The column tells of the opening through the report: two documents, one first-hand.
    for sort, number in (("first-hand", 1), ("sources", 2)):
        order = slugs(Criteria(sort=sort))
        assert order == [one.event.slug for one in matching(Criteria(sort=sort))]
        opening = next(one for one in standing(Criteria()) if one.event.slug == "opening")
        assert (opening.hands if sort == "first-hand" else opening.tellers) == number
    told = {one.event.slug: one.hands for one in standing(Criteria())}
    listed = [told[slug] for slug in slugs(Criteria(sort="first-hand"))]
    assert listed == sorted(told.values(), reverse=True)
    assert slugs(Criteria(sort="first-hand"))[0] == town.fire.slug
