"""Phrases in apposition to a name, before or after it, within its sentence.

"Foreign minister X", "the mayor of Oslo, X,", "X, the mayor of Oslo,", "X (the mayor)", "X is the
mayor". A phrase that may as well belong to another name is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.quotations.attribution.speaker_phrases import is_person, is_sign
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

_LONGEST = 16
"""The tokens that a phrase has at most."""

PAST = frozenset("former ex then late".split())
_COPULAS = frozenset("is was became becomes remains".split())
_MADE = frozenset("elected re-elected named appointed made sworn in as".split())
_AFTER_NOUN = frozenset("elect designate too then now".split())
_JOINING = frozenset("and a an".split())
_FIRST = frozenset("prime first".split())


def beside(tokens: Sequence[SentenceToken], start: int) -> Iterator[Sequence[SentenceToken]]:
    """The phrases with an office in apposition to the name that begins at a character.

    ``tokens``: those of the name's sentence. A plural, as in "Mayors X and Y" and "X and Y, mayors
    of Oslo and Bergen", is each one's, less the names in it.
    """
    at = next((i for i, token in enumerate(tokens) if token.start == start), None)
    if at is None:
        return
    first = last = at
    while first > 1 and _joins(tokens[first - 1]) and is_person(tokens[first - 2]):
        first -= 2
    while last + 2 < len(tokens) and _joins(tokens[last + 1]) and is_person(tokens[last + 2]):
        last += 2
    for index, phrases in ((first, _before(tokens, first)), (last, _after(tokens, last))):
        for phrase in phrases:
            if any(token.low not in Lexicon.OFFICES and office(token) for token in phrase):
                yield [token for token in phrase if not token.name]
            elif index == at:
                yield phrase


def _joins(token: SentenceToken) -> bool:
    return token.low in (",", "and")


def office(token: SentenceToken) -> str:
    """The noun of office that a token is, in the singular; empty where it is none."""
    return "" if token.possessive else singular(token.low)


def singular(word: str) -> str:
    """The noun of office that a word in lower case is, in the singular and of today, or ""."""
    bare = word.removeprefix("ex-").removeprefix("then-")
    if bare not in Lexicon.OFFICES and bare in SpeechWords.PLURAL_PEOPLE:
        bare = bare.removesuffix("s")
    return bare if bare in Lexicon.OFFICES else ""


def offices(part: Sequence[SentenceToken]) -> Iterator[str]:
    """The offices that a part of a phrase ends in: "prime minister", "founder and director"."""
    found = False
    for token in reversed(part):
        if noun := office(token):
            found = True
            yield noun
        elif found and token.low in _FIRST:
            yield token.low
        elif token.low not in (_JOINING if found else _AFTER_NOUN):
            return


def _before(tokens: Sequence[SentenceToken], at: int) -> Iterator[Sequence[SentenceToken]]:
    """The titles before a name: "foreign minister X", "the mayor of Oslo, X,"."""
    apposed = at > 0 and is_sign(tokens[at - 1], ",")
    if apposed and at + 1 < len(tokens) and tokens[at + 1].kind not in ("sign", "quote"):
        return
    first, run = _title(tokens, at - apposed)
    told_of = parts(run)
    listed = first > 1 and is_sign(tokens[first - 1], ",") and is_person(tokens[first - 2])
    if apposed:
        # "A spokesman for the president, X,": X may be either.
        if not listed and sum(any(offices(part)) for part in told_of) == 1:
            yield run
        return
    if not told_of[-1]:
        return
    of = tokens[at + 1 : at + 3]
    told = of if len(of) == 2 and of[0].low == "of" and of[1].capital else ()
    yield [*(told_of[-1] if office(run[-1]) else run), *told]
    if first and is_sign(tokens[first - 1], ",") and not _leads(tokens, first - 1):
        # "The former minister of Norway, the current head of NATO X".
        _, earlier = _title(tokens, first - 1)
        if any(token.low in PAST for token in earlier) and not (of and _joins(of[0])):
            yield earlier


def _title(tokens: Sequence[SentenceToken], end: int) -> tuple[int, Sequence[SentenceToken]]:
    """The words of a title that end before a token, and the first's index."""
    first = end
    while first and end - first < _LONGEST and is_in_title(tokens[first - 1]):
        first -= 1
    return first, tokens[first:end]


def is_in_title(token: SentenceToken) -> bool:
    if token.kind == "name":
        return not is_person(token)
    return token.kind == "word" and bool(
        (token.capital and token.low not in SpeechWords.TIMES)
        or token.low in SpeechWords.IN_TITLES
        or office(token)
    )


def _after(tokens: Sequence[SentenceToken], at: int) -> Iterator[Sequence[SentenceToken]]:
    """The phrase behind a name that tells an office: "X, the mayor of Oslo,", "X is mayor"."""
    start, ahead = at + 1, tokens[at + 1 :]
    apposed = bool(ahead) and is_sign(ahead[0], ",–—-(")
    if apposed:
        start += 3 if len(ahead) > 2 and ahead[1].low.isdigit() else 1  # an age
        if start < len(tokens) and tokens[start].low == "who":
            start, apposed = start + 1, False
    if not apposed:
        if start >= len(tokens) or tokens[at].possessive or tokens[start].low not in _COPULAS:
            return
        start += 1
        while start < len(tokens) and tokens[start].low in _MADE:
            start += 1
    end = start
    while end < min(len(tokens), start + _LONGEST) and not _ends(tokens, end):
        end += 1
    run = tokens[start:end]
    head, *_ = parts(run)
    if any(offices(head)) and _describes(head) and not (apposed and _begins_anew(tokens, at, end)):
        yield run


def parts(run: Sequence[SentenceToken]) -> list[Sequence[SentenceToken]]:
    """The parts of a phrase between "of", "for" and their like."""
    cuts = [i for i, token in enumerate(run) if token.low in SpeechWords.LEADING_ON]
    return [run[a:b] for a, b in zip([0, *(i + 1 for i in cuts)], [*cuts, len(run)], strict=True)]


def _ends(tokens: Sequence[SentenceToken], at: int) -> bool:
    """Whether a phrase behind a name ends before a token; "and" leads on to another office."""
    token, ahead = tokens[at], tokens[at + 1 : at + 4]
    if token.low == "and" and ahead and is_in_title(ahead[0]) and ahead[0].low != "the":
        return not any(office(each) for each in ahead)
    return token.kind in ("sign", "quote") or token.low in SpeechWords.PARTING or _is_finite(token)


def _is_finite(token: SentenceToken) -> bool:
    """Whether a token is a verb, not a noun: "told"."""
    if token.kind != "word" or token.capital:
        return False
    verb = SpeechWords.VERBS.get(token.low)
    return token.low in SpeechWords.AUXILIARIES or (
        verb is not None and verb.form in ("past", "present") and not verb.noun
    )


def _describes(part: Sequence[SentenceToken]) -> bool:
    """Whether all words may stand before the office that they end in."""
    loosely = part[0].low in SpeechWords.DETERMINERS or part[0].possessive
    for token in part:
        if token.kind == "name" and (is_person(token) and not token.possessive):
            return False
        if (
            not is_in_title(token)
            and token.low != "and"
            and not (loosely and not token.low.endswith(("ing", "ed")))
        ):
            return False
    return True


def _begins_anew(tokens: Sequence[SentenceToken], at: int, end: int) -> bool:
    """Whether a phrase behind a name and a comma is no apposition, by what it ends before.

    It is none where a verb follows or another person, nor where the name ends a clause before the
    main one, whose subject the phrase is: "According to X, the mayor was ill".
    """
    beyond = tokens[end : end + 2]
    if beyond and _is_finite(beyond[0]):
        return True
    if len(beyond) > 1 and beyond[0].low == "and" and is_person(beyond[1]):
        return True
    if not _leads(tokens, at):
        return False
    return len(beyond) < 2 or not is_sign(beyond[0], ",)–—") or is_person(beyond[1])


def _leads(tokens: Sequence[SentenceToken], at: int) -> bool:
    """Whether a token stands in a clause before the main one: "After he met X, …"."""
    return tokens[0].low in SpeechWords.LEADS and not any(is_sign(t, ",") for t in tokens[:at])


def is_known(word: str) -> bool:
    """Whether a word in lower case is one of titles, or a day: with a capital it is no place."""
    return word in SpeechWords.IN_TITLES or word in SpeechWords.TIMES or bool(singular(word))
