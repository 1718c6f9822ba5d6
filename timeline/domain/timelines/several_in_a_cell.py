"""Cells that hold more than one: outlets, addresses and names, each parted as people part them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
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
    outlets. An outlet without an address of its own has none. Where addresses stand in place of
    titles they are addresses.
    """
    if not url and "://" in title:
        found, wrong = addresses(title)
        if found and not wrong:
            title, url = "", title
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


class Commas(StrEnum):
    """What commas do in a column of names.

    ``FULL``: they part names of two words or more, "Ida Berg, Olaf Lund", and not "Berg, Ida".
    """

    EACH = "each"
    FULL = "full"
    NONE = "none"


def commas_in(cells: Iterable[str]) -> tuple[Commas, str]:
    """What commas do in a column, and a cell of which that is not sure, empty where all are.

    They part names unless a cell has semicolons, bars or lines too, or what stands before and
    behind a comma may be one person, family name first: "Berg, Ida".
    """
    doubtful, full, seen, otherwise = "", "", False, False
    for cell in cells:
        if _PARTED.search(cell.strip()):
            otherwise = True
            continue
        pieces = _by_commas(cell)
        if len(pieces) < 2:
            continue
        if not all(_may_be_a_name(piece) for piece in pieces):
            otherwise = True
        elif all(" " in piece for piece in pieces):
            full = full or cell
        elif len(pieces) == 2 and not any(" " in piece for piece in pieces):
            doubtful = doubtful or cell
        seen = True
    if seen and not otherwise and not doubtful:
        return Commas.EACH, ""
    return Commas.NONE, " ".join((full or doubtful).split())


def names(cell: str, *, commas: Commas) -> list[str]:
    """The names of a cell, without doubles."""
    if commas is not Commas.NONE and not _PARTED.search(cell.strip()):
        pieces = _by_commas(cell)
        if commas is Commas.EACH or all(" " in piece for piece in pieces):
            return list(dict.fromkeys(pieces))
    return parted(cell)


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
