"""A thing that a page states of itself in a field, and the article that its fields must be of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from timeline.domain.text.folding import fold, word_list

LONGEST = 1000
"""The characters of a value that are kept."""

ARTICLE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w{0,40}Article|BlogPosting|LiveBlogPosting|Report|NewsItem)\Z"
)
"""The types of schema.org that an article has."""

_ADDRESS = re.compile(r"(?:https?:)?//(?:www\.|m\.|amp\.)?([^?#]+)", re.IGNORECASE)
_CONTAINED = 15
"""The characters from which on a headline within another is the same."""


class Statement(NamedTuple):
    """A thing that the page states: what it is of the page, its value, and the field's name.

    ``what``: title, author, site, published, updated, url, language or kind.
    """

    what: str
    value: str
    field: str


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """What the page calls its article: its headings and titles, and its own addresses."""

    titles: tuple[str, ...]
    addresses: frozenset[str]

    def agrees(self, *, titles: list[str], addresses: list[str]) -> int:
        """How surely an article with these headlines and addresses is the page's own.

        Positive: one of them is the page's; 0: nothing tells; negative: it is another's.
        """
        of_address = self._of_address(addresses)
        if likeness := max(map(self._has_title, titles), default=0):
            return 1 + likeness + of_address
        return 2 * of_address if of_address else -1 if titles and self.titles else 0

    def _of_address(self, addresses: list[str]) -> int:
        """1 where one is the page's, -1 where all are others', 0 where it can't be told."""
        bare = {same_address(address) for address in addresses} - {""}
        if not bare or not self.addresses:
            return 0
        if bare & self.addresses:
            return 1
        # A site's front page is what some name for each of their articles.
        return 0 if all("/" not in address for address in bare) else -1

    def _has_title(self, title: str) -> int:
        """2 where it is one of the page's titles, 1 where it is nearly one."""
        folded = fold(title).strip()
        if folded in self.titles:
            return 2
        own = set(word_list(title))
        for other in self.titles:
            shorter, longer = sorted((folded, other), key=len)
            both = set(word_list(other))
            if (len(shorter) > _CONTAINED and shorter in longer) or (
                len(own & both) * 2 > max(len(own), len(both))
            ):
                return 1
        return 0


def same_address(address: str) -> str:
    """An address as it is compared: without scheme, "www.", query and last slash; empty if none."""
    match = _ADDRESS.match(address.strip())
    return match[1].lower().rstrip("/") if match else ""


def words(value: str | None) -> str:
    """A value with single spaces, cut."""
    return " ".join((value or "")[: LONGEST * 4].split())[:LONGEST]
