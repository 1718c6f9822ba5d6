"""The subject of a sentence, as far as its first words tell it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution.speaker_phrases import SpeakerPhrase, ending_at, is_sign
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

_LONGEST_LEAD = 40
_LONGEST_SUBJECT = 16
_DATELINE = 14


def main_subject(tokens: Sequence[SentenceToken]) -> SpeakerPhrase | None:
    """The subject of a sentence's main clause, as far as its first words tell it."""
    start = _past_dateline(tokens)
    while start < min(len(tokens), _LONGEST_LEAD) and tokens[start].kind in ("quote", "sign"):
        start += 1
    if start >= len(tokens):
        return None
    low = tokens[start].low
    if tokens[start].kind == "word" and (low in SpeechWords.LEADS or low.endswith("ing")):
        for index in range(start, min(len(tokens), start + _LONGEST_LEAD)):
            if tokens[index].low == ",":
                start = index + 1
                break
    return _subject_from(tokens, start)


def _past_dateline(tokens: Sequence[SentenceToken]) -> int:
    """Where a sentence begins after "KYIV, May 3 (Agency) —"."""
    for index, token in enumerate(tokens[:_DATELINE]):
        if token.kind == "word":
            if not _in_dateline(token):
                return 0
        elif token.kind == "quote":
            return 0
        elif index and is_sign(token, "–—-"):
            return index + 1
    return 0


def _in_dateline(token: SentenceToken) -> bool:
    return token.capital or token.low.isdigit()


def led_in_subject(tokens: Sequence[SentenceToken], before: int) -> SpeakerPhrase | None:
    """The subject of a clause before the main one: "After X arrived, he said"."""
    if before and tokens[0].low in SpeechWords.SUBORDINATORS:
        topic = tokens[0].low == "as" and before > 1 and tokens[1].low in ("for", "to")
        return _subject_from(tokens[: min(before, _LONGEST_LEAD)], 2 if topic else 1)
    return None


def _subject_from(tokens: Sequence[SentenceToken], start: int) -> SpeakerPhrase | None:
    """The first noun phrase from a token on, where it may be a subject."""
    unknown = False
    for index in range(start, min(len(tokens), start + _LONGEST_SUBJECT)):
        token = tokens[index]
        kind, low = token.kind, token.low
        if kind == "quote":
            return None
        if kind == "name":
            if token.possessive or (index + 1 < len(tokens) and _modifies(tokens, index)):
                continue
            if unknown and not _introduces(tokens[index - 1]):
                return None
            return SpeakerPhrase("name", token.start, token.end, token.name)
        if kind == "sign":
            if low in ";:":
                return None
            unknown = unknown or (index > start and low not in ",–—(")
        elif low in speech_words.PRONOUNS:
            return SpeakerPhrase("pronoun", token.start, token.end, head=low)
        elif low in SpeechWords.PREPOSITIONS and low != "of":
            return None
        elif low in SpeechWords.MAY_SPEAK:
            if _ends_description(tokens, index):
                source = ending_at(tokens, index, first=start)
                if source is not None:
                    return source
        else:
            unknown = unknown or not _describes(token)
    return None


def _ends_description(tokens: Sequence[SentenceToken], index: int) -> bool:
    """Whether a noun that may speak is the last of its phrase, with no name behind it."""
    ahead = tokens[index + 1 : index + 5]
    if not _cut(ahead) and any(token.kind == "name" and not token.possessive for token in ahead):
        return False
    return not ahead or not (ahead[0].low in Lexicon.OFFICES or ahead[0].capital)


def _describes(token: SentenceToken) -> bool:
    """Whether a word may stand before the noun or the name of a subject."""
    return (
        token.capital
        or token.low in SpeechWords.DETERMINERS
        or token.low in SpeechWords.ADVERBS
        or token.low == "former"
        or token.low.endswith(("ian", "ish", "ese", "ean", "can"))
    )


def _cut(ahead: Sequence[SentenceToken]) -> bool:
    """Whether a verb or a mark stands before the next name, so that the phrase ends before it."""
    for token in ahead:
        if token.kind == "name":
            return False
        if is_sign(token, ","):
            continue
        if token.kind != "word" or not (
            token.capital
            or token.low in Lexicon.OFFICES
            or token.low in ("of", "for", "the", "foreign", "affairs")
        ):
            return True
    return True


def _modifies(tokens: Sequence[SentenceToken], index: int) -> bool:
    """Whether a name stands before the noun that is meant: "the NATO chief"."""
    name = tokens[index].name
    following = tokens[index + 1]
    if following.kind == "name":
        return name is not None and name.kind != "person"
    return following.kind == "word" and (
        following.low in Lexicon.OFFICES
        or following.low in SpeechWords.PLURAL_PEOPLE
        or (following.capital and name is not None and name.kind != "person")
    )


def _introduces(token: SentenceToken) -> bool:
    return token.capital or token.low in Lexicon.OFFICES or is_sign(token, ",")
