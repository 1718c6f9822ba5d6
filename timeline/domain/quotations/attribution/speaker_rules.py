"""The ordered rules by which a quotation in a sentence gets its speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution.speaker_phrases import is_sign
from timeline.domain.quotations.attribution.speech_cues import SpeechCue
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_words import SpeechWords

_BESIDE = 9
_WITHIN = 30


@dataclass(frozen=True, slots=True)
class CueMatch:
    """The number of the cue of a quotation, the rule that found it, and how sure, from 0 to 1."""

    cue: int
    rule: str
    sure: float


class SentenceCues:
    """A sentence with its cues, in which quotations look for the one that is theirs."""

    def __init__(self, tokens: Sequence[SentenceToken], cues: Sequence[SpeechCue]) -> None:
        self.tokens = tokens
        self.cues = cues
        self._verbs = [cue.at for cue in cues]

    def cue_of(self, at: int, *, ends_open: bool, fragment: bool) -> CueMatch | None:
        """The cue of the quotation at a token; ``None`` where the sentence has none for it.

        ``ends_open``: its last character leads on to who speaks (a comma, or the end of a
        sentence). ``fragment``: it is a part of the sentence around it, not a whole one.
        """
        if not self.cues:
            return None
        after = self._after(at, ends_open=ends_open, fragment=fragment)
        left = self._left(at)
        if after is not None and left is not None and self._led_in(at, left, after):
            after = None
        return after or left or self._trailing(at) or self._right(at)

    def _cue_before(self, at: int) -> int:
        return bisect_left(self._verbs, at) - 1

    def _after(self, at: int, *, ends_open: bool, fragment: bool) -> CueMatch | None:
        """The cue right behind: "“…,” X said"."""
        tokens = self.tokens
        begin = at + 1
        comma = False
        while begin < len(tokens) and is_sign(tokens[begin], ",–—-"):
            comma = True
            begin += 1
        for index in range(self._cue_before(at) + 1, len(self.cues)):
            cue = self.cues[index]
            first = cue.begins
            if first > begin + _BESIDE:
                return None
            between = tokens[begin:first]
            if any(_parts(token) for token in between):
                return None
            if cue.inverted and cue.at - begin > 2:
                return None
            if fragment and not ends_open and not comma and at > 0:
                return None
            if cue.verb.base == "according":
                return CueMatch(index, "according-to", 0.95)
            if cue.verb.form == "ing" and cue.source is None:
                return None
            if cue.source is not None and cue.source.start < tokens[at].start:
                # "“…,” adding that": whose it is was told before.
                return None
            return CueMatch(index, "after-quote", 0.97 if cue.verb.manner == "say" else 0.9)
        return None

    def _left(self, at: int) -> CueMatch | None:
        """The nearest cue before: "X said: “…”", "X called it “…”"."""
        for index in range(self._cue_before(at), max(-1, self._cue_before(at) - 4), -1):
            cue = self.cues[index]
            if cue.verb.manner == "gesture" and not cue.inverted:
                continue
            last = max(cue.at, cue.last)
            if last >= at:
                continue
            between = self.tokens[last + 1 : min(at, last + 1 + _WITHIN)]
            if cue.verb.base == "words" and (
                len(between) > 10
                or any(token.kind == "sign" and token.low != ":" for token in between)
                or any(token.low == "as" for token in between)
            ):
                continue
            if any(is_sign(token, ";") for token in between):
                return None
            if cue.within >= 0 and self._only_told(cue):
                # "X said Y would call it “…”": the words are X's.
                index, cue = cue.within, self.cues[cue.within]
                last = max(cue.at, cue.last)
            if is_sign(self.tokens[at - 1], ":"):
                return CueMatch(index, "before-quote", 0.95)
            if cue.verb.base == "according":
                return CueMatch(index, "according-to", 0.9)
            sure = 0.92 if at - last <= 12 else 0.8 if len(between) < _WITHIN else 0.6
            return CueMatch(index, "before-quote", sure)
        return None

    def _only_told(self, cue: SpeechCue) -> bool:
        if cue.verb.manner == "move" and cue.verb.base not in ("cite", "quote"):
            return True
        return any(
            token.kind == "word" and token.low in SpeechWords.MODALS
            for token in self.tokens[max(0, cue.at - 3) : cue.at]
        )

    def _led_in(self, at: int, left: CueMatch, after: CueMatch) -> bool:
        """Whether the words belong to a clause before the main one, whose speaker follows."""
        first = self.tokens[0]
        if first.kind != "word" or first.low not in SpeechWords.SUBORDINATORS:
            return False
        cue = self.cues[left.cue]
        follow = self.cues[after.cue]
        return (
            cue.source is not None
            and follow.source is not None
            and (cue.verb.form != "ing" and follow.last + 2 < len(self.tokens) and at - cue.at <= 6)
        )

    def _trailing(self, at: int) -> CueMatch | None:
        """A cue that closes the sentence: "The “…” is over, X said."."""
        last = len(self.cues) - 1
        for index in range(last, max(self._cue_before(at), last - 3), -1):
            cue = self.cues[index]
            if cue.source is None:
                continue
            if cue.verb.base == "according":
                return CueMatch(index, "according-to", 0.85)
            if cue.verb.manner != "say" or cue.verb.form not in ("past", "present"):
                continue
            first = cue.begins
            back = first - 1
            while back > at and back > first - _BESIDE and self.tokens[back].kind == "word":
                back -= 1
            if back > at and is_sign(self.tokens[back], ",–—"):
                return CueMatch(index, "trailing", 0.82)
        return None

    def _right(self, at: int) -> CueMatch | None:
        """The cue behind a quotation that is the sentence's subject: "“…” was how X put it"."""
        index = self._cue_before(at) + 1
        if index >= len(self.cues):
            return None
        cue = self.cues[index]
        if cue.source is None or cue.source.start < self.tokens[at].start:
            return None
        between = self.tokens[at + 1 : cue.begins]
        if len(between) <= 6 and any(
            token.kind == "word" and token.low in ("how", "what", "was", "were", "is", "the")
            for token in between
        ):
            return CueMatch(index, "after-quote", 0.7)
        return None


def is_term(tokens: Sequence[SentenceToken], at: int, *, text: str) -> bool:
    """Whether the words before say that a term or a title is quoted: "so-called", "the film".

    ``text``: the whole one; a title begins with a capital.
    """
    if at == 0:
        return False
    index = at - 1
    if tokens[index].kind == "word" and tokens[index].low in ("the", "a", "an", "as"):
        index -= 1
        if index < 0:
            return False
        if tokens[index + 1].low == "as":
            return tokens[index].kind == "word" and tokens[index].low in ("known", "styled")
    token = tokens[index]
    if token.kind != "word":
        return False
    if token.low in ("so-called", "entitled", "titled", "nicknamed", "codenamed", "christened"):
        return True
    if index == at - 1 and token.low in SpeechWords.TITLED:
        return token.low not in SpeechWords.WORKS or not text[tokens[at].start + 1].islower()
    if token.low in SpeechWords.NAMING:
        before = tokens[index - 1] if index else None
        if before is None or before.kind != "word":
            return False
        return not (
            before.low in speech_words.PRONOUNS
            or before.low in Lexicon.OFFICES
            or before.low in SpeechWords.HELPING
            or before.low in SpeechWords.CONJUNCTIONS
            or before.low in SpeechWords.RELATIVES
        )
    return False


def _parts(token: SentenceToken) -> bool:
    """Whether a token parts a quotation from a cue behind it."""
    if token.kind in ("sign", "quote"):
        return True
    return token.kind == "word" and (
        token.low in SpeechWords.CONJUNCTIONS
        or token.low in SpeechWords.PREPOSITIONS
        or token.low in SpeechWords.RELATIVES
        or token.low in SpeechWords.AUXILIARIES
        or token.low == "that"
    )
