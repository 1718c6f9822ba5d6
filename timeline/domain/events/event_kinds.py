"""The kind of event that a verb tells, by the words beside it: "struck a deal", "a village"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.domain.lexicon.word_lists import Lazy, groups

BEFORE, AFTER = 6, 8
"""The words before a verb, and after it, that may tell its sense."""


def _senses() -> dict[str, list[tuple[str, frozenset[str]]]]:
    table: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for head, words in groups("verb_senses").items():
        verb, kind = head.split()
        table.setdefault(verb, []).append((kind, frozenset(words)))
    return table


class _KindWords:
    SENSES = Lazy(_senses)


def in_sentence(base: str, kind: str, words: Sequence[str], index: int) -> str:
    """The kind of a verb's event; ``kind``: what it is where no word beside the verb tells.

    ``words``: those of its clause in lower case, ``index`` the verb's.
    """
    senses = _KindWords.SENSES.get(base)
    if senses is None:
        return kind
    after = words[index + 1 : index + 1 + AFTER]
    before = words[max(0, index - BEFORE) : index]
    for near in (after, before):
        for told, beside in senses:
            if not beside.isdisjoint(near):
                return told
    return kind
