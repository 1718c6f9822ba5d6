"""The subject right before a verb of speech, as far as the words beside it tell."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution.asides import before_aside
from timeline.domain.quotations.attribution.speaker_phrases import (
    SpeakerPhrase,
    ending_at,
    is_sign,
)
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

_BACK = 12
_LONGEST_TITLE = 6
_KIN = frozenset("wife husband brother sister son daughter mother father colleague rival".split())


def subject_of_verb(tokens: Sequence[SentenceToken], before: int) -> SpeakerPhrase | None:
    """The phrase that ends at the token before a verb and its adverbs; ``None`` for none."""
    if before < 0:
        return None
    previous = tokens[before]
    if previous.kind == "sign":
        if previous.low == ")":
            return ending_at(tokens, before)
        return before_aside(tokens, before) if is_sign(previous, ",–—-") else None
    if previous.kind == "word" and previous.low in SpeechWords.RELATIVES:
        last = before - 1
        if last >= 0 and is_sign(tokens[last], ",–—"):
            last -= 1
        return ending_at(tokens, last)
    if previous.kind == "word" and previous.low == "to":
        return _after_for(tokens, before - 1)
    if previous.kind == "word" and previous.low in SpeechWords.CONJUNCTIONS:
        return None
    if previous.kind == "quote" and (aside := _participle_before(tokens, before)) >= 0:
        before = aside - 1
    return _one(tokens, ending_at(tokens, before))


def _titles(tokens: Sequence[SentenceToken], index: int) -> bool:
    """Whether a word may stand before a name and is of it: "her brother", "Minister"."""
    token = tokens[index]
    return (
        token.capital
        or token.low in speech_words.POSSESSIVES
        or token.low in SpeechWords.IN_TITLES
        or token.low in Lexicon.OFFICES
        or token.low in _KIN
    )


def _after_for(tokens: Sequence[SentenceToken], last: int) -> SpeakerPhrase | None:
    """Who does what follows in "only for X to say": the phrase that ends at a token."""
    source = ending_at(tokens, last)
    if source is None or (source.kind != "name" and source.proper is None):
        return None
    start = source.proper[0] if source.proper else source.start
    first = last
    while first > 0 and tokens[first].start > start:
        first -= 1
    return source if first and tokens[first - 1].low == "for" else None


def _participle_before(tokens: Sequence[SentenceToken], quote: int) -> int:
    """The comma that opens an aside which a quotation closes: "X, noting that “…,” added"."""
    for index in range(quote - 1, max(0, quote - _BACK), -1):
        if is_sign(tokens[index], ",–—"):
            return index if tokens[index + 1].low.endswith("ing") else -1
        if tokens[index].kind in ("sign", "quote"):
            return -1
    return -1


def _one(tokens: Sequence[SentenceToken], source: SpeakerPhrase | None) -> SpeakerPhrase | None:
    """The phrase, or several people where it is the last of two names: "X and Y said"."""
    start = source.proper[0] if source and source.proper else source.start if source else 0
    if source is None or (source.name is None and source.proper is None):
        return source
    at = next(i for i, token in enumerate(tokens) if token.start >= start)
    lowest = max(1, at - _LONGEST_TITLE)
    while at > lowest and tokens[at - 1].kind == "word" and _titles(tokens, at - 1):
        at -= 1
    if at < 2 or tokens[at - 1].low != "and":
        return source
    other, name = tokens[at - 2], source.name
    if other.possessive or not (other.capital or other.name):
        return source
    if name and other.name and (other.name.kind == "person") != (name.kind == "person"):
        return source
    return SpeakerPhrase("description", other.start, source.end, head="both")
