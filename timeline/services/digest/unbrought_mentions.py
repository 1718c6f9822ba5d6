"""Mentions that no digest brought, known again by what they say and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from timeline.models import Mention
from timeline.services.digest.digest_keys import DigestKeys, Values

_Telling = tuple[int | None, int | None, int | None, str]
"""Event, source, paragraph and words."""


class UnbroughtMentions:
    """Mentions of an import or the desk, each of which an entry may mean, once.

    A digest that was dumped has them all, and is loaded in its own place.
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._alike = defaultdict[_Telling, list[Mention]](list)
        for one in mentions:
            self._alike[one.event_id, one.source_id, one.paragraph, one.says].append(one)

    def take(self, values: Values, keys: DigestKeys) -> Mention | None:
        """One that says what an entry says, of the same event, at the same place of the source."""
        event, source = (keys.pk(kind, values[kind]) for kind in ("event", "source"))
        alike = self._alike.get((event, source, values["paragraph"], values["says"]))
        return alike.pop(0) if alike else None
