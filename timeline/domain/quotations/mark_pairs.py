"""Quotations: which two marks belong together.

Marks are paired within a paragraph, from left to right, with one look at what is ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.domain.quotations.quotation_marks import QuotationMark, marks_in
from timeline.domain.text.passages import Passage

DEEPEST = 3
"""Quotations inside quotations are followed so far; a mark that would open one more is none."""

_GUESSED_END = re.compile(
    r"[,.?!…](?=\s(?:said|says|added|told)\s|\s(?:he|she|they|[^\W\d_a-z]\w{1,20}) "
    r"(?:said|says|told|added|wrote|continued|asked|replied|tweeted|warned|insisted)\b)"
)


_SURE_END = re.compile(r",(?=\s(?:said|says|added|replied|wrote)\s[^\W\d_a-z])")


@dataclass(slots=True)
class MarkedQuotation:
    """Words between two marks, by their characters.

    ``start`` and ``end`` leave the marks out, ``opens`` and ``closes`` take them in. ``outer``: the
    index of the quotation around it, or -1. ``closed``: whether the closing mark is there.
    ``resumed``: whether it goes on from the paragraph before, which left its quotation open.
    """

    start: int
    end: int
    opens: int
    closes: int
    outer: int = -1
    depth: int = 1
    single: bool = False
    closed: bool = True
    resumed: bool = False


def quotations(text: str, *, within: Sequence[Passage]) -> list[MarkedQuotation]:
    """The quotations in the paragraphs of a text, each before those inside it.

    An opening mark without its closing one counts where the next paragraph opens with a mark too,
    or where no other reading is left; it then ends with the paragraph, or before "he said".
    """
    found: list[MarkedQuotation] = []
    pending = False
    for index, paragraph in enumerate(within):
        following = within[index + 1] if index + 1 < len(within) else None
        marks = marks_in(text, start=paragraph.start, end=paragraph.end)
        if not marks:
            pending = False
            continue
        pairing = _Pairing(text, paragraph, found, pending=pending, following=following)
        pending = pairing.pair(marks)
    return found


class _Pairing:
    """One paragraph's marks as they are paired."""

    def __init__(
        self,
        text: str,
        paragraph: Passage,
        found: list[MarkedQuotation],
        *,
        pending: bool,
        following: Passage | None,
    ) -> None:
        self.text = text
        self.paragraph = paragraph
        self.found = found
        self.first = len(found)
        self.pending = pending
        self.following = following
        self.open: list[tuple[int, QuotationMark]] = []
        self.doubles_left = 0

    def pair(self, marks: list[QuotationMark]) -> bool:
        """Pair the marks; whether a quotation stays open that the next paragraph takes up."""
        self.doubles_left = sum(
            mark.closes - mark.opens
            for mark in marks
            if not mark.single and mark.opens != mark.closes
        )
        for mark in marks:
            if not mark.single:
                self._double(mark)
            elif mark.opens and self._may_open(mark):
                self._push(mark)
            elif mark.closes:
                self._close_single(mark)
        return self._finish()

    def _double(self, mark: QuotationMark) -> None:
        if mark.opens != mark.closes:
            # What is left of closing marks over opening ones, from the next mark on.
            self.doubles_left -= mark.closes - mark.opens
        level = self._double_open()
        sign = mark.sign
        if level >= 0 and (mark.closes or (sign == "“" and self.open[level][1].sign == "„")):
            self._close(level, mark)
        elif level >= 0 and self.doubles_left <= sum(not m.single for _, m in self.open):
            # It opens again and too few are left to close both: the one before was never closed.
            self._end_unclosed(level, before=mark.start)
            self._push(mark)
        elif mark.opens:
            self._push(mark)
        elif self.pending and not self.open and len(self.found) == self.first:
            start = self.paragraph.start
            self.found.append(MarkedQuotation(start, mark.start, start, mark.end, resumed=True))

    def _may_open(self, mark: QuotationMark) -> bool:
        if self.open and self.open[-1][1].single:
            # A second one in a row: the first was an apostrophe after all.
            if not mark.any_ahead:
                return False
            self._drop(len(self.open) - 1)
        return mark.any_ahead or mark.sign in "‘‹" or mark.start == self.paragraph.start

    def _close_single(self, mark: QuotationMark) -> None:
        if self.open and self.open[-1][1].single and not (mark.weak and mark.firm_ahead):
            self._close(len(self.open) - 1, mark)

    def _double_open(self) -> int:
        for level in range(len(self.open) - 1, -1, -1):
            if not self.open[level][1].single:
                return level
        return -1

    def _push(self, mark: QuotationMark) -> None:
        if len(self.open) >= DEEPEST:
            return
        outer = self.open[-1][0] if self.open else -1
        starts_it = mark.start == self.paragraph.start
        self.open.append((len(self.found), mark))
        self.found.append(
            MarkedQuotation(
                mark.end,
                mark.end,
                mark.start,
                mark.end,
                outer=outer,
                depth=len(self.open),
                single=mark.single,
                resumed=self.pending and starts_it,
            )
        )

    def _close(self, level: int, mark: QuotationMark) -> None:
        while len(self.open) > level + 1:
            inner = len(self.open) - 1
            if self.open[inner][1].sign in "‘‹“„«":
                self._end_unclosed(inner, before=mark.start)
            else:
                self._drop(inner)
        quotation = self.found[self.open.pop()[0]]
        if self.text[quotation.start : mark.start].isspace():
            return
        quotation.end, quotation.closes = mark.start, mark.end

    def _end_unclosed(self, level: int, *, before: int) -> None:
        while len(self.open) > level + 1:
            self._drop(len(self.open) - 1)
        quotation = self.found[self.open.pop()[0]]
        guess = _GUESSED_END.search(self.text, quotation.start, before) if level == 0 else None
        end = guess.end() if guess else before
        while end > quotation.start and self.text[end - 1].isspace():
            end -= 1
        quotation.end = quotation.closes = end
        quotation.closed = False

    def _drop(self, level: int) -> None:
        """Take a mark for an apostrophe; what was found inside moves out by one."""
        index, _ = self.open[level]
        if len(self.found) == index + 1:
            self.found.pop()
        else:
            outer = self.found[index].outer
            for quotation in self.found[index + 1 :]:
                quotation.depth -= 1
                if quotation.outer == index:
                    quotation.outer = outer
            # An empty quotation keeps the others' indices; the finder passes it over.
            dropped = self.found[index]
            dropped.end = dropped.closes = dropped.start
        del self.open[level]

    def _finish(self) -> bool:
        resumes = False
        end = self.paragraph.end
        while self.open:
            index, mark = self.open[0]
            goes_on = self._next_opens_with(mark) and not _SURE_END.search(
                self.text, self.found[index].start, end
            )
            if mark.single and not goes_on and mark.start != self.paragraph.start:
                self._drop(len(self.open) - 1)
                continue
            if not goes_on and mark.single and mark.sign == "'":
                self._drop(len(self.open) - 1)
                continue
            if goes_on:
                while len(self.open) > 1:
                    self._drop(len(self.open) - 1)
                quotation = self.found[index]
                quotation.end = quotation.closes = end
                quotation.closed = False
                self.open.clear()
                resumes = True
            else:
                self._end_unclosed(0, before=end)
        return resumes or (not self.open and self._left_open())

    def _left_open(self) -> bool:
        return (
            len(self.found) > self.first
            and not self.found[-1].closed
            and self.found[-1].closes == self.paragraph.end
            and self.found[-1].outer == -1
        )

    def _next_opens_with(self, mark: QuotationMark) -> bool:
        return self.following is not None and self.text.startswith(mark.sign, self.following.start)
