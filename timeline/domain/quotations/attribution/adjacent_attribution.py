"""Who speaks where a sentence has no verb of speech: by a colon, a label, a name right beside."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.quotations.attribution.speaker_phrases import SpeakerPhrase, ending_at, is_sign
from timeline.domain.quotations.attribution.subjects import main_subject
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

_LABEL_FAR = 8
_FAR = 60
SHORT = 5
"""A term, a title or a nickname has so many words at most."""


def is_alone(tokens: Sequence[SentenceToken]) -> bool:
    """Whether a sentence is nothing but quotations."""
    return all(token.kind in ("quote", "sign") for token in tokens)


def labelled(tokens: Sequence[SentenceToken]) -> tuple[SpeakerPhrase | None, str] | None:
    """Who a paragraph's first words and a colon say is speaking: "Zelensky: …", "Q: …".

    The source, or ``None`` and the label's word in lower case where it has no name; ``None``
    where there is no such label.
    """
    index = next((i for i, token in enumerate(tokens[:9]) if token.low == ":"), 0)
    if any(t.kind in ("sign", "quote") and not is_sign(t, "().,") for t in tokens[:index]):
        return None
    before = tokens[:index]
    if not before:
        return None
    named = [t for t in before if t.kind == "name" and not t.possessive]
    if any(
        t.kind == "word" and not t.capital and t.low not in SpeechWords.IN_LABELS for t in before
    ):
        return None
    if named:
        last = named[-1]
        people = [t for t in named if t.name and t.name.kind == "person"]
        chosen = people[0] if people else last
        if not people and not (index + 1 < len(tokens) and tokens[index + 1].kind == "quote"):
            # "KYIV: …" tells from where, not who.
            return None
        return SpeakerPhrase("name", chosen.start, chosen.end, chosen.name), ""
    if len(before) == 1 and before[0].low in _LABELS:
        return None, before[0].low
    return None


_LABELS = frozenset("q a question answer reporter interviewer journalist moderator host".split())
ANSWERER = frozenset({"a", "answer"})


def beside_colon(
    tokens: Sequence[SentenceToken], at: int
) -> tuple[SpeakerPhrase, str, float] | None:
    """The subject before a colon, or who stands behind one: "X hit back: “…”", "“…”: X"."""
    if at and is_sign(tokens[at - 1], ":"):
        source = main_subject(tokens[: min(at - 1, _FAR)]) or ending_at(tokens, at - 2)
        if source is not None and _may_speak(source):
            return source, "colon", 0.75
    if at + 1 < len(tokens) and is_sign(tokens[at + 1], ":–—-"):
        source = main_subject(tokens[at + 2 : at + 2 + _FAR])
        if source is not None and _may_speak(source):
            return source, "headline", 0.75
    if (source := _signed(tokens, at)) is not None:
        return source, "headline", 0.75
    for index in range(at - 1, max(0, at - _LABEL_FAR), -1):
        if is_sign(tokens[index], ":") and tokens[index - 1].kind == "name":
            token = tokens[index - 1]
            return SpeakerPhrase("name", token.start, token.end, token.name), "label", 0.7
    if at and is_sign(tokens[at - 1], ",–—"):
        source = main_subject(tokens[: min(at - 1, _FAR)])
        if source is not None and _may_speak(source):
            return source, "main-subject", 0.6
    return None


def _leads_to_person(token: SentenceToken, ahead: Sequence[SentenceToken]) -> bool:
    """Whether a body's name only begins a phrase: "White House press secretary X"."""
    if token.name is None or token.name.kind == "person":
        return False
    for following in ahead:
        if following.name is not None:
            return following.name.kind == "person"
        if following.kind != "word" or following.low not in SpeechWords.BEFORE_NAMES:
            return False
    return False


def _signed(tokens: Sequence[SentenceToken], at: int) -> SpeakerPhrase | None:
    """Who is named behind a colon or a dash at the very end: "Tax plan ‘dead’ – X"."""
    for index in range(len(tokens) - 1, max(at, len(tokens) - 7), -1):
        token = tokens[index]
        if is_sign(token, ":–—-"):
            source = ending_at(tokens, len(tokens) - 1, first=index + 1)
            return source if source is not None and source.name is not None else None
        if token.kind == "sign" or (token.kind == "word" and not token.capital):
            return None
    return None


def is_of_a_text(tokens: Sequence[SentenceToken], at: int) -> bool:
    """Whether a text is quoted, or a reply of somebody else: "The letter ends: “…”"."""
    if any(token.low == "came" for token in tokens[at + 1 : at + 3]):
        return True
    theirs = {"his", "her", "their", "my"}
    return any(
        token.low in SpeechWords.WRITINGS and tokens[place - 1].low not in theirs
        for place, token in enumerate(tokens[:at])
        if place and token.kind == "word"
    )


def right_after(tokens: Sequence[SentenceToken], at: int) -> SpeakerPhrase | None:
    """Who stands right behind words that end with a comma: "“…,” X shoots back"."""
    begin = at + 1
    if begin < len(tokens) and is_sign(tokens[begin], ",–—"):
        begin += 1
    for index in range(begin, min(len(tokens), begin + 7)):
        token = tokens[index]
        if token.kind == "name" and not token.possessive:
            if index + 1 < len(tokens) and tokens[index + 1].kind == "word":
                following = tokens[index + 1]
                if following.low in Lexicon.OFFICES or following.capital:
                    continue
                if _leads_to_person(token, tokens[index + 1 : index + 5]):
                    continue
            return SpeakerPhrase("name", token.start, token.end, token.name)
        if token.kind == "word" and token.low in ("he", "she") and index == begin:
            return SpeakerPhrase("pronoun", token.start, token.end, head=token.low)
        if token.kind not in ("word", "name") or not (
            token.capital or token.possessive or token.low in SpeechWords.BEFORE_NAMES
        ):
            return None
    return None


def right_before(tokens: Sequence[SentenceToken], at: int) -> SpeakerPhrase | None:
    """A name with nothing between it and the words: "Trump ‘not worried’ by poll"."""
    if at and tokens[at - 1].kind == "name" and not tokens[at - 1].possessive:
        token = tokens[at - 1]
        return SpeakerPhrase("name", token.start, token.end, token.name)
    return None


def subject(source: SpeakerPhrase | None, token: SentenceToken) -> SpeakerPhrase | None:
    """The sentence's subject, where it stands before the words and may speak."""
    if source is None or source.start > token.start or not _may_speak(source):
        return None
    return source


def _may_speak(source: SpeakerPhrase) -> bool:
    if source.kind == "description":
        return source.head in Lexicon.OFFICES or source.head in SpeechWords.BODIES
    return True
