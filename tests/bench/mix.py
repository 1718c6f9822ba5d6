"""Two hundred criteria that are asked of a story, the same ones of the same story.

What is chosen among a story's actors, outlets and words is drawn by their place in the order of
size, so that stories of different sizes are asked alike: the seventh commonest actor of each.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

PAGE = 50
SEED = 11
FLAGS = ("disputed", "retold", "corroborated")

SHARES = {
    "nothing": 4,
    "one actor": 22,
    "one outlet": 14,
    "one kind": 8,
    "several actors": 12,
    "all of several actors": 10,
    "several outlets": 10,
    "dates": 18,
    "dates, surely": 14,
    "words": 24,
    "flags": 12,
    "another order": 8,
    "deep in the list": 20,
    "combinations": 24,
}
"""How many of each are among the two hundred."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One address of the timeline: what it is an example of, and its parameters."""

    family: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """The address."""
        return f"/?{urlencode(self.parameters)}" if self.parameters else "/"

    def all_of(self, name: str) -> list[str]:
        """What a parameter says, as often as it is given."""
        return [value for key, value in self.parameters if key == name]

    def one_of(self, name: str) -> str:
        """What a parameter says, empty where it is not given."""
        return next(iter(self.all_of(name)), "")


@dataclass(frozen=True)
class Story:
    """What a story can be asked for; actors, outlets and words by how much there is of each."""

    events: int
    actors: list[str]
    outlets: list[str]
    kinds: list[str]
    words: list[str]


def read(database: Path) -> Story:
    """A story from its file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:

        def column(query: str) -> list[str]:
            return [str(row[0]) for row in connection.execute(query)]

        by_size = "group by {0}.id order by count(*) desc, {0}.id"
        said = column("select says from timeline_mention order by id limit 20000")
        counted = Counter(word for text in said for word in set(text.lower().strip(".").split()))
        return Story(
            events=int(column("select count(*) from timeline_event")[0]),
            actors=column(
                "select slug from timeline_actor join timeline_participation"
                f" on actor_id = timeline_actor.id {by_size.format('timeline_actor')}"
            ),
            outlets=column(
                "select timeline_outlet.slug from timeline_outlet join timeline_source"
                f" on outlet_id = timeline_outlet.id {by_size.format('timeline_outlet')}"
            ),
            kinds=column("select kind from timeline_event group by kind order by count(*) desc"),
            words=[word for word, _ in sorted(counted.items(), key=lambda at: (-at[1], at[0]))],
        )


def mix(story: Story) -> list[Asked]:
    """The two hundred, in an order in which those of a family are spread."""
    made = [one for family, count in SHARES.items() for one in _Dice(story).some(family, count)]
    random.Random(SEED).shuffle(made)
    return made


def sample(asked: list[Asked], size: int) -> list[Asked]:
    """So many of them: one of each family, the rest in proportion."""
    ordered = sorted(asked, key=lambda one: list(SHARES).index(one.family))
    first = list({one.family: one for one in reversed(ordered)}.values())[::-1]
    rest = size - len(first)
    return first + [ordered[(2 * n + 1) * len(ordered) // (2 * rest)] for n in range(rest)]


class _Dice:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.dice = random.Random(SEED)

    def some(self, family: str, count: int) -> Iterator[Asked]:
        # Each family has dice of its own: what is added to one leaves the others as they are.
        self.dice = random.Random(f"{SEED} {family}")
        for number in range(count):
            yield Asked(family, tuple(self._one(family, number)))

    def _one(self, family: str, number: int) -> list[tuple[str, str]]:
        makes: dict[str, Callable[[int], list[tuple[str, str]]]] = {
            "nothing": lambda n: [],
            "one actor": lambda n: self._actors(1),
            "one outlet": lambda n: self._outlets(1),
            "one kind": lambda n: self._kind(),
            "several actors": lambda n: self._actors(self.dice.randint(2, 5)),
            "all of several actors": lambda n: [*self._common(2 + n % 2), ("match", "all")],
            "several outlets": lambda n: self._outlets(self.dice.randint(2, 6)),
            "dates": lambda n: self._dates(),
            "dates, surely": lambda n: [*self._dates(), ("surely", "1")],
            "words": self._words,
            "flags": lambda n: self._flags(1 + n % 2),
            "another order": self._sorted,
            "deep in the list": self._deep,
            "combinations": self._several,
        }
        return makes[family](number)

    def _actors(self, count: int) -> list[tuple[str, str]]:
        return [("actor", slug) for slug in self._skewed(self.story.actors, count)]

    def _common(self, count: int) -> list[tuple[str, str]]:
        return [("actor", slug) for slug in self.dice.sample(self.story.actors[:12], count)]

    def _outlets(self, count: int) -> list[tuple[str, str]]:
        slugs = [*self.story.outlets[:7], "not-stated", *self.story.outlets[7:]]
        return [("outlet", slug) for slug in self._skewed(slugs, count)]

    def _kind(self) -> list[tuple[str, str]]:
        return [("kind", self.dice.choice(self.story.kinds))]

    def _dates(self) -> list[tuple[str, str]]:
        first = self.dice.randint(1984, 2022)
        last = min(2025, first + self.dice.choice((0, 1, 1, 3, 10)))
        month = self.dice.randint(1, 12)
        since = self.dice.choice((f"{first}", f"{first}-{month:02}", f"{first}-{month:02}-15"))
        pairs = [("from", since), ("to", self.dice.choice((f"{last}", f"{last}-12-31")))]
        if self.dice.random() < 0.25:
            return [self.dice.choice(pairs)]
        return pairs

    def _words(self, number: int) -> list[tuple[str, str]]:
        # From the commonest to the rare; every third time two, now and then a beginning of one.
        found = self._skewed(self.story.words, 2 if number % 3 == 2 else 1)
        if number % 5 == 4:
            found = [found[0][:4]]
        return [("q", " ".join(found))]

    def _flags(self, count: int) -> list[tuple[str, str]]:
        return [(flag, "1") for flag in sorted(self.dice.sample(FLAGS, count))]

    def _sorted(self, number: int) -> list[tuple[str, str]]:
        order = ("sort", ("first-hand", "sources")[number % 2])
        return [order] if number < 2 else [*self._actors(1), order]

    def _deep(self, number: int) -> list[tuple[str, str]]:
        some: list[tuple[str, str]] = []
        share = 1.0
        if number % 5 == 2:
            some, share = [("actor", self.story.actors[0])], 0.05
        elif number % 5 == 3:
            some, share = self._kind(), 0.1
        elif number % 5 == 4:
            some, share = [("from", "2000"), ("to", "2020")], 0.4
        start = int(self.story.events * share * self.dice.random()) // PAGE * PAGE
        return [*some, ("start", str(start))]

    def _several(self, number: int) -> list[tuple[str, str]]:
        some: list[tuple[str, str]] = self._actors(1 + number % 2)
        if number % 2:
            some += self._outlets(self.dice.randint(1, 3))
        if number % 3 == 0:
            some += self._kind()
        if number % 3 != 1:
            some += self._dates()
        if number % 4 == 3:
            some += [("q", self._skewed(self.story.words, 1)[0])]
        if number % 4 == 1:
            some += self._flags(1)
        return some

    def _skewed(self, values: list[str], count: int) -> list[str]:
        """Different ones, the first more often than the last."""
        found: list[str] = []
        while len(found) < min(count, len(values)):
            value = values[int(len(values) ** self.dice.random()) - 1]
            if value not in found:
                found.append(value)
        return found
