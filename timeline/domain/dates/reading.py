"""What reading a date phrase comes to: its date and why, or an error. How it is read is told by
``reader``.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline.domain.time.intervals import Interval


class Reading(NamedTuple):
    """A date phrase resolved.

    ``phrase``: as written. ``interval``: what it was read as. ``rule``: the rule's short name, in
    kebab case. ``because``: the rule in one sentence that a reader understands.
    """

    phrase: str
    interval: Interval
    rule: str
    because: str


class UnreadablePhrase(ValueError):
    """A phrase that no rule reads as a date. ``phrase`` is the phrase, the message says why."""

    def __init__(self, phrase: str, why: str) -> None:
        super().__init__(why)
        self.phrase = phrase
