"""Whose happening a proposal tells, and of which day: nobody's and of none where it isn't sure."""

from __future__ import annotations

import pytest

from tests.domain.events.test_event_finder import propose


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Olle Strand spoke in Vik. The request was sent on Monday.", "The request was sent"),
        ("Olle Strand spoke in Vik. It came after a visit on Monday.", "It came after a visit"),
        ("Olle Strand met them. After his visit on Monday they left.", "Olle Strand’s visit"),
        ("Ida Berg met Olle Strand. Her visit on Monday was brief.", "Ida Berg’s visit"),
        ("Berg met Strand after his visit on Monday.", "Berg met Strand after his visit"),
        ("Norland asked Strand for ships. Their talks on Monday failed.", "Their talks failed"),
    ],
)
def test_a_noun_is_said_to_be_somebodys_only_where_one_person_can_be_meant(text, title) -> None:
    assert title in [p.title for p in propose(text)]
    others = {"Olle Strand’s", "Ida Berg’s"} - {f"{title.partition('’s')[0]}’s"}
    assert not any(other in p.title for p in propose(text) for other in others)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Anna Lind met Olle Strand before she left on Monday.", "Anna Lind left"),
        ("Berg met Strand before he left on Monday.", "He left"),
        ("Olle Strand met the Board before he left on Monday.", "Olle Strand left"),
    ],
)
def test_a_pronoun_of_which_two_may_be_meant_stays_one(text, title) -> None:
    assert title in [p.title for p in propose(text)]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("The blast killed 12 men in Vik on Monday.", {"The blast killed 12 men in Vik"}),
        ("A bomb killed at least 30 men on Monday.", {"A bomb killed at least 30 men"}),
        ("The firm, which Strand left, sold its last shop on Monday.",
         {"The firm sold its last shop"}),
        ("The firm, which has its seat in Vik, sold a shop on Monday.", {"The firm sold a shop"}),
        ("Ida Berg, a nurse who was jailed on Monday, fled.", {"Ida Berg was jailed"}),
        ("Berg resigned on Monday after a paper printed the letters.", {"Berg resigned"}),
        ("A board found on Monday that Berg had ignored warnings.", set()),
        ("Following Monday’s attack, Norland closed the border.", set()),
        ("Berg rejected the outcome of Monday’s vote.", set()),
        ("Monday’s attack killed two men.", {"The attack killed two men"}),
        ("In Monday’s election, Berg won a third term.", {"Berg won a third term"}),
        ("Berg was to have resigned on Monday.", set()),
        ("Both sides exchanged prisoners on Monday.", {"Both sides exchanged prisoners"}),
        ("The court acquitted Berg on Monday.", {"The court acquitted Berg"}),
    ],
)  # fmt: skip
def test_a_clause_is_told_with_its_subject_and_for_its_own_day_alone(text, dated) -> None:
    assert {p.title for p in propose(text) if p.hit and p.confidence > 0.5} == dated


def test_what_is_so_now_is_not_surely_told_for_a_year_gone_by() -> None:
    (proposed,) = propose("Berg is accused of taking money in 2019.")
    assert proposed.confidence < 0.5
