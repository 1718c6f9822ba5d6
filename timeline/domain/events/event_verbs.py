"""The word in a clause that tells a happening: a verb that says what was done, or a noun for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.domain.events import event_kinds
from timeline.domain.events.clauses import MASK, Clause, ClauseRelation, ClauseWords
from timeline.domain.events.event_words import TROOPS, EventWords
from timeline.domain.lexicon.verb_forms import Form
from timeline.domain.time.formatting import MONTHS


class Trigger(NamedTuple):  # a text has many, and a tuple is the quickest to make
    """A word that tells a happening. ``base``: the verb's base form, or the noun.

    ``speaks``: whether it tells what somebody says; ``negated``: that it did not happen. ``told``:
    whether its form tells what happened, not what happens. ``listed``: whether a list has it.
    ``first``: where the verb begins with its auxiliaries. ``recent``: whether it tells what has
    been so of late ("has fallen"), or when something "last" was.
    """

    start: int
    end: int
    kind: str
    base: str
    clause: Clause
    noun: bool = False
    speaks: bool = False
    negated: bool = False
    told: bool = True
    listed: bool = True
    first: int = -1
    recent: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is a verb that only tells that something changed."""
        return self.kind == "other" and not self.noun and self.base not in _WORRY

    @property
    def is_relative(self) -> bool:
        """Whether it stands in a clause that says more of a noun: "X, who warned"."""
        return self.clause.lead in _RELATIVES and self.clause.relation is ClauseRelation.SIDE


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
_IN_GROUP = frozenset(
    "is are was were has had have did been being also then later not never soon finally".split()
)
_HELPERS = frozenset("was were been being is are be got had has have".split())
_ABOUT = frozenset("at over between".split())
_WHEN = frozenset(
    "last yesterday today monday tuesday wednesday thursday friday saturday sunday during near "
    "after before when while".split()
)
_OF_MONTHS = frozenset(name[:length].lower() for name in MONTHS for length in (3, len(name)))
_RELATIVES = frozenset("that which who whom whose".split())
_PLURALS = frozenset("police people troops men women children".split())
_AFTER_VERBS = frozenset(
    "a an the his her its their our this that these those to in on at by from with into over after "
    "before against for under off out up down back away and as two three four five six seven "
    "eight nine ten dozens hundreds thousands all both some several more most him them it".split()
)
"""Words before which a past form is a verb, not the adjective of a noun."""
_PROPER = re.compile(r"[A-Z]")


_UNSURE = frozenset(("if", "unless"))
"""What leads clauses of which nobody says that they come true."""


def triggers(
    text: str, clause: Clause, *, dated: bool = True, entry: bool = False
) -> list[Trigger]:
    """What a clause tells: its first verb that does, then its nouns, in order.

    ``dated``: whether its passage has a date, without which only verbs that a list has tell
    anything. ``entry``: whether it stands in an entry of a chronology, where the present tells what
    happened.
    """
    if clause.lead in _UNSURE:
        return []
    verb = _verb(text, clause, entry=entry)
    if verb is None and dated:
        verb = _unlisted(text, clause)
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


def _verb(text: str, clause: Clause, *, entry: bool) -> Trigger | None:
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
        if which == "past" and base in EventWords.ON_SOMEBODY and _is_reduced(lower, index):
            continue
        happens = _happens(text, clause, index, which)
        if not happens and not (entry and _narrates(text, clause, index, which)):
            continue
        kind = event_kinds.in_sentence(base, kind, lower, index)
        negated = not _NEGATED.isdisjoint(lower[max(0, index - 3) : index])
        if negated and kind not in ("statement", "refusal") and which != "ing":
            kind = "refusal"
        speaks = base.partition(" ")[0] in EventWords.SPEECH
        return Trigger(
            start, clause.bare.ends[last], kind, base, clause, speaks=speaks, negated=negated,
            told=entry or (which in ("past", "base") and not _is_state(lower, index)),
            first=_group(clause, index),
            recent=_is_recent(lower, index),
        )  # fmt: skip
    return _troops(clause) or _worry(clause)


def _is_reduced(lower: Sequence[str], index: int) -> bool:
    """Whether a past form tells what was done to the noun before it: "the people killed on Friday".

    Of a verb that has an object, where none follows and no auxiliary stands before.
    """
    if not index or not _HELPERS.isdisjoint(lower[max(0, index - 3) : index]):
        return False
    after, then = (*lower[index + 1 : index + 3], "", "")[:2]
    if after in _ABOUT and (then in ("least", "most") or then.isdigit()):
        # "Killed at least 12", "killed over 30 people".
        return False
    if after[:1].isdigit():
        # "Police arrested 12 of them" has an object, "killed 12 May" a day.
        return len(after) == 4 or then in _OF_MONTHS
    return not after or after in _BEFORE_NOUNS or after in _WHEN


def _group(clause: Clause, index: int) -> int:
    """Where the auxiliaries and adverbs before a verb begin."""
    lower = clause.bare.lower
    first = index
    while first and (lower[first - 1] in _IN_GROUP or lower[first - 1].endswith("ly")):
        first -= 1
    return clause.bare.starts[first]


def _is_state(lower: Sequence[str], index: int) -> bool:
    """Whether a past form only tells how things are: "is accused of …"."""
    return index > 0 and lower[index - 1] in ("is", "are")


def _is_recent(lower: Sequence[str], index: int) -> bool:
    near = lower[max(0, index - 3) : index]
    return "has" in near or "have" in near or near[-1:] == ["last"]


def _narrates(text: str, clause: Clause, index: int, form: Form) -> bool:
    """Whether a verb in the present tells what happened, as in an entry of a chronology."""
    if not index or form not in ("base", "present") or clause.lead in _RELATIVES:
        return False
    before = clause.bare.lower[index - 1]
    if before in _BEFORE_NOUNS or before in _OF_NAMES or before in _MODALS:
        return False
    if form == "present":
        return True
    plural = before.endswith("s") or before in _PLURALS
    return plural or bool(_PROPER.match(text, clause.bare.starts[index - 1]))


def _unlisted(text: str, clause: Clause) -> Trigger | None:
    """A past form of a verb that no list has, where what stands around it lets it be one."""
    lower, starts, ends = clause.bare.lower, clause.bare.starts, clause.bare.ends
    for index in range(1, len(lower)):
        word, before = lower[index], lower[index - 1]
        if not word.endswith("ed") or len(word) < 5 or word in EventWords.STATES:
            continue
        if word in EventWords.VERBAL or text[starts[index]].isupper() or "-" in word:
            continue
        after = lower[index + 1] if index + 1 < len(lower) else ""
        opens = not after or after in _AFTER_VERBS or text[starts[index + 1]].isupper()
        helped = before in _HELPERS
        if not helped and after in _BEFORE_NOUNS and not EventWords.FINITE.isdisjoint(lower):
            # "The taxes requested in arrears are …"
            continue
        if before in _OF_NAMES or before in _BEFORE_NOUNS or not (opens or helped):
            continue
        if not _happens(text, clause, index, "past"):
            continue
        return Trigger(
            starts[index], ends[index], "other", word, clause, listed=False,
            first=_group(clause, index),
        )  # fmt: skip
    return None


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
            if before[-2:] == ["to", "have"]:
                # "Was to have left", "is said to have left".
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
