"""Quotations: the same words of one speaker, in all the wordings that sources print.

Which quotes are one quotation is found by their words (see ``domain.comparing.wordings``), and an
editor's choices stand above that. The criteria say which events and which sources count, but for
their outlets and their text, which are asked of the quotes themselves: so a quotation that one
outlet prints is shown with the others' wordings beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from timeline.domain.comparing.wordings import EditorsChoice, Utterance, grouped, normalised
from timeline.domain.criteria import UNSTATED, Criteria, QuotationCriteria
from timeline.domain.text.folding import APART, holds, terms
from timeline.domain.text.folding import words as folded
from timeline.domain.text.printed_words import normalised as as_printed
from timeline.domain.time.agreement import counts_as_of
from timeline.models import Actor, Alias, Event, Outlet, Quote, WordingChoice
from timeline.queries.database.deadlines import watched
from timeline.queries.database.kept_by_version import kept
from timeline.queries.database.prepared_rows import AT_ONCE, records, rows
from timeline.queries.index import select
from timeline.queries.selection import FacetValue, Selection

Names = dict[str, str]

MOST_ELSEWHERE = 1_000
"""Quotes of a speaker up to which an event's are held against all the others."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One quote, by ids and slugs. ``outlets``: who published it and whom it is told through."""

    pk: int
    speaker: str
    words: str
    event: int
    source: int
    outlets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words letter for letter, typographic marks aside, as one source or more print them.

    ``words`` are as the first of them has them.
    """

    words: str
    printed: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class QuotationGroup:
    """What a speaker said once, the longest wording first.

    ``joined``: an editor said of some of its wordings that they are one. ``called``: the speaker's
    names as a search looks at them; empty where none searches them.
    """

    speaker: str
    wordings: tuple[Wording, ...]
    joined: bool
    called: str = ""

    @property
    def printed(self) -> Iterator[Printed]:
        """All quotes of it."""
        return (one for wording in self.wordings for one in wording.printed)

    @property
    def is_retold(self) -> bool:
        """Whether several sources print it, or it has several wordings."""
        return len(self.wordings) > 1 or len({one.source for one in self.printed}) > 1


@dataclass(frozen=True, slots=True)
class Said:
    """All quotations that criteria leave, in the order of time, and how names are spelt.

    ``names`` is for ``domain.comparing.wordings.compare``.
    """

    quotations: list[QuotationGroup] = field(default_factory=list)
    names: Names = field(default_factory=dict)


def said(criteria: Criteria) -> Said:
    """The quotations of the events that match, from the mentions that count.

    The criteria's outlets and text are left aside: see ``matching``. Every quote is held against
    others: to be asked where there are not too many (see ``quotation_lists``).
    """
    return said_in(select(of_events(criteria)))


def said_in(selection: Selection, *, of: QuerySet[Quote] | None = None) -> Said:
    """The quotations of these events, or those of them that are made of some quotes alone."""
    every = Quote.objects.all() if of is None else of
    read = _read(_columns(every.filter(_by_then(selection.criteria))))
    places = {event: selection.place_of(event) for event in {one.event for one in read}}
    ordered = [(place, one) for one in read if (place := places[one.event]) is not None]
    return _said([one for _, one in sorted(ordered, key=lambda pair: pair[0])])


def of_events(criteria: Criteria) -> Criteria:
    """The criteria that say which events count, in the order of time."""
    return replace(criteria, outlets=(), text="", sort="")


def of_event(event: Event, criteria: Criteria) -> Said:
    """The quotations that an event's mentions hold, with the wordings they have elsewhere.

    Of the criteria, only ``as_of`` counts. What a speaker of more than ``MOST_ELSEWHERE`` quotes
    said elsewhere is left out.
    """
    day = criteria.as_of
    speaker_of = {
        quote.pk: quote.speaker_id
        for mention in event.mentions.all()
        if counts_as_of(mention.source.interval, day)
        for quote in mention.quotes.all()
    }
    if not speaker_of:
        return Said()
    # By the index: for who reads as the public, PostgreSQL goes through all mentions to count them.
    times = select(Criteria()).registers.quotes_by_speaker()
    few = {one for one in speaker_of.values() if times.get(one, 0) <= MOST_ELSEWHERE}
    elsewhere = rows(_of_speakers, sorted(few))
    keys = {key for key, out in elsewhere if day is None or (out is not None and out <= day)}
    printed = sorted(read({*speaker_of, *keys}), key=lambda one: one.event != event.pk)
    found = _said(printed)
    those = [q for q in found.quotations if any(one.event == event.pk for one in q.printed)]
    return replace(found, quotations=those)


def _by_then(criteria: Criteria) -> Q:
    """Quotes that count by ``as_of``; by a join, as among a million mentions none is looked up."""
    return Q(mention__source__latest__lte=criteria.as_of) if criteria.as_of else Q()


def by_words(printed: Sequence[Printed]) -> QuotationGroup:
    """The quotation that quotes of the same words make."""
    return _quotation(list(printed), {})


def matching(
    quotations: Iterable[QuotationGroup], asked: QuotationCriteria
) -> list[QuotationGroup]:
    """Those that a reader asks for: one quote of each must be printed so, and it, or the names of
    its speaker, hold all the terms.
    """
    fits = _fitting(asked)
    return [
        quotation
        for quotation in watched(quotations)
        if (not asked.speakers or quotation.speaker in asked.speakers)
        and (not asked.retold or quotation.is_retold)
        and any(fits(quotation, one) for one in quotation.printed)
    ]


def by_speaker(quotations: Sequence[QuotationGroup], asked: QuotationCriteria) -> list[FacetValue]:
    """Speakers, those of most quotations first, with how many there would be with each added."""
    found = Counter(q.speaker for q in matching(quotations, replace(asked, speakers=())))
    every = Counter(q.speaker for q in quotations)
    known = Actor.objects.filter(slug__in={*every, *asked.speakers}).order_by()
    names = dict(known.values_list("slug", "name"))
    listed = sum(found[slug] for slug in asked.speakers)
    return [
        FacetValue(
            slug,
            names[slug],
            listed if slug in asked.speakers else listed + found[slug],
            slug in asked.speakers,
        )
        for slug in sorted(names, key=lambda slug: (-every[slug], names[slug]))
    ]


def by_outlet(quotations: Sequence[QuotationGroup], asked: QuotationCriteria) -> list[FacetValue]:
    """Outlets by name, then unstated publishers, with how many there would be with each added."""
    rest = replace(asked, outlets=())
    fits = _fitting(rest)
    members: dict[str, set[int]] = defaultdict(set)
    for place, quotation in enumerate(matching(quotations, rest)):
        for one in quotation.printed:
            if fits(quotation, one):
                for slug in one.outlets:
                    members[slug].add(place)
    outlets = {
        slug: (name, colour)
        for slug, name, colour in Outlet.objects.values_list("slug", "name", "colour")
    }
    outlets[UNSTATED] = ("Publisher not stated", None)
    every = {slug for quotation in quotations for one in quotation.printed for slug in one.outlets}
    listed = set[int]().union(*(members[slug] for slug in asked.outlets))
    return [
        FacetValue(slug, name, len(listed | members[slug]), slug in asked.outlets, colour)
        for slug, (name, colour) in outlets.items()
        if slug in every or slug in asked.outlets
    ]


def fetched(quotations: Iterable[QuotationGroup]) -> dict[int, Quote]:
    """The quotes of these quotations by primary key, with all that a page shows of them."""
    keys = [one.pk for quotation in quotations for one in quotation.printed]
    return {quote.pk: quote for quote in records(_in_full, keys)}


def _in_full(quotes: Sequence[int]) -> QuerySet[Quote]:
    return Quote.objects.filter(pk__in=quotes).order_by().select_related(
        "speaker", "told_by", "mention__event", "mention__source__outlet", "mention__via__outlet"
    )  # fmt: skip


def _of_speakers(speakers: Sequence[int]) -> QuerySet[Any, Any]:
    found = Quote.objects.filter(speaker__in=speakers).order_by()
    return found.values_list("pk", "mention__source__latest")


def read(keys: Iterable[int]) -> list[Printed]:
    """These quotes, in the order in which sources were published."""
    quotes = list(keys)
    return _read(rows(_of_keys, quotes) if len(quotes) <= AT_ONCE else _of_keys(quotes))


def _of_keys(quotes: Sequence[int]) -> QuerySet[Any, Any]:
    return _columns(Quote.objects.filter(pk__in=quotes))


def _columns(quotes: QuerySet[Quote]) -> QuerySet[Any, Any]:
    """What ``_read`` takes, in the order in which sources were published."""
    return quotes.order_by(
        Coalesce("mention__source__earliest", "mention__source__latest").asc(nulls_last=True),
        "mention__source__slug",
        F("mention__paragraph").asc(nulls_last=True),
        "mention__position",
        "mention_id",
        "position",
        "pk",
    ).values_list(
        "pk",
        "speaker__slug",
        "words",
        "mention__event_id",
        "mention__source_id",
        "mention__source__outlet__slug",
        "mention__via__outlet__slug",
    )


def _read(columns: Iterable[Sequence[Any]]) -> list[Printed]:
    return [
        Printed(
            pk, speaker, words, event, source, frozenset([own or UNSTATED, via or own or UNSTATED])
        )
        for pk, speaker, words, event, source, own, via in watched(columns)
    ]


def _said(printed: Sequence[Printed]) -> Said:
    known = _known()
    groups = grouped(
        (Utterance(one.speaker, one.event, one.words) for one in watched(printed)),
        names=known.names,
        choices=known.choices,
    )
    joins: dict[str, list[EditorsChoice]] = defaultdict(list)
    for choice in known.choices:
        if choice.joined:
            joins[str(choice.speaker)].append(choice)
    found = [
        replace(quotation, called=known.called.get(quotation.speaker, ""))
        for group in watched(groups)
        for quotation in [_quotation([printed[at] for at in group], joins)]
    ]
    return Said(found, known.names)


def _quotation(printed: list[Printed], joins: dict[str, list[EditorsChoice]]) -> QuotationGroup:
    by_words: dict[str, list[Printed]] = defaultdict(list)
    for one in printed:
        by_words[as_printed(one.words)].append(one)
    # The longest first; of those as long, the one in most sources, then the one told first.
    order = sorted(by_words.values(), key=lambda some: (-_length(some[0].words), -len(some)))
    keys = {normalised(one.words) for one in printed}
    speaker = printed[0].speaker
    return QuotationGroup(
        speaker=speaker,
        wordings=tuple(Wording(some[0].words, tuple(some)) for some in order),
        joined=any({choice.one, choice.other} <= keys for choice in joins.get(speaker, ())),
    )


def _length(words: str) -> int:
    return len(normalised(words).split())


def _fitting(asked: QuotationCriteria) -> Callable[[QuotationGroup, Printed], bool]:
    """Whether a quote of a quotation is printed by one of the outlets, and it or the names of its
    speaker hold all terms of the text.
    """
    outlets, wanted = set(asked.outlets), terms(asked.text)

    def fits(quotation: QuotationGroup, one: Printed) -> bool:
        if outlets and outlets.isdisjoint(one.outlets):
            return False
        return not wanted or holds(folded(one.words), wanted) or holds(quotation.called, wanted)

    return fits


def spelt_names() -> Names:
    """What stands for each spelling that is known of one actor, and of one alone."""
    return _known().names


@dataclass(frozen=True, slots=True)
class _Known:
    """What quotes are held against each other by. ``names`` is as ``Said`` has it; ``called``: the
    names of each speaker, by slug, as a search looks at them; ``choices`` are the editors'.
    """

    names: Names
    called: dict[str, str]
    choices: list[EditorsChoice]


def _known() -> _Known:
    return kept("names and choices", _read_known)


def _read_known() -> _Known:
    spellings = [
        *Actor.objects.order_by().values_list("slug", "name"),
        *Alias.objects.order_by().values_list("actor__slug", "name"),
    ]
    spelt: dict[str, set[str]] = defaultdict(set)
    called: dict[str, str] = defaultdict(str)
    for slug, name in spellings:
        spelt[normalised(name)].add(slug)
        called[slug] += APART + folded(name)
    choices = WordingChoice.objects.order_by("pk").values_list(
        "speaker__slug", "one", "other", "joined"
    )
    return _Known(
        {name: slug for name, (slug, *others) in spelt.items() if name and not others},
        dict(called),
        list(
            starmap(EditorsChoice, choices.values_list("speaker__slug", "one", "other", "joined"))
        ),
    )
