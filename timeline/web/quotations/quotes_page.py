"""What the page of quotes shows, from one address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from timeline.domain.criteria import Criteria, QuotationCriteria
from timeline.models import Event
from timeline.queries.as_of import fetched
from timeline.queries.index import select
from timeline.queries.quotations import quotation_groups, quotation_lists
from timeline.queries.quotations.quotation_lists import Listing
from timeline.queries.selection import FacetValue
from timeline.web.http import addresses
from timeline.web.quotations.quote_filter import QuoteFilter, quote_filter
from timeline.web.quotations.wording_lines import QuotationShown, shown
from timeline.web.timeline.filter_form import start_of

PAGE = 25
"""Quotations shown at a time."""

SPEAKERS_SHOWN = 8
"""Speakers offered at once; more open on request."""

SPEAKERS_OFFERED = 48
"""Speakers of most quotations, up to which they open on request."""

OUTLETS_SHOWN = 14
"""Outlets offered at once; where there are more, the rest open on request."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class QuotesPart:
    """A stretch of the list: ``first`` and ``last`` are positions from 1 of what is shown."""

    quotations: list[QuotationShown]
    count: int
    first: int
    last: int
    more: str
    earlier: str
    text: str


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """The page of quotes. ``carried`` are the timeline's parameters that its form hands on.

    ``compares``: whether any quotation listed has several wordings. ``by_words``: whether there are
    so many that only the same words are put together; ``most``: how many may be left for all to be
    compared. ``other_speakers``: how many are not offered.
    ``timeline`` is the way to the events that the quotes are of, where those are not all.
    """

    asked: QuotationCriteria
    typed: QueryDict
    errors: dict[str, list[str]]
    total: int
    retold: int
    speakers: list[FacetValue]
    more_speakers: list[FacetValue]
    other_speakers: int
    outlets: list[FacetValue]
    more_outlets: list[FacetValue]
    chips: list[Chip]
    carried: list[tuple[str, str]]
    compares: bool
    by_words: bool
    most: int
    timeline: str
    every_event: str
    part: QuotesPart
    address: str


def quotes_part(data: QueryDict) -> QuotesPart:
    """The stretch of the list that an address asks for."""
    wanted = quote_filter(data)
    listing = quotation_lists.listed(wanted.criteria, wanted.asked)
    return _part(wanted, listing, start=start_of(data))


def quotes_page(data: QueryDict) -> QuotesPage:
    """The whole page for an address's parameters."""
    wanted = quote_filter(data)
    asked = wanted.asked
    listing = quotation_lists.listed(wanted.criteria, asked)
    speakers, outlets = listing.speakers(), listing.outlets()
    shown_speakers, more_speakers = _parted(speakers, SPEAKERS_SHOWN)
    shown_outlets, more_outlets = _parted(outlets, OUTLETS_SHOWN)
    at_request = more_speakers[: SPEAKERS_OFFERED - SPEAKERS_SHOWN]
    narrowing = wanted.of_events.parameters()
    return QuotesPage(
        asked=asked,
        typed=data,
        errors=wanted.errors,
        total=listing.total,
        retold=listing.retold,
        speakers=shown_speakers,
        more_speakers=at_request,
        other_speakers=len(more_speakers) - len(at_request),
        outlets=shown_outlets,
        more_outlets=more_outlets,
        chips=list(_chips(wanted, speakers=shown_speakers, outlets=shown_outlets)),
        carried=narrowing,
        compares=listing.compares,
        by_words=listing.by_words,
        most=quotation_lists.MOST_COMPARED,
        timeline=addresses.of_selection(wanted.of_events) if narrowing else "",
        every_event=_of_every_event(wanted).address(),
        part=_part(wanted, listing, start=start_of(data)),
        address=wanted.address(),
    )


@dataclass(frozen=True, slots=True)
class EventQuotations:
    """What an event's page shows of its quotations."""

    quotations: list[QuotationShown]

    @property
    def compares(self) -> bool:
        """Whether any has several wordings."""
        return any(quotation.others for quotation in self.quotations)


def of_event(event: Event, criteria: Criteria) -> EventQuotations:
    """An event's quotations that several sources print, or that have several wordings."""
    said = quotation_groups.of_event(event, criteria)
    retold = [quotation for quotation in said.quotations if quotation.is_retold]
    stood = addresses.query(Criteria(as_of=criteria.as_of))
    return EventQuotations(shown(retold, said.names, here=event, query=stood))


def _parted(offered: list[FacetValue], most: int) -> tuple[list[FacetValue], list[FacetValue]]:
    """The first few and those chosen, and the rest."""
    shown = [choice for place, choice in enumerate(offered) if place < most or choice.chosen]
    there = {choice.value for choice in shown}
    return shown, [choice for choice in offered if choice.value not in there]


def _part(wanted: QuoteFilter, listing: Listing, *, start: int) -> QuotesPart:
    count = listing.count
    if start >= count:
        start = max(0, (count - 1) // PAGE * PAGE)
    some = listing.quotations(start, start + PAGE)
    last = start + len(some)
    about = {one.event for quotation in some for one in quotation.printed}
    held = select(Criteria(as_of=wanted.criteria.as_of)).holds(about)
    told = fetched(Event.objects.filter(pk__in=held), wanted.criteria)
    events = {event.pk: event for event in told}
    return QuotesPart(
        quotations=shown(
            some, listing.names, events=events, query=addresses.query(wanted.of_events)
        ),
        count=count,
        first=start + 1 if some else 0,
        last=last,
        more=wanted.address(start=last) if last < count else "",
        earlier=wanted.address(start=max(0, start - PAGE)) if start else "",
        text=wanted.asked.text,
    )


def _of_every_event(wanted: QuoteFilter) -> QuoteFilter:
    asked = wanted.asked
    criteria = Criteria(outlets=asked.outlets, text=asked.text, as_of=wanted.criteria.as_of)
    return QuoteFilter(criteria, asked, {})


def _chips(
    wanted: QuoteFilter, *, speakers: list[FacetValue], outlets: list[FacetValue]
) -> Iterator[Chip]:
    asked = wanted.asked
    for choice in speakers:
        if choice.chosen:
            rest = tuple(slug for slug in asked.speakers if slug != choice.value)
            yield Chip(choice.label, wanted.asking(speakers=rest).address())
    for choice in outlets:
        if choice.chosen:
            rest = tuple(slug for slug in asked.outlets if slug != choice.value)
            yield Chip(choice.label, wanted.asking(outlets=rest).address())
    if asked.text:
        yield Chip(f"“{asked.text}”", wanted.asking(text="").address())
    if asked.retold:
        yield Chip("in several sources or wordings", wanted.asking(retold=False).address())
