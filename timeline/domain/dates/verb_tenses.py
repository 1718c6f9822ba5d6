"""What the tense of a verb says of the day beside it: "the court rules on Tuesday".

A paper tells in the past what has been. What it tells in the present, with a day, is to come; only
headlines, captions and dated entries tell the past so, which is for the caller to know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.domain.lexicon.word_lists import members

ANNOUNCING = members("tense_words", "announces in the present")
"""Forms with "s" that a subject in the singular has, many of them nouns as well."""
ANNOUNCING_STEMS = members("tense_words", "announces in the plural")
"""Forms that a subject in the plural has."""
_MADE = members("tense_words", "announced with is or are")
_PLANS = members("tense_words", "happens to be planned")
"""In the past, these may go with a day soon to come: "called an election on 3 May"."""
_REACH = 10
"""The words from such a verb to the phrase, itself counted."""
_SUBJECTS = frozenset("he she it they we who which that people".split())
_OWNERS = frozenset("the a an his her its their our my this that each every".split())
_NO_SUBJECT = frozenset(
    "of in on at by for with from to under over and or than as into about new many more".split()
)
_NO_PLURAL = frozenset("is was has does this its his as us across always perhaps thus".split())
_OVER = re.compile(r"\b(?:was|were|had|did|been|went|came|took|left|fell|broke|brought|\w{2,}ed)\b")
_OF_A_NOUN = re.compile(r"(?:['’]s)? (?!(?:and|at|but|by|after|as|in|of|when|with|while)\b)[a-z]")
"""What follows a day that says which thing is meant: "the May 2 concert"."""
_NEW_CLAUSE = re.compile(
    r"[.!?;:\n]|,? \b(?:after|although|as|because|before|but|following|if|that|though|unless|when"
    r"|where|whether|which|while|who|whose)\b"
)

_SUFFERED = (
    r"(?:accident|ambush|arrest|attack|blast|blaze|bombing|collapse|collision|crash|death|derailment"
    r"|earthquake|explosion|killing|massacre|murder|quake|raid|riot|shooting|slaying|stabbing)s?"
)
_AFTER_SUFFERED = re.compile(
    rf"\b{_SUFFERED} (?:(?:of|in|at|near|outside) (?:\w{{1,16}} ){{1,3}}?)?"
    r"(?:late |early )?(?:on |in )?\Z"
)
_BEFORE_SUFFERED = re.compile(rf"['’]s (?:\w{{1,20}} ){{0,2}}{_SUFFERED}\b")
"""What nobody announces, so that it has been even where it "will be investigated"."""
_NEAR_SUFFERED = 96
"""The characters before a phrase that hold what leads to it; more than either pattern takes."""

_PARTICLES = frozenset(
    "again away down effect force into live off office out over part place there up".split()
)


def announcing_verb(left: Sequence[str], after: str) -> str:
    """The verb that announces a phrase, as it is written; empty where none does.

    ``left``: the words of the sentence before the phrase. ``after``: what follows it. Asked where
    no verb in the past stands between: a form that is a noun as well is a verb only with a subject
    before it, and none where the clause has a verb in the past after the phrase.
    """
    lower = [word.lower() for word in left]
    for index in range(len(left) - 1, max(0, len(left) - _REACH) - 1, -1):
        if _announces(left, lower, index):
            return "" if _goes_on_in_the_past(after) else left[index]
    return ""


def _announces(left: Sequence[str], lower: Sequence[str], index: int) -> bool:
    word = lower[index]
    if not index or not left[index].islower():
        return False
    if word in _MADE:
        return lower[index - 1] in ("is", "are")
    if word in ANNOUNCING:
        return _is_subject(left, lower, index - 1)
    return word in ANNOUNCING_STEMS and _is_plural(left[index - 1])


def _is_subject(left: Sequence[str], lower: Sequence[str], index: int) -> bool:
    """Whether a word may end the subject of a verb in the singular: "the court", "she"."""
    word = lower[index]
    if word in _SUBJECTS:
        return True
    if word in _OWNERS | _NO_SUBJECT or not word.isalpha() or _ends_plural(word):
        return False
    if left[index][0].isupper():
        return True
    return any(before in _OWNERS for before in lower[max(0, index - 3) : index])


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in ("they", "we", "people", "who") or (
        len(lower) > 2 and _ends_plural(lower) and lower not in _NO_PLURAL
    )


def _ends_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _goes_on_in_the_past(after: str) -> bool:
    cut = _NEW_CLAUSE.search(after)
    return _OVER.search(after[: cut.start()] if cut else after) is not None


def happened_then(verb: str, between: Sequence[str], after: str) -> bool:
    """Whether what a verb in the past tells was on that day: "came into force on 1 July".

    ``between``: the words from the verb to the phrase; ``after``: what follows it. Not where the
    day may be that of a thing that is named, or of a plan: "called a strike on 1 July".
    """
    direct = bool(between) and between[-1] in ("on", "in") and _PARTICLES.issuperset(between[:-1])
    return direct and verb.lower() not in _PLANS and not _OF_A_NOUN.match(after)


def is_suffered(before: str, after: str) -> bool:
    """Whether the words on both sides name what nobody announces: "the attack on Monday"."""
    found = _AFTER_SUFFERED.search(before[-_NEAR_SUFFERED:])
    return bool(found or _BEFORE_SUFFERED.match(after))
