"""Events as plain rows, with what a card shows of each: no models, which cost a page the most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from timeline.domain.criteria import Criteria
from timeline.domain.named_values import NamedValues
from timeline.domain.text.plain_english import language_of_words
from timeline.domain.time.agreement import agree_as_of, counts_as_of
from timeline.domain.time.intervals import Interval, Precision
from timeline.models import Detail, Event, Kind, Mention, Outlet, Participation, Quote
from timeline.models.record.dated import DATE_COLUMNS
from timeline.queries.as_of import in_order_of_telling
from timeline.queries.database.prepared_rows import rows

_Slugged = tuple[str, str]
_OUTLET = ("slug", "name", "colour")


@dataclass(frozen=True, slots=True)
class OutletNamed:
    """An outlet as a card names it."""

    slug: str
    name: str
    colour: int | None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """Words that were spoken, with who spoke and, if anybody, who tells it.

    ``words_language`` is the tag of the language of the words, empty for English.
    """

    words: str
    speaker: str
    told_by: str
    words_language: str


@dataclass(frozen=True, slots=True)
class DetailRow:
    """A detail as a mention gives it."""

    aspect: str
    subject: str
    value: str


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention. ``source`` is the key of its source, ``slug`` that source's slug and ``via_slug``
    that of what it is told through, empty for nothing; ``told_by`` is as ``Documents.of`` takes it;
    ``outlet`` is that of the document, ``via`` that of what it is told through; ``published`` the
    source's date, ``language`` the tag of its language. ``inferred``: an editor inferred its date.
    """

    source: int
    slug: str
    via_slug: str
    inferred: bool
    told_by: tuple[int, int | None, str]
    interval: Interval
    phrase: str
    says: str
    language: str
    published: Interval
    outlet: OutletNamed | None
    via: OutletNamed | None
    quotes: list[QuoteRow] = field(default_factory=list)
    details: list[DetailRow] = field(default_factory=list)

    @property
    def says_language(self) -> str:
        """The tag of the language of what it says; empty for English, as editors may put it."""
        return language_of_words(self.says, language=self.language)


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event, with its date as the criteria's day has it. ``kind`` is its kind's name,
    ``kind_sign`` the sign of that; ``importance`` is ``None`` where it has none. ``actors``: slugs
    and names, as ``place`` is, if it has one.
    """

    key: int
    slug: str
    title: str
    summary: str
    kind: str
    kind_sign: str
    importance: int | None
    state: str
    disputed: bool
    named_values: NamedValues
    interval: Interval
    place: _Slugged | None = None
    actors: list[_Slugged] = field(default_factory=list)
    mentions: list[MentionRow] = field(default_factory=list)


def event_rows(
    keys: Sequence[int], criteria: Criteria, *, told_alone: bool = False
) -> list[EventRow]:
    """Events by their keys, in that order; one that was deleted a moment ago is missing.

    ``told_alone``: without actors, and their mentions without quotes and details.
    """
    mentions: dict[int, MentionRow] = {}
    told: dict[int, list[MentionRow]] = {key: [] for key in keys}
    for key, event, *columns in rows(_mentions, keys):
        mention = _mention(*columns)
        if counts_as_of(mention.published, criteria.as_of):
            mentions[key] = mention
            told[event].append(mention)
    of_mentions = [] if told_alone else list(mentions)
    for key, words, speaker, told_by, own, language in rows(_quotes, of_mentions):
        spoken_in = own or language_of_words(words, language=language)
        mentions[key].quotes.append(QuoteRow(words, speaker, told_by or "", spoken_in))
    for key, *detail in rows(_details, of_mentions):
        mentions[key].details.append(DetailRow(*detail))
    actors: dict[int, list[_Slugged]] = {key: [] for key in keys}
    for key, slug, name in [] if told_alone else rows(_actors, keys):
        actors[key].append((slug, name))
    kinds = {slug: (name, sign) for slug, name, sign in _kinds()}
    found = {
        row[0]: _event(row, criteria.as_of, kinds, actors[row[0]], told[row[0]])
        for row in rows(_events, keys)
    }
    return [found[key] for key in keys if key in found]


def row_of(mention: Mention) -> MentionRow:
    """A mention that is at hand as a model, with its details but without its quotes."""
    source, via = mention.source, mention.via
    return MentionRow(
        mention.source_id,
        source.slug,
        via.slug if via else "",
        bool(mention.inferred),
        mention.told_by,
        mention.interval,
        mention.phrase,
        mention.says,
        source.language,
        source.interval,
        _outlet(*_named(source.outlet)),
        _outlet(*_named(via.outlet if via else None)),
        details=[DetailRow(d.aspect, d.subject, d.value) for d in mention.details.all()],
    )


def _named(outlet: Outlet | None) -> tuple[str, str, int | None]:
    return (outlet.slug, outlet.name, outlet.colour) if outlet else ("", "", None)


def _event(
    row: Sequence[Any],
    as_of: date | None,
    kinds: dict[str, tuple[str, str]],
    actors: list[_Slugged],
    mentions: list[MentionRow],
) -> EventRow:
    key, slug, title, summary, kind, importance, state, disputed, values, *place = row[:11]
    edtf, earliest, latest, precision = row[11:]
    interval = Interval(edtf, earliest, latest, Precision(precision))
    if as_of is not None:
        agreement = agree_as_of(((m.published, m.interval) for m in mentions), as_of)
        interval, disputed = agreement.interval, agreement.disputed
    # Of a kind that is gone its slug is left.
    name, sign = kinds.get(kind, (kind, "·"))
    return EventRow(
        key, slug, title, summary, name, sign, importance, state, disputed, values, interval,
        (place[0], place[1]) if place[0] else None, actors, mentions,
    )  # fmt: skip


def _mention(
    source: int, slug: str, via: int | None, via_slug: str | None, inferred: str, origin: str,
    phrase: str, says: str, language: str, edtf: str,
    earliest: date | None, latest: date | None, precision: str, out: str, first: date | None,
    last: date | None, published: str, *outlets: Any,
) -> MentionRow:  # fmt: skip
    return MentionRow(
        source,
        slug,
        via_slug or "",
        bool(inferred),
        (source, via, origin),
        Interval(edtf, earliest, latest, Precision(precision)),
        phrase,
        says,
        language,
        Interval(out, first, last, Precision(published)),
        _outlet(*outlets[:3]),
        _outlet(*outlets[3:]),
    )


def _outlet(slug: str | None, name: str | None, colour: int | None) -> OutletNamed | None:
    return OutletNamed(slug, name or "", colour) if slug else None


def _kinds() -> QuerySet[Any, Any]:
    return Kind.objects.order_by().values_list("slug", "name", "sign")


def _events(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return Event.objects.filter(pk__in=keys).order_by().values_list(
        "pk", "slug", "title", "summary", "kind", "importance", "state", "disputed",
        "named_values", "place__slug", "place__name", *DATE_COLUMNS,
    )  # fmt: skip


def _actors(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Participation.objects.filter(event__in=keys).order_by("position", "pk")
    return found.values_list("event_id", "actor__slug", "actor__name")


def _mentions(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = in_order_of_telling(Mention.objects.filter(event__in=keys))
    return found.values_list(
        "pk", "event_id", "source_id", "source__slug", "via_id", "via__slug", "inferred",
        "source__origin", "phrase", "says", "source__language", *DATE_COLUMNS,
        *(f"source__{column}" for column in DATE_COLUMNS),
        *(f"{way}__outlet__{column}" for way in ("source", "via") for column in _OUTLET),
    )  # fmt: skip


def _quotes(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Quote.objects.filter(mention__in=keys).order_by("position", "pk")
    return found.values_list(
        "mention_id", "words", "speaker__name", "told_by__name", "language",
        "mention__source__language",
    )  # fmt: skip


def _details(keys: Sequence[int]) -> QuerySet[Any, Any]:
    found = Detail.objects.filter(mention__in=keys)
    return found.values_list("mention_id", "aspect", "subject", "value")
