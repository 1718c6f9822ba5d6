"""Ordinary English words: capitals do not make them names."""

from __future__ import annotations

from timeline.domain.lexicon.english import Lexicon


def is_ordinary(word: str) -> bool:
    """Whether a word in lower case is ordinary English, its usual endings aside."""
    if word in Lexicon.ORDINARY or word in Lexicon.FUNCTION or word in Lexicon.CALENDAR:
        return True
    if "-" in word:
        return all(is_ordinary(part) for part in word.split("-")[:6] if part)
    if not word.endswith(_LAST_LETTERS):
        return False
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if any(stem + other in Lexicon.ORDINARY for other in others):
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in Lexicon.ORDINARY:
                return True
    return False


_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("ing", ("", "e")), ("es", ("", "e")), ("ed", ("", "e")),
    ("ers", ("", "e")), ("er", ("", "e")), ("ly", ("",)), ("s", ("",)),
)  # fmt: skip
_LAST_LETTERS = tuple({ending[-1] for ending, _ in _ENDINGS})
