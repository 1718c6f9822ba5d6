"""Whether two tellings are of one event."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from timeline.domain.comparing.event_matching import (
    ComparedTelling,
    Likeness,
    Rarity,
    likeliest,
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
    return likeliest(new, KNOWN, rarity=Rarity.of(t.words for t in KNOWN), least=0.3)


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
    assert likeliest(QUAY, [], rarity=Rarity(), least=0.1) == []


DATES = (
    "", "", "2023-05-04", "2023-05-05", "2023-05-08", "2023-05-09", "2023-05", "2023-06", "2023",
    "2024", "2023-04/..", "../2023-05-01", "9999-12-31", "0001-01-01",
)  # fmt: skip
WORDS = "quay ferry board harbour storm fire market treaty bridge vote ida".split()


def tellings(dice: random.Random, count: int, *, words: int) -> list[ComparedTelling]:
    return [
        ComparedTelling(
            edtf.parse(dice.choice(DATES)),
            frozenset(dice.sample(("ida", "board", "union"), dice.randrange(3))),
            dice.choice(("other", "incident", "decision")),
            frozenset(dice.sample(WORDS, dice.randrange(words // 2, words))),
            key,
        )
        for key in range(1, count + 1)
    ]


@pytest.mark.parametrize("least", [0.0, 0.1, 0.35, 0.6])
def test_the_likeliest_are_the_best_of_all(least: float) -> None:
    found = 0
    for seed in range(60):
        dice = random.Random(seed)
        # Words that most have weigh as little as they can, those of a few weigh more.
        known = tellings(dice, 30, words=dice.choice((6, len(WORDS) + 1)))
        new = tellings(dice, 8, words=dice.choice((6, len(WORDS) + 1)))
        rarity = Rarity.of(telling.words for telling in known)
        for telling in new:
            every = (likeness(telling, one, rarity=rarity) for one in known)
            alike = [one for one in every if one is not None and one.score >= least]
            alike.sort(key=lambda one: (-one.score, one.key))
            assert likeliest(telling, known, rarity=rarity, least=least) == alike[:5]
            found += len(alike)
    assert found > 100


def test_what_is_below_the_least_is_told_without_weighing_every_word() -> None:
    weighed: list[str] = []

    class Scales(Rarity):
        def weight(self, word: str) -> float:
            weighed.append(word)
            return super().weight(word)

    new = ComparedTelling(edtf.parse(""), frozenset(), "other", frozenset(WORDS))
    known = [
        ComparedTelling(
            edtf.parse(""), frozenset(), "other", frozenset({"quay", *map(str, range(50))}), 1
        )
    ]
    assert likeliest(new, known, rarity=Scales.of(t.words for t in known), least=0.35) == []
    assert set(weighed) == set(WORDS)
    assert likeliest(new, known, rarity=Scales.of(t.words for t in known), least=0.0)
    assert "49" in weighed


def test_what_is_just_above_the_least_is_kept_however_little_each_word_weighs() -> None:
    shared, own, other = (frozenset(f"{of}{n}" for n in range(13)) for of in ("both", "a", "b"))
    shared = frozenset(sorted(shared)[:7])
    new = ComparedTelling(edtf.parse(""), frozenset(), "incident", shared | own)
    known = ComparedTelling(edtf.parse(""), frozenset(), "incident", shared | other, 1)
    rarity = Rarity.of([known.words])
    (like,) = likeliest(new, [known], rarity=rarity, least=0.0)
    assert likeliest(new, [known], rarity=rarity, least=like.score) == [like]
    assert likeliest(new, [known], rarity=rarity, least=like.score + 0.001) == []


class Shuffled(frozenset[str]):
    """Words that are given in another order each time."""

    def __iter__(self) -> Iterator[str]:
        return iter(random.sample(sorted(super().__iter__()), len(self)))


def test_words_weigh_the_same_in_whichever_order_a_set_gives_them() -> None:
    words = [f"word{number}" for number in range(40)]
    having = [frozenset(words[: number + 1]) for number in range(40)]
    assert len({Rarity.of(having).total(Shuffled(words)) for _ in range(50)}) == 1
