"""Whether two tellings are of one event: a score from date, actors and wording, with reasons."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.domain.folding import words as word_list
from timeline.domain.intervals import Interval, days_apart, intersection
from timeline.domain.wording import say

NEAR = 3
"""Days by which two sources may differ on one event and still be thought to tell the same."""

_DATE, _ACTORS, _WORDS, _KIND = 0.35, 0.2, 0.35, 0.1
_PLAIN = frozenset(
    "a an and are as at be been but by for from had has have he her his in into is it its not "
    "of on or over said says she that the their them they this to up was were which who will "
    "with would also after before during its than then there these those what when where while "
    "you we i".split()
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s", "al", "ly")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is compared: when, who, of what kind, and in which words (as ``stems`` gives them).

    ``called``: the names of the actors, by their keys, for reasons that a person reads.
    """

    interval: Interval
    actors: frozenset[str]
    kind: str
    words: frozenset[str]
    key: int = 0
    called: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a telling is like that of the event ``key``, from 0 to 1, and why, in sentences."""

    key: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each word tells, by how few of the tellings have it."""

    count: int = 0
    having: Mapping[str, int] = field(default_factory=dict)
    weights: dict[frozenset[str], float] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, tellings: Iterable[frozenset[str]]) -> Rarity:
        """The rarity of words among these tellings."""
        having: Counter[str] = Counter()
        count = 0
        for words in tellings:
            count += 1
            having.update(words)
        return cls(count, having)

    def weight(self, word: str) -> float:
        """1 for a word that every telling has, more for a rarer one."""
        return 1 + math.log((self.count + 1) / (self.having.get(word, 0) + 1))

    def whole(self, words: frozenset[str]) -> float:
        """The weight of words together, worked out once."""
        if words not in self.weights:
            self.weights[words] = sum(self.weight(word) for word in words)
        return self.weights[words]


def stems(*texts: str) -> frozenset[str]:
    """The words of texts that tell something, folded, less the commonest endings."""
    return frozenset(
        _stem(word) for text in texts for word in word_list(text).split()
        if word not in _PLAIN and len(word) > 1
    )  # fmt: skip


def likeness(new: Telling, known: Telling, *, rarity: Rarity) -> Likeness | None:
    """How much a new telling is like that of a known event; ``None`` where dates rule it out.

    Dates that share a day count most where both are days; those up to ``NEAR`` days apart count a
    little, since sources differ; farther apart rules it out. A telling without a date is held
    against the rest alone.
    """
    date, reasons = _dates(new.interval, known.interval)
    if date is None:
        return None
    who = new.actors & known.actors
    actors = len(who) / max(1, min(len(new.actors), len(known.actors)))
    shared = new.words & known.words
    least = min(rarity.whole(new.words), rarity.whole(known.words))
    words = sum(rarity.weight(word) for word in shared) / least if least else 0.0
    same_kind = new.kind == known.kind and new.kind != "other"
    undated = not new.interval.is_dated or not known.interval.is_dated
    score = _ACTORS * actors + _WORDS * min(1.0, words * 1.5) + _KIND * same_kind
    # Without a date the rest has to say more: it is stretched, not to the full.
    score = score / (1 - _DATE) * 0.85 if undated else score + _DATE * date
    if who:
        called = sorted(new.called.get(actor, actor) for actor in who)
        reasons.append(f"Both name {_list(called)}.")
    if shared:
        tell = sorted(shared, key=lambda word: (-rarity.weight(word), word))[:5]
        reasons.append(f"Both have the words {_list(tell)}.")
    if same_kind:
        reasons.append(f"Both are of the kind “{new.kind}”.")
    return Likeness(known.key, score, tuple(reasons))


def best(
    new: Telling, known: Iterable[Telling], *, rarity: Rarity, least: float, most: int = 5
) -> list[Likeness]:
    """The likeliest known events, best first, none below ``least``."""
    found = (likeness(new, telling, rarity=rarity) for telling in known)
    likely = [like for like in found if like is not None and like.score >= least]
    return sorted(likely, key=lambda like: (-like.score, like.key))[:most]


def _dates(new: Interval, known: Interval) -> tuple[float | None, list[str]]:
    if not new.is_dated or not known.is_dated:
        return 0.0, []
    if intersection([new, known]) is None:
        apart = days_apart([new, known])
        if apart > NEAR:
            return None, []
        return 0.4, [f"Their dates, {say(new)} and {say(known)}, are {apart} days apart."]
    if new.is_day and known.is_day:
        return 1.0, [f"Both are dated {say(new)}."]
    widest = max(new.days or 3650, known.days or 3650)
    share = 0.8 if widest <= 31 else 0.6 if widest <= 366 else 0.4
    return share, [f"Their dates, {say(new)} and {say(known)}, share a day."]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _list(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
