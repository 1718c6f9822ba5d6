"""Terms: what each outlet or document calls the things and the actors that have several names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from timeline.domain.criteria import Criteria
from timeline.domain.text.plain_english import language_of_words
from timeline.domain.text.printed_words import normalised
from timeline.models import Mention, Term
from timeline.queries.database.prepared_rows import rows
from timeline.queries.index import select
from timeline.queries.selection import By, Selection, TermUses, TermWording

MOST_PLACES = 12
"""Places given of one wording in one column; its count goes on."""


@dataclass(frozen=True, slots=True)
class WordingPlace:
    """Where a wording stands: an event, as a source tells it, in a paragraph if that is known."""

    event: str
    event_title: str
    source: str
    source_title: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Usage:
    """A wording in one column: in how many mentions, and the first ``MOST_PLACES`` of them.

    ``language``: the tag of the language of a thing's wording, empty for English and for names.
    """

    words: str
    language: str
    count: int
    places: list[WordingPlace]


@dataclass(frozen=True, slots=True)
class Thing:
    """What has several names. ``actor`` is a slug, empty for a thing that is no actor.

    ``ways``: how many wordings it has. ``used``: by a column's slug, its wordings, the commonest
    first; a column that does not name it is not there.
    """

    name: str
    actor: str
    ways: int
    used: dict[str, list[Usage]]


@dataclass(frozen=True, slots=True)
class Things:
    """A page of the things with several names: ``count`` in all, from the position ``start``."""

    shown: list[Thing]
    count: int
    start: int


_Key = tuple[int, str]
"""An actor's key and an empty text, or 0 and a thing."""


def named_differently(
    criteria: Criteria | Selection,
    *,
    columns: Mapping[int, str],
    by: By,
    start: int = 0,
    most: int = 20,
) -> Things:
    """What the matching events' mentions name in more ways than one, within these columns.

    ``columns``: a column's slug by the key of the outlet, or of the source, that it is; what others
    publish does not count.
    Things come before actors, and of each kind those with most names first. Curly and straight
    quotes are the same wording; a capital or another spelling is another. A start past the end
    gives the last page.
    """
    selection = select(criteria) if isinstance(criteria, Criteria) else criteria
    uses = selection.tellings.terms(columns, by=by)
    names = selection.registers.actor_names()
    ways, times = Counter[_Key](), Counter[_Key]()
    for wording, count in uses.counts.items():
        ways[wording[:2]] += 1
        times[wording[:2]] += count

    def name_of(key: _Key) -> tuple[str, str]:
        slug, name = names.get(key[0], ("", key[1]))
        return name, slug

    several = sorted(
        (key for key in ways if ways[key] > 1),
        key=lambda key: (key[0] != 0, -ways[key], -times[key], name_of(key)[0]),
    )
    if start >= len(several):
        start = max(0, (len(several) - 1) // most * most)
    shown = several[start : start + most]
    used = _used(uses, shown)
    things = [Thing(*name_of(key), ways[key], dict(used.get(key, {}))) for key in shown]
    return Things(things, count=len(several), start=start)


def _used(uses: TermUses, things: Iterable[_Key]) -> dict[_Key, dict[str, list[Usage]]]:
    """How each column names some things, its commonest wordings first."""
    found = uses.of(things, most=MOST_PLACES)
    places, words = _fetched({mention for use in found for mention in use.mentions})
    used: dict[_Key, dict[str, list[Usage]]] = defaultdict(lambda: defaultdict(list))
    for use in found:
        wording = use.wording
        met = (words.get((mention, wording)) for mention in use.mentions)
        as_met, language = next(filter(None, met), (wording.words, ""))
        usage = Usage(
            as_met,
            "" if wording.actor else language_of_words(as_met, language=language),
            use.count,
            [places[mention] for mention in use.mentions if mention in places],
        )
        used[wording[:2]][use.column].append(usage)
    for by_column in used.values():
        for usages in by_column.values():
            usages.sort(key=lambda usage: (-usage.count, usage.words.casefold(), usage.words))
    return used


def _fetched(
    mentions: set[int],
) -> tuple[dict[int, WordingPlace], dict[tuple[int, TermWording], tuple[str, str]]]:
    """Where these mentions stand, and how each has its wordings letter for letter, in which
    language.
    """
    places: dict[int, WordingPlace] = {}
    words: dict[tuple[int, TermWording], tuple[str, str]] = {}
    keys = sorted(mentions)
    for pk, *place in rows(_places, keys):
        places[pk] = WordingPlace(*place)
    for pk, actor, subject, as_met, language in rows(_said, keys):
        wording = TermWording(actor or 0, subject, normalised(as_met))
        words.setdefault((pk, wording), (as_met, language))
    return places, words


def _places(mentions: Sequence[int]) -> QuerySet[Any, Any]:
    return Mention.objects.order_by().filter(pk__in=mentions).values_list(
        "pk", "event__slug", "event__title", "source__slug", "source__title", "paragraph"
    )  # fmt: skip


def _said(mentions: Sequence[int]) -> QuerySet[Any, Any]:
    found = Term.objects.filter(mention__in=mentions).order_by("mention_id", "position", "pk")
    return found.values_list(
        "mention_id", "actor_id", "subject", "words", "mention__source__language"
    )
