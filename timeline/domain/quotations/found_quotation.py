"""A quotation found in running text."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.domain.names.name import Name


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """Words between quotation marks, and who is said to have said them.

    ``start`` and ``end``: the words' characters without the marks, the end exclusive; ``words``:
    as printed. ``speaker``: the name that the text gives, or ``None`` where no rule finds one.
    ``told_by``: of words inside another's quotation, who tells them. ``cue``: the place in the text
    that tells who speaks, its characters ("Stoltenberg said", "he said"), where there is one.
    ``rule``: which rule found the speaker, in kebab case. ``confidence``: from 0 to 1. ``guessed``:
    whether the speaker is inferred (from a pronoun, or from a quotation before), not written there.
    ``continued``: whether the quotation goes on from that of the paragraph before.
    ``scare``: whether the marks set off a term or a title rather than what somebody said.
    """

    start: int
    end: int
    words: str
    speaker: Name | None = None
    told_by: Name | None = None
    cue: tuple[int, int] | None = None
    rule: str = ""
    confidence: float = 0.0
    guessed: bool = False
    continued: bool = False
    scare: bool = False
