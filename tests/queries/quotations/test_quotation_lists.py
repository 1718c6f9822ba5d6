"""Of very many quotes, those of the same words are one; of fewer, all are compared."""

from __future__ import annotations

from datetime import date

import pytest

from tests import spoken, story
from tests.spoken import Spoken
from tests.story import Town
from timeline.domain.criteria import UNSTATED, Criteria, QuotationCriteria
from timeline.queries.quotations import quotation_lists
from timeline.queries.quotations.quotation_lists import Compared, GroupedByWords, listed

AGAIN = "every plank of it was rotten to the heart"


@pytest.fixture
def said(town: Town, monkeypatch: pytest.MonkeyPatch) -> Spoken:
    """The town's quotes, all told apart by words: some are the same, and few are too many."""
    cast = spoken.set_out(town)
    for source, words in ((town.leaflet, AGAIN), (town.cast.column, f"{AGAIN.upper()}!")):
        story.quote(story.tell(town.vigil, source), town.diver, words)
    monkeypatch.setattr(quotation_lists, "MOST_COMPARED", 3)
    return cast


def found(criteria: Criteria | None = None, **asked: object) -> list[set[str]]:
    many = listed(criteria or Criteria(), QuotationCriteria(**asked))  # type: ignore[arg-type]
    assert isinstance(many, GroupedByWords)
    every = many.quotations(0, many.count + 2)
    assert len(every) == many.count
    assert [q for n in range(many.count) for q in many.quotations(n, n + 1)] == every
    return [{one.words for one in quotation.printed} for quotation in every]


def test_the_same_words_are_one_quotation_whatever_their_case(said: Spoken):
    assert {AGAIN, f"{AGAIN.upper()}!"} in found()
    assert {said.worse.words} in found()
    assert {said.far_worse.words} in found()


def test_a_speaker_s_names_find_what_they_said(said: Spoken, monkeypatch: pytest.MonkeyPatch):
    by_words = found(text="Nowak radoslaw")
    assert {AGAIN, f"{AGAIN.upper()}!"} in by_words
    assert found(text="nowak rotten") == []
    monkeypatch.setattr(quotation_lists, "MOST_COMPARED", 1_000)
    compared = listed(Criteria(), QuotationCriteria(text="Nowak radoslaw"))
    assert isinstance(compared, Compared)
    printed = {one.words for q in compared.quotations(0, 9) for one in q.printed}
    assert printed == set().union(*by_words)


def test_narrowed_to_few_they_are_compared(said: Spoken, monkeypatch: pytest.MonkeyPatch):
    assert isinstance(listed(Criteria(kinds=("request",)), QuotationCriteria()), Compared)
    monkeypatch.setattr(quotation_lists, "MOST_COMPARED", 1_000)
    assert isinstance(listed(Criteria(), QuotationCriteria()), Compared)


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"text": "bridge"}, {"text": "rotten heart"}, {"text": "radoslaw"},
        {"outlets": ("post",)}, {"outlets": ("radio-west", UNSTATED)}, {"retold": True},
        {"speakers": ("mayor",)},
        {"speakers": ("mayor", "engineer"), "outlets": ("herald",)},
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_of", [None, date(2022, 12, 31)])
def test_each_offer_counts_what_the_list_would_be(said: Spoken, asked: dict, as_of: date | None):
    criteria = Criteria(as_of=as_of)
    many = listed(criteria, QuotationCriteria(**asked))
    if not isinstance(many, GroupedByWords):
        assert as_of
        return
    assert many.retold == len(found(criteria, **{**asked, "retold": True}))
    for name, offered in (("speakers", many.speakers()), ("outlets", many.outlets())):
        for choice in offered:
            chosen = {*asked.get(name, ()), choice.value}
            with_it = {**asked, name: tuple(chosen)}
            assert choice.count == len(found(criteria, **with_it)), (name, choice)


def test_as_of_a_day_only_what_was_printed_by_then_counts(
    said: Spoken, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(quotation_lists, "MOST_COMPARED", 0)
    printed = found(Criteria(as_of=date(2022, 3, 4)))
    assert {AGAIN} not in printed
    assert len(printed) < len(found())
