"""The forms of English verbs: by rule, or as the list of irregular ones says."""

from __future__ import annotations

from typing import Literal

from timeline.domain.lexicon.word_lists import groups

Form = Literal["base", "past", "present", "ing"]


def forms(verb: str) -> dict[str, Form]:
    """All forms of a verb, given by its base form; one in two words ("call for") keeps its second.

    A word that is both ("hit", "cut") is read as the past, which news is told in.
    """
    head, _, particle = verb.partition(" ")
    given = groups("irregular_verbs").get(head, ())
    ing = [form for form in given if form.endswith("ing")]
    past = [form for form in given if form not in ing]
    made: dict[str, Form] = {head: "base", _third(head): "present"}
    made |= dict.fromkeys(ing or [_ing(head)], "ing")
    made |= dict.fromkeys(past or [_past(head)], "past")
    return {f"{form} {particle}".rstrip(): which for form, which in made.items()}


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def _ing(verb: str) -> str:
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"
