"""Cyrillic and Greek in Latin letters, for the words of an address: "Київ" is "kyiv".

It is meant to be read in an address, not to be turned back. Other scripts stay as they are. The
tables are our own, as libraries of all scripts (anyascii 0.3.3) write Ukrainian as if it were
Russian, "Kiiv", and Arabic and Hebrew without their vowels.
"""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = (
    "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh "
    "ц ts ч ch ш sh щ shch ъ ' ы y ь ' э e ю yu я ya ё yo і i ї i є ye ґ g ў u ј j љ lj њ nj "
    "ћ c ђ dj џ dz ќ k ѓ g ѕ dz"
)
_GREEK = (
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch "
    "ψ ps ω o"
)
_PAIRS = f"{_CYRILLIC} {_GREEK}".replace("'", "''").split()
_LETTERS = {
    ord(letter): "" if latin == "''" else latin
    for letter, latin in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
}
_OF_UKRAINIAN = re.compile(r"[іїєґ]|[сц]ьк")
_UKRAINIAN = _LETTERS | {ord("г"): "h", ord("и"): "y"}
_TONOS = re.compile("(?<=[\u03b1-\u03c9])[\u0300\u0301\u0308\u0342\u0345]+")


def romanised(text: str) -> str:
    """A text in lower case, its Cyrillic and Greek letters written in Latin ones."""
    lower = unicodedata.normalize("NFD", text.lower())
    lower = unicodedata.normalize("NFC", _TONOS.sub("", lower)).replace("ου", "ou")
    return lower.translate(_UKRAINIAN if _OF_UKRAINIAN.search(lower) else _LETTERS)
