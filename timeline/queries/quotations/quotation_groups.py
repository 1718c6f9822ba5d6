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

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from timeline.domain.comparing.wordings import EditorsChoice, Utterance, grouped, normalised
from timeline.domain.criteria import UNSTATED, Criteria, QuotationCriteria
from timeline.domain.text.folding import APART, holds, terms
from timeline.domain.text.folding import words as folded
from timeline.domain.text.printed_words import normalised as as_printed
from timeline.models import Actor, Alias, Event, Outlet, Quote, WordingChoice
from timeline.queries.database.deadlines import watched
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
    read = _read(every.filter(_by_then(selection.criteria)))
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
    by_then = _by_then(criteria)
    here = Quote.objects.order_by().filter(by_then, mention__event=event)
    speaker_of = dict(here.values_list("pk", "speaker"))
    # By the index: for who reads as the public, PostgreSQL goes through all mentions to count them.
    times = select(Criteria()).registers.quotes_by_speaker()
    few = {one for one in speaker_of.values() if times.get(one, 0) <= MOST_ELSEWHERE}
    keys = {*speaker_of}
    keys |= {*Quote.objects.filter(by_then, speaker__in=few).values_list("pk", flat=True)}
    printed = sorted(read(keys), key=lambda one: one.event != event.pk)
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
    ids = [one.pk for quotation in quotations for one in quotation.printed]
    quotes = Quote.objects.select_related(
        "speaker",
        "told_by",
        "mention__event",
        "mention__source__outlet",
        "mention__via__outlet",
    )
    return quotes.in_bulk(ids)


def read(keys: Iterable[int]) -> list[Printed]:
    """These quotes, in the order in which sources were published."""
    return _read(Quote.objects.filter(pk__in=keys))


def _read(quotes: QuerySet[Quote]) -> list[Printed]:
    rows = quotes.order_by(
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
    return [
        Printed(
            pk, speaker, words, event, source, frozenset([own or UNSTATED, via or own or UNSTATED])
        )
        for pk, speaker, words, event, source, own, via in watched(rows)
    ]


def _said(printed: Sequence[Printed]) -> Said:
    spellings = _spellings()
    names, called = _of_one_actor(spellings), defaultdict[str, str](str)
    for slug, name in spellings:
        called[slug] += APART + folded(name)
    choices = [
        EditorsChoice(*row)
        for row in WordingChoice.objects.order_by("pk").values_list(
            "speaker__slug", "one", "other", "joined"
        )
    ]
    groups = grouped(
        (Utterance(one.speaker, one.event, one.words) for one in watched(printed)),
        names=names,
        choices=choices,
    )
    joins: dict[str, list[EditorsChoice]] = defaultdict(list)
    for choice in choices:
        if choice.joined:
            joins[str(choice.speaker)].append(choice)
    found = [
        replace(quotation, called=called[quotation.speaker])
        for group in watched(groups)
        for quotation in [_quotation([printed[at] for at in group], joins)]
    ]
    return Said(found, names)


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
    return _of_one_actor(_spellings())


def _spellings() -> list[tuple[str, str]]:
    """Every name of every actor, with the actor's slug before it."""
    return [
        *Actor.objects.order_by().values_list("slug", "name"),
        *Alias.objects.order_by().values_list("actor__slug", "name"),
    ]


def _of_one_actor(spellings: Iterable[tuple[str, str]]) -> Names:
    spelt: dict[str, set[str]] = defaultdict(set)
    for slug, name in spellings:
        spelt[normalised(name)].add(slug)
    return {name: slug for name, (slug, *others) in spelt.items() if name and not others}
