"""He or she: what a title, a noun of office or a given name tells of a person."""

from __future__ import annotations

from typing import Literal, cast

from timeline.domain.lexicon.word_lists import Lazy, groups

Gender = Literal["", "f", "m"]


def _told_by(*lists: str) -> dict[str, Gender]:
    """The words of some lists that tell a gender, each with it."""
    return {
        word: cast("Gender", told)
        for name in lists
        for word, tags in groups(name).items()
        for told in tags
        if told in ("f", "m")
    }


class _GenderWords:
    TITLES = Lazy(lambda: _told_by("honorifics", "offices"))
    FIRST_NAMES = Lazy(lambda: _told_by("first_names"))


def of_title(word: str) -> Gender:
    """By a word before a name: "Mrs", "Lord", "chairwoman"."""
    return _GenderWords.TITLES.get(word.lower().rstrip("."), "")


def of_noun(word: str) -> Gender:
    """By a noun of office or kin in lower case: "spokeswoman", "king"."""
    if told := _GenderWords.TITLES.get(word):
        return told
    if word.endswith(("woman", "women")):
        return "f"
    return "m" if word.endswith(("sman", "men", "chairman")) else ""


def of_given_name(word: str) -> Gender:
    """By a given name that is borne by the one far more than by the other."""
    return _GenderWords.FIRST_NAMES.get(word.lower(), "")
