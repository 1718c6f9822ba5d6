"""Which person "the minister" stands for, by the offices in apposition to names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.domain.lexicon import word_lists
from timeline.domain.names.name import Name
from timeline.domain.quotations.attribution import appositions
from timeline.domain.quotations.attribution.appositions import PAST, office, singular
from timeline.domain.quotations.attribution.speaker_phrases import SpeakerPhrase
from timeline.domain.quotations.sentence_tokens import SentenceToken, Tokeniser
from timeline.domain.quotations.speech_words import SpeechWords

_MENTIONS = 8
"""A person's first mentions, beside which roles are looked for."""

_RANKS = frozenset("deputy vice assistant associate under".split())
"""Words that make another office of the one they stand before."""


class OfficeRole(NamedTuple):
    """An office as a phrase tells it, in lower case: its nouns, and all words of the phrase.

    ``places``: the states and places it is told by, so that "Norway" and "Norwegian" are one.
    """

    nouns: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]

    @classmethod
    def of(cls, nouns: Iterable[str], words: Iterable[str], names: Iterable[Name]) -> OfficeRole:
        """The role that nouns of office, the words around them and names among these tell."""
        names = list(names)
        bodies = [name.surface.lower() for name in names if name.kind == "organisation"]
        said = {part for word in (*words, *bodies) for part in re.split("[- ]", word)}
        people = said & word_lists.entries("demonyms")
        places = {*people, *(name.surface for name in names if name.kind != "organisation")}
        return cls(
            frozenset(nouns), frozenset(said - SpeechWords.SMALL), frozenset(map(_place, places))
        )

    def score(self, asked: OfficeRole) -> int:
        """How well this role fits the one asked for: 1 or more, or 0 where they are two offices."""
        (noun,) = asked.nouns
        alike = word_lists.groups("office_synonyms").get(noun, ())
        if noun not in self.nouns and (self.nouns | self.words & SpeechWords.FIELDS).isdisjoint(
            alike
        ):
            return 0
        past = not self.words.isdisjoint(PAST)
        asked_past = not asked.words.isdisjoint(PAST)
        if self.words & _RANKS != asked.words & _RANKS or asked_past > past:
            return 0
        score = 3 if noun in self.nouns else 2
        for told, wanted in (
            (self.places, asked.places),
            (self.words & SpeechWords.FIELDS, asked.words & SpeechWords.FIELDS),
        ):
            if told and wanted and told.isdisjoint(wanted):
                return 0
        score += len(self.places & asked.places) + len(self.words & asked.words)
        return score - (past and not asked_past)


class OfficeHolders:
    """The roles of a text's persons, read beside the first mentions of each when asked for."""

    def __init__(self, tokens: Tokeniser) -> None:
        self.tokens = tokens
        self._roles: dict[str, list[OfficeRole]] = {}
        self._mentions: dict[str, list[Name]] = {}
        for name in tokens.names:
            self._mentions.setdefault(name.entity, []).append(name)

    @staticmethod
    def asked(source: SpeakerPhrase) -> OfficeRole:
        """The role that a description tells."""
        return OfficeRole.of((singular(source.head) or source.head,), source.words, source.names)

    def fit(self, name: Name, asked: OfficeRole) -> int:
        """How well a person's best role fits the one asked for; 0 where none does."""
        return max((role.score(asked) for role in self.of(name)), default=0)

    def is_told_apart(self, name: Name, noun: str) -> bool:
        """Whether a name's sentence tells of an office that is not the named person's."""
        if any(noun in role.nouns for role in self.of(name)):
            return False
        return any(office(token) == noun for token in self.tokens.around(name))

    def of(self, name: Name) -> Sequence[OfficeRole]:
        """The roles told beside the first mentions of a person."""
        roles = self._roles.get(name.entity)
        if roles is None:
            roles = self._roles[name.entity] = []
            for mention in self._mentions.get(name.entity, ())[:_MENTIONS]:
                sentence = self.tokens.around(mention)
                told = [_role(phrase) for phrase in appositions.beside(sentence, mention.start)]
                if not told and mention.role:
                    words = [word.rstrip(".,") for word in mention.role.lower().split()]
                    told = [_role([SentenceToken(0, 0, word, "word") for word in words])]
                roles += [role for role in told if role.nouns]
        return roles


def _role(phrase: Sequence[SentenceToken]) -> OfficeRole:
    """The role that a phrase tells: its first part that ends in an office, up to "of" or "for"."""
    told = (frozenset(appositions.offices(part)) for part in appositions.parts(phrase))
    words: list[str] = []
    names: list[Name] = []
    for token in phrase:
        if token.name:
            names.append(token.name)
        elif token.capital and not appositions.is_known(token.low):
            names.append(Name(token.start, token.end, token.low))
        else:
            words.append(token.low)
    return OfficeRole.of(next(filter(None, told), ()), words, names)


def _place(word: str) -> str:
    """The state that a word tells by any of its spellings, or else the word in lower case."""
    states = word_lists.heads("states")
    people = word_lists.groups("demonyms").get(word, ())
    return next(iter(people), states.get(word, word)).lower()
