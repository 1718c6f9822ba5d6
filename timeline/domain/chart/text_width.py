"""How much room words take in a line, at most, whichever sans-serif a reader has.

No common one is broader than DejaVu Sans, after which the widths are taken.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width, normalize

_REGULAR = 0.94
"""How wide a letter of regular weight is, where a bold one is 1."""
_WIDTHS = {
    letter: width
    for width, letters in {
        0.38: " IJijl|/\\'’‘‚.,ıłіїјІЇЈ",
        0.46: "()[]!:;f·-‐\N{NON-BREAKING HYPHEN}¹²³ι",
        0.53: 'rt*_`"–„´¨°',
        0.61: "csz?гґсэєѕзτςεζξ",
        0.68: "LakvxyавухьтГ“”«»",
        0.74: "{}$€£EFSTYЕЅТУЗŁ",
        0.79: "ABCKPRVXZАВБРСХЯЄЭлцЬъЎУπσφ",
        0.87: "GHNOQUDКЛдмГПИЙНћħ+<=>#~^¬±×÷ωψ&",
        0.94: "wЦыŉΌΏ",
        1.07: "mM%@©®—…½¼¾æМДФжфшюњљЫЪĦΜ",
        1.18: "WЮЊЉщŒœÆ",
        1.26: "ЖШ",
        1.45: "Щ‰",
    }.items()
    for letter in letters
}
_OTHERS = {"Ll": 0.74, "Lu": 0.88, "Lo": 0.75, "Nd": 0.7, "Mn": 0.0, "Me": 0.0, "Cf": 0.0}
"""By the kind of letter, as Unicode has it."""


def text_width(words: str, *, pixels: float, bold: bool = False) -> float:
    """How wide words are at most in letters of so many pixels, in one line."""
    return sum(map(_ems, words)) * pixels * (1 if bold else _REGULAR)


@lru_cache(maxsize=4096)
def _ems(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if east_asian_width(letter) in "WF":
        return 1.07
    parts = normalize("NFKD", letter)
    return _OTHERS.get(category(letter), 1.0) if parts == letter else sum(map(_ems, parts))
