"""The word in a clause that tells a happening: a verb that says what was done, or a noun for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.domain.events.clauses import MASK, Clause, ClauseRelation, ClauseWords
from timeline.domain.events.event_words import TROOPS, EventWords
from timeline.domain.lexicon.verb_forms import Form


class Trigger(NamedTuple):  # a text has many, and a tuple is the quickest to make
    """A word that tells a happening. ``base``: the verb's base form, or the noun.

    ``speaks``: whether it tells what somebody says.
    """

    start: int
    end: int
    kind: str
    base: str
    clause: Clause
    noun: bool = False
    speaks: bool = False


_WOULD = frozenset("would could will may might should can must shall wo ca 'll".split())
_MODALS = _WOULD | {"to", "not"}
_THROUGH = frozenset(
    "had has have forced continued continues began begun managed went agreed".split()
)
"""Words before "to" after which what follows did happen."""
_REFUSING = frozenset("did does do has have had didn't doesn't don't hasn't haven't hadn't".split())
_UNREAL = frozenset(
    "no any possible potential avoid prevent preventing against further future risk idea threat "
    "possibility fear fears danger without another such hypothetical if might would could".split()
)
_UNREAL_BEFORE_PAST = _WOULD | {"be", "being"}
_NEGATED = frozenset("not n't never didn't doesn't don't hasn't haven't hadn't won't".split())
_STATE = frozenset("were was".split())
_WORRY = frozenset("concerned worried alarmed afraid".split())
_PROPER = re.compile(r"[A-Z]")


def triggers(text: str, clause: Clause) -> list[Trigger]:
    """What a clause tells: its first verb that does, then its nouns, in order."""
    verb = _verb(text, clause)
    nouns = list(_nouns(text, clause))
    if verb is None or not nouns:
        return [verb] if verb else nouns
    subject = next((noun for noun in nouns if _is_subject(text, noun, verb)), None)
    if subject is not None:
        # "A fire destroyed the market": one happening, of the noun's kind.
        verb = verb._replace(kind=subject.kind)
    apart = (n for n in nouns if n is not subject and (n.end <= verb.start or n.start >= verb.end))
    return [verb, *(n for n in apart if n.kind != verb.kind or n.start > verb.end)]


def _is_subject(text: str, noun: Trigger, verb: Trigger) -> bool:
    """Whether a noun does what the verb says: nothing parts the two."""
    if noun.end > verb.start or verb.speaks or noun.kind not in ("incident", "military"):
        return False
    return not _PARTS.search(text, noun.end, verb.start)


_PARTS = re.compile(r"[,;:–—]")


def _verb(text: str, clause: Clause) -> Trigger | None:
    lower, starts = clause.bare.lower, clause.bare.starts
    for index, word in enumerate(lower):
        if word not in EventWords.VERBAL:
            continue
        start = starts[index]
        if index and text[start].isupper():
            # In a name ("United States"), or in a heading.
            continue
        form, last = _phrase(lower, index)
        if form not in EventWords.VERBS:
            continue
        kind, base, which = EventWords.VERBS[form]
        if not _happens(text, clause, index, which):
            continue
        negated = not _NEGATED.isdisjoint(lower[max(0, index - 3) : index])
        if negated and kind not in ("statement", "refusal") and which != "ing":
            kind = "refusal"
        speaks = base.partition(" ")[0] in EventWords.SPEECH
        return Trigger(start, clause.bare.ends[last], kind, base, clause, speaks=speaks)
    return _troops(clause) or _worry(clause)


def _phrase(lower: Sequence[str], index: int) -> tuple[str, int]:
    """The verb with its second word, where it has one near: "turned down", "called for".

    With the number of its last word.
    """
    first = lower[index]
    for rest in EventWords.PARTICLES.get(first, ()):
        for near in range(index + 1, index + (3 if rest in ("to", "for", "on") else 4)):
            if near < len(lower) and lower[near] == rest:
                if near == index + 1 or rest in ("down", "out", "off"):
                    return f"{first} {rest}", near
    return first, index


def _happens(text: str, clause: Clause, index: int, form: Form) -> bool:
    """Whether a verb in this form, at this place, tells what did happen."""
    before = clause.bare.lower[max(0, index - 4) : index]
    last = before[-1] if before else ""
    match form:
        case "base":
            if last == "to" and len(before) > 1:
                unreal = "not" in before or not _WOULD.isdisjoint(before)
                return before[-2] in _THROUGH and not unreal
            near = before[-3:]
            unreal = "to" in near or not _WOULD.isdisjoint(near)
            return not _REFUSING.isdisjoint(near) and not unreal
        case "past":
            if last == "to" or not _UNREAL_BEFORE_PAST.isdisjoint(before[-3:]):
                return False
            return _is_finite(text, clause.bare, index)
        case "present":
            if clause.lead == "that" and clause.relation is ClauseRelation.SIDE:
                return False  # "so that …": what is hoped for
            if last in ("he", "she", "it", "who", "which", "repeatedly", "also", "but", "and"):
                return True
            named = index > 0 and _PROPER.match(text, clause.bare.starts[index - 1])
            return bool(named) and not last.endswith("'s")
        case _:
            if clause.relation is ClauseRelation.PARTICIPLE and index == 0:
                return True
            leads = clause.lead == "with" and index > 1 and last not in _OF_NAMES
            return leads or last == "also"


_OF_NAMES = frozenset("the a an his her its their our this that these those".split())


def _is_finite(text: str, words: ClauseWords, index: int) -> bool:
    """Whether a past form is the clause's verb, not an adjective ("a broken pact")."""
    if index:
        return words.lower[index - 1] not in _OF_NAMES
    # "Asked whether …", "Published in …": it begins a clause that has no subject.
    start = words.starts[0]
    return start != 0 and text[start].islower()


def _troops(clause: Clause) -> Trigger | None:
    """Troops that were somewhere or did anything: "forces were near the city"."""
    lower = clause.bare.lower
    for index, word in enumerate(lower):
        if word in TROOPS and not _STATE.isdisjoint(lower[index + 1 : index + 3]):
            return Trigger(*clause.bare.span(index), "military", word, clause)
    return None


def _worry(clause: Clause) -> Trigger | None:
    lower = clause.bare.lower
    for index, word in enumerate(lower):
        if word in _WORRY and not _STATE.isdisjoint(lower[max(0, index - 4) : index]):
            return Trigger(*clause.bare.span(index), "other", word, clause)
    return None


def _nouns(text: str, clause: Clause) -> Iterator[Trigger]:
    lower, starts, ends = clause.bare.lower, clause.bare.starts, clause.bare.ends
    for index, word in enumerate(lower):
        if word not in EventWords.NOMINAL:
            continue
        noun, first = word.removesuffix("'s"), index
        if noun in EventWords.SECOND and index and f"{lower[index - 1]} {noun}" in EventWords.NOUNS:
            noun, first = f"{lower[index - 1]} {noun}", index - 1
        if (
            noun not in EventWords.NOUNS
            or _is_verb_here(lower, index)
            or _compounds(text, clause.bare, index)
        ):
            continue
        if not _UNREAL.isdisjoint(lower[max(0, index - 5) : index]):
            continue
        if _is_bare(lower, first, index):
            continue
        yield Trigger(
            starts[first],
            ends[index],
            EventWords.NOUNS[noun],
            noun,
            clause,
            noun=True,
        )


_DEFINITE = frozenset("the this that these those".split())
_BEFORE_NOUNS = frozenset("of with on in by from to between over against at for and".split())


def _is_bare(lower: Sequence[str], first: int, last: int) -> bool:
    """Whether nothing says which one it is: "from invasion", "the call".

    What went before has told it, or nothing in particular is meant. ``first`` and ``last``: the
    numbers of its words.
    """
    before = lower[first - 1] if first else ""
    after = lower[last + 1] if last + 1 < len(lower) else ""
    if before in _DEFINITE:
        return after not in ("of", "with", "on", "between", "against", "over")
    plural = lower[last].endswith("s")
    return before in _BEFORE_NOUNS and not plural and after not in ("of", "with", "on", "between")


def _is_verb_here(lower: Sequence[str], index: int) -> bool:
    """Whether "attack", "demand" or "visit" stands as a verb: after "to", a modal or a pronoun."""
    before = lower[index - 1] if index else ""
    return before in _MODALS or before in ("he", "she", "they", "we", "i", "you", "it", "who")


def _compounds(text: str, words: ClauseWords, index: int) -> bool:
    """Whether the noun only qualifies another: "attack helicopters", "call centre"."""
    if index + 1 >= len(words.lower):
        return False
    after = words.lower[index + 1]
    between = text[words.ends[index] : words.starts[index + 1]]
    if between != " " or after in EventWords.VERBS or MASK in after:
        return False
    return after in TROOPS or after in (
        "helicopters", "aircraft", "force", "centre", "center", "group", "groups", "system",
        "systems", "zone", "request", "plan", "plans", "officer", "command", "command's", "list",
    )  # fmt: skip
