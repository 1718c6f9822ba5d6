"""What is found of each quotation while a text is read, and how a cue becomes a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from timeline.domain.names.name import Name
from timeline.domain.quotations import speech_words
from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.coreference import People, Voice
from timeline.domain.quotations.attribution.speaker_rules import Attribution, SentenceCues
from timeline.domain.quotations.attribution.speech_cues import Cues, SpeechCue
from timeline.domain.quotations.attribution.subjects import led_in_subject
from timeline.domain.quotations.sentence_tokens import Sentence


@dataclass(slots=True)
class Draft:
    """What is found of one quotation so far."""

    voice: Voice | None = None
    told_by: Voice | None = None
    cue: tuple[int, int] | None = None
    rule: str = ""
    sure: float = 0.0
    guessed: bool = False
    scare: bool = False
    asks: bool = False

    def give(self, voice: Voice, *, rule: str, sure: float, guessed: bool = False) -> None:
        """Give it a voice."""
        self.voice = voice
        self.rule = rule if voice.name is not None else "unnamed"
        self.sure = round(sure * voice.sure, 2)
        self.guessed = guessed or voice.guessed


class Heard:
    """A sentence's cues, and the voices that they are found to be."""

    def __init__(self, sentence: Sentence, people: People) -> None:
        self.sentence = sentence
        self.people = people
        self.found = Cues(sentence.tokens)
        self.cues = self.found.found
        self.voices: dict[int, Voice | None] = {}

    @cached_property
    def line(self) -> SentenceCues:
        """Where its quotations look for their cues."""
        return SentenceCues(self.sentence.tokens, self.cues)

    @cached_property
    def alone(self) -> bool:
        """Whether it is nothing but quotations."""
        return adjacent_attribution.is_alone(self.sentence.tokens)

    def voice(
        self, index: int, *, other_than: Voice | None = None, speaker: Voice | None = None
    ) -> Voice | None:
        """The voice of a cue; "I" is the ``speaker``, in whose quotation the sentence stands."""
        if index in self.voices:
            return self.voices[index]
        cue = self.cues[index]
        source = cue.source
        found: Voice | None
        if source is None:
            found = Voice(None) if cue.verb.form == "past" else None
        elif source.head in ("i", "we") and source.kind == "pronoun":
            found = speaker
        else:
            nearest = None
            if source.kind == "pronoun":
                nearest = self._nearest(index, other_than=other_than, speaker=speaker)
            found = self.people.voice(source, other_than=other_than, nearest=nearest)
        self.voices[index] = found
        return found

    def _nearest(
        self, index: int, *, other_than: Voice | None, speaker: Voice | None
    ) -> Voice | None:
        """Whom the sentence speaks of before a pronoun."""
        cue = self.cues[index]
        assert cue.source is not None
        if cue.source.head in ("it", "they"):
            return self._nearest_body(index, self.sentence.tokens[cue.begins].start)
        for before in range(index - 1, max(-1, index - 4), -1):
            told = self.cues[before]
            if told.source is None or not told.source.is_person or told.verb.base == "words":
                continue
            if told.source.start < cue.source.start:
                return self.voice(before, other_than=other_than, speaker=speaker)
        led = led_in_subject(self.sentence.tokens, cue.begins)
        if led is not None and led.kind == "name" and led.is_person:
            return self.people.voice(led)
        return None

    def _nearest_body(self, index: int, first: int) -> Voice | None:
        """The body that the sentence speaks of before "it"."""
        for before in range(index - 1, max(-1, index - 3), -1):
            source = self.cues[before].source
            if source is not None and source.kind != "pronoun":
                voice = self.voice(before)
                if voice is not None and voice.name is not None and voice.name.kind != "person":
                    return voice
        subject = self.found.main
        if subject is None or subject.name is None or subject.start >= first:
            return None
        return Voice(subject.name) if subject.name.kind != "person" else None

    def only_person(self) -> Name | None:
        """The one person whom the sentence names, where it names no other."""
        found: Name | None = None
        for token in self.sentence.tokens:
            if token.name is not None and token.name.kind == "person":
                if found is not None and found.whom != token.name.whom:
                    return None
                found = token.name
        return found

    def teller(self, index: int, *, speaker: Voice | None = None) -> Voice | None:
        """Who tells what a cue's speaker said, where the sentence has another tell it."""
        outer = self.cues[index].within
        if outer < 0:
            return None
        told_by = self.voice(outer, speaker=speaker)
        voice = self.voices.get(index)
        if told_by is None or told_by.name is None or voice is None:
            return None
        if told_by.name.kind not in ("person", "") or not told_by.is_other_than(voice):
            return None
        return told_by

    def span(self, attribution: Attribution) -> tuple[int, int]:
        """Where a cue stands."""
        cue = self.cues[attribution.cue]
        tokens: Sequence = self.sentence.tokens
        start, end = tokens[cue.begins].start, tokens[max(cue.at, cue.last)].end
        if cue.source is not None and not cue.lent:
            start, end = min(start, cue.source.start), max(end, cue.source.end)
        return start, end


def asks(cue: SpeechCue) -> bool:
    """Whether a cue's verb asks something."""
    return cue.verb.base in speech_words.ASKING


def answers(cue: SpeechCue) -> bool:
    """Whether a cue's verb answers something."""
    return cue.verb.base in speech_words.ANSWERING
