"""Cells that hold more than one: outlets, addresses and names, each parted as people part them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from timeline.domain.lexicon.word_lists import entries

LONGEST_ADDRESS = 500
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]{3,}", re.IGNORECASE)
_BARE = re.compile(
    r"(?:www\.[^\s/@]+\.[a-z]{2,24}(?:/\S*)?|(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}/\S*)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*[;|\r\n]\s*")
_BETWEEN_ADDRESSES = re.compile(
    r"\s*[|\r\n]\s*|\s*;\s+|;(?=https?://|www\.)|,?\s+(?=https?://|www\.)", re.IGNORECASE
)
_BESIDE_A_NAME = frozenset("jr sr ii iii iv inc ltd llc plc gmbh ag co mp phd md dds esq".split())


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document as a row names it; each text may be empty."""

    outlet: str = ""
    title: str = ""
    url: str = ""


def documents(outlet: str, title: str, url: str) -> tuple[list[NamedDocument], list[str]]:
    """The documents that a row names, and sentences on addresses that are none.

    Several outlets and several addresses belong together in their order; a single outlet has all
    of the addresses, a single title is that of each document, unless titles are as many as
    outlets. An outlet without an address of its own has none.
    """
    outlets, (urls, notes) = parted(outlet), addresses(url)
    titles = parted(title)
    number = max(len(outlets), len(urls))
    if number < 2:
        return [NamedDocument(outlet, title, urls[0] if urls else "")], notes
    if len(titles) != number:
        titles = [title] * number
    if len(outlets) == 1:
        outlets *= number
    told = zip_longest(outlets, titles, urls, fillvalue="")
    return list(dict.fromkeys(NamedDocument(*one) for one in told)), notes


def parted(cell: str) -> list[str]:
    """What semicolons, bars and line breaks part, without doubles."""
    return list(dict.fromkeys(one for one in _PARTED.split(cell.strip()) if one))


def addresses(cell: str) -> tuple[list[str], list[str]]:
    """The web addresses of a cell, an ``https://`` added where it lacks; sentences on the rest.

    One that stands at its place among several and is none is an empty text there.
    """
    found, notes = [], []
    for one in filter(None, _BETWEEN_ADDRESSES.split(cell.strip())):
        whole = f"https://{one}" if _BARE.fullmatch(one) else one
        if _ADDRESS.fullmatch(whole) and len(whole) <= LONGEST_ADDRESS:
            found.append(whole)
            continue
        shown = one if len(one) <= 60 else f"{one[:60]}…"
        found.append("")
        notes.append(f"“{shown}” is no web address, and is left out.")
    if not any(found):
        found = []
    return found, notes


def holds_names_by_commas(cells: Iterable[str]) -> bool:
    """Whether a column parts names by commas: "Ida Berg, Olaf Lund".

    Not where a cell has semicolons, bars or lines too, nor where what stands before and behind a
    comma may be one person, family name first: "Berg, Ida".
    """
    seen = False
    for cell in cells:
        if _PARTED.search(cell.strip()):
            return False
        pieces = _by_commas(cell)
        if len(pieces) < 2:
            continue
        seen = True
        if len(pieces) == 2 and not any(" " in piece for piece in pieces):
            return False
        if not all(_may_be_a_name(piece) for piece in pieces):
            return False
    return seen


def names(cell: str, *, by_commas: bool) -> list[str]:
    """The names of a cell, without doubles."""
    return list(dict.fromkeys(_by_commas(cell))) if by_commas else parted(cell)


def _by_commas(cell: str) -> list[str]:
    pieces: list[str] = []
    for piece in (one.strip() for one in cell.split(",")):
        if pieces and piece.casefold().replace(".", "") in _BESIDE_A_NAME:
            pieces[-1] = f"{pieces[-1]}, {piece}"
        elif piece:
            pieces.append(piece)
    return pieces


def _may_be_a_name(piece: str) -> bool:
    told = piece.split()
    small = entries("function_words")
    return (
        1 <= len(told) <= 7
        and told[0][:1].isupper()
        and all(not word[:1].islower() or word in small | _PARTICLES for word in told)
    )


_PARTICLES = frozenset("de la le du des von van der den zu y di da del al el bin ter dos".split())
"""Small words within names, besides those of the grammar."""
