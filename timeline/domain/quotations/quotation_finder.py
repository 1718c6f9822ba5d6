"""Finding the quotations of a text, each with its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.domain.names.name import Name
from timeline.domain.quotations.attribution import adjacent_attribution
from timeline.domain.quotations.attribution.attribution import DialogueState, QuotationAttributor
from timeline.domain.quotations.attribution.coreference import CoreferenceResolver, Speaker
from timeline.domain.quotations.attribution.genders import Gender
from timeline.domain.quotations.found_quotation import FoundQuotation
from timeline.domain.quotations.mark_pairs import MarkedQuotation, quotations
from timeline.domain.quotations.nested_quotations import NestedQuotations
from timeline.domain.quotations.quotation_state import DraftAttribution, SentenceSpeakers
from timeline.domain.quotations.sentence_tokens import Sentence, Tokeniser, TokenSpan
from timeline.domain.text.document import Document
from timeline.domain.text.passages import Passage

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|her|his)\b")
_BEFORE = 4
_LONGEST_SIGNATURE = 120
_DASHES = ("—", "–", "-", "--", "―")


def find(document: Document, *, names: Sequence[Name]) -> list[FoundQuotation]:
    """The quotations of a text in order, those inside another after it, each with its speaker.

    ``names``: the names that stand in the text, in order. Takes time in proportion to the text.
    """
    marks = quotations(document.text, within=document.paragraphs)
    if not any(mark.end > mark.start for mark in marks):
        return []
    reading = _TextReading(document, marks, names)
    reading.read()
    return reading.quotations()


class _TextReading:
    """One text, read from its first paragraph to its last."""

    def __init__(
        self,
        document: Document,
        marks: Sequence[MarkedQuotation],
        names: Sequence[Name],
    ) -> None:
        self.text = text = document.text
        self.within = document.paragraphs
        self.marks = marks
        self.tokens = Tokeniser(document, names=names, quotations=marks)
        self.resolver = CoreferenceResolver(self.tokens)
        self.resolver.learn(self._pronouns())
        self.drafts = [DraftAttribution() for _ in marks]
        self.inside: dict[int, list[int]] = {}
        for index, mark in enumerate(marks):
            if mark.end > mark.start:
                self.inside.setdefault(mark.outer, []).append(index)
        self.dialogue = DialogueState()
        self.attributor = QuotationAttributor(
            text, marks=marks, drafts=self.drafts, resolver=self.resolver, dialogue=self.dialogue
        )
        self.announced: Speaker | None = None
        """Who speaks in the next paragraph, where the last one's end says so."""
        self.waiting: list[int] = []
        self.nested = NestedQuotations(
            self.tokens, resolver=self.resolver, drafts=self.drafts, inside=self.inside
        )

    def read(self) -> None:
        """Attribute the quotations, paragraph by paragraph."""
        top = self.inside.get(-1, [])
        near = self._near(top)
        at = 0
        previous: int | None = None
        for paragraph in self.within:
            first = at
            while at < len(top) and self.marks[top[at]].start < paragraph.end:
                at += 1
            inside = top[first:at]
            if paragraph.paragraph not in near:
                continue
            self._paragraph(paragraph, inside, previous)
            if inside:
                previous = inside[-1]
        for index in self.waiting:
            self._fill_late(index)

    def _pronouns(self) -> Iterator[tuple[int, Gender]]:
        """The pronouns outside quotations, with the gender that each tells."""
        at = 0
        for match in _PRONOUN.finditer(self.text):
            while at < len(self.marks) and self.marks[at].closes <= match.start():
                at += 1
            if at < len(self.marks) and self.marks[at].opens < match.start():
                continue
            yield match.start(), "f" if match[0][0] in "sS" or match[0] == "her" else "m"

    def _near(self, top: Sequence[int]) -> set[int]:
        """The paragraphs with quotations, and those before them that may tell who "he" is."""
        near: set[int] = set()
        at = 0
        for paragraph in self.within:
            if at < len(top) and self.marks[top[at]].start < paragraph.end:
                near.update(range(paragraph.paragraph - _BEFORE, paragraph.paragraph + 1))
            while at < len(top) and self.marks[top[at]].start < paragraph.end:
                at += 1
        return near

    def quotations(self) -> list[FoundQuotation]:
        """The quotations with their speakers, in the text's order."""
        found = list(self.nested.put)
        for mark, draft in zip(self.marks, self.drafts, strict=True):
            if mark.end <= mark.start:
                continue
            speaker = draft.speaker
            found.append(
                FoundQuotation(
                    mark.start,
                    mark.end,
                    self.text[mark.start : mark.end],
                    speaker=speaker.name if speaker else None,
                    told_by=draft.told_by.name if draft.told_by else None,
                    cue=draft.cue,
                    rule=draft.rule,
                    confidence=draft.sure,
                    guessed=draft.guessed,
                    continued=mark.resumed,
                    scare=draft.scare,
                )
            )
        return sorted(found, key=lambda spoken: (spoken.start, -spoken.end))

    def _paragraph(self, paragraph: Passage, inside: Sequence[int], previous: int | None) -> None:
        stretch = TokenSpan(paragraph.start, paragraph.end, paragraph.paragraph, inside)
        found = self.tokens.sentences(stretch)
        self.dialogue.spoke = self.dialogue.subject = None
        self.dialogue.label = self._labelled(found[0]) if inside and found else None
        announced, self.announced = self.announced, None
        if len(found) == 1 and inside and adjacent_attribution.is_alone(found[0].tokens):
            self.dialogue.label = announced or self._signed(paragraph) or self.dialogue.label
        unheard: list[int] = []
        before = self.dialogue.last if self.dialogue.paragraph == paragraph.paragraph - 1 else None
        for sentence in found:
            in_sentence = SentenceSpeakers(sentence, self.resolver)
            for at, token in enumerate(sentence.tokens):
                if token.kind != "quote":
                    continue
                chain = previous if self.marks[token.quote].resumed else None
                if not self.attributor.cued(in_sentence, at, chain) and not self.attributor.uncued(
                    in_sentence, at, chain
                ):
                    unheard.append(token.quote)
                self.dialogue.heard(self.drafts[token.quote], paragraph=paragraph.paragraph)
            self._note_salient(in_sentence, paragraph.paragraph)
            self.announced = self._announces(in_sentence, paragraph)
        for index in unheard:
            self._from_neighbours(index, before)
        for index in inside:
            self.nested.read(index)

    def _labelled(self, sentence: Sentence) -> Speaker | None:
        label = adjacent_attribution.labelled(sentence.tokens)
        if label is None:
            return None
        source, word = label
        if source is not None:
            return Speaker(source.name)
        if word in adjacent_attribution.ANSWERER:
            name = self._answerer()
            return Speaker(name, sure=0.8, guessed=True) if name else Speaker(None, word)
        return Speaker(None, word)

    def _announces(self, in_sentence: SentenceSpeakers, paragraph: Passage) -> Speaker | None:
        """Who speaks in the next paragraph, where a paragraph ends in "X commented," or "X:"."""
        if in_sentence.sentence.end != paragraph.end or self.text[paragraph.end - 1] not in ",:":
            return None
        for index in range(len(in_sentence.cues) - 1, -1, -1):
            cue = in_sentence.cues[index]
            if cue.verb.manner == "say" and cue.source is not None:
                return in_sentence.speaker(index)
        return None

    def _signed(self, paragraph: Passage) -> Speaker | None:
        """Who is named below a quotation: "— X", "X, scholar at the institute"."""
        if paragraph.paragraph >= len(self.within):
            return None
        below = self.within[paragraph.paragraph]
        line = below.of(self.text)
        name = next(iter(self.tokens.names_in(below.start, below.end)), None)
        if name is None or name.kind != "person" or len(line) > _LONGEST_SIGNATURE:
            return None
        lead = self.text[below.start : name.start].strip()
        rest = self.text[name.end : below.end]
        if line[-1] in ".!?:" or not (lead in _DASHES or lead == "") or rest[:1] not in ("", ","):
            return None
        return Speaker(name, sure=0.9) if lead or rest else None

    def _answerer(self) -> Name | None:
        """Who answers in an interview: the first person whom the text names, or ``None``."""
        return next((name for name in self.tokens.names[:60] if name.kind == "person"), None)

    def _note_salient(self, in_sentence: SentenceSpeakers, paragraph: int) -> None:
        """Take note of whom a sentence is about and who speaks in it."""
        subject = in_sentence.found.main
        if subject is not None and subject.name is not None and subject.is_person:
            self.dialogue.subject = Speaker(subject.name, sure=0.85, guessed=True)
        elif not in_sentence.alone:
            self.dialogue.subject = None
        if subject is not None and (subject.name is not None or subject.is_person):
            self.resolver.note(self.resolver.speaker(subject))
        elif not in_sentence.cues and (only := in_sentence.only_person()) is not None:
            self.resolver.note(Speaker(only))
        cues = list(enumerate(in_sentence.cues))
        for index, cue in sorted(cues, key=lambda numbered: not numbered[1].inverted):
            if cue.verb.base == "words" or cue.source is None or cue.within >= 0:
                continue
            speaker = in_sentence.speaker(index, first_person=self.dialogue.label)
            if speaker is not None:
                self.resolver.note(speaker)
                if cue.verb.manner == "say" or self.dialogue.spoke is None:
                    self.dialogue.spoke = speaker
                    if self.dialogue.last is None or self.dialogue.paragraph != paragraph:
                        self.dialogue.last = DraftAttribution(speaker=speaker, rule="reported")
                        self.dialogue.paragraph = paragraph
            return

    def _from_neighbours(self, index: int, before: DraftAttribution | None) -> None:
        """Give a quotation that stands alone the speaker of its paragraph, or of the one before."""
        draft = self.drafts[index]
        if self.dialogue.spoke is not None:
            draft.assign(self.dialogue.spoke, rule="same-paragraph", sure=0.75)
            return
        if before is not None and before.speaker is not None:
            draft.assign(before.speaker, rule="previous-speaker", sure=0.6, guessed=True)
        elif self.resolver.salient:
            speaker = self.resolver.salient[-1]
            draft.assign(speaker, rule="previous-speaker", sure=0.45, guessed=True)
        else:
            self.waiting.append(index)
            return
        self.dialogue.heard(draft, paragraph=self.dialogue.paragraph + 1)

    def _fill_late(self, index: int) -> None:
        """Give a quotation before which nobody spoke the speaker of the next one."""
        for later in range(index + 1, min(len(self.drafts), index + 6)):
            speaker = self.drafts[later].speaker
            if speaker is not None and self.marks[later].outer == -1:
                self.drafts[index].assign(speaker, rule="next-speaker", sure=0.4, guessed=True)
                return
