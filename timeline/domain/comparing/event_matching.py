"""Whether two tellings tell the same event: a score from dates, actors and words, with reasons."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from timeline.domain.lexicon.word_lists import members
from timeline.domain.text.folding import word_list
from timeline.domain.time.calendar_units import moved
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval, days_apart, intersection

NEAR = 3
"""Days by which two sources may differ on one event and still be thought to tell the same."""

_DATE, _ACTORS, _WORDS, _KIND = 0.35, 0.2, 0.35, 0.1
ALIKE_IN_KIND = _KIND / (1 - _DATE) * 0.85
"""The score of two tellings, one without a date, that have nothing but their kind in common."""

_ROUNDING = 1e-9
_PLAIN = members("uninformative_words", "of events")
_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s", "al", "ly")


@dataclass(frozen=True, slots=True)
class ComparedTelling:
    """A telling as it is compared, of a proposal or of all that is told of a known event.

    ``interval``: its date. ``actors``: keys. ``kind``: the kind of event, "other" for none.
    ``words``: as ``stems`` gives them. ``key``: that of the known event, 0 for a proposal.
    ``called``: the actors' names by key, for reasons that a person reads.
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
    """How much each word tells: the fewer of the known tellings have it, the more.

    ``count``: the number of tellings; ``having``: of each word, how many of them have it. The other
    fields keep what was worked out.
    """

    count: int = 0
    having: Mapping[str, int] = field(default_factory=dict)
    weights: dict[frozenset[str], float] = field(default_factory=dict, compare=False)
    words: dict[str, float] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, tellings: Iterable[frozenset[str]]) -> Rarity:
        """The rarity of words among these tellings."""
        every = list(tellings)
        return cls(len(every), Counter(chain.from_iterable(every)))

    def weight(self, word: str) -> float:
        """1 for a word that every telling has, more for a rarer one."""
        weight = self.words.get(word)
        if weight is None:
            weight = 1 + math.log((self.count + 1) / (self.having.get(word, 0) + 1))
            self.words[word] = weight
        return weight

    def total(self, words: frozenset[str]) -> float:
        """The sum of the words' weights, worked out once."""
        if words not in self.weights:
            # Summed exactly, in whichever order a set gives its words.
            self.weights[words] = math.fsum(map(self.weight, words))
        return self.weights[words]


def stems(*texts: str) -> frozenset[str]:
    """The words of texts that tell something, folded, less the commonest endings."""
    words = set(chain.from_iterable(map(word_list, texts)))
    return frozenset(map(_stem, words)) - _NOTHING


def likeness(new: ComparedTelling, known: ComparedTelling, *, rarity: Rarity) -> Likeness | None:
    """How much a new telling is like that of a known event; ``None`` where dates rule it out.

    Dates that share a day count most where both are days; those up to ``NEAR`` days apart count a
    little, since sources differ; farther apart rules it out. A telling without a date is held
    against the rest alone.
    """
    score = _score(new, known, rarity=rarity)
    return None if score is None else Likeness(known.key, score, _reasons(new, known, rarity))


def likeliest(
    new: ComparedTelling,
    known: Iterable[ComparedTelling],
    *,
    rarity: Rarity,
    least: float,
    most: int = 5,
) -> list[Likeness]:
    """The known events that a new telling is most like, best first: at most ``most`` of them.

    ``least``: the lowest score that counts, from 0 to 1.
    """
    first, last = new.interval.calendar_bounds
    first, last = moved(first, -NEAR), moved(last, NEAR)
    found = []
    for telling in known:
        start, end = telling.interval.bounds
        if (start and start > last) or (end and end < first):
            continue
        score = _score(new, telling, rarity=rarity, least=least)
        if score is not None and score >= least:
            found.append((-score, telling.key, telling))
    likely = heapq.nsmallest(most, found, key=lambda each: each[:2])
    # Most that are held against each other are not alike: reasons are told of these few alone.
    return [Likeness(key, -score, _reasons(new, one, rarity)) for score, key, one in likely]


def _score(
    new: ComparedTelling, known: ComparedTelling, *, rarity: Rarity, least: float = 0.0
) -> float | None:
    """How alike they are; ``None`` where dates rule it out, or where it must be below ``least``."""
    near = _date(new.interval, known.interval)
    if near is None:
        return None
    score = _DATE * near
    if who := len(new.actors & known.actors):
        score += _ACTORS * who / min(len(new.actors), len(known.actors))
    same_kind = _KIND if new.kind == known.kind and new.kind != "other" else 0.0
    if shared := new.words & known.words:
        weight, whole = math.fsum(map(rarity.weight, shared)), rarity.total(new.words)
        # Each word of the known one weighs 1 at least, which is told before they are weighed.
        most = score + same_kind + _WORDS * min(1.0, weight / min(whole, len(known.words)) * 1.5)
        if (most if near else _undated_score(most)) < least - _ROUNDING:
            return None
        whole = min(whole, rarity.total(known.words))
        score += _WORDS * min(1.0, weight / whole * 1.5)
    score += same_kind
    return score if near else _undated_score(score)


def _undated_score(score: float) -> float:
    """The score of a telling without a date: the other parts count more, but never for all."""
    return score / (1 - _DATE) * 0.85


def _reasons(new: ComparedTelling, known: ComparedTelling, rarity: Rarity) -> tuple[str, ...]:
    reasons = _said_of_dates(new.interval, known.interval)
    if who := new.actors & known.actors:
        called = sorted(new.called.get(actor, actor) for actor in who)
        reasons.append(f"Both name {_list(called)}.")
    if shared := new.words & known.words:
        tell = sorted(shared, key=lambda word: (-rarity.weight(word), word))[:5]
        reasons.append(f"Both have the words {_list(tell)}.")
    if new.kind == known.kind and new.kind != "other":
        reasons.append(f"Both are of the kind “{new.kind}”.")
    return tuple(reasons)


def _date(new: Interval, known: Interval) -> float | None:
    """How alike two dates are, 0 where one is missing; ``None`` where they rule each other out."""
    if not new.is_dated or not known.is_dated:
        return 0.0
    (start, end), (known_start, known_end) = new.calendar_bounds, known.calendar_bounds
    first, last = max(start, known_start), min(end, known_end)
    if first > last:
        return 0.4 if (first - last).days <= NEAR else None
    if new.is_day and known.is_day:
        return 1.0
    widest = max(new.days or 3650, known.days or 3650)
    return 0.8 if widest <= 31 else 0.6 if widest <= 366 else 0.4


def _said_of_dates(new: Interval, known: Interval) -> list[str]:
    if not new.is_dated or not known.is_dated:
        return []
    if intersection([new, known]) is None:
        apart = days_apart([new, known])
        return [f"Their dates, {say(new)} and {say(known)}, are {apart} days apart."]
    if new.is_day and known.is_day:
        return [f"Both are dated {say(new)}."]
    return [f"Their dates, {say(new)} and {say(known)}, share a day."]


_NOTHING = frozenset({""})


@lru_cache(20_000)
def _stem(word: str) -> str:
    """A word without its ending; empty for a word that tells nothing."""
    if word in _PLAIN or len(word) == 1:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _list(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
