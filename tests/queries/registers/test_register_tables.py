"""The registers: actors, sources and outlets with their counts, spellings and company."""

from __future__ import annotations

import pytest

from tests import story
from tests.counting import statements_of
from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Event, Mention, Story
from timeline.queries.registers import register_tables


def names(found) -> list[str]:
    return sorted(str(record) for record in found)


def test_actors_come_with_the_number_of_their_events_and_quotes(town: Town):
    counted = {a.slug: (a.event_count, a.quote_count) for a in register_tables.actors()}
    assert counted == {"mayor": (2, 2), "engineer": (3, 1), "radoslaw-nowak": (1, 0)}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("radoslaw", ["Radosław Nowak"]),
        ("ida", ["Mayor Ida Berg"]),
        ("strand olle", ["Olle Strand"]),
        ("ber", ["Mayor Ida Berg"]),
        ("erg", []),
        ("berg strand", []),
        ("", ["Mayor Ida Berg", "Olle Strand", "Radosław Nowak"]),
    ],
)
def test_actors_are_found_by_the_beginnings_of_their_names_and_aliases(
    words: str, found: list[str], town: Town
):
    assert names(register_tables.actors(text=words)) == found


def test_the_counts_of_an_actor_that_is_sought_by_several_words_stay_true(town: Town):
    town.cast.mayor.aliases.create(name="Ida Bergström")
    (mayor,) = register_tables.actors(text="ida berg")
    assert (mayor.event_count, mayor.quote_count) == (2, 2)


def test_actors_are_found_by_kind(town: Town):
    story.actor("The council", kind="organisation")
    assert names(register_tables.actors(kind="organisation")) == ["The council"]


def test_sources_come_with_the_number_of_their_mentions_and_events(town: Town):
    story.tell(town.fire, town.review)
    counted = {s.slug: (s.mention_count, s.event_count) for s in register_tables.sources()}
    assert counted["a-year-of-the-bridge"] == (3, 2)
    assert counted["seven-questions-to-the-diver"] == (0, 0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "bridge"}, ["A bridge too late", "A year of the bridge", "Bridge opens at last"]),
        ({"text": "herald year"}, ["A year of the bridge"]),
        ({"text": "somebody"}, ["To all who cross"]),
        ({"outlet": "post"}, ["A bridge too late"]),
        ({"outlet": UNSTATED}, ["To all who cross"]),
        ({"kind": "interview"}, ["Seven questions to the diver"]),
        ({"kind": "memoir"}, []),
        ({"outlet": "post", "text": "diver"}, []),
    ],
)
def test_sources_are_found_by_title_author_outlet_and_kind(
    asked: dict[str, str], found: list[str], town: Town
):
    town.leaflet.authors = "Somebody, Another"
    town.leaflet.save()
    town.interview.kind = "interview"
    town.interview.save()
    assert names(register_tables.sources(**asked)) == found


def test_outlets_come_with_the_number_of_their_sources(town: Town):
    assert {o.slug: o.source_count for o in register_tables.outlets(Criteria())} == {
        "herald": 2, "post": 1, "radio-west": 1,
    }  # fmt: skip


def test_an_outlets_events_are_counted_once_however_often_it_tells_them(town: Town):
    story.tell(town.fire, town.cast.report)
    counted = register_tables.events_by_outlet(Criteria())
    herald, radio = counted[town.cast.herald.pk], counted[town.radio.pk]
    # The Post tells of the opening through The Herald's report.
    assert (herald.published, herald.through) == (3, 1)
    assert (radio.published, radio.through) == (0, 1)


def test_spellings_name_the_outlets_that_write_them_the_commonest_first(town: Town):
    mayor = town.cast.mayor
    fire = Mention.objects.filter(event=town.fire)
    for mention in fire:
        story.name(mention, mayor, "Ms Berg")
    story.name(Mention.objects.get(event=town.vigil), mayor, "Ms Berg")
    assert [
        (s.words, s.outlets, s.total) for s in register_tables.spellings_of(mayor, Criteria())
    ] == [
        ("Ms Berg", [("Publisher not stated", 1), ("The Herald", 1), ("The Post", 1)], 3),
        ("Mayor Berg", [("The Herald", 1)], 1),
    ]


def test_companions_are_those_of_the_same_events_the_most_first(town: Town):
    assert register_tables.companions_of(town.cast.engineer, Criteria()) == [
        (town.cast.mayor, 1),
        (town.diver, 1),
    ]
    town.plan.participations.create(actor=town.cast.engineer)
    assert register_tables.companions_of(town.cast.engineer, Criteria())[0] == (town.cast.mayor, 2)
    assert register_tables.companions_of(town.cast.engineer, Criteria(), most=1) == [
        (town.cast.mayor, 2)
    ]


def test_a_storys_register_looks_no_oftener_at_the_index_than_it_asks_it_another_thing(town: Town):
    part = Story.objects.create(slug="part", title="A part")
    part.events.set(Event.objects.all()[:1])

    def looks(of: Criteria) -> int:
        made = statements_of(lambda: register_tables.actors(of))
        return sum("timeline_copy" in statement for statement in made)

    # Whom the story counts; whether it leaves any event out.
    assert (looks(Criteria()), looks(Criteria(story="part"))) == (1, 2)
