"""Which events sources disagree about, and over what."""

from __future__ import annotations

from datetime import date

import pytest

from tests import story
from tests.counting import queries_of
from tests.selected import slugs
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.models import Detail, Event, Mention, Source
from timeline.queries.as_of import fetched
from timeline.queries.comparison import contradictions
from timeline.queries.events import listed
from timeline.queries.index import select


def give(mention: Mention, value: str, subject: str = "who lit it", aspect: str = "actor") -> None:
    """Have a mention state a detail."""
    Detail.objects.create(mention=mention, aspect=aspect, subject=subject, value=value)


def found(criteria: Criteria = Criteria(), about: str = "") -> list[str]:  # noqa: B008 - frozen
    narrowed = select(criteria).narrowed(about or "disputed")  # type: ignore[arg-type]
    return [event.slug for event in listed(narrowed, 0, narrowed.count)]


@pytest.fixture
def fire(town: Town) -> Event:
    """The fire, of which both newspapers name another culprit, in February and March 2023."""
    herald, post = town.fire.mentions.order_by("source__slug")[::-1]
    give(herald, "the stoker")
    give(post, "a passenger")
    return town.fire


def test_details_that_differ_dispute_an_event_whose_date_is_agreed(town: Town, fire: Event):
    assert found() == ["opening", "fire-on-the-ferry"]
    assert found(about="date") == ["opening"]
    assert found(about="actor") == ["fire-on-the-ferry"]
    assert found(about="place") == found(about="figure") == []
    fire.refresh_from_db()
    assert not fire.disputed


def test_the_timelines_filter_and_its_count_mean_the_same(town: Town, fire: Event):
    disputed = Criteria(disputed=True)
    assert slugs(disputed) == found()
    assert select(Criteria()).flagged("disputed") == 2


def test_the_counts_are_those_of_the_lists(town: Town, fire: Event):
    for criteria in (Criteria(), Criteria(outlets=("herald",)), Criteria(text="ferry")):
        for about in ("date", "place", "actor", "figure"):
            counted = select(criteria).narrowed_count(about)  # type: ignore[arg-type]
            assert counted == len(found(criteria, about))
    assert found(Criteria(text="ferry")) == ["fire-on-the-ferry"]


@pytest.mark.parametrize("value", ["The Stoker", "the stoker!", "the  stoker", "thé stoker."])
def test_values_are_compared_as_folded_words(value: str, town: Town):
    herald, post = town.fire.mentions.all()
    give(herald, "the stoker", subject="Who lit it?")
    give(post, value)
    assert found(about="actor") == []
    assert contradictions.among([herald, post]) == []


def test_a_detail_of_one_source_alone_is_no_contradiction(town: Town):
    review = Source.objects.get(slug="a-year-of-the-bridge")
    one = town.fire.mentions.get(source=review)
    give(one, "the stoker")
    give(story.tell(town.fire, review), "a passenger")
    give(town.plan.mentions.get(), "a clerk")
    assert found() == ["opening"]
    give(story.tell(town.fire, town.leaflet), "the stoker")
    assert found() == ["opening", "fire-on-the-ferry"]


def test_only_what_was_published_by_the_day_contradicts(town: Town, fire: Event):
    assert found(Criteria(as_of=date(2022, 3, 20))) == []
    assert found(Criteria(as_of=date(2022, 12, 31))) == ["opening"]
    late = Criteria(as_of=date(2023, 2, 3))
    assert found(late) == ["opening", "fire-on-the-ferry"]
    assert found(late, "actor") == ["fire-on-the-ferry"]
    assert select(late).narrowed_count("date") == 1


def test_what_each_side_says_is_told_place_first_then_actor_then_figure(town: Town, fire: Event):
    for mention, place, figure in zip(
        fire.mentions.order_by("source__slug"), ("the quay", "at sea"), ("12", "13"), strict=True
    ):
        give(mention, figure, "passengers", "figure")
        give(mention, place, "where", "place")
    (event,) = fetched(Event.objects.filter(pk=fire.pk), Criteria())
    told = contradictions.among(event.mentions.all())
    assert [one.aspect for one in told] == ["place", "actor", "figure"]
    assert [side.value for side in told[0].sides] == ["at sea", "the quay"]


def test_the_number_of_queries_is_constant(town: Town, fire: Event):
    def touched() -> int:
        disputed = select(Criteria()).narrowed("disputed")
        shown = listed(disputed, 0, disputed.count)
        return sum(len(contradictions.among(event.mentions.all())) for event in shown)

    few, queries = touched(), queries_of(touched)
    for one in (town.plan, town.vigil, town.repair, town.storm):
        for source, value in ((town.cast.report, "one"), (town.review, "two")):
            give(story.tell(one, source), value)
    assert touched() == few + 4
    assert queries_of(touched) == queries
