"""Giving a quotation its voice: by a verb of speech in its sentence, or by what else is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.coreference import People, Voice
from timeline.domain.quotations.attribution.speaker_phrases import is_sign
from timeline.domain.quotations.attribution.speaker_rules import is_term
from timeline.domain.quotations.mark_pairs import MarkedQuotation
from timeline.domain.quotations.quotation_state import Draft, Heard, answers, asks
from timeline.domain.quotations.sentence_tokens import SentenceToken

_SMALL = frozenset("a an and at by for in of on or the to with".split())
_ENDS = frozenset(".,!?…;—–")


@dataclass(slots=True)
class AttributionTurn:
    """Whose turn it is to speak.

    ``last``: the last quotation with a voice, of paragraph ``paragraph``; ``spoke``: the voice last
    heard in this paragraph; ``label``: who this paragraph's first words say is speaking.
    """

    last: Draft | None = None
    paragraph: int = -9
    spoke: Voice | None = None
    label: Voice | None = None

    def heard(self, draft: Draft, *, paragraph: int) -> None:
        """Take note of who spoke."""
        if draft.voice is not None:
            self.last, self.paragraph, self.spoke = draft, paragraph, draft.voice


class Attribution:
    """The rules of one text, in their order.

    ``chain``: the quotation of the paragraph before that this one goes on from, by its index.
    """

    def __init__(
        self,
        text: str,
        *,
        marks: Sequence[MarkedQuotation],
        drafts: Sequence[Draft],
        people: People,
        turn: AttributionTurn,
    ) -> None:
        self.text = text
        self.marks = marks
        self.drafts = drafts
        self.people = people
        self.turn = turn

    def cued(self, heard: Heard, at: int, chain: int | None) -> bool:
        """Give a quotation the voice of a cue in its sentence; whether there is one."""
        tokens = heard.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        if is_term(tokens, at) or self._is_title(tokens, at):
            draft.scare, draft.rule = True, "term"
            return True
        found = heard.line.attribution(
            at, ends_open=self._ends_open(index), fragment=self._is_fragment(heard, at)
        )
        if found is None:
            return False
        cue = heard.cues[found.cue]
        other_than = None
        if self.turn.last is not None and self.turn.last.asks and answers(cue):
            other_than = self.turn.last.voice
        voice = heard.voice(found.cue, other_than=other_than, speaker=self.turn.label)
        if chain is not None and voice is not None and voice.guessed:
            voice = self.drafts[chain].voice or voice
        draft.cue = heard.span(found)
        draft.asks = asks(cue)
        if voice is None:
            if cue.source is None:
                return False
            voice = Voice(None, cue.source.head, 0.6, guessed=True)
        draft.told_by = heard.teller(found.cue)
        draft.give(voice, rule=found.rule, sure=found.sure)
        if chain is not None:
            self._give_back(chain, voice)
        return True

    def uncued(self, heard: Heard, at: int, chain: int | None) -> bool:
        """Give a voice to a quotation in whose sentence nobody says, calls or writes."""
        tokens = heard.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        if chain is not None and (voice := self.drafts[chain].voice) is not None:
            before = self.drafts[chain]
            draft.give(voice, rule="continued", sure=0.95, guessed=before.guessed)
            return True
        if self.turn.label is not None:
            draft.give(self.turn.label, rule="label", sure=0.85)
            return True
        if self._ends_open(index) and self.text[self.marks[index].end - 1] != ".":
            source = adjacent_attribution.right_after(tokens, at)
            voice = self.people.voice(source) if source else None
            if voice is not None and source is not None:
                draft.give(voice, rule="after-quote", sure=0.8)
                draft.cue = (source.start, source.end)
                return True
        colon = adjacent_attribution.beside_colon(tokens, at)
        if colon is not None:
            source, rule, sure = colon
            voice = self.people.voice(source)
            if voice is not None:
                draft.give(voice, rule=rule, sure=sure)
                draft.cue = draft.cue or (source.start, source.end)
                return True
        alone = heard.alone
        if (not alone and self._is_fragment(heard, at)) or (not alone and self._is_brief(index)):
            return self._fragment(heard, at)
        if self.turn.spoke is not None:
            draft.give(self.turn.spoke, rule="same-paragraph", sure=0.85)
            return True
        return False

    def _fragment(self, heard: Heard, at: int) -> bool:
        """A few words within a sentence without a verb of speech."""
        tokens = heard.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        mark = self.marks[index]
        source = adjacent_attribution.right_before(tokens, at)
        if source is not None and self.text[mark.start].islower():
            voice = self.people.voice(source)
            if voice is not None:
                draft.give(voice, rule="headline", sure=0.55, guessed=True)
                return True
        if self._is_brief(index):
            draft.scare, draft.rule = True, "term"
            return True
        if self.turn.spoke is not None:
            draft.give(self.turn.spoke, rule="same-paragraph", sure=0.5, guessed=True)
            return True
        source = adjacent_attribution.subject(heard.found.main, tokens[at])
        voice = self.people.voice(source) if source is not None else None
        if voice is not None:
            draft.give(voice, rule="main-subject", sure=0.5, guessed=True)
            return True
        return False

    def _give_back(self, chain: int, voice: Voice) -> None:
        """Tell the paragraphs before, of the same quotation, whose it is."""
        index = chain
        while index >= 0:
            draft = self.drafts[index]
            if self.marks[index].outer == -1 and self.marks[index].end > self.marks[index].start:
                if draft.rule not in ("", "previous-speaker") or self.marks[index].closed:
                    return
                draft.give(voice, rule="continued", sure=0.85, guessed=False)
                if not self.marks[index].resumed:
                    return
            index -= 1

    def _is_title(self, tokens: Sequence[SentenceToken], at: int) -> bool:
        """Whether a few words in capitals name a programme or a book: "on NBC’s “…”"."""
        if at == 0 or not (tokens[at - 1].owns or tokens[at - 1].low in ("on", "in")):
            return False
        mark = self.marks[tokens[at].quote]
        words = self.text[mark.start : mark.end].split(None, adjacent_attribution.SHORT + 1)
        return 1 < len(words) <= adjacent_attribution.SHORT and all(
            word[0].isupper() or not word[0].isalpha() or word in _SMALL for word in words
        )

    def _is_fragment(self, heard: Heard, at: int) -> bool:
        """Whether words are a part of the sentence around them."""
        if at == 0 or heard.alone:
            return False
        sentence = heard.sentence
        mark = self.marks[sentence.tokens[at].quote]
        return not (is_sign(sentence.tokens[at - 1], ":,") and self.text[mark.start].isupper())

    def _is_brief(self, index: int) -> bool:
        mark = self.marks[index]
        words = self.text[mark.start : mark.end].split(None, adjacent_attribution.SHORT)
        return len(words) <= adjacent_attribution.SHORT and words[-1][-1] not in ".,!?…"

    def _ends_open(self, index: int) -> bool:
        mark = self.marks[index]
        return self.text[mark.start : mark.end].rstrip(" ’'”\"")[-1:] in _ENDS
