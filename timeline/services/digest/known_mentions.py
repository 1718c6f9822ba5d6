"""Which mention of the record an entry of a digest means.

An entry says where it stands: in which paragraph of which source, and of which event. It has no
name of its own; its key has a number beside that place. The desk moves mentions, words them anew
and adds some between, and a dump has them as they are then. So an entry means the mention that says
the same there, or once did, before it means that of its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, pairwise

from timeline.models import Mention
from timeline.services.digest.digest_keys import DigestKeys, Values

Entries = dict[str, Values]
"""What the entries of mentions say, by their keys, in the order of the digest."""

_Telling = tuple[str | None, str | None, int | None, str]
"""Keys of source and event, the paragraph, and what is said."""

_AT_ONCE = 500
"""Of how many sources the history is asked for in a query."""


class KnownMentions:
    """The mentions of the record, some of which digests brought.

    ``said``: what entries said when they were loaded, by key, those of mentions that are gone among
    them. ``own``: the keys among these that this digest gave. ``values``: what an entry would say
    of a mention.
    """

    def __init__(
        self,
        mentions: Iterable[Mention],
        *,
        said: Mapping[str, Values],
        own: Iterable[str],
        keys: DigestKeys,
        values: Callable[[Mention], Values],
    ) -> None:
        self._mentions = {mention.pk: mention for mention in mentions}
        self._said, self._own, self._keys, self._values = said, {*own}, keys, values
        brought = (keys.get("mention", key) for key in said)
        self._key_of = {
            one.pk: str(keys.name("mention", one.pk)) for one in brought if one is not None
        }
        self._entries: Entries = {}
        self._meant: dict[str, str] = {}
        self._used: set[str] = set()

    def named(self, entries: Entries) -> Entries:
        """The entries, each under the key of the mention that it means, or under a new key. A
        mention that no digest brought is put under the key of the entry that means it.
        """
        if not self._mentions and not self._said:
            return entries
        self._entries = entries
        self._as_they_are()
        self._as_they_were_brought()
        self._as_they_once_were()
        self._by_number()
        found = {self._meant[key]: values for key, values in entries.items()}
        self._keep_order(found)
        return found

    def _left(self) -> list[str]:
        return [key for key in self._entries if key not in self._meant]

    def _mean(self, key: str, known: str) -> None:
        self._meant[key] = known
        self._used.add(known)

    def _is_free(self, mention: Mention) -> bool:
        return self._key_of.get(mention.pk) not in self._used

    def _mean_mention(self, key: str, mention: Mention) -> None:
        if mention.pk not in self._key_of:
            known = self._new_key(key)
            self._key_of[mention.pk] = known
            self._keys.put("mention", known, mention)
        self._mean(key, self._key_of[mention.pk])

    def _telling(self, values: Values) -> _Telling:
        source, event = (self._keys.canonical(kind, values[kind]) for kind in ("source", "event"))
        return source, event, values["paragraph"], values["says"]

    def _telling_of(self, mention: Mention) -> _Telling:
        source = self._keys.name("source", mention.source_id)
        event = self._keys.name("event", mention.event_id)
        return source, event, mention.paragraph, mention.says

    def _as_they_are(self) -> None:
        """Mean those that say the same now."""
        mentions: dict[_Telling, list[Mention]] = defaultdict(list)
        for mention in self._mentions.values():
            mentions[self._telling_of(mention)].append(mention)
        entries: dict[_Telling, list[str]] = defaultdict(list)
        for key, values in self._entries.items():
            entries[self._telling(values)].append(key)
        for telling, keys in entries.items():
            if alike := mentions.get(telling):
                self._pair(keys, sorted(alike, key=lambda one: (one.position, one.pk)))

    def _pair(self, keys: list[str], mentions: list[Mention]) -> None:
        """Have entries mean mentions that say the same: first those alike in all, then those of the
        same key, then one after the other.
        """
        if len(keys) == len(mentions) == 1:
            self._mean_mention(keys[0], mentions[0])
            return
        now = {one.pk: _but_position(self._values(one)) for one in mentions}
        tests: tuple[Callable[[str, Mention], bool], ...] = (
            lambda key, one: _but_position(self._entries[key]) == now[one.pk],
            lambda key, one: self._key_of.get(one.pk) == key,
            lambda key, one: True,
        )
        for is_meant in tests:
            for key in [key for key in keys if key not in self._meant]:
                free = (one for one in mentions if self._is_free(one))
                if found := next((one for one in free if is_meant(key, one)), None):
                    self._mean_mention(key, found)

    def _as_they_were_brought(self) -> None:
        """Mean those of which an entry said the same when it was loaded."""
        left = self._left()
        brought: dict[_Telling, list[str]] = defaultdict(list)
        for known, values in self._said.items() if left else ():
            brought[self._telling(values)].append(known)
        for key in left:
            alike = brought.get(self._telling(self._entries[key]), ())
            free = [known for known in alike if known not in self._used]
            if free:
                self._mean(key, key if key in free else free[0])

    def _as_they_once_were(self) -> None:
        """Mean those that said the same at some time."""
        left = self._left()
        once: dict[_Telling, dict[int, None]] = defaultdict(dict)
        for line in self._history(left):
            once[self._telling_of(line)][line.id] = None
        for key in left:
            said = (self._mentions[pk] for pk in once.get(self._telling(self._entries[key]), ()))
            if found := next((one for one in said if self._is_free(one)), None):
                self._mean_mention(key, found)

    def _history(self, keys: Iterable[str]) -> Iterator[Mention]:
        """Lines of the history of what is there of the sources that entries tell, newest first."""
        asked = {self._keys.pk("source", self._entries[key]["source"]) for key in keys}
        sources = iter(asked & {mention.source_id for mention in self._mentions.values()})
        while some := list(islice(sources, _AT_ONCE)):
            lines = Mention.history.filter(source_id__in=some).order_by("-history_id")
            for line in lines.only("id", "source_id", "event_id", "paragraph", "says"):
                if line.id in self._mentions and self._keys.knows("event", line.event_id):
                    yield line

    def _by_number(self) -> None:
        """Of the entries of one place, in their order: mean the key of the same number, else a free
        one after that of the entry before, else a new one.
        """
        for key in self._left():
            if key in self._said and key not in self._used:
                self._mean(key, key)
        known: dict[str, list[int]] = defaultdict(list)
        for key in self._own:
            place, number = _parted(key)
            known[place].append(number)
        before: dict[str, int] = {}
        for key in self._entries:
            place, _ = _parted(key)
            if key not in self._meant:
                after = (n for n in sorted(known[place]) if n > before.get(place, 0))
                free = (f"{place}#{n}" for n in after if f"{place}#{n}" not in self._used)
                self._mean(key, next(free, None) or self._new_key(key))
            its_place, number = _parted(self._meant[key])
            if its_place == place:
                before[place] = number

    def _new_key(self, key: str) -> str:
        """An entry's own key where nothing goes by it, else one of the next free number."""
        place, number = _parted(key)
        while key in self._said or key in self._used:
            number += 1
            key = f"{place}#{number}"
        return key

    def _keep_order(self, entries: Entries) -> None:
        """Leave places within a paragraph as they are where the entries have its mentions in the
        same order: the desk's numbers need not be theirs.
        """
        paragraphs = defaultdict[tuple[str, int | None], list[tuple[Values, Mention | None]]](list)
        for key, values in entries.items():
            found = self._keys.get("mention", key)
            paragraphs[values["source"], values["paragraph"]].append((values, found))
        for pairs in paragraphs.values():
            mentions = [mention for _, mention in pairs if mention is not None]
            if len(mentions) == len(pairs) and _in_order(mentions):
                for (values, _), mention in zip(pairs, mentions, strict=True):
                    values["position"] = mention.position


def _but_position(values: Values) -> Values:
    return values | {"position": None}


def _parted(key: str) -> tuple[str, int]:
    """The place that a key names, and its number there."""
    place, _, number = key.rpartition("#")
    return place, int(number)


def _in_order(mentions: list[Mention]) -> bool:
    """Whether mentions are of one paragraph and stand there in this order."""
    return all(
        (one.source_id, one.paragraph) == (other.source_id, other.paragraph)
        and (one.position, one.pk) < (other.position, other.pk)
        for one, other in pairwise(mentions)
    )
