"""Verbs of speech, by what they do with the words that are quoted beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.domain.lexicon.verb_forms import Form, forms
from timeline.domain.lexicon.word_lists import entries

Manner = Literal["say", "call", "move", "gesture"]
_MANNERS: tuple[Manner, ...] = ("gesture", "move", "call", "say")


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A form of a verb. ``manner``: "say" takes whole sentences before it and after it; "call"
    takes a word or two after it ("called it “horrific”"); "move" says what somebody asks for or
    does, with a few words of theirs ("vowed to “fight on”"); "gesture" only follows what is
    quoted ("“…,” she shrugged"). ``noun``: the form is a noun as often.
    """

    base: str
    manner: Manner
    form: Form
    noun: bool = False


_ONLY_WITH = {
    # A verb that speaks only beside these words.
    "go": frozenset({"on"}),
    "put": frozenset({"it"}),
    "hit": frozenset({"back", "out"}),
    "shoot": frozenset({"back"}),
    "fire": frozenset({"back"}),
    "speak": frozenset({"of", "about"}),
    "push": frozenset({"back"}),
    "lash": frozenset({"out"}),
    "see": frozenset(),
    "call": frozenset(),
}


def speech_verbs() -> dict[str, SpeechVerb]:
    """Each form of each verb of saying, in lower case."""
    nouns = entries("verb_nouns")
    return {
        form: SpeechVerb(verb, manner, which, form in nouns)
        for manner in _MANNERS
        for verb in entries("verbs", manner)
        for form, which in forms(verb).items()
    }


def is_speech(verb: SpeechVerb, *, following: str) -> bool:
    """Whether a verb is one of speech with the word after it: "put it", not "put troops"."""
    needed = _ONLY_WITH.get(verb.base)
    return not needed or following in needed
