"""Who stands before an aside: "X, who was in Kyiv, said", "the minister, X, said"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.quotations.attribution.speaker_phrases import (
    SpeakerPhrase,
    ending_at,
    is_person,
    is_sign,
)
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

FAR = 40
"""How many tokens an aside between commas may have."""


def before_aside(
    tokens: Sequence[SentenceToken], comma: int, *, first: int = 0
) -> SpeakerPhrase | None:
    """Who stands before an aside that a comma closes: "X, who was in Kyiv, said"."""
    for index in range(comma - 1, max(first - 1, comma - FAR), -1):
        token = tokens[index]
        if token.kind == "quote":
            return _within_aside(tokens, index, comma)
        if not is_sign(token, ",–—-("):
            continue
        inside = _within_aside(tokens, index, comma)
        single = inside is not None and inside.name is not None and " " not in inside.name.surface
        if single and (holder := _holder_before(tokens, index, first)) is not None:
            return holder
        source = ending_at(tokens, index - 1, first=first)
        if source is None or _in_phrase(tokens, index - 1, first):
            if inside is not None:
                return inside
            continue
        if source.kind == "description":
            if inside is not None and inside.is_person:
                return inside
            if source.head not in SpeechWords.MAY_SPEAK:
                continue
        return source
    return _within_aside(tokens, first - 1, comma)


def _holder_before(tokens: Sequence[SentenceToken], comma: int, first: int) -> SpeakerPhrase | None:
    """The person whose office ends in a place at a comma: "X, curator at the museum, Berg,"."""
    for index in range(comma - 1, max(first, comma - FAR), -1):
        token = tokens[index]
        if token.kind == "quote":
            return None
        if not is_sign(token, ",–—("):
            continue
        told = tokens[index + 1 : comma]
        if not (is_person(tokens[index - 1]) and any(t.low in SpeechWords.OWNING for t in told)):
            return None
        return ending_at(tokens, index - 1, first=first)
    return None


def _within_aside(
    tokens: Sequence[SentenceToken], opening: int, comma: int
) -> SpeakerPhrase | None:
    """A name that is all of an aside, but for an office before it."""
    for index in range(opening + 1, min(comma, opening + 6)):
        token = tokens[index]
        if token.kind == "name" and is_person(token) and not token.possessive:
            of = tokens[index + 1]
            if index + 1 == comma or (of.kind == "word" and of.low in SpeechWords.OWNING):
                return SpeakerPhrase("name", token.start, token.end, token.name)
            return None
        if token.kind == "word" and (token.capital or token.low in Lexicon.OFFICES):
            continue
        return None
    return None


def _in_phrase(tokens: Sequence[SentenceToken], last: int, first: int) -> bool:
    """Whether a name stands after a preposition: "In Kyiv, …"."""
    index = last
    while index > first and index > last - 6 and tokens[index].kind in ("name", "word"):
        if tokens[index].low in SpeechWords.PREPOSITIONS and tokens[index].kind == "word":
            return _noun_before(tokens, index, first) is None
        index -= 1
    token = tokens[index]
    return token.kind == "word" and token.low in SpeechWords.PREPOSITIONS


def _noun_before(tokens: Sequence[SentenceToken], index: int, first: int) -> SentenceToken | None:
    """The noun or name that a preposition belongs to, where it is one that may speak."""
    if index - 1 < first or tokens[index].low not in SpeechWords.OWNING:
        return None
    before = tokens[index - 1]
    if before.kind == "name" or (before.kind == "word" and before.low in SpeechWords.MAY_SPEAK):
        return before
    return None
