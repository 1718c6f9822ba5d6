"""How fast names are found, and a register compiled: printed, nothing asserted.

``python -m tests.bench.names``: registers of several sizes, the same invented articles for each in
turn, so that a slow moment of the machine falls on all alike.
"""

from __future__ import annotations

import random
import statistics
import time

from timeline.domain.names import Gazetteer, KnownActor, find
from timeline.domain.text.document import Document

SIZES = (0, 100, 10_000)
ROUNDS = 9
ARTICLES = 40
LENGTH = 4_096
LONG = 1_000_000


def main() -> None:
    """Measure, and print a table."""
    dice = random.Random(11)
    actors = [_actor(dice, number) for number in range(max(SIZES))]
    articles = [_article(dice, actors) for _ in range(ARTICLES)]
    registers = {}
    for size in SIZES:
        started = time.perf_counter()
        registers[size] = Gazetteer.of(actors[:size])
        registers[size].spellings  # noqa: B018 - compiled when first asked for
        took = time.perf_counter() - started
        count = sum(len(actor.names) for actor in actors[:size])
        print(f"{size:>7,} actors, {count:>7,} names: compiled in {took:6.2f} s")
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size in SIZES:
            started = time.perf_counter()
            told = sum(len(find(Document(article), registers[size])) for article in articles)
            times[size].append((time.perf_counter() - started) / ARTICLES)
    for size in SIZES:
        took = statistics.median(times[size])
        print(f"{size:>7,} actors: {took * 1000:5.2f} ms for 4 kB, {1 / took:5,.0f} a second")
    print(f"{told / ARTICLES:.0f} names in each article at {SIZES[-1]:,} actors")
    whole = " ".join(articles)
    for length in (LONG // 4, LONG):
        text = (whole * (length // len(whole) + 1))[:length]
        started = time.perf_counter()
        find(Document(text), registers[SIZES[-1]])
        print(f"{length:>9,} characters in {time.perf_counter() - started:5.2f} s")


_SOUNDS = [first + last for first in "b br d f g h k kl l m n p r s sk t tr v z".split()
           for last in "a e i o u an el in or un ek".split()]  # fmt: skip
_GIVEN = "Anna Boris Carla Dmytro Elena Farid Grace Hassan Ida Jan Kofi Liv Maria Nils Olga".split()
_PLAIN = (
    "the bridge was closed again after a night of heavy rain and nobody could say when it would be "
    "opened to traffic because the talks with the entries of the ferry had failed for a third time"
).split()


def _surname(dice: random.Random) -> str:
    return "".join(dice.choice(_SOUNDS) for _ in range(dice.choice((2, 3, 3)))).capitalize()


def _actor(dice: random.Random, number: int) -> KnownActor:
    given, last = dice.choice(_GIVEN), _surname(dice)
    return KnownActor(f"actor-{number}", "person", (f"{given} {last}", last, f"President {last}"))


def _article(dice: random.Random, actors: list[KnownActor]) -> str:
    pieces: list[str] = []
    while sum(map(len, pieces)) < LENGTH:
        known = dice.choice(actors[:200]).names
        new = f"{dice.choice(_GIVEN)} {_surname(dice)}"
        start = dice.randrange(len(_PLAIN) - 12)
        plain = " ".join(_PLAIN[start : start + 12])
        pieces.append(
            f"{known[0]} said that {plain}. Foreign minister {new} told NATO’s envoy in Norway "
            f"that {plain}, and {known[1]} agreed with the Ministry of Harbours of Kenya. "
        )
        if dice.random() < 0.2:
            pieces.append("\n")
    return "".join(pieces)[:LENGTH]


if __name__ == "__main__":
    main()
