"""Who a phrase beside a verb of speech stands for: a name, a pronoun, or a description.

All looks a bounded number of tokens to either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.name import Name
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

NEAR = 14
"""How many tokens a noun phrase may have."""


class SpeakerPhrase(NamedTuple):
    """Who is said to speak, as written.

    ``start`` and ``end``: its characters. ``head``: a pronoun, or the noun of a description, in
    lower case. ``words``: the description's words in lower case. ``names``: names within it.
    ``proper``: the characters of its last words in capitals, where these are no office.
    """

    kind: Literal["name", "pronoun", "description"]
    start: int
    end: int
    name: Name | None = None
    head: str = ""
    words: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    proper: tuple[int, int] | None = None

    @property
    def is_person(self) -> bool:
        """Whether it may stand for one person."""
        if self.name is not None:
            return self.name.kind in ("person", "")
        if self.kind == "pronoun":
            return self.head in speech_words.SINGULAR_PRONOUNS or self.head == "i"
        return self.head in Lexicon.OFFICES


def is_sign(token: SentenceToken, signs: str) -> bool:
    """Whether a token is one of the given punctuation marks."""
    return token.kind == "sign" and token.low in signs


def is_person(token: SentenceToken) -> bool:
    """Whether a token is a name that may be a person's."""
    return token.name is not None and token.name.kind in ("person", "")


def ending_at(
    tokens: Sequence[SentenceToken], last: int, *, first: int = 0
) -> SpeakerPhrase | None:
    """The noun phrase whose last token is given; ``None`` where none can speak there."""
    for _ in range(3):
        if last < first:
            return None
        token = tokens[last]
        if is_sign(token, ")]"):
            opening = _opening(tokens, last, first)
            if opening is None:
                return None
            last = opening - 1
            continue
        if token.kind == "quote":
            last -= 1
            continue
        break
    if last < first:
        return None
    token = tokens[last]
    if token.kind == "word" and token.low in speech_words.PRONOUNS:
        return SpeakerPhrase("pronoun", token.start, token.end, head=token.low)
    if token.kind == "sign" or token.low in SpeechWords.ENDS_PHRASE:
        return None
    start = _run_start(tokens, last, first)
    run = tokens[start : last + 1]
    return _named_or_described(run)


def starting_at(tokens: Sequence[SentenceToken], first: int) -> tuple[SpeakerPhrase, int] | None:
    """The noun phrase that begins at a token, and the index after it; ``None`` where none does."""
    if first >= len(tokens):
        return None
    token = tokens[first]
    if token.kind == "word" and token.low in speech_words.PRONOUNS and not token.capital:
        return SpeakerPhrase("pronoun", token.start, token.end, head=token.low), first + 1
    end = first
    while end < len(tokens) and end < first + NEAR and not _stops(tokens[end], end == first):
        end += 1
        if tokens[end - 1].kind == "name" and is_person(tokens[end - 1]):
            if not tokens[end - 1].possessive:
                break
    run = list(tokens[first:end])
    while run and run[-1].kind == "word" and run[-1].low in SpeechWords.TIMES_OR_ADVERBS:
        run.pop()
    if not run:
        return None
    source = _head_of(run)
    if source is None:
        return None
    if source.kind == "description":
        named = _apposed(tokens, end)
        if named is not None:
            return named
        behind = tokens[end : (end := _past_of(tokens, end))]
        source = source._replace(
            end=tokens[end - 1].end,
            words=(*source.words, *[token.low for token in behind]),
            names=(*source.names, *[token.name for token in behind if token.name]),
        )
    return source, end


def _opening(tokens: Sequence[SentenceToken], closing: int, first: int) -> int | None:
    for index in range(closing - 1, max(first - 1, closing - NEAR), -1):
        if is_sign(tokens[index], "(["):
            return index
    return None


def _run_start(tokens: Sequence[SentenceToken], last: int, first: int) -> int:
    start = last
    parting, verbs = SpeechWords.PARTS_CLAUSES, SpeechWords.VERBS
    while start > first and start > last - NEAR:
        token = tokens[start - 1]
        if token.kind in ("sign", "quote"):
            break
        if token.kind == "word":
            if token.low in parting and not _joins_capitals(tokens, start - 1):
                break
            verb = verbs.get(token.low)
            if verb is not None and not verb.noun and verb.form in ("past", "present"):
                if not token.capital:
                    break
        start -= 1
    return start


def _joins_capitals(tokens: Sequence[SentenceToken], index: int) -> bool:
    """Whether an "and" stands within a name that nobody told of: "The Globe and Mail"."""
    if tokens[index].low != "and" or not 0 < index < len(tokens) - 1:
        return False
    sides = (tokens[index - 1], tokens[index + 1])
    return all(token.kind == "word" and token.capital for token in sides)


def _named_or_described(run: Sequence[SentenceToken]) -> SpeakerPhrase | None:
    """The head of a run that ends where its verb follows."""
    head_end = len(run)
    # "officials in Kyiv", "a spokesman for X": the head stands before the preposition.
    for index in range(len(run) - 1, 0, -1):
        token = run[index]
        if token.kind != "word" or token.low not in SpeechWords.OWNING:
            continue
        if is_person(run[-1]) and _is_office(run[index + 1 : -1], run[-1], token):
            # "Secretary of State X": the person is the head, not the office.
            continue
        before = run[index - 1]
        if before.kind == "name" and not before.possessive and is_person(before):
            head_end = index
        elif before.kind == "word" and before.low in SpeechWords.WRITINGS:
            owner = _head_of(run[index + 1 :])
            if token.low in ("by", "from", "of") and owner and owner.kind == "name":
                return owner
            head_end = index
        elif before.kind == "word" and before.low in SpeechWords.MAY_SPEAK:
            head_end = index
    return _head_of(run[:head_end], whole=run)


def _is_office(
    between: Sequence[SentenceToken], person: SentenceToken, preposition: SentenceToken
) -> bool:
    """Whether a preposition before a person's name belongs to their office."""
    name = person.name
    assert name is not None
    if name.role and preposition.start >= name.start - len(name.role) - 2:
        return True
    return any(
        token.kind == "name" or token.low not in SpeechWords.BEFORE_TITLES for token in between
    )


def _head_of(
    run: Sequence[SentenceToken], *, whole: Sequence[SentenceToken] = ()
) -> SpeakerPhrase | None:
    """Whom a run's last words name or describe.

    ``whole``: the run with what follows its head, if a description is to have all its words.
    """
    if not run:
        return None
    last = run[-1]
    if last.kind == "name":
        return SpeakerPhrase("name", last.start, last.end, last.name)
    if last.kind != "word":
        return None
    if last.low in SpeechWords.WRITINGS:
        for token in run:
            if token.kind == "name" and token.possessive:
                return SpeakerPhrase("name", token.start, token.end, token.name)
            if token.low in speech_words.POSSESSIVES:
                head = speech_words.POSSESSIVES[token.low]
                return SpeakerPhrase("pronoun", token.start, token.end, head=head)
    noun = last.low
    if noun in SpeechWords.PREPOSITIONS or noun in SpeechWords.NO_HEADS:
        return None
    start = len(run) - 1
    while start and run[start - 1].low not in SpeechWords.PREPOSITIONS:
        start -= 1
    said = [token for token in whole if token.kind != "sign"] if whole else run[start:]
    names = [token.name for token in whole or run if token.name is not None]
    return SpeakerPhrase(
        "description", run[start].start, (whole or run)[-1].end, None, noun,
        tuple([token.low for token in said]), tuple(names), _proper(run),
    )  # fmt: skip


def _proper(run: Sequence[SentenceToken]) -> tuple[int, int] | None:
    """The words in capitals at a run's end, if they may be a name that nobody told of."""
    first = len(run)
    while first and len(run) - first < 4:
        token = run[first - 1]
        if token.kind != "word" or not token.capital or token.possessive:
            break
        if (
            token.low in SpeechWords.NO_NAMES
            or token.low in Lexicon.OFFICES
            or token.low in Lexicon.HONORIFICS
        ):
            break
        first -= 1
    if first and run[first - 1].low == "and":
        return None
    return (run[first].start, run[-1].end) if first < len(run) else None


def _stops(token: SentenceToken, at_start: bool) -> bool:
    if token.kind in ("sign", "quote"):
        return True
    if token.kind == "name":
        return False
    low = token.low
    if low in SpeechWords.PREPOSITIONS or low in SpeechWords.PARTS_CLAUSES:
        return True
    if at_start or token.capital:
        return False
    verb = SpeechWords.VERBS.get(low)
    return verb is not None and verb.form in ("past", "present", "ing") and not verb.noun


def _apposed(tokens: Sequence[SentenceToken], comma: int) -> tuple[SpeakerPhrase, int] | None:
    """A person's name between commas after a description: "said the minister, X,"."""
    end = _past_of(tokens, comma)
    if end + 1 < len(tokens) and is_sign(tokens[end], ","):
        token = tokens[end + 1]
        if token.kind == "name" and is_person(token) and not token.possessive:
            following = tokens[end + 2] if end + 2 < len(tokens) else None
            if following is None or following.kind in ("sign", "quote"):
                return SpeakerPhrase("name", token.start, token.end, token.name), end + 2
            if following.low in SpeechWords.PREPOSITIONS:
                return SpeakerPhrase("name", token.start, token.end, token.name), end + 2
    return None


def _past_of(tokens: Sequence[SentenceToken], index: int) -> int:
    """The index after "of …", "for …" behind a description."""
    end = index
    while end < len(tokens) and end < index + NEAR:
        token = tokens[end]
        if token.kind in ("sign", "quote"):
            break
        if token.kind == "word" and (
            token.low in SpeechWords.NOT_OF_NOUNS
            or (end == index and token.low not in SpeechWords.OWNING)
        ):
            break
        end += 1
    return end
