"""How many documents tell an event, and how many first-hand sources that comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from timeline.domain.time.formatting import counted

FIRST_HAND, NOT_RECORDED = "first-hand", "not-recorded"
"""Of a source's origins, that it tells of its own, and that nobody has said."""


@dataclass(frozen=True, slots=True)
class Documents:
    """``count`` documents tell; ``first_hand``: the sources that they are told by or through, as
    far as that is known; ``unrecorded``: the documents of which it is not.
    """

    count: int
    first_hand: int
    unrecorded: int

    @classmethod
    def of(cls, tellings: Iterable[tuple[int, int | None, str]]) -> Self:
        """Of tellings: each one's document, the source it is told through, and the document's
        origin.
        """
        rows = list(tellings)
        own = [(document, origin) for document, via, origin in rows if not via]
        through = {via for _, via, _ in rows if via}
        return cls(
            count=len({document for document, _, _ in rows}),
            first_hand=len(
                through | {document for document, origin in own if origin == FIRST_HAND}
            ),
            unrecorded=len({document for document, origin in own if origin == NOT_RECORDED}),
        )

    @property
    def words(self) -> str:
        """Both in words: "4 documents, 2 first-hand", as far as it is recorded."""
        documents = counted(self.count, "document")
        if not self.unrecorded:
            return f"{documents}, {self.first_hand} first-hand"
        if self.unrecorded == self.count:
            they = "it draws" if self.count == 1 else "they draw"
            first = f", {self.first_hand} first-hand" if self.first_hand else ""
            return f"{documents}{first}; what {they} on is not recorded"
        some = "1 draws" if self.unrecorded == 1 else f"{self.unrecorded} draw"
        return f"{documents}, {self.first_hand} first-hand; what {some} on is not recorded"

    @property
    def in_short(self) -> str:
        """The same for a list: the documents alone where they are all first-hand, or where of none
        is recorded what it draws on.
        """
        alone = (self.first_hand, self.unrecorded) in ((self.count, 0), (0, self.count))
        return counted(self.count, "source") if alone else self.words
