"""Quotations inside quotations: whose words the outer speaker repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.domain.names.name import Name
from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.coreference import People, Voice
from timeline.domain.quotations.attribution.speaker_phrases import is_sign
from timeline.domain.quotations.attribution.speaker_rules import is_term
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.quotations.quotation_state import Draft, Heard
from timeline.domain.quotations.sentence_tokens import Sentence, Tokens, TokenStretch


class Inside:
    """Reads what stands inside quotations whose speaker is known."""

    def __init__(
        self,
        tokens: Tokens,
        *,
        people: People,
        drafts: Sequence[Draft],
        inside: Mapping[int, Sequence[int]],
    ) -> None:
        self.tokens = tokens
        self.people = people
        self.drafts = drafts
        self.inside = inside
        self.put: list[FoundQuotation] = []
        """Words that have no marks of their own: "As X put it, …"."""

    def read(self, index: int) -> None:
        """Give the quotations inside one their speakers."""
        mark = self.tokens.quotations[index]
        inside = self.inside.get(index, ())
        puts = self.tokens.text.find(" put it,", mark.start, mark.end) >= 0
        if not inside and not puts:
            return
        outer = self.drafts[index].voice
        stretch = TokenStretch(mark.start, mark.end, 0, inside)
        nearest: Voice | None = None
        for sentence in self.tokens.sentences(stretch):
            heard = Heard(sentence, self.people)
            if puts:
                self._put(sentence, outer)
            for at, token in enumerate(sentence.tokens):
                if token.name is not None and token.name.kind in ("person", ""):
                    nearest = self._other(token.name, outer) or nearest
                elif token.kind == "quote":
                    self._within(heard, at, outer, nearest)
                    self.read(token.quote)

    @staticmethod
    def _other(name: Name, outer: Voice | None) -> Voice | None:
        voice = Voice(name, sure=0.75, guessed=True)
        return voice if outer is None or voice.is_other_than(outer) else None

    def _within(self, heard: Heard, at: int, outer: Voice | None, nearest: Voice | None) -> None:
        tokens = heard.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        draft.told_by = outer
        if is_term(tokens, at):
            draft.scare, draft.rule = True, "term"
            return
        mark = self.tokens.quotations[index]
        words = self.tokens.text[mark.start : mark.end].split(None, adjacent_attribution.SHORT)
        found = heard.line.attribution(at, ends_open=False, fragment=True)
        if found is None:
            draft.scare = len(words) <= adjacent_attribution.SHORT and words[-1][-1] not in ".,!?"
            draft.rule = "term" if draft.scare else ""
            return
        draft.cue = heard.span(found)
        source = heard.cues[found.cue].source
        voice: Voice | None
        if source is not None and source.head in ("he", "she"):
            voice = self.people.voice(source, other_than=outer, nearest=nearest)
        elif source is not None and source.head == "they":
            voice = Voice(None, "they", 0.7, guessed=True)
        else:
            voice = heard.voice(found.cue, speaker=outer)
        if voice is None:
            return
        draft.give(voice, rule=found.rule, sure=found.sure * 0.9)
        if outer is not None and not voice.is_other_than(outer):
            # The speaker's own words: nobody else tells them.
            draft.told_by = None

    def _put(self, sentence: Sentence, outer: Voice | None) -> None:
        """Take in "As X put it, …": X's words, as the outer speaker has them."""
        tokens = sentence.tokens
        if tokens[0].low != "as":
            return
        name: Name | None = None
        for index in range(1, min(len(tokens) - 3, 40)):
            token = tokens[index]
            if name is None and token.name is not None and not token.owns:
                name = token.name
            if token.low == "put" and tokens[index + 1].low == "it":
                if name is None or not is_sign(tokens[index + 2], ","):
                    return
                start, end = tokens[index + 3].start, sentence.end
                text = self.tokens.text
                while end > start and text[end - 1] in " ,.;!?":
                    end -= 1
                self.put.append(
                    FoundQuotation(
                        start,
                        end,
                        text[start:end],
                        speaker=name,
                        told_by=outer.name if outer else None,
                        cue=(tokens[0].start, tokens[index + 1].end),
                        rule="as-put-it",
                        confidence=0.8,
                    )
                )
                return
