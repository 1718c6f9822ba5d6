"""Known events looked through quickly: what is left out could not have been like."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from timeline.domain.comparing.event_matching import ComparedTelling, Rarity, best
from timeline.domain.comparing.matching_candidates import Candidates
from timeline.domain.time import edtf

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
def test_the_best_of_the_candidates_are_the_best_of_all(least: float) -> None:
    found = 0
    for seed in range(60):
        dice = random.Random(seed)
        # Words that most have weigh as little as they can, those of a few weigh more.
        known = tellings(dice, 30, words=dice.choice((6, len(WORDS) + 1)))
        new = tellings(dice, 8, words=dice.choice((6, len(WORDS) + 1)))
        candidates = Candidates(known, new=new)
        rarity = Rarity.of(telling.words for telling in known)
        for telling in new:
            all_ = best(telling, known, rarity=rarity, least=least)
            assert candidates.best(telling, least=least) == all_
            found += len(all_)
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
    assert best(new, known, rarity=Scales.of(t.words for t in known), least=0.35) == []
    assert set(weighed) == set(WORDS)
    assert best(new, known, rarity=Scales.of(t.words for t in known), least=0.0)
    assert "49" in weighed


def test_what_is_just_above_the_least_is_kept_however_little_each_word_weighs() -> None:
    shared, own, other = (frozenset(f"{of}{n}" for n in range(13)) for of in ("both", "a", "b"))
    shared = frozenset(sorted(shared)[:7])
    new = ComparedTelling(edtf.parse(""), frozenset(), "incident", shared | own)
    known = ComparedTelling(edtf.parse(""), frozenset(), "incident", shared | other, 1)
    rarity = Rarity.of([known.words])
    (like,) = best(new, [known], rarity=rarity, least=0.0)
    assert best(new, [known], rarity=rarity, least=like.score) == [like]
    assert best(new, [known], rarity=rarity, least=like.score + 0.001) == []


class Shuffled(frozenset[str]):
    """Words that are given in another order each time."""

    def __iter__(self) -> Iterator[str]:
        return iter(random.sample(sorted(super().__iter__()), len(self)))


def test_words_weigh_the_same_in_whichever_order_a_set_gives_them() -> None:
    words = [f"word{number}" for number in range(40)]
    having = [frozenset(words[: number + 1]) for number in range(40)]
    assert len({Rarity.of(having).whole(Shuffled(words)) for _ in range(50)}) == 1
