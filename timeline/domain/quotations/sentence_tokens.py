"""A stretch of text as tokens: words, names, punctuation, and each quotation as one token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from timeline.domain.lexicon.english import Lexicon
from timeline.domain.names.name import Name
from timeline.domain.quotations.mark_pairs import MarkedQuotation
from timeline.domain.quotations.speech_words import SpeechWords
from timeline.domain.text.document import Document
from timeline.domain.text.word_table import WordTable

_OWNING = ("'s", "’s")
_ENDED = frozenset("\"'’”»)]")
_ATTRIBUTION = 9
_AROUND = 40
_FAR = 320
"""The tokens, and the characters, on either side of a name that ``around`` looks at."""


@dataclass(slots=True)
class SentenceToken:
    """A word, a name, a mark, or a whole quotation, by its offsets in the text.

    ``low``: in lower case, without a possessive ending; empty for a name or a quotation.
    ``possessive``: whether it has that ending. ``quote``: a quotation's index, or -1.
    """

    start: int
    end: int
    low: str
    kind: Literal["word", "name", "quote", "sign"]
    capital: bool = False
    possessive: bool = False
    name: Name | None = None
    quote: int = -1


@dataclass(slots=True)
class Sentence:
    """A sentence as it reads with its quotations taken for single words."""

    tokens: list[SentenceToken]
    paragraph: int
    opens: bool
    """Whether it is the first of its paragraph."""

    @property
    def start(self) -> int:
        """Its first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """A part of the text to take apart; ``inside``: the quotations directly in it, by index.

    ``paragraph``: its number, or 0 for the inside of a quotation. Paragraphs are read in order.
    """

    start: int
    end: int
    paragraph: int
    inside: Sequence[int]


_start = attrgetter("start")


class Tokeniser:
    """Parts one text into tokens and sentences.

    ``breaks``: the offsets at which its sentences begin, in order, those within quotations too.
    """

    def __init__(
        self,
        document: Document,
        *,
        names: Sequence[Name],
        quotations: Sequence[MarkedQuotation],
    ) -> None:
        self.text = document.text
        self.words = document.words
        self.names = names
        self.quotations = quotations
        self.breaks = [sentence.start for sentence in document.sentences]
        self._read: list[Sentence] = []
        self._name_starts = [name.start for name in names]
        self._surnames = {name.surface.split()[-1]: name for name in names if name.kind == "person"}

    def sentences(self, stretch: TokenSpan) -> list[Sentence]:
        """The sentences of a stretch, in order."""
        tokens = self._tokens(stretch)
        if not tokens:
            return []
        broken = self._broken(tokens, stretch)
        found: list[Sentence] = []
        first = 0
        for index in sorted(broken.union(_behind_quotes(tokens) if stretch.inside else ())):
            if index in broken or self._starts_anew(tokens, index):
                if not self._goes_on(tokens, index):
                    found.append(Sentence(tokens[first:index], stretch.paragraph, not found))
                    first = index
        found.append(Sentence(tokens[first:], stretch.paragraph, not found))
        if stretch.paragraph:
            self._read += found
        return found

    def _broken(self, tokens: Sequence[SentenceToken], stretch: TokenSpan) -> set[int]:
        """The indices of the tokens that begin a sentence."""
        found = set()
        first = bisect_right(self.breaks, stretch.start)
        for cut in self.breaks[first : bisect_left(self.breaks, stretch.end)]:
            index = bisect_left(tokens, cut, key=_start)
            # A break within a quotation is none of the sentence's around it.
            if 0 < index < len(tokens) and tokens[index - 1].end <= cut:
                found.add(index)
        return found

    def names_in(self, start: int, end: int) -> Sequence[Name]:
        """The names that lie in a stretch."""
        first = bisect_left(self._name_starts, start)
        return self.names[first : bisect_left(self._name_starts, end)]

    def around(self, name: Name) -> Sequence[SentenceToken]:
        """The tokens of the sentence that a name stands in, so many on either side at most.

        Where a quotation holds the name its words are tokens too, and its marks are signs.
        """
        at = bisect_right(self._read, name.start, key=attrgetter("start")) - 1
        tokens = self._read[at].tokens if at >= 0 else []
        index = bisect_left(tokens, name.start, key=_start)
        if index == len(tokens) or tokens[index].start != name.start:
            # It stands in a quotation, or its paragraph is not read yet.
            after = bisect_right(self.breaks, name.start)
            start = self.breaks[after - 1] if after else 0
            end = self.breaks[after] if after < len(self.breaks) else len(self.text)
            tokens = []
            self._plain(tokens, max(start, name.start - _FAR), min(end, name.end + _FAR))
            index = bisect_left(tokens, name.start, key=_start)
        return tokens[max(0, index - _AROUND) : index + _AROUND]

    def _tokens(self, stretch: TokenSpan) -> list[SentenceToken]:
        found: list[SentenceToken] = []
        at = stretch.start
        for index in stretch.inside:
            quotation = self.quotations[index]
            self._plain(found, at, quotation.opens)
            found.append(SentenceToken(quotation.opens, quotation.closes, "", "quote", quote=index))
            at = quotation.closes
        self._plain(found, at, stretch.end)
        return found

    def _plain(self, found: list[SentenceToken], start: int, end: int) -> None:
        """Add the tokens of a stretch without quotations."""
        if start >= end:
            return
        text = self.text
        at = start
        for name in self.names_in(start, end):
            if name.start < at or name.end > end:
                continue
            self._words(found, at, name.start)
            at = name.end
            possessive = text.startswith(_OWNING, at)
            if possessive:
                at += 2
            elif text[at - 1] in "sSxz" and text.startswith(("'", "’"), at) and at < end:
                possessive = True
                at += 1
            found.append(
                SentenceToken(name.start, name.end, "", "name", True, possessive, name=name)
            )
        self._words(found, at, end)

    def _words(self, found: list[SentenceToken], start: int, end: int) -> None:
        """Add the tokens of a stretch without quotations and names."""
        if start >= end:
            return
        words, text = self.words, self.text
        first, stop = words.first_from(start), words.first_from(end)
        if first and words.ends[first - 1] > start:
            # A name ends within a word: "Russia-backed".
            self._part(found, start, min(words.ends[first - 1], end))
        cut = stop > first and words.ends[stop - 1] > end
        stop -= cut
        for at, last, low in words.between(first, stop):
            if low.isalpha():
                if text[at].islower():
                    found.append(SentenceToken(at, last, low, "word"))
                else:
                    self._word(found, low, at, last)
            elif low[0].isalnum():
                self._word(found, low, at, last)
            elif low != ".":
                found.append(SentenceToken(at, last, low, "sign"))
        if cut:
            self._part(found, words.starts[stop], end)

    def _part(self, found: list[SentenceToken], start: int, end: int) -> None:
        """Add the tokens of a part of a word."""
        words = WordTable.of(self.text[start:end].lower())
        for at, last, low in zip(words.starts, words.ends, words.low, strict=True):
            if low[0].isalnum():
                self._word(found, low, start + at, start + last)
            elif low != ".":
                found.append(SentenceToken(start + at, start + last, low, "sign"))

    def _word(self, found: list[SentenceToken], low: str, start: int, end: int) -> None:
        possessive = low.endswith("'s")
        if possessive:
            low = low[:-2]
        capital = self.text[start].isupper()
        last = end - 2 if possessive else end
        if capital and (bearer := self._bearer(found, start, last)):
            found.append(SentenceToken(start, last, "", "name", True, possessive, name=bearer))
        else:
            found.append(SentenceToken(start, end, low, "word", capital, possessive))

    def _bearer(self, before: Sequence[SentenceToken], start: int, end: int) -> Name | None:
        """The person whose surname a word is, where it stands alone and no name was told."""
        word = self.text[start:end]
        bearer = self._surnames.get(word)
        titled = before and before[-1].low in Lexicon.HONORIFICS and before[-1].capital
        if bearer is None:
            return Name(start, end, word, full=word, kind="person") if titled else None
        if word.lower() in SpeechWords.NO_SURNAMES and not titled:
            return None
        return replace(bearer, start=start, end=end, surface=word, role="")

    def _last_sign(self, token: SentenceToken) -> str:
        quotation = self.quotations[token.quote]
        end = quotation.end
        while end > quotation.start and self.text[end - 1] in _ENDED:
            end -= 1
        return self.text[end - 1] if end > quotation.start else ""

    def _starts_anew(self, tokens: Sequence[SentenceToken], index: int) -> bool:
        """Whether a token begins a sentence for a quotation that ended just before."""
        before = tokens[index - 1]
        if before.kind != "quote" or self._last_sign(before) not in ".!?…":
            return False
        return tokens[index].capital or tokens[index].kind == "quote"

    def _goes_on(self, tokens: Sequence[SentenceToken], index: int) -> bool:
        """Whether who speaks follows after a quotation that ends as a sentence does."""
        before = tokens[index - 1]
        if before.kind != "quote" or tokens[index].kind == "quote":
            return False
        if not self.text[before.end : tokens[index].start].isspace():
            return False
        last = self._last_sign(before)
        if last not in ".!?…":
            return True
        inner = self.quotations[before.quote].start
        if last == "." and index > 1 and tokens[index - 2].kind in ("word", "name"):
            if self.text[inner].islower():
                # The end of a sentence that the words are a part of.
                return False
        ahead = tokens[index : index + _ATTRIBUTION]
        for place, token in enumerate(ahead):
            if token.kind == "quote" or (token.low in ",;:" and token.kind == "sign"):
                return False
            verb = (
                SpeechWords.VERBS.get(token.low)
                if token.kind == "word" and not token.capital
                else None
            )
            if verb is not None and place and verb.manner in ("say", "gesture"):
                if verb.form not in ("past", "present") or token.low in SpeechWords.PREPOSITIONS:
                    return False
                return last != "." or self._ends_soon(ahead, place)
        return False

    @staticmethod
    def _ends_soon(ahead: Sequence[SentenceToken], place: int) -> bool:
        if place + 1 >= len(ahead):
            return len(ahead) < _ATTRIBUTION
        following = ahead[place + 1]
        return (
            following.kind == "sign"
            or following.low in SpeechWords.PREPOSITIONS
            or following.low in SpeechWords.TIMES
        )


def _behind_quotes(tokens: Sequence[SentenceToken]) -> list[int]:
    """The indices of the tokens right behind quotations."""
    return [index for index, before in enumerate(tokens[:-1], 1) if before.kind == "quote"]
