"""The timeline as it stood on a day, held against the same worked out in plain Python."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests import plain_sql, story
from tests.plain_sql import standing
from tests.selected import slugs
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.domain.dates.told_dates import Agreement, agree
from timeline.models import Event
from timeline.queries.as_of import fetched
from timeline.queries.index import select

pytestmark = pytest.mark.django_db

DATES = ("", "199X", "2022-03-04", "2022-03", "2022-02-28", "2022", "2023-05-01/..", "../2022-03")


def agreed_by(day: date) -> dict[str, Agreement]:
    """What each event's mentions agreed on by a day; events that nobody had told are not there."""
    told: dict[str, list] = {}
    for event in Event.objects.prefetch_related("mentions__source"):
        for mention in event.mentions.all():
            if mention.source.latest is not None and mention.source.latest <= day:
                told.setdefault(event.slug, []).append(mention.interval)
    return {slug: agree(intervals) for slug, intervals in told.items()}


def stood_on(day: date) -> dict[str, tuple]:
    """The same as the database has it."""
    found = standing(Criteria(as_of=day)).values_list("slug", "start", "end", "contested")
    return {slug: (start, end, contested) for slug, start, end, contested in found}


def assert_stood(day: date) -> None:
    expected = agreed_by(day)
    assert stood_on(day) == {
        slug: (a.interval.earliest, a.interval.latest, a.disputed) for slug, a in expected.items()
    }
    for event in fetched(standing(Criteria(as_of=day)), Criteria(as_of=day)):
        agreement = expected[event.slug]
        assert (event.interval, event.disputed, event.days_apart) == (
            agreement.interval, agreement.disputed, agreement.days_apart,
        )  # fmt: skip


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
    assert standing(Criteria()).get(slug="opening").start == date(2022, 3, 2)
    stood = standing(Criteria(as_of=date(2022, 3, 31))).get(slug="opening")
    assert (stood.start, stood.end) == (date(2022, 3, 1), date(2022, 3, 3))


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


def test_the_most_first_hand_sources_come_first(town: Town):
    # The column tells of the opening through the report: two documents, one first-hand.
    for sort, number in (("first-hand", 1), ("sources", 2)):
        opening = plain_sql.matching(Criteria(sort=sort)).get(slug="opening")
        assert opening.telling == number
    told = {e.slug: e.telling for e in plain_sql.matching(Criteria(sort="first-hand"))}
    listed = [told[slug] for slug in slugs(Criteria(sort="first-hand"))]
    assert listed == sorted(told.values(), reverse=True)
    assert slugs(Criteria(sort="first-hand"))[0] == town.fire.slug
