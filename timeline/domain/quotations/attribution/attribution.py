"""Attributes a quotation to its speaker: by a cue in its sentence, or by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.coreference import CoreferenceResolver, Speaker
from timeline.domain.quotations.attribution.speaker_phrases import is_sign
from timeline.domain.quotations.attribution.speaker_rules import is_term
from timeline.domain.quotations.mark_pairs import MarkedQuotation
from timeline.domain.quotations.quotation_state import (
    DraftAttribution,
    SentenceSpeakers,
    answers,
    asks,
)
from timeline.domain.quotations.sentence_tokens import SentenceToken

_SMALL = frozenset("a an and at by for in of on or the to with".split())
_ENDS = frozenset(".,!?…;—–")


@dataclass(slots=True)
class DialogueState:
    """Who has spoken so far, which tells who speaks where a sentence does not.

    ``last``: the last quotation that has a speaker, and ``paragraph`` its paragraph's number;
    ``spoke``: the last speaker of the paragraph that is being read; ``label``: the speaker whom
    that paragraph's first words name before a colon, or the lines around it; ``subject``: the
    person whom the sentence before tells of.
    """

    last: DraftAttribution | None = None
    paragraph: int = -9
    spoke: Speaker | None = None
    label: Speaker | None = None
    subject: Speaker | None = None

    def heard(self, draft: DraftAttribution, *, paragraph: int) -> None:
        """Take note of a quotation's speaker, if it has one."""
        if draft.speaker is not None:
            self.last, self.paragraph, self.spoke = draft, paragraph, draft.speaker


class QuotationAttributor:
    """Tries the rules of attribution on each quotation of one text, in their order.

    ``chain``: the quotation of the paragraph before that this one goes on from, by its index.
    """

    def __init__(
        self,
        text: str,
        *,
        marks: Sequence[MarkedQuotation],
        drafts: Sequence[DraftAttribution],
        resolver: CoreferenceResolver,
        dialogue: DialogueState,
    ) -> None:
        self.text = text
        self.marks = marks
        self.drafts = drafts
        self.resolver = resolver
        self.dialogue = dialogue

    def cued(self, in_sentence: SentenceSpeakers, at: int, chain: int | None) -> bool:
        """Give a quotation the speaker of a cue in its sentence; whether there is one."""
        tokens = in_sentence.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        if is_term(tokens, at, text=self.text) or self._is_title(tokens, at):
            draft.scare, draft.rule = True, "term"
            return True
        found = in_sentence.cue_matches.cue_of(
            at, ends_open=self._ends_open(index), fragment=self._is_fragment(in_sentence, at)
        )
        if found is None:
            return False
        cue = in_sentence.cues[found.cue]
        other_than = None
        if self.dialogue.last is not None and self.dialogue.last.asks and answers(cue):
            other_than = self.dialogue.last.speaker
        speaker = in_sentence.speaker(
            found.cue, other_than=other_than, first_person=self.dialogue.label
        )
        if chain is not None and speaker is not None and speaker.guessed:
            speaker = self.drafts[chain].speaker or speaker
        draft.cue = in_sentence.span(found)
        draft.asks = asks(cue)
        if speaker is None:
            if cue.source is None:
                return False
            speaker = Speaker(None, cue.source.head, 0.6, guessed=True)
        draft.told_by = in_sentence.teller(found.cue)
        draft.assign(speaker, rule=found.rule, sure=found.sure)
        if chain is not None:
            self._give_back(chain, speaker)
        return True

    def uncued(self, in_sentence: SentenceSpeakers, at: int, chain: int | None) -> bool:
        """Give a speaker to a quotation in whose sentence nobody says, calls or writes."""
        tokens = in_sentence.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        if chain is not None and (speaker := self.drafts[chain].speaker) is not None:
            before = self.drafts[chain]
            draft.assign(speaker, rule="continued", sure=0.95, guessed=before.guessed)
            return True
        if self.dialogue.label is not None:
            draft.assign(self.dialogue.label, rule="label", sure=0.85)
            return True
        if self._ends_open(index) and self.text[self.marks[index].end - 1] != ".":
            source = adjacent_attribution.right_after(tokens, at)
            speaker = self.resolver.speaker(source) if source else None
            if speaker is not None and source is not None:
                draft.assign(speaker, rule="after-quote", sure=0.8)
                draft.cue = (source.start, source.end)
                return True
        colon = adjacent_attribution.beside_colon(tokens, at)
        if colon is not None:
            source, rule, sure = colon
            speaker = self.resolver.speaker(source)
            if speaker is not None:
                draft.assign(speaker, rule=rule, sure=sure)
                draft.cue = draft.cue or (source.start, source.end)
                return True
        alone = in_sentence.alone
        if (not alone and self._is_fragment(in_sentence, at)) or (
            not alone and self._is_brief(index)
        ):
            return self._fragment(in_sentence, at)
        if self.dialogue.spoke is not None:
            known = not self._may_be_anothers(in_sentence, at)
            speaker = self.dialogue.spoke if known else Speaker(None, sure=0.6)
            draft.assign(speaker, rule="same-paragraph", sure=0.85, guessed=not known)
            return True
        if alone and self.dialogue.subject is not None:
            draft.assign(self.dialogue.subject, rule="same-paragraph", sure=0.8)
            return True
        return False

    def _may_be_anothers(self, in_sentence: SentenceSpeakers, at: int) -> bool:
        """Whether another than who spoke before may say it: one told of since, or a letter."""
        spoke, subject = self.dialogue.spoke, self.dialogue.subject
        if in_sentence.alone:
            return bool(spoke and subject and subject.is_other_than(spoke))
        tokens = in_sentence.sentence.tokens
        before = tokens[:at]
        people = [t.name for t in before if t.name is not None and t.name.kind == "person"]
        others = bool(spoke) and any(Speaker(name).is_other_than(spoke) for name in people)
        return others or adjacent_attribution.is_of_a_text(tokens, at)

    def _fragment(self, in_sentence: SentenceSpeakers, at: int) -> bool:
        """Attribute a few quoted words in a sentence without a cue; whether that can be done."""
        tokens = in_sentence.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        mark = self.marks[index]
        cue = in_sentence.cues[0] if in_sentence.cues else None
        if (
            cue is not None
            and cue.verb.base == "words"
            and cue.first == 1
            and tokens[0].low == "in"
        ):
            # "In X's words, the garden is “…”".
            speaker = in_sentence.speaker(0)
            if speaker is not None:
                draft.assign(speaker, rule="before-quote", sure=0.85)
                return True
        source = adjacent_attribution.right_before(tokens, at)
        if source is not None and self.text[mark.start].islower():
            speaker = self.resolver.speaker(source)
            if speaker is not None:
                draft.assign(speaker, rule="headline", sure=0.55, guessed=True)
                return True
        if self._is_brief(index):
            draft.scare, draft.rule = True, "term"
            return True
        if self.dialogue.spoke is not None:
            draft.assign(self.dialogue.spoke, rule="same-paragraph", sure=0.5, guessed=True)
            return True
        source = adjacent_attribution.subject(in_sentence.found.main, tokens[at])
        speaker = self.resolver.speaker(source) if source is not None else None
        if speaker is not None:
            draft.assign(speaker, rule="main-subject", sure=0.5, guessed=True)
            return True
        return False

    def _give_back(self, chain: int, speaker: Speaker) -> None:
        """Attribute the earlier paragraphs of the same quotation to this speaker too."""
        index = chain
        while index >= 0:
            draft = self.drafts[index]
            if self.marks[index].outer == -1 and self.marks[index].end > self.marks[index].start:
                if draft.rule not in ("", "previous-speaker") or self.marks[index].closed:
                    return
                draft.assign(speaker, rule="continued", sure=0.85, guessed=False)
                if not self.marks[index].resumed:
                    return
            index -= 1

    def _is_title(self, tokens: Sequence[SentenceToken], at: int) -> bool:
        """Whether a few words in capitals name a programme or a book: "on NBC’s “…”"."""
        if at == 0 or not (tokens[at - 1].possessive or tokens[at - 1].low in ("on", "in")):
            return False
        mark = self.marks[tokens[at].quote]
        words = self.text[mark.start : mark.end].split(None, adjacent_attribution.SHORT + 1)
        return 1 < len(words) <= adjacent_attribution.SHORT and all(
            word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in words
        )

    def _is_fragment(self, in_sentence: SentenceSpeakers, at: int) -> bool:
        """Whether words are a part of the sentence around them."""
        if at == 0 or in_sentence.alone:
            return False
        sentence = in_sentence.sentence
        mark = self.marks[sentence.tokens[at].quote]
        return not (is_sign(sentence.tokens[at - 1], ":,") and self.text[mark.start].isupper())

    def _is_brief(self, index: int) -> bool:
        mark = self.marks[index]
        words = self.text[mark.start : mark.end].split(None, adjacent_attribution.SHORT)
        return len(words) <= adjacent_attribution.SHORT and words[-1][-1] not in ".,!?…"

    def _ends_open(self, index: int) -> bool:
        mark = self.marks[index]
        return self.text[mark.start : mark.end].rstrip(" ’'”\"")[-1:] in _ENDS
