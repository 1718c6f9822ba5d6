"""Quotations inside quotations: whose words the outer speaker repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.domain.names.name import Name
from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.coreference import CoreferenceResolver, Speaker
from timeline.domain.quotations.attribution.speaker_phrases import is_sign
from timeline.domain.quotations.attribution.speaker_rules import is_term
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.quotations.quotation_state import DraftAttribution, SentenceSpeakers
from timeline.domain.quotations.sentence_tokens import Sentence, Tokeniser, TokenSpan


class NestedQuotations:
    """Attributes the quotations that stand inside others, whose speakers are known by then."""

    def __init__(
        self,
        tokens: Tokeniser,
        *,
        resolver: CoreferenceResolver,
        drafts: Sequence[DraftAttribution],
        inside: Mapping[int, Sequence[int]],
    ) -> None:
        self.tokens = tokens
        self.resolver = resolver
        self.drafts = drafts
        self.inside = inside
        self.put: list[FoundQuotation] = []
        """Words that have no marks of their own: "As X put it, …"."""

    def read(self, index: int) -> None:
        """Attribute the quotations inside the one with this index."""
        mark = self.tokens.quotations[index]
        inside = self.inside.get(index, ())
        puts = self.tokens.text.find(" put it,", mark.start, mark.end) >= 0
        if not inside and not puts:
            return
        outer = self.drafts[index].speaker
        stretch = TokenSpan(mark.start, mark.end, 0, inside)
        nearest: Speaker | None = None
        for sentence in self.tokens.sentences(stretch):
            in_sentence = SentenceSpeakers(sentence, self.resolver)
            if puts:
                self._put(sentence, outer)
            for at, token in enumerate(sentence.tokens):
                if token.name is not None and token.name.kind in ("person", ""):
                    nearest = self._other(token.name, outer) or nearest
                elif token.kind == "quote":
                    self._within(in_sentence, at, outer, nearest)
                    self.read(token.quote)

    @staticmethod
    def _other(name: Name, outer: Speaker | None) -> Speaker | None:
        speaker = Speaker(name, sure=0.75, guessed=True)
        return speaker if outer is None or speaker.is_other_than(outer) else None

    def _within(
        self, in_sentence: SentenceSpeakers, at: int, outer: Speaker | None, nearest: Speaker | None
    ) -> None:
        tokens = in_sentence.sentence.tokens
        index = tokens[at].quote
        draft = self.drafts[index]
        draft.told_by = outer
        if is_term(tokens, at, text=self.tokens.text):
            draft.scare, draft.rule = True, "term"
            return
        mark = self.tokens.quotations[index]
        words = self.tokens.text[mark.start : mark.end].split(None, adjacent_attribution.SHORT)
        found = in_sentence.cue_matches.cue_of(at, ends_open=False, fragment=True)
        if found is None:
            draft.scare = len(words) <= adjacent_attribution.SHORT and words[-1][-1] not in ".,!?"
            draft.rule = "term" if draft.scare else ""
            return
        draft.cue = in_sentence.span(found)
        source = in_sentence.cues[found.cue].source
        speaker: Speaker | None
        if source is not None and source.head in ("he", "she"):
            speaker = self.resolver.speaker(source, other_than=outer, nearest=nearest)
        elif source is not None and source.head == "they":
            speaker = Speaker(None, "they", 0.7, guessed=True)
        else:
            speaker = in_sentence.speaker(found.cue, first_person=outer)
        if speaker is None:
            return
        draft.assign(speaker, rule=found.rule, sure=found.sure * 0.9)
        if outer is not None and not speaker.is_other_than(outer):
            # The speaker's own words: nobody else tells them.
            draft.told_by = None

    def _put(self, sentence: Sentence, outer: Speaker | None) -> None:
        """Take in "As X put it, …": X's words, as the outer speaker has them."""
        tokens = sentence.tokens
        if tokens[0].low != "as":
            return
        name: Name | None = None
        for index in range(1, min(len(tokens) - 3, 40)):
            token = tokens[index]
            if name is None and token.name is not None and not token.possessive:
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
