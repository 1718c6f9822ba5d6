"""What is found of each quotation while a text is read, and how a cue becomes a speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from timeline.domain.names.name import Name
from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.coreference import CoreferenceResolver, Speaker
from timeline.domain.quotations.attribution.speaker_rules import CueMatch, SentenceCues
from timeline.domain.quotations.attribution.speech_cues import CueFinder, SpeechCue
from timeline.domain.quotations.attribution.subjects import led_in_subject
from timeline.domain.quotations.sentence_tokens import Sentence
from timeline.domain.quotations.speech_words import SpeechWords


@dataclass(slots=True)
class DraftAttribution:
    """What is found of one quotation so far."""

    speaker: Speaker | None = None
    told_by: Speaker | None = None
    cue: tuple[int, int] | None = None
    rule: str = ""
    sure: float = 0.0
    guessed: bool = False
    scare: bool = False
    asks: bool = False

    def assign(self, speaker: Speaker, *, rule: str, sure: float, guessed: bool = False) -> None:
        """Attribute the quotation to a speaker; ``sure``: how sure the rule is, from 0 to 1."""
        self.speaker = speaker
        self.rule = rule if speaker.name is not None else "unnamed"
        self.sure = round(sure * speaker.sure, 2)
        self.guessed = guessed or speaker.guessed


class SentenceSpeakers:
    """The speakers of one sentence's cues, each looked for when it is asked for."""

    def __init__(self, sentence: Sentence, resolver: CoreferenceResolver) -> None:
        self.sentence = sentence
        self.resolver = resolver
        self.found = CueFinder(sentence.tokens)
        self.cues = self.found.found
        self.speakers: dict[int, Speaker | None] = {}

    @cached_property
    def cue_matches(self) -> SentenceCues:
        """Finds the cue of each of the sentence's quotations."""
        return SentenceCues(self.sentence.tokens, self.cues)

    @cached_property
    def alone(self) -> bool:
        """Whether the sentence is nothing but quotations."""
        return adjacent_attribution.is_alone(self.sentence.tokens)

    def speaker(
        self, index: int, *, other_than: Speaker | None = None, first_person: Speaker | None = None
    ) -> Speaker | None:
        """The speaker of the cue with this number; ``None`` where nobody is found.

        ``first_person``: who "I" is, where the sentence stands in that one's quotation.
        """
        if index in self.speakers:
            return self.speakers[index]
        cue = self.cues[index]
        source = cue.source
        found: Speaker | None
        if index and self.cues[index - 1].verb.base == "according" and other_than is None:
            # "According to X, she said": she is another.
            other_than = self.speaker(index - 1)
        if source is None:
            found = Speaker(None) if cue.verb.form == "past" or cue.lent else None
        elif source.head in ("i", "we") and source.kind == "pronoun":
            found = first_person
        else:
            nearest = None
            if source.kind == "pronoun":
                nearest = self._nearest(index, other_than=other_than, first_person=first_person)
            found = self.resolver.speaker(source, other_than=other_than, nearest=nearest)
        self.speakers[index] = found
        return found

    def _nearest(
        self, index: int, *, other_than: Speaker | None, first_person: Speaker | None
    ) -> Speaker | None:
        """Whom the sentence speaks of before a pronoun."""
        cue = self.cues[index]
        assert cue.source is not None
        if cue.source.head in ("it", "they"):
            return self._nearest_body(index, self.sentence.tokens[cue.begins].start)
        for before in range(index - 1, max(-1, index - 4), -1):
            told = self.cues[before]
            if told.source is None or not told.source.is_person:
                continue
            if told.verb.base in ("words", "according"):
                continue
            if told.source.start < cue.source.start:
                return self.speaker(before, other_than=other_than, first_person=first_person)
        led = led_in_subject(self.sentence.tokens, cue.begins)
        if led is not None and led.kind == "name" and led.is_person:
            return self.resolver.speaker(led)
        return None

    def _nearest_body(self, index: int, first: int) -> Speaker | None:
        """The body that the sentence speaks of before "it"."""
        for before in range(index - 1, max(-1, index - 3), -1):
            source = self.cues[before].source
            if source is not None and source.kind != "pronoun":
                speaker = self.speaker(before)
                if (
                    speaker is not None
                    and speaker.name is not None
                    and speaker.name.kind != "person"
                ):
                    return speaker
        subject = self.found.main
        if subject is None or subject.name is None or subject.start >= first:
            return None
        return Speaker(subject.name) if subject.name.kind != "person" else None

    def only_person(self) -> Name | None:
        """The one person whom the sentence names, where it names no other."""
        found: Name | None = None
        for token in self.sentence.tokens:
            if token.name is not None and token.name.kind == "person":
                if found is not None and found.entity != token.name.entity:
                    return None
                found = token.name
        return found

    def teller(self, index: int, *, first_person: Speaker | None = None) -> Speaker | None:
        """Who reports what a cue's speaker said: X in "X recalled that Y had said"."""
        outer = self.cues[index].within
        if outer < 0:
            return None
        told_by = self.speaker(outer, first_person=first_person)
        speaker = self.speakers.get(index)
        if told_by is None or told_by.name is None or speaker is None:
            return None
        if told_by.name.kind not in ("person", "") or not told_by.is_other_than(speaker):
            return None
        return told_by

    def span(self, match: CueMatch) -> tuple[int, int]:
        """The offsets of a cue in the text, with its source where it has one of its own."""
        cue = self.cues[match.cue]
        tokens: Sequence = self.sentence.tokens
        start, end = tokens[cue.begins].start, tokens[max(cue.at, cue.last)].end
        if cue.source is not None and not cue.lent:
            start, end = min(start, cue.source.start), max(end, cue.source.end)
        return start, end


def asks(cue: SpeechCue) -> bool:
    """Whether a cue's verb asks something."""
    return cue.verb.base in SpeechWords.ASKING


def answers(cue: SpeechCue) -> bool:
    """Whether a cue's verb answers something."""
    return cue.verb.base in SpeechWords.ANSWERING
