"""Cues: the places in a sentence that tell who speaks ("X said", "according to X")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution.speaker_phrases import (
    SpeakerPhrase,
    ending_at,
    is_sign,
    starting_at,
)
from timeline.domain.quotations.attribution.subjects import main_subject
from timeline.domain.quotations.attribution.verb_subjects import subject_of_verb
from timeline.domain.quotations.sentence_tokens import SentenceToken
from timeline.domain.quotations.speech_verbs import SpeechVerb, is_speech
from timeline.domain.quotations.speech_words import SpeechWords

_ACCORDING = SpeechVerb("according", "say", "past")
_WORDS = SpeechVerb("words", "call", "base", noun=True)
_BACK = 12
_COORDINATES = frozenset("and but or yet nor".split())
_PRONOUNS_TOO = frozenset("this that those these some many another each one".split())
_QUOTED = frozenset({"quoted", "cited", "reported"})
_NO_ADVERBS = frozenset("ally family assembly daily weekly monthly quarterly italy".split())
_PARTICLES = frozenset({"back", "out", "in"})
"""What a verb of saying may have between itself and who speaks: "shot back X"."""


@dataclass(slots=True)
class SpeechCue:
    """A verb of speech in a sentence, and whose it is.

    ``at``: the verb's token. ``first`` and ``last``: the tokens of source and verb. ``source`` is
    ``None`` where a rule knows that nobody is named ("has been called"). ``within``: the index of
    the cue whose speaker tells this one ("X said Y had told him"), or -1. ``inverted``: the verb
    stands first. ``lent``: the source is another verb's, or the sentence's subject ("adding").
    """

    source: SpeakerPhrase | None
    verb: SpeechVerb
    at: int
    first: int
    last: int
    within: int = -1
    inverted: bool = False
    lent: bool = False

    @property
    def begins(self) -> int:
        """Its first token."""
        return min(self.first, self.at)


def _titled(tokens: Sequence[SentenceToken]) -> bool:
    """Whether it is a headline, where verbs have capitals too."""
    words = [token for token in tokens[:24] if token.kind == "word" and len(token.low) > 3]
    return bool(words) and sum(token.capital for token in words) * 3 >= len(words) * 2


def _acts(source: SpeakerPhrase) -> bool:
    """Whether the phrase after "by" may name who speaks: not "by telephone"."""
    return source.kind != "description" or source.head in SpeechWords.MAY_SPEAK


class CueFinder:
    """Finds a sentence's cues, from left to right, in ``found``; ``main`` is its main subject."""

    def __init__(self, tokens: Sequence[SentenceToken]) -> None:
        self.tokens = tokens
        self.main = main_subject(tokens)
        self.found: list[SpeechCue] = []
        self._latest: SpeechCue | None = None
        titled: bool | None = None
        cues, verbs = SpeechWords.CUES, SpeechWords.VERBS
        for index, token in enumerate(tokens):
            low = token.low
            if low not in cues:
                continue
            verb = verbs.get(low)
            if verb is not None:
                if token.capital and index and titled is None:
                    titled = _titled(tokens)
                if not token.capital or not index or titled:
                    self._verb(index, verb)
            elif low == "according":
                self._according(index)
            if low in SpeechWords.WORDS_OF and not (self.found and self.found[-1].at == index):
                self._words_of(index)

    def _according(self, index: int) -> None:
        """Take in "according to X"."""
        tokens = self.tokens
        if index + 1 < len(tokens) and tokens[index + 1].low == "to":
            if index + 2 < len(tokens) and tokens[index + 2].low in ("him", "her", "them"):
                token = tokens[index + 2]
                pronoun = {"him": "he", "her": "she", "them": "they"}[token.low]
                source = SpeakerPhrase("pronoun", token.start, token.end, head=pronoun)
                self._keep(SpeechCue(source, _ACCORDING, index, index, index + 2))
                return
            phrase = starting_at(tokens, index + 2)
            if phrase is not None:
                source, end = phrase
                self._keep(SpeechCue(source, _ACCORDING, index, index, end - 1))

    def _verb(self, index: int, verb: SpeechVerb) -> None:
        """Add the cue of a verb of speech, where the word is a verb here and not a noun."""
        tokens = self.tokens
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        before = self._past_adverbs(index - 1)
        previous = tokens[before] if before >= 0 else None
        if not is_speech(verb, following=following) and not (
            verb.base == "see" and following == "as"
        ):
            return
        if self._is_noun(index, verb, tokens[index - 1] if index else None):
            return
        if verb.form == "ing":
            self._participle(index, verb, before, previous)
        elif self._passive(index, verb, before, previous) or (
            verb.form == "past" and following == "by" and self._agent(index, verb)
        ):
            return
        elif not self._inverted(index, verb, before, previous):
            self._finite(index, verb, before)

    def _add(
        self,
        source: SpeakerPhrase | None,
        verb: SpeechVerb,
        index: int,
        *,
        inverted: bool = False,
        lent: bool = False,
    ) -> None:
        first = last = index
        if source is not None and not lent:
            while first > 0 and self.tokens[first].start > source.start:
                first -= 1
            while last + 1 < len(self.tokens) and self.tokens[last].end < source.end:
                last += 1
        cue = SpeechCue(source, verb, index, first, last, inverted=inverted, lent=lent)
        cue.within = -1 if lent else self._teller(cue)
        self._keep(cue)

    def _keep(self, cue: SpeechCue) -> None:
        self.found.append(cue)
        if cue.source is not None:
            self._latest = cue

    def _past_adverbs(self, index: int) -> int:
        """The index of the next word to the left that is no adverb, auxiliary or time."""
        tokens = self.tokens
        for _ in range(_BACK):
            if index < 0 or tokens[index].kind != "word":
                return index
            low = tokens[index].low
            if (
                low in SpeechWords.BEFORE_VERBS
                or (low.endswith("ly") and low not in _NO_ADVERBS)
                or low.isdigit()
                or (low in ("on", "in", "at", "a", "the") and self._dated(index))
            ):
                index -= 1
            else:
                return index
        return index

    def _dated(self, index: int) -> bool:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return following is not None and (
            following.low in SpeechWords.TIMES or following.low.isdigit()
        )

    def _is_noun(self, index: int, verb: SpeechVerb, previous: SentenceToken | None) -> bool:
        if previous is None or previous.kind != "word":
            if previous is not None and previous.kind == "name" and previous.possessive:
                return True
            if previous is not None and previous.kind == "name":
                return verb.form == "base" and verb.noun
            return verb.form == "base"
        if previous.possessive or (previous.low in SpeechWords.BEFORE_NOUNS and verb.form != "ing"):
            return previous.low not in _PRONOUNS_TOO
        if verb.form == "base":
            return not (
                previous.low in SpeechWords.BEFORE_BASE
                or previous.low in SpeechWords.PLURAL_PEOPLE
                or (previous.low in SpeechWords.ADVERBS and not verb.noun)
            )
        if verb.noun and verb.form == "present":
            return previous.low not in SpeechWords.BEFORE_S
        return False

    def _passive(
        self, index: int, verb: SpeechVerb, before: int, previous: SentenceToken | None
    ) -> bool:
        """Whether a verb is in the passive; adds its cue, with the agent where one is told."""
        tokens = self.tokens
        being = any(
            token.kind == "word" and token.low in SpeechWords.BEING
            for token in tokens[max(before + 1, 0) : index]
        )
        if verb.form != "past" or not being:
            # "Asked about it, X said": whoever asks is not told.
            start = previous is None or is_sign(previous, ",–—") or previous.low in ("when", "if")
            return (
                verb.form == "past"
                and verb.base in ("ask", "press", "question")
                and start
                and (not self._inverts(index, previous, before))
            )
        if index + 1 < len(tokens) and tokens[index + 1].low == "as" and verb.base == "quote":
            return True
        if self._agent(index, verb):
            return True
        if verb.base not in SpeechWords.LISTENING:
            self._add(None, verb, index)
        return True

    def _agent(self, index: int, verb: SpeechVerb) -> bool:
        """Add the cue of the agent after "by"; whether there is one."""
        tokens = self.tokens
        for place in range(index + 1, min(len(tokens) - 1, index + 8)):
            token = tokens[place]
            if token.kind == "word" and token.low == "by":
                phrase = starting_at(tokens, place + 1)
                if phrase is None or not _acts(phrase[0]):
                    return False
                self._add(phrase[0], verb, index)
                return True
            if token.kind == "sign":
                return False
        return False

    def _participle(
        self, index: int, verb: SpeechVerb, before: int, previous: SentenceToken | None
    ) -> None:
        tokens = self.tokens
        if any(t.low in SpeechWords.BEING for t in tokens[max(before + 1, 0) : index]):
            self._finite(index, verb, before)
            return
        if previous is not None and previous.kind == "word" and previous.low == "as":
            self._quoted_as(index, verb, before)
            return
        if before == index - 1 and previous is not None and previous.kind == "name":
            if not previous.possessive:
                source = ending_at(tokens, before)
                self._add(source, verb, index)
                return
        if self._latest is not None and index - max(self._latest.at, self._latest.last) == 2:
            if self._is_aside(self._latest):
                # "X will go, Y said, calling it “…”": either may.
                self._add(None, verb, index, lent=True)
                return
        source = self._prior() if index and self.found else self.main
        self._add(source, verb, index, lent=True)

    def _quoted_as(self, index: int, verb: SpeechVerb, before: int) -> None:
        """Take in "X was quoted (by the agency) as saying", "the agency quoted X as saying"."""
        tokens = self.tokens
        quoted = before - 1
        while quoted >= 0 and quoted > before - _BACK and tokens[quoted].low not in _QUOTED:
            quoted -= 1
        if quoted < 0 or tokens[quoted].low not in _QUOTED:
            return
        passive = quoted == before - 1 or tokens[quoted + 1].low in ("by", "in")
        if not passive:
            self._add(ending_at(tokens, before - 1), verb, index)
            return
        subject = self._past_adverbs(quoted - 1)
        source = subject_of_verb(tokens, subject) if subject >= 0 else None
        if source is None:
            self._add(self.main, verb, index, lent=True)
        else:
            self._add(source, verb, index)

    def _inverts(self, index: int, previous: SentenceToken | None, before: int) -> bool:
        if previous is None:
            return False
        if previous.kind == "quote":
            return True
        return (
            is_sign(previous, ",–—-")
            and before > 0
            and (self.tokens[before - 1].kind == "quote" or before < index)
        )

    def _inverted(
        self, index: int, verb: SpeechVerb, before: int, previous: SentenceToken | None
    ) -> bool:
        """Whether who speaks follows the verb: "“…,” said X"."""
        if verb.form == "base" or before != index - 1 or previous is None:
            return False
        after_quote = previous.kind == "quote" or (
            is_sign(previous, ",–—-:") and before > 0 and self.tokens[before - 1].kind == "quote"
        )
        trailing = is_sign(previous, ",–—") and verb.manner == "say"
        if not after_quote and not trailing:
            return False
        behind = index + 1
        if behind < len(self.tokens) and self.tokens[behind].low in _PARTICLES:
            behind += 1
        phrase = starting_at(self.tokens, behind)
        if phrase is None:
            return False
        source, end = phrase
        if not after_quote:
            # ", said X." ends the sentence; ", told X that" has X listen.
            closes = end >= len(self.tokens) or is_sign(self.tokens[end], ",;–—")
            closes = closes or self.tokens[end].low in SpeechWords.AFTER_CLOSING
            if not closes or verb.base in ("tell", "deny"):
                return False
        elif verb.base in ("tell", "assure", "inform"):
            return False
        if (
            source.kind == "description"
            and source.head not in SpeechWords.MAY_SPEAK
            and not after_quote
        ):
            return False
        self._add(source, verb, index, inverted=True)
        return True

    def _finite(self, index: int, verb: SpeechVerb, before: int) -> None:
        source = subject_of_verb(self.tokens, before)
        if source is not None:
            self._add(source, verb, index)
        else:
            self._add(self._prior(), verb, index, lent=True)

    def _prior(self) -> SpeakerPhrase | None:
        """The source of the verb before in the sentence, or else the sentence's subject."""
        if self._latest is None:
            return self.main
        if self.main is not None and (
            self._latest.verb is _ACCORDING or self._is_aside(self._latest)
        ):
            return self.main
        return self._latest.source

    def _is_aside(self, cue: SpeechCue) -> bool:
        """Whether somebody is only told to have said the sentence: "X, his aide recalled, …"."""
        tokens, end = self.tokens, max(cue.at, cue.last) + 1
        if not cue.begins or end >= len(tokens) or cue.source is None or self.main is None:
            return False
        closed = is_sign(tokens[cue.begins - 1], ",–—") and is_sign(tokens[end], ",–—")
        return closed and self.main.end < cue.source.start and not cue.inverted

    def _words_of(self, index: int) -> None:
        """Take in a noun of speech and whose it is: "Biden's promise", "in her words"."""
        tokens = self.tokens
        for place in range(index - 1, max(-1, index - 4), -1):
            token = tokens[place]
            if token.kind == "name" and token.possessive:
                source = SpeakerPhrase("name", token.start, token.end, token.name)
                self.found.append(SpeechCue(source, _WORDS, index, place, index))
                return
            if token.kind != "word":
                return
            if token.low in speech_words.POSSESSIVES:
                head = speech_words.POSSESSIVES[token.low]
                source = SpeakerPhrase("pronoun", token.start, token.end, head=head)
                self.found.append(SpeechCue(source, _WORDS, index, place, index))
                return

    def _teller(self, cue: SpeechCue) -> int:
        """The number of the cue whose speaker reports this one in the same clause, or -1."""
        if not self.found or cue.source is None:
            return -1
        outer = self.found[-1]
        if outer.source is None or outer.source == cue.source or outer.inverted:
            return -1
        if outer.verb is _ACCORDING:
            return len(self.found) - 1
        if not outer.last < cue.first:
            return -1
        between = self.tokens[outer.last + 1 : cue.first]
        if len(between) > 12 or any(t.kind == "quote" for t in between):
            return -1
        if any(t.low in _COORDINATES or is_sign(t, ";:") for t in between):
            return -1
        if any(is_sign(t, ",") for t in between) and not (
            outer.verb.base in ("cite", "quote") or (between and between[0].low == "that")
        ):
            return -1
        return len(self.found) - 1
