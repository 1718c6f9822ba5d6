"""A text parsed once, for all that is looked for in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from timeline.domain.text import line_kinds, passages
from timeline.domain.text.folded_text import FoldedText
from timeline.domain.text.line_kinds import LineKind
from timeline.domain.text.passages import Passage
from timeline.domain.text.word_table import WordTable

_WIDE_SPACE = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")


class Document:
    """A text with its paragraphs, sentences, words and folds, each worked out once when asked for.

    ``text``: the text itself, whose characters all offsets count, the end exclusive.
    ``language``: the BCP 47 tag of the language that it is written in, empty where that is not
    known. All takes time in proportion to the text's length.
    """

    def __init__(self, text: str, *, language: str = "") -> None:
        self.text = text
        self.language = language

    @property
    def is_english(self) -> bool:
        """Whether it is read as English: also where its language is not known."""
        return self.language.partition("-")[0] in ("", "en")

    @cached_property
    def paragraphs(self) -> Sequence[Passage]:
        """The lines that are not empty, less the white space around them."""
        return passages.paragraphs(self.text)

    @cached_property
    def kinds(self) -> Sequence[LineKind]:
        """What each of the paragraphs is: a heading, a caption, told text …"""
        return line_kinds.kinds(self.text, self.paragraphs)

    @cached_property
    def sentences(self) -> Sequence[Passage]:
        """The sentences; none reaches over the end of a line, a dateline is no part of one."""
        return passages.sentences(self.text, self.paragraphs)

    @cached_property
    def spaced(self) -> str:
        """The text with plain spaces for wide and unbreaking ones, each character where it was."""
        return self.text if self.text.isascii() else _WIDE_SPACE.sub(" ", self.text)

    @cached_property
    def folded(self) -> FoldedText:
        """The text without accents, typographic marks and odd spaces.

        Its offsets are its own; ``FoldedText.place`` leads back to the text's.
        """
        return FoldedText.of(self.text)

    @cached_property
    def words(self) -> WordTable:
        """The words and marks by their offsets in the text: words folded, marks as printed."""
        folded = self.folded
        words = folded.words
        if folded.moved:
            words = WordTable(*folded.places(words.starts, words.ends), words.low)
        return words if self.text.isascii() else words.as_printed(self.text)
