"""Whether two tellings are of one event."""

from __future__ import annotations

from timeline.domain.comparing.event_matching import (
    ComparedTelling,
    Likeness,
    Rarity,
    best,
    likeness,
    stems,
)
from timeline.domain.time import edtf


def telling(
    words: str, date: str = "", *, actors: str = "", kind: str = "statement", key: int = 0
) -> ComparedTelling:
    return ComparedTelling(edtf.parse(date), frozenset(actors.split()), kind, stems(words), key)


QUAY = telling(
    "The harbour board closes the north quay", "2023-05-04", actors="board", kind="decision", key=1
)
STRIKE = telling("Dockers walk out over pay", "2023-05-04", actors="union", kind="incident", key=2)
FIRE = telling("A fire destroys the fish market", "2021-08-01", kind="incident", key=3)
KNOWN = [QUAY, STRIKE, FIRE]


def found(new: ComparedTelling) -> list[Likeness]:
    return best(new, KNOWN, rarity=Rarity.of(t.words for t in KNOWN), least=0.3)


def test_a_second_account_of_the_same_day_is_likest_to_the_event_that_it_tells() -> None:
    new = telling("The north quay was closed", "2023-05-04", actors="board", kind="decision")
    assert found(new)[0].key == 1
    assert found(new)[0].score > 0.8


def test_another_happening_of_the_same_day_is_not_taken_for_it() -> None:
    new = telling("A ferry ran aground off the point", "2023-05-04", actors="ferry")
    assert all(like.score < 0.6 for like in found(new))


def test_dates_far_apart_rule_an_event_out_whatever_the_words() -> None:
    new = telling("A fire destroys the fish market", "2022-08-01", kind="incident")
    assert 3 not in [like.key for like in found(new)]


def test_dates_a_few_days_apart_count_less_and_say_so() -> None:
    near = telling("A fire destroys the fish market", "2021-08-03", kind="incident")
    same = telling("A fire destroys the fish market", "2021-08-01", kind="incident")
    apart = likeness(near, FIRE, rarity=Rarity())
    exact = likeness(same, FIRE, rarity=Rarity())
    assert apart is not None
    assert exact is not None
    assert apart.score < exact.score
    assert "are 2 days apart" in apart.reasons[0]


def test_a_telling_without_a_date_is_held_against_the_rest() -> None:
    new = telling("The board closed the north quay", actors="board", kind="decision")
    like = found(new)[0]
    assert like.key == 1
    assert not any("dated" in reason for reason in like.reasons)


def test_the_reasons_name_the_date_the_actors_the_words_and_the_kind() -> None:
    new = telling("The board shut the north quay", "2023-05-04", actors="board", kind="decision")
    assert likeness(new, QUAY, rarity=Rarity()) is not None
    reasons = " ".join(found(new)[0].reasons)
    for said in ("4 May 2023", "“board”", "“quay”", "“decision”"):
        assert said in reasons


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    rarity = Rarity.of([frozenset({"port", "quay"}), frozenset({"port"}), frozenset({"port"})])
    assert rarity.weight("quay") > rarity.weight("port")


def test_endings_do_not_part_the_same_word() -> None:
    assert stems("closing") & stems("closed") & stems("closes") == {"clos"}
    assert not stems("the and of")


def test_nothing_known_gives_nothing() -> None:
    assert best(QUAY, [], rarity=Rarity(), least=0.1) == []
