"""Folding and searching text: what a search takes for the same, on every page and either database.

*Folded* text is lower case, without accents, with straight quotes and apostrophes, plain hyphens,
digits 0 to 9 and single spaces; so "Radoslaw" finds "Radosław". Accents are those of alphabets
whose readers leave them out; signs that make another letter stay: "ガ" is not "カ".

A text is searched by its *words*. Letters and digits are words of their own ("F16" and "F-16" are
``f 16``), letters with stops between them are one ("U.S." is ``us``), digits in groups of three are
one number, and each sign of a script that is written without spaces is one. Text that is written
together in one place and apart in another is found by both: see ``words`` and ``forms``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from timeline.domain.text.typography import STRAIGHT

MOST_TERMS = 8
"""The terms of a search that count; what is typed beyond them is left out."""

APART = " _"
"""What stands between runs of words that no phrase reaches across; no word is or has one."""
_EITHER = "|"
"""What stands between the forms of a term; no word has one."""

_LETTERS = {
    **STRAIGHT,
    # Apostrophes that are letters to Unicode.
    **dict.fromkeys("ʹʻʽˈ", "'"),
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ґ": "г",
    # What Persian keyboards type for letters that Arabic ones have too.
    "ی": "ي", "ک": "ك",
}  # fmt: skip
_ACCENTS = (
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F),
    (0x670, 0x670), (0x6D6, 0x6ED), (0x8D3, 0x8FF), (0x180B, 0x180F), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Blocks of accents, vowel points, stretched strokes and selectors that fold away."""


class _FoldedCharacters(dict[int, str]):
    """What each character folds to by itself, as ``str.translate`` asks for it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_character(chr(code))
        return folded


def _folded_character(character: str) -> str:
    if character.isspace():
        return " "
    folded = _LETTERS.get(character, character)
    while True:
        # Again and again: what "™" stands for are capitals.
        parts = unicodedata.normalize("NFKD", folded.casefold())
        again = "".join(_folded_part(part) for part in parts)
        if again == folded:
            return unicodedata.normalize("NFC", folded)
        folded = again


def _folded_part(part: str) -> str:
    if part in _LETTERS:
        return _LETTERS[part]
    if part.isdecimal():
        return str(unicodedata.decimal(part))
    folds_away = unicodedata.category(part) == "Cf" or any(
        first <= ord(part) <= last for first, last in _ACCENTS
    )
    return "" if folds_away else part


_FOLDED = _FoldedCharacters()
_SPACES = re.compile(r"\s+")

_SPACELESS = (
    # Chinese and Japanese; Thai and Lao; Burmese; Khmer.
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2"
    "\u0eb3\u0ec0-\u0ec6\u0edc-\u0edf\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3"
)
_RARE = re.compile("[\u0711-\u1cff\u2d00-\U0010ffff]")
"""Characters for which the pattern of ``_rare_token`` is needed, and some that could do without."""


def _tokens(letter: str, *, alone: str = "") -> re.Pattern[str]:
    """A pattern that finds tokens: words of what ``letter`` matches, what is written as one with
    stops, hyphens or apostrophes in it, and numbers. ``alone``: what is a token by itself, as an
    alternative that comes first, its | included.
    """
    dotted, compound = rf"{letter}(?:\.{letter})+(?!{letter})", rf"{letter}+(?:['-]{letter}+)*"
    return re.compile(rf"{alone}{dotted}|{compound}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+")


@cache
def _rare_token() -> re.Pattern[str]:
    """The pattern that finds tokens of scripts without spaces, and of those whose vowels are signs.

    It takes a while to make, and most processes never meet such a script.
    """
    # Signs that belong to the letter before them: vowels of Hindi and Thai, say.
    signs = "".join(
        chr(code)
        for code in range(0x300, 0x1E94B)
        if unicodedata.category(chr(code))[0] == "M" and _folded_part(chr(code))
    )
    return _tokens(rf"(?:[^\W\d_{_SPACELESS}][{signs}]*)", alone=rf"[{_SPACELESS}][{signs}]*|")


_PLAIN_TOKEN = _tokens("[a-z]")
_TOKEN = _tokens(r"[^\W\d_]")
_INITIAL = re.compile(r"\. [^\W\d_]\.")
_INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_]\.(?: [^\W\d_]\.)+")
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_ALPHANUMERIC = re.compile(r"[^\W_]+")

_Run = tuple[tuple[int, ...], ...]
"""Words that follow each other, each as the places of its characters."""


class _Links(NamedTuple):
    """The words of a token, which may have stops, commas, hyphens or apostrophes in it.

    ``parted``: its words, a space between them ("cease fire"). ``together``: the same as if hyphens
    and apostrophes parted nothing ("ceasefire"). ``also``: what else a search finds it by, if
    anything. ``places`` and ``also_places``: for each word of ``parted`` and of ``also``, where in
    the token its characters stand.
    """

    parted: str
    together: str
    also: str
    places: _Run
    also_places: _Run


def fold(text: str) -> str:
    """The text folded."""
    if text.isascii():
        folded = text.lower()
    else:
        folded = text.translate(_FOLDED)
        if not unicodedata.is_normalized("NFC", folded):
            folded = unicodedata.normalize("NFC", folded)
    return _SPACES.sub(" ", folded).removeprefix(" ")


def by_name(name: str) -> tuple[str, str]:
    """What names are sorted by, the same whichever collation a database has for its own order."""
    return fold(name), name


def words(text: str) -> str:
    """The text as a search looks at it: its words, each with one space before it.

    After them, each by itself, comes what is written together elsewhere, or apart: "ceasefire" for
    "cease-fire", "obrien" for "O'Brien", "u s" for "U.S.", "jk" for "J. K.". ``holds`` looks for
    terms in what this gives.
    """
    folded = text.lower() if text.isascii() else fold(text)
    tokens = _found_by(folded).findall(folded)
    if not tokens:
        return ""
    also: dict[str, None] = {}
    for place, token in enumerate(tokens):
        if not token.isalnum():
            links = _links(token)
            tokens[place] = links.parted
            if links.also:
                also[links.also] = None
    if _INITIAL.search(folded):
        also |= dict.fromkeys(_of_initials(match[0]) for match in _INITIALS.finditer(folded))
    return " " + f"{APART} ".join([" ".join(tokens), *also])


def word_list(text: str) -> list[str]:
    """The text's runs of letters and digits, folded."""
    return _ALPHANUMERIC.findall(fold(text))


@lru_cache(maxsize=256)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a search: words, and phrases in double quotes, folded, at most eight."""
    found = []
    for match in _TERM.finditer(fold(text)):
        term = match[1] or match[2]
        links = [_links(token) for token in _found_by(term).findall(term)]
        parted, together = (link.parted for link in links), (link.together for link in links)
        ways = dict.fromkeys([" ".join(parted), " ".join(together)])
        if (wanted := _EITHER.join(ways)) and wanted not in found:
            found.append(wanted)
    return tuple(found[:MOST_TERMS])


def forms(term: str) -> list[str]:
    """The ways in which a term may stand in a text, each as words with one space between them.

    One, but for a term with a hyphen or an apostrophe: "cease-fire" is ``cease fire`` or
    ``ceasefire``.
    """
    return term.split(_EITHER)


def holds(searched: str, wanted: Iterable[str]) -> bool:
    """Whether each of some terms stands in a text as ``words`` gives it.

    A term stands in it where a word, or a run of words, begins with one of its forms: "sky" finds
    "sky" and "skyward", not "Zelensky".
    """
    for term in wanted:
        if f" {term}" not in searched and not any(f" {form}" in searched for form in forms(term)):
            return False
    return True


def hits(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where terms stand in a text: spans of its characters, in order, none overlapping."""
    searched = words(text)
    wanted = [term for term in wanted if holds(searched, [term])]
    if not wanted:
        return []
    folded, origin = _with_origin(text)
    runs = _runs(folded)
    spans = [
        (origin[places[0]][0], origin[places[-1]][1])
        for term in wanted
        for form in forms(term)
        for run in runs
        for places in _places(form.split(), run, folded)
    ]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _found_by(folded: str) -> re.Pattern[str]:
    """What finds the tokens of a folded text: one for each kind of script, as fast as can be."""
    if folded.isascii():
        return _PLAIN_TOKEN
    return _rare_token() if _RARE.search(folded) else _TOKEN


@lru_cache(maxsize=8192)
def _links(token: str) -> _Links:
    pieces = tuple(tuple(range(*piece.span())) for piece in re.finditer("[^.,'-]+", token))
    joined = (tuple(chain.from_iterable(pieces)),)
    apart, together = (" ".join(_spelt(token, run)) for run in (pieces, joined))
    if len(pieces) == 1 or "," in token:
        return _Links(together, together, "", joined, ())
    if "." in token:
        return _Links(together, together, apart, joined, pieces)
    return _Links(apart, together, together, pieces, joined)


def _spelt(text: str, run: _Run) -> list[str]:
    return ["".join([text[place] for place in word]) for word in run]


def _of_initials(written: str) -> str:
    return written.replace(". ", "").removesuffix(".")


def _runs(folded: str) -> list[_Run]:
    """The runs of words that ``words`` gives for a folded text: first its own words, then each form
    in which something is written elsewhere; each word as the places of its characters in the text.
    """
    found: list[tuple[int, ...]] = []
    also: list[_Run] = []
    for token in _found_by(folded).finditer(folded):
        links, start = _links(token[0]), token.start()
        found += _moved(links.places, start)
        also.append(_moved(links.also_places, start))
    for match in _INITIALS.finditer(folded):
        also.append((tuple(place for place in range(*match.span()) if folded[place] not in ". "),))
    return [tuple(found), *also]


def _moved(run: _Run, by: int) -> _Run:
    return tuple(tuple(place + by for place in word) for word in run)


def _places(form: Sequence[str], run: _Run, folded: str) -> Iterator[list[int]]:
    """Each time that a run has the words of a form in a row: the places of their characters.

    The last word of the form may be the beginning of a longer one.
    """
    *whole, last = form
    spelt = _spelt(folded, run)
    for start in range(len(run) - len(whole)):
        end = start + len(whole)
        if spelt[start:end] == whole and spelt[end].startswith(last):
            yield [*chain.from_iterable(run[start:end]), *run[end][: len(last)]]


def _with_origin(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text folded, and for each of its characters the span in the text that it comes from."""
    folded: list[str] = []
    origin: list[tuple[int, int]] = []
    start, parts = 0, ""
    for place, character in enumerate(f"{text}."):
        part = _FOLDED[ord(character)]
        if place and not _joins(part):
            # What folds together is a character with its accents, or the parts of a syllable.
            for one in unicodedata.normalize("NFC", parts):
                if one != " " or (folded and folded[-1] != " "):
                    folded.append(one)
                    origin.append((start, place))
            start, parts = place, ""
        parts += part
    return "".join(folded), origin


def _joins(folded: str) -> bool:
    """Whether a folded character belongs to the one before it: a sign, a part of a syllable."""
    return not folded or (
        not folded.isascii()
        and (unicodedata.category(folded[0])[0] == "M" or "\u1100" <= folded[0] <= "\u11ff")
    )
