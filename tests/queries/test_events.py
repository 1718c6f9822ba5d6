"""Which events match criteria, and in which order."""

from __future__ import annotations

from datetime import date

import pytest

from tests import selected, story
from tests.counting import queries_of
from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.dates.reader import read
from timeline.domain.dates.reading import Reading
from timeline.models import Event, Mention, Story
from timeline.queries import events
from timeline.queries.as_of import fetched
from timeline.queries.events import BEFORE, RUN, UNDATED
from timeline.queries.index import select


def found(criteria: Criteria) -> list[str]:
    """The slugs of the events that match, in order."""
    return selected.slugs(criteria)


def day(words: str) -> Reading:
    """A date as a reader types it."""
    return read(words, published=None)


OPENING, STORM = "opening", "storm"
PLAN, FIRE = "plans-are-drawn", "fire-on-the-ferry"
REPAIR, VIGIL = "divers-mend-the-third-pier", "neighbours-keep-watch"


def test_no_criteria_find_every_event_by_time_and_the_undated_last(town: Town):
    assert found(Criteria()) == [PLAN, OPENING, FIRE, VIGIL, REPAIR, STORM]


# Actors


def test_an_actor_finds_the_events_it_took_part_in(town: Town):
    assert found(Criteria(actors=("mayor",))) == [PLAN, OPENING]


def test_two_actors_find_the_events_of_either(town: Town):
    assert found(Criteria(actors=("mayor", "olle-strand"))) == [PLAN, OPENING]
    assert found(Criteria(actors=("mayor", "engineer"))) == [PLAN, OPENING, FIRE, REPAIR]


def test_with_every_actor_only_events_of_all_of_them_are_found(town: Town):
    assert found(Criteria(actors=("mayor", "engineer"), every_actor=True)) == [OPENING]
    assert found(Criteria(actors=("mayor", "radoslaw-nowak"), every_actor=True)) == []


def test_every_actor_without_an_actor_asks_for_nothing(town: Town):
    assert len(found(Criteria(every_actor=True))) == 6


# Outlets


def test_an_outlet_finds_what_it_published(town: Town):
    assert found(Criteria(outlets=("herald",))) == [PLAN, OPENING, FIRE]


def test_an_outlet_finds_what_others_tell_through_it(town: Town):
    assert found(Criteria(outlets=("radio-west",))) == [REPAIR]


def test_not_stated_finds_what_documents_of_no_known_publisher_tell(town: Town):
    assert found(Criteria(outlets=(UNSTATED,))) == [VIGIL, REPAIR]


def test_not_stated_does_not_find_what_a_named_outlet_tells_through_an_unnamed_one(town: Town):
    story.tell(town.plan, town.cast.column, via=town.leaflet)
    assert PLAN not in found(Criteria(outlets=(UNSTATED,)))


def test_two_outlets_find_the_events_of_either(town: Town):
    assert found(Criteria(outlets=("post", "radio-west"))) == [OPENING, FIRE, REPAIR, STORM]


def test_an_event_that_two_outlets_tell_is_found_once(town: Town):
    assert found(Criteria(outlets=("herald", "post"))).count(FIRE) == 1


# Kinds and flags


def test_kinds_find_the_events_of_either_kind(town: Town):
    assert found(Criteria(kinds=("incident",))) == [FIRE]
    assert found(Criteria(kinds=("incident", "support"))) == [FIRE, REPAIR]


def test_disputed_finds_only_events_on_whose_date_sources_disagree(town: Town):
    assert found(Criteria(disputed=True)) == [OPENING]


def test_retold_finds_events_of_two_outlets(town: Town):
    assert found(Criteria(retold=True)) == [OPENING, FIRE]


def test_two_documents_of_one_outlet_do_not_make_an_event_retold(town: Town):
    story.tell(town.plan, town.cast.report)
    assert PLAN not in found(Criteria(retold=True))


def test_a_document_of_no_known_publisher_counts_for_the_outlet_it_tells_through(town: Town):
    story.tell(town.repair, town.review)
    assert REPAIR in found(Criteria(retold=True))


def test_a_document_of_no_known_publisher_is_no_second_outlet(town: Town):
    story.tell(town.plan, town.leaflet)
    assert PLAN not in found(Criteria(retold=True))


def test_what_differs_must_all_match(town: Town):
    assert found(Criteria(actors=("engineer",), outlets=("herald",), kinds=("incident",))) == [FIRE]
    assert found(Criteria(actors=("mayor",), kinds=("incident",))) == []


# Dates


@pytest.mark.parametrize(
    ("since", "until", "possibly", "surely"),
    [
        ("2023", "", [FIRE, VIGIL, REPAIR], [FIRE, VIGIL, REPAIR]),
        ("15 June 2023", "", [VIGIL, REPAIR], []),
        ("July 2023", "", [VIGIL], []),
        ("1990s", "1990s", [PLAN], [PLAN]),
        ("1995", "1995", [PLAN], []),
        ("", "2 March 2022", [PLAN, OPENING], [PLAN]),
        ("", "March 2022", [PLAN, OPENING], [PLAN, OPENING]),
        ("2 March 2022", "2 March 2022", [OPENING], []),
        ("1 March 2022", "3 March 2022", [OPENING], [OPENING]),
        ("June 2023", "June 2023", [VIGIL, REPAIR], [REPAIR]),
        ("2 February 2023", "2 February 2023", [FIRE], [FIRE]),
        ("3 February 2023", "30 April 2023", [], []),
    ],
)
def test_a_range_tells_surely_from_possibly(
    since: str, until: str, possibly: list[str], surely: list[str], town: Town
):
    asked = Criteria(since=day(since) if since else None, until=day(until) if until else None)
    assert found(asked) == possibly
    certain = Criteria(since=asked.since, until=asked.until, surely=True)
    assert found(certain) == surely
    told = [e.slug for e in selected.events(asked) if events.is_surely_in(e, asked)]
    assert told == surely


def test_an_event_with_an_open_start_is_possibly_as_early_as_one_asks(town: Town):
    ferry = story.event("The ferry runs")
    story.tell(ferry, town.review, edtf="../2022-02")
    long_ago = day("1850")
    assert found(Criteria(since=long_ago, until=long_ago)) == ["the-ferry-runs"]
    assert found(Criteria(until=day("February 2022"), surely=True)) == [PLAN, "the-ferry-runs"]
    assert found(Criteria(since=long_ago, until=day("2022"), surely=True)) == [PLAN, OPENING]


def test_an_undated_event_is_in_no_range(town: Town):
    assert STORM not in found(Criteria(since=day("1000")))
    assert STORM not in found(Criteria(until=day("3000")))


def test_surely_without_a_range_asks_for_nothing(town: Town):
    assert len(found(Criteria(surely=True))) == 6


def test_a_range_of_one_typed_date_runs_from_its_first_day_to_its_last(town: Town):
    february = day("February 2023")
    assert found(Criteria(since=february, until=february)) == [FIRE]


# Text


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("ferry", [FIRE]),  # a title
        ("noBODY is HURT", [FIRE]),  # a summary, whatever the case
        ("storvik", [FIRE]),  # a place
        ("napkin", [PLAN]),  # what a mention says
        ("so we manage", [FIRE]),  # a quote
        ("Olle", [OPENING, FIRE, REPAIR]),  # an actor's name
        ("Ida Berg", [PLAN, OPENING]),  # an alias
        ("Radoslaw", [REPAIR]),  # a name, without its stroke
        ("RADOSŁAW", [REPAIR]),
        ("Mayor Berg", [PLAN, OPENING]),  # words from here and there
        ('"mayor berg"', [OPENING]),  # a phrase: only one mention writes it so
        ("brid", [OPENING, FIRE, STORM]),  # the beginning of a word
        ("ridge", []),  # not its middle
        ("water nowak", [REPAIR]),
        ("water napkin", []),
        ("  ", [PLAN, OPENING, FIRE, VIGIL, REPAIR, STORM]),
    ],
)
def test_words_are_found_wherever_they_stand(words: str, slugs: list[str], town: Town):
    assert found(Criteria(text=words)) == slugs


def test_a_quote_is_found_whichever_way_it_is_punctuated(town: Town):
    mention = Mention.objects.get(event=town.plan)
    story.quote(mention, town.cast.engineer, "it’s a no–go, they said")
    for words in ("it's a no-go", '"it’s a no-go"', "“no go they”", "it's"):
        assert found(Criteria(text=words)) == [PLAN], words


@pytest.mark.parametrize(
    "words",
    ['"a', "a AND", "NOT", "a OR b)", "NEAR(", "*", "title:", "^", "%", "_", "\\", "'; --", '""',
     "\x1f", "a" * 200, '"' * 50, "☂", "ﬀ", "İ", "ß", "{0}", "%s", "%(a)s"],
)  # fmt: skip
def test_no_text_upsets_the_search(words: str, town: Town):
    assert set(found(Criteria(text=words))) <= {PLAN, OPENING, FIRE, VIGIL, REPAIR, STORM}


@pytest.mark.parametrize("words", ["f_rry", "f%y", "fer.y", "f*y"])
def test_signs_of_patterns_are_no_patterns(words: str, town: Town):
    assert FIRE not in found(Criteria(text=words))


# Order and sections


def sections_of(opening: date | None) -> list[tuple[int, str]]:
    listed = selected.events(Criteria(), opening=opening)
    counted = select(Criteria(), opening=opening).sections()
    found = [events.section_of(event, opening=opening) for event in listed]
    assert [found.count(section) for section in (RUN, BEFORE, UNDATED)] == list(counted)
    return [(section, event.slug) for section, event in zip(found, listed, strict=True)]


def test_the_run_comes_first_then_what_was_before_it_then_the_undated(town: Town):
    assert sections_of(date(2022, 3, 1)) == [
        (RUN, OPENING), (RUN, FIRE), (RUN, VIGIL), (RUN, REPAIR), (BEFORE, PLAN), (UNDATED, STORM),
    ]  # fmt: skip


def test_an_event_with_an_open_start_is_placed_by_its_end(town: Town):
    ferry = story.event("The ferry runs")
    story.tell(ferry, town.review, edtf="../2022-02")
    later = story.event("The toll is taken")
    story.tell(later, town.review, edtf="../2023-01")
    placed = {slug: section for section, slug in sections_of(date(2022, 3, 1))}
    assert placed["the-ferry-runs"] == BEFORE
    assert placed["the-toll-is-taken"] == RUN
    order = found(Criteria())
    assert order.index(OPENING) < order.index("the-toll-is-taken") < order.index(FIRE)


def test_without_an_opening_nothing_is_set_apart_but_the_undated(town: Town):
    assert {section for section, _ in sections_of(None)} == {RUN, UNDATED}


def test_the_story_opens_on_the_first_day_of_its_opening_event(town: Town):
    assert events.opening_day(town.cast.story) == date(2022, 3, 1)


def test_a_story_without_a_dated_opening_opens_on_no_day(town: Town):
    assert events.opening_day(None) is None
    assert events.opening_day(Story(title="Untold")) is None
    town.cast.story.opens_with = town.storm
    assert events.opening_day(town.cast.story) is None


def test_events_of_one_day_stand_as_their_sequence_has_it_and_finer_dates_first(town: Town):
    for title, sequence, edtf in (
        ("Last of the day", 3, "2024-05-01"),
        ("First of the day", 1, "2024-05-01"),
        ("Some day of the month", 1, "2024-05"),
        ("Second of the day", 1, "2024-05-01"),
    ):
        one = story.event(title)
        Event.objects.filter(pk=one.pk).update(sequence=sequence)
        story.tell(one, town.review, edtf=edtf)
    assert found(Criteria(since=day("2024"), surely=True)) == [
        "first-of-the-day",
        "second-of-the-day",
        "some-day-of-the-month",
        "last-of-the-day",
    ]


# What a card needs


def test_events_come_with_their_tellings_in_the_order_in_which_these_were_published(town: Town):
    story.tell(town.opening, town.leaflet)
    event = fetched(Event.objects.filter(slug=OPENING), Criteria())[0]
    assert [mention.source.slug for mention in event.mentions.all()] == [
        "column",  # March 2022, which begins before
        "report",  # 4 March 2022
        "to-all-who-cross",  # not dated
    ]
    assert [p.actor.slug for p in event.participations.all()] == ["mayor", "engineer"]


def test_many_events_come_with_their_tellings_in_as_many_queries_as_few(town: Town):
    def touched() -> int:
        listed = selected.events(Criteria())
        return sum(
            len(f"{mention.source.outlet_name}{mention.via and mention.via.outlet}")
            + sum(len(f"{quote.speaker}{quote.told_by}") for quote in mention.quotes.all())
            for event in listed
            for mention in event.mentions.all()
        )

    few, few_queries = touched(), queries_of(touched)
    story.crowd(40)
    assert touched() > few
    assert queries_of(touched) == few_queries
