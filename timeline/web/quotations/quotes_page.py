"""What the page of quotes shows, from one address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from django.http import QueryDict

from timeline.domain.criteria import Criteria, QuotationCriteria
from timeline.models import Event
from timeline.queries.events import dated
from timeline.queries.index import select
from timeline.queries.quotations import quotation_groups, quotation_lists
from timeline.queries.quotations.quotation_lists import Listing
from timeline.queries.selection import FacetValue
from timeline.web.http import addresses
from timeline.web.http.list_page import ListPage, list_page
from timeline.web.quotations.quote_filter import QuoteFilter, quote_filter
from timeline.web.quotations.wording_lines import QuotationShown, quotations_shown
from timeline.web.timeline.filter_form import OUTLETS_OFFERED, FilterRequest
from timeline.web.timeline.filter_panel import (
    OUTLETS_SHOWN,
    Chip,
    adding,
    by_count,
    named,
    parted,
)

PAGE = 25
"""Quotations shown at a time."""

SPEAKERS_SHOWN = 8
"""Speakers offered at once; more open on request."""

SPEAKERS_OFFERED = 48
"""Speakers of most quotations, up to which they open on request."""


@dataclass(frozen=True, slots=True)
class QuoteListPage(ListPage):
    """A part of the list of quotations; ``text`` is what was searched for, to be marked."""

    quotations: list[QuotationShown]
    text: str


@dataclass(frozen=True, slots=True)
class QuotesPage:
    """The page of quotes. ``carried`` are the timeline's parameters that its form hands on.

    ``compares``: whether any quotation listed has several wordings. ``by_words``: whether there are
    so many that only the same words are put together; ``most``: how many may be left for all to be
    compared. ``other_speakers`` and ``other_outlets``: how many are not offered.
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
    other_outlets: int
    chips: list[Chip]
    carried: list[tuple[str, str]]
    compares: bool
    by_words: bool
    most: int
    timeline: str
    every_event: str
    part: QuoteListPage
    address: str


def quote_list_page(wanted: FilterRequest) -> QuoteListPage:
    """The part of the list that an address asks for."""
    narrowed = quote_filter(wanted)
    listing = quotation_lists.listed(narrowed.criteria, narrowed.asked)
    return _list_page(narrowed, listing, start=wanted.start)


def quotes_page(wanted: FilterRequest) -> QuotesPage:
    """The whole page for what an address asks for."""
    narrowed = quote_filter(wanted)
    asked = narrowed.asked
    listing = quotation_lists.listed(narrowed.criteria, asked)
    spoken, told = named(listing.speakers()), listing.outlets()
    if asked.speakers:
        spoken = adding(spoken, listing.count)
    if asked.outlets:
        told = adding(told, listing.count)
    speakers, more_speakers = parted(by_count(spoken), SPEAKERS_SHOWN)
    outlets, more_outlets = parted(by_count(told), OUTLETS_SHOWN)
    on_request = more_outlets[: OUTLETS_OFFERED - OUTLETS_SHOWN]
    at_request = more_speakers[: SPEAKERS_OFFERED - SPEAKERS_SHOWN]
    narrowing = narrowed.of_events.parameters()
    everything = replace(narrowed.criteria.unfiltered, outlets=asked.outlets, text=asked.text)
    return QuotesPage(
        asked=asked,
        typed=wanted.typed,
        errors=narrowed.errors,
        total=listing.total,
        retold=listing.retold,
        speakers=speakers,
        more_speakers=at_request,
        other_speakers=len(more_speakers) - len(at_request),
        outlets=outlets,
        more_outlets=on_request,
        other_outlets=len(more_outlets) - len(on_request),
        chips=list(_chips(narrowed, speakers=speakers, outlets=outlets)),
        carried=narrowing,
        compares=listing.compares,
        by_words=listing.by_words,
        most=quotation_lists.MOST_COMPARED,
        timeline=addresses.of_selection(narrowed.of_events) if narrowing else "",
        every_event=replace(narrowed, criteria=everything).address(),
        part=_list_page(narrowed, listing, start=wanted.start),
        address=narrowed.address(),
    )


@dataclass(frozen=True, slots=True)
class EventQuotations:
    """What an event's page shows of its quotations."""

    quotations: list[QuotationShown]

    @property
    def compares(self) -> bool:
        """Whether any has several wordings."""
        return any(quotation.others for quotation in self.quotations)


def event_quotations(event: Event, criteria: Criteria) -> EventQuotations:
    """An event's quotations that several sources print, or that have several wordings."""
    said = quotation_groups.of_event(event, criteria)
    retold = [quotation for quotation in said.quotations if quotation.is_retold]
    return EventQuotations(quotations_shown(retold, said.names, here=event))


def _list_page(narrowed: QuoteFilter, listing: Listing, *, start: int) -> QuoteListPage:
    criteria = narrowed.criteria
    place = list_page(
        listing.count,
        start=start,
        size=PAGE,
        address=lambda start: narrowed.address(start=start),
    )
    found = listing.quotations(place.start, place.last)
    about = {one.event for quotation in found for one in quotation.printed}
    held = select(criteria.unfiltered).holds(about)
    events = {event.key: event for event in dated(sorted(held), criteria)}
    return QuoteListPage(
        **asdict(place),
        quotations=quotations_shown(found, listing.names, events=events),
        text=narrowed.asked.text,
    )


def _chips(
    narrowed: QuoteFilter, *, speakers: list[FacetValue], outlets: list[FacetValue]
) -> Iterator[Chip]:
    asked = narrowed.asked
    for name, chosen, offered in (
        ("speakers", asked.speakers, speakers),
        ("outlets", asked.outlets, outlets),
    ):
        for choice in offered:
            if choice.chosen:
                rest = tuple(slug for slug in chosen if slug != choice.value)
                yield Chip(choice.label, narrowed.asking(**{name: rest}).address())
    if asked.text:
        yield Chip(f"“{asked.text}”", narrowed.asking(text="").address())
    if asked.retold:
        yield Chip("in several sources or wordings", narrowed.asking(retold=False).address())
