"""The lists that more than one module asks for, in lower case but for names, as sets."""

from __future__ import annotations

from timeline.domain.lexicon.verb_forms import forms
from timeline.domain.lexicon.word_lists import Lazy, entries, groups


class Lexicon:
    """Each list is told in its file's first lines; ``word in Lexicon.OFFICES`` reads it once."""

    OFFICES = Lazy(lambda: entries("offices"))
    TITLES = Lazy(lambda: entries("offices") - entries("offices", "part"))
    ABBREVIATED = Lazy(
        lambda: entries("offices", "abbreviated") | entries("honorifics", "abbreviated")
    )
    HONORIFICS = Lazy(lambda: entries("honorifics"))
    MODIFIERS = Lazy(lambda: entries("office_words", "before"))
    DESCRIBED = Lazy(lambda: entries("office_words", "of"))
    DEMONYMS = Lazy(lambda: entries("demonyms"))
    FIRST_NAMES = Lazy(lambda: entries("first_names"))
    FAMILY_NAMES = Lazy(lambda: entries("family_names"))
    CALENDAR = Lazy(lambda: entries("calendar_words"))
    FUNCTION = Lazy(lambda: entries("function_words"))
    ORDINARY = Lazy(lambda: entries("ordinary_words"))
    BODY = Lazy(lambda: entries("organisation_words", "body"))
    OPENERS = Lazy(lambda: entries("organisation_words", "opener"))
    BROAD = Lazy(lambda: entries("organisation_words", "broad"))
    PAPER = Lazy(lambda: entries("organisation_words", "paper"))
    SITE = Lazy(lambda: entries("organisation_words", "site"))
    SITE_OPENERS = Lazy(lambda: entries("organisation_words", "site-opener"))
    OCCASION = Lazy(lambda: entries("organisation_words", "occasion"))
    ALL_OPENERS = Lazy(lambda: entries("organisation_words", "opener", "site-opener"))
    DIRECTIONS = Lazy(lambda: entries("directions"))
    PLACES = Lazy(lambda: entries("places"))
    PHRASES = Lazy(lambda: entries("phrases"))
    PAPERS = Lazy(lambda: entries("papers"))
    STATES = Lazy(lambda: groups("states"))
    BODIES = Lazy(lambda: groups("bodies"))
    REPORTING = Lazy(lambda: _told_forms("reports"))
    """Forms of verbs as news tells them, here of those that a clause follows: "said", "notes"."""
    PERSONS_DO = Lazy(lambda: _told_forms("person"))


def _told_forms(tag: str) -> frozenset[str]:
    return frozenset(
        form
        for verb in entries("verbs", tag)
        for form, which in forms(verb).items()
        if which in ("past", "present")
    )
