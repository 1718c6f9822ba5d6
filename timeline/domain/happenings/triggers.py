"""The word in a clause that tells a happening: a verb that says what was done, or a noun for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.domain.happenings.clauses import MASK, Clause, Tie, Word
from timeline.domain.happenings.lexicon import (
    NOUNS,
    PARTICLES,
    SPEECH,
    TROOPS,
    VERBS,
    Form,
)


@dataclass(frozen=True, slots=True)
class Trigger:
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


_MODALS = frozenset("would could will may might should can must shall wo ca to not 'll".split())
_THROUGH = frozenset(
    "had has have forced continued continues began begun managed went agreed".split()
)
"""Words before "to" after which what follows did happen."""
_REFUSING = frozenset("did does do has have had didn't doesn't don't hasn't haven't hadn't".split())
_UNREAL = frozenset(
    "no any possible potential avoid prevent preventing against further future risk idea threat "
    "possibility fear fears danger without another such hypothetical if might would could".split()
)
_NEGATED = frozenset("not n't never didn't doesn't don't hasn't haven't hadn't won't".split())
_STATE = frozenset("were was".split())
_WORRY = frozenset("concerned worried alarmed afraid".split())
_PROPER = re.compile(r"[A-Z]")


def triggers(text: str, clause: Clause) -> list[Trigger]:
    """What a clause tells: its first verb that does, then its nouns, in order."""
    words = clause.bare
    verb = _verb(text, clause, words)
    nouns = list(_nouns(text, clause, words))
    if verb is None:
        return nouns
    subject = next((noun for noun in nouns if _is_subject(text, noun, verb)), None)
    if subject is not None:
        # "A fire destroyed the market": one happening, of the noun's kind.
        verb = replace(verb, kind=subject.kind)
    apart = (n for n in nouns if n is not subject and (n.end <= verb.start or n.start >= verb.end))
    return [verb, *(n for n in apart if n.kind != verb.kind or n.start > verb.end)]


def _is_subject(text: str, noun: Trigger, verb: Trigger) -> bool:
    """Whether a noun does what the verb says: nothing parts the two."""
    if noun.end > verb.start or verb.speaks or noun.kind not in ("incident", "military"):
        return False
    return not _PARTS.search(text, noun.end, verb.start)


_PARTS = re.compile(r"[,;:–—]")
_VERBAL = VERBS.keys() | PARTICLES.keys()
_SECOND = frozenset(noun.partition(" ")[2] for noun in NOUNS if " " in noun)
"""The second words of nouns in two words: "call" of "phone call"."""


def _verb(text: str, clause: Clause, words: Sequence[Word]) -> Trigger | None:
    for index, word in enumerate(words):
        if word.lower not in _VERBAL:
            continue
        if index and text[word.start].isupper():
            # In a name ("United States"), or in a heading.
            continue
        form, end = _phrase(words, index)
        if form not in VERBS:
            continue
        kind, base, which = VERBS[form]
        if not _happens(text, clause, words, index, which):
            continue
        before = {w.lower for w in words[max(0, index - 3) : index]}
        if before & _NEGATED and kind not in ("statement", "refusal") and which is not Form.ING:
            kind = "refusal"
        speaks = base.partition("-")[0] in SPEECH
        return Trigger(word.start, end, kind, base, clause, speaks=speaks)
    return _troops(clause, words) or _worry(clause, words)


def _phrase(words: Sequence[Word], index: int) -> tuple[str, int]:
    """The verb with its second word, where it has one near: "turned down", "called for"."""
    first = words[index].lower
    for rest in PARTICLES.get(first, ()):
        for word in words[index + 1 : index + (3 if rest in ("to", "for", "on") else 4)]:
            if word.lower == rest:
                if word is words[index + 1] or rest in ("down", "out", "off"):
                    return f"{first} {rest}", word.end
    return first, words[index].end


def _happens(text: str, clause: Clause, words: Sequence[Word], index: int, form: Form) -> bool:
    """Whether a verb in this form, at this place, tells what did happen."""
    before = [word.lower for word in words[max(0, index - 4) : index]]
    last = before[-1] if before else ""
    match form:
        case Form.BASE:
            if last == "to" and len(before) > 1:
                modal = (_MODALS - {"to"}) & set(before)
                return before[-2] in _THROUGH and not modal
            return bool(_REFUSING & set(before[-3:])) and not (_MODALS - {"not"}) & set(before[-3:])
        case Form.PAST:
            near = set(before[-3:]) - {"not"}
            if near & (_MODALS - {"to"}) or last == "to":
                return False
            if "be" in near or "being" in near:
                return False
            return _is_finite(text, words, index)
        case Form.PRESENT:
            if clause.lead == "that" and clause.tie is Tie.SIDE:
                return False  # "so that …": what is hoped for
            return index > 0 and (
                last in ("he", "she", "it", "who", "which", "repeatedly", "also", "but", "and")
                or (bool(_PROPER.match(text[words[index - 1].start])) and not last.endswith("'s"))
            )
        case _:
            if clause.tie is Tie.PARTICIPLE and index == 0:
                return True
            leads = clause.lead == "with" and index > 1 and last not in _OF_NAMES
            return leads or last == "also"


_OF_NAMES = frozenset("the a an his her its their our this that these those".split())


def _is_finite(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether a past form is the clause's verb, not an adjective ("a broken pact")."""
    before = words[index - 1].lower if index else ""
    if before in _OF_NAMES:
        return False
    if index == 0:
        # "Asked whether …", "Published in …": it begins a clause that has no subject.
        return words[index].start != 0 and text[words[index].start].islower()
    return True


def _troops(clause: Clause, words: Sequence[Word]) -> Trigger | None:
    """Troops that were somewhere or did anything: "forces were near the city"."""
    for index, word in enumerate(words):
        if word.lower in TROOPS and any(w.lower in _STATE for w in words[index + 1 : index + 3]):
            return Trigger(word.start, word.end, "military", word.lower, clause)
    return None


def _worry(clause: Clause, words: Sequence[Word]) -> Trigger | None:
    for index, word in enumerate(words):
        if word.lower in _WORRY and any(
            w.lower in _STATE for w in words[max(0, index - 4) : index]
        ):
            return Trigger(word.start, word.end, "other", word.lower, clause)
    return None


def _nouns(text: str, clause: Clause, words: Sequence[Word]) -> Iterator[Trigger]:
    for index, word in enumerate(words):
        noun, start = word.lower.removesuffix("'s"), word.start
        if noun in _SECOND and index and f"{words[index - 1].lower} {noun}" in NOUNS:
            noun, start = f"{words[index - 1].lower} {noun}", words[index - 1].start
        if noun not in NOUNS or _is_verb_here(words, index) or _compounds(text, words, index):
            continue
        if {w.lower for w in words[max(0, index - 5) : index]} & _UNREAL:
            continue
        if _is_bare(words, index, start):
            continue
        yield Trigger(start, word.end, NOUNS[noun], noun, clause, noun=True)


_DEFINITE = frozenset("the this that these those".split())
_BEFORE_NOUNS = frozenset("of with on in by from to between over against at for and".split())


def _is_bare(words: Sequence[Word], index: int, start: int) -> bool:
    """Whether nothing says which one it is: "from invasion", "the call".

    What went before has told it, or nothing in particular is meant.
    """
    before = [word.lower for word in words if word.end <= start]
    last = before[-1] if before else ""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    if last in _DEFINITE:
        return after not in ("of", "with", "on", "between", "against", "over")
    plural = words[index].lower.endswith("s")
    return last in _BEFORE_NOUNS and not plural and after not in ("of", "with", "on", "between")


def _is_verb_here(words: Sequence[Word], index: int) -> bool:
    """Whether "attack", "demand" or "visit" stands as a verb: after "to", a modal or a pronoun."""
    before = words[index - 1].lower if index else ""
    return before in _MODALS or before in ("he", "she", "they", "we", "i", "you", "it", "who")


def _compounds(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether the noun only qualifies another: "attack helicopters", "call centre"."""
    if index + 1 >= len(words):
        return False
    word, after = words[index], words[index + 1]
    between = text[word.end : after.start]
    if between != " " or after.lower in VERBS or MASK in after.lower:
        return False
    return after.lower in TROOPS or after.lower in (
        "helicopters", "aircraft", "force", "centre", "center", "group", "groups", "system",
        "systems", "zone", "request", "plan", "plans", "officer", "command", "command's", "list",
    )  # fmt: skip
