"""What kind of actor a bare name may be: a guess, for a person to confirm."""

from __future__ import annotations

from timeline.domain.lexicon.word_lists import entries, heads
from timeline.domain.text.folding import fold

_MOST_WORDS = 4


def guessed_kind(name: str) -> str:
    """``person``, ``organisation`` or ``state``, as far as the name's words tell; else empty.

    A state by its usual name; an organisation by a known name, by a word that organisations' names
    end in or begin with, or by capitals alone; a person by a given name before another name.
    """
    words = [word.strip(".,") for word in fold(name).split()]
    if name in heads("states"):
        return "state"
    if name in heads("bodies") or name in heads("papers"):
        return "organisation"
    bodies = entries("organisation_words", "body")
    if words and ({words[-1], words[0]} & bodies or any(word in bodies for word in words[1:-1])):
        return "organisation"
    if len(words) == 1:
        return "organisation" if name.isupper() and 2 <= len(name) <= 8 else ""
    if 2 <= len(words) <= _MOST_WORDS and words[0] in entries("first_names"):
        return "person"
    return ""
