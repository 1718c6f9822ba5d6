"""Quotations: found by their words, chosen by who prints them and what stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import spoken, story
from tests.counting import queries_of
from tests.spoken import FAR_WORSE, FEARED, OURS, WORSE, Spoken
from tests.story import Town
from timeline.domain.comparing.wordings import normalised
from timeline.domain.criteria import UNSTATED, Criteria, QuotationCriteria
from timeline.models import WordingChoice
from timeline.queries.quotations import quotation_groups
from timeline.queries.quotations.quotation_groups import QuotationGroup, Said

MANAGE = "we have a bridge, so we manage"


@pytest.fixture
def said(town: Town) -> Spoken:
    return spoken.set_out(town)


def told(found: list[QuotationGroup]) -> list[list[str]]:
    return [[wording.words for wording in quotation.wordings] for quotation in found]


def found(criteria: Criteria | None = None, **asked: Any) -> list[list[str]]:
    everything = quotation_groups.said(criteria or Criteria()).quotations
    return told(quotation_groups.matching(everything, QuotationCriteria(**asked)))


def choose(quote: Any, other: Any, *, joined: bool) -> None:
    one, two = sorted([normalised(quote.words), normalised(other.words)])
    WordingChoice.objects.create(speaker=quote.speaker, one=one, other=two, joined=joined)


ALL = [[OURS], ["it will hold"], [MANAGE], [FAR_WORSE, WORSE, FEARED]]


def test_quotes_are_quotations_in_the_order_of_time_the_longest_wording_first(said: Spoken):
    assert found() == ALL


def test_a_wording_has_all_quotes_that_print_it_so(said: Spoken):
    ours = quotation_groups.said(Criteria()).quotations[0]
    (wording,) = ours.wordings
    assert [one.pk for one in wording.printed] == [said.ours.pk, said.ours_again.pk]
    assert ours.is_retold
    assert not quotation_groups.said(Criteria()).quotations[1].is_retold


def test_typographic_marks_make_no_wording(said: Spoken):
    said.ours_again.words = "the  bridge\u00a0is ours"
    said.ours_again.save()
    assert found()[0] == [OURS]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"speakers": ("mayor",)}, [[OURS], [MANAGE]]),
        ({"speakers": ("mayor", "olle")}, [[OURS], [MANAGE]]),
        ({"speakers": ("nobody",)}, []),
        # Published by it, or told through it; the others' wordings stand beside.
        ({"outlets": ("post",)}, [[OURS], [FAR_WORSE, WORSE, FEARED]]),
        ({"outlets": ("radio-west",)}, [[FAR_WORSE, WORSE, FEARED]]),
        ({"outlets": (UNSTATED,)}, [[FAR_WORSE, WORSE, FEARED]]),
        ({"text": "bridge"}, [[OURS], [MANAGE]]),
        ({"text": "BRID manage"}, [[MANAGE]]),
        ({"text": '"far worse"'}, [[FAR_WORSE, WORSE, FEARED]]),
        # One quote must both stand in the outlet and hold the words.
        ({"text": "far", "outlets": ("post",)}, []),
        ({"text": "third", "outlets": ("herald",)}, [[FAR_WORSE, WORSE, FEARED]]),
        ({"retold": True}, [[OURS], [FAR_WORSE, WORSE, FEARED]]),
        ({"text": '"'}, ALL),
    ],
)
def test_a_reader_asks_by_speaker_outlet_and_text(
    said: Spoken, asked: dict[str, Any], wanted: list[list[str]]
):
    assert found(**asked) == wanted


@pytest.mark.parametrize(
    ("criteria", "wanted"),
    [
        (Criteria(kinds=("support",)), [[FAR_WORSE, WORSE, FEARED]]),
        (Criteria(actors=("mayor",)), [[OURS], ["it will hold"]]),
        (Criteria(disputed=True), [[OURS], ["it will hold"]]),
        # Outlets and text are asked of the quotes, not of the events.
        (Criteria(outlets=("radio-west",), text="napkin", sort="sources"), ALL),
        (Criteria(as_of=date(2023, 2, 3)), [[OURS], ["it will hold"], [MANAGE], [FAR_WORSE]]),
        (Criteria(as_of=date(2022, 3, 4)), [[OURS], ["it will hold"]]),
        (Criteria(as_of=date(1999, 1, 1)), []),
    ],
)
def test_the_timelines_criteria_choose_the_events_and_the_day(
    said: Spoken, criteria: Criteria, wanted: list[list[str]]
):
    assert found(criteria) == wanted


def test_an_undated_source_is_not_printed_by_any_day(said: Spoken):
    assert [FAR_WORSE, FEARED] in found(Criteria(as_of=date(2030, 1, 1)))


def test_speakers_are_offered_with_what_each_would_leave(said: Spoken):
    everything = quotation_groups.said(Criteria()).quotations
    offered = quotation_groups.by_speaker(everything, QuotationCriteria(outlets=("post",)))
    assert [(c.value, c.label, c.count, c.chosen) for c in offered] == [
        ("mayor", "Mayor Ida Berg", 1, False),
        ("engineer", "Olle Strand", 0, False),
        ("radoslaw-nowak", "Radosław Nowak", 1, False),
    ]
    chosen = quotation_groups.by_speaker(everything, QuotationCriteria(speakers=("mayor",)))
    assert [(c.value, c.count, c.chosen) for c in chosen] == [
        ("mayor", 2, True),
        ("engineer", 3, False),
        ("radoslaw-nowak", 3, False),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        QuotationCriteria(),
        QuotationCriteria(speakers=("mayor",)),
        QuotationCriteria(text="bridge"),
        QuotationCriteria(outlets=("post",)),
    ],
)
def test_each_offer_counts_what_the_list_would_be(said: Spoken, asked: QuotationCriteria):
    everything = quotation_groups.said(Criteria()).quotations
    for choice in quotation_groups.by_outlet(everything, asked):
        with_it = QuotationCriteria(
            speakers=asked.speakers,
            outlets=(*asked.outlets, choice.value),
            text=asked.text,
        )
        assert choice.count == len(quotation_groups.matching(everything, with_it)), choice
    for choice in quotation_groups.by_speaker(everything, asked):
        with_it = QuotationCriteria(
            speakers=(*asked.speakers, choice.value), outlets=asked.outlets, text=asked.text
        )
        assert choice.count == len(quotation_groups.matching(everything, with_it)), choice


def test_spellings_of_a_name_are_one(said: Spoken):
    said.town.cast.mayor.aliases.create(name="Madam Mayor")
    for words, source in (
        ("ask Ida Berg about paint", said.town.leaflet),
        ("ask Madam Mayor about paint", said.notes),
    ):
        story.quote(story.tell(said.town.plan, source), said.town.diver, words)
    assert ["ask Madam Mayor about paint", "ask Ida Berg about paint"] in found()


def test_a_spelling_of_two_actors_stands_for_neither(said: Spoken):
    names = quotation_groups.said(Criteria()).names
    assert names["ida berg"] == "mayor"
    said.town.cast.engineer.aliases.create(name="Ida Berg")
    assert "ida berg" not in quotation_groups.said(Criteria()).names


def test_an_editors_choice_joins_and_parts(said: Spoken):
    choose(said.worse, said.far_worse, joined=False)
    choose(said.ours, said.manage, joined=True)
    assert found() == [[MANAGE, OURS], ["it will hold"], [FAR_WORSE], [WORSE, FEARED]]
    joined = [quotation.joined for quotation in quotation_groups.said(Criteria()).quotations]
    assert joined == [True, False, False, False]


def test_an_events_quotations_come_with_their_wordings_elsewhere(said: Spoken):
    at_the_fire = story.tell(said.town.fire, said.notes, says="She said it there too.")
    story.quote(at_the_fire, said.town.diver, WORSE)

    def here(event: Any, criteria: Criteria | None = None) -> Said:
        return quotation_groups.of_event(event, criteria or Criteria())

    assert told(here(said.town.repair).quotations) == [[FAR_WORSE, WORSE, FEARED]]
    fire = here(said.town.fire).quotations
    assert sorted(told(fire)) == sorted([[FAR_WORSE, WORSE, FEARED], [MANAGE]])
    then = here(said.town.repair, Criteria(as_of=date(2023, 2, 3)))
    assert told(then.quotations) == [[FAR_WORSE]]
    assert here(said.town.vigil).quotations == []


def test_the_number_of_queries_does_not_grow(said: Spoken):
    def read() -> None:
        everything = quotation_groups.said(Criteria())
        quotation_groups.by_speaker(everything.quotations, QuotationCriteria(speakers=("mayor",)))
        quotation_groups.by_outlet(everything.quotations, QuotationCriteria())
        quotes = quotation_groups.fetched(everything.quotations)
        for quote in quotes.values():
            assert quote.mention.event.title
            assert quote.mention.source.outlet_name

    before = queries_of(read)
    story.crowd(40)
    choose(said.worse, said.far_worse, joined=True)
    assert queries_of(read) == before <= 10
