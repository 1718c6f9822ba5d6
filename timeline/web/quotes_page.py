"""What the page of quotes shows, from one address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from timeline.domain.criteria import Criteria
from timeline.models import Event
from timeline.queries import quotations
from timeline.queries.facets import Choice
from timeline.queries.quotations import Asked, Quotation, Said
from timeline.queries.standing import fetched, standing
from timeline.web import addresses
from timeline.web.forms import start_of
from timeline.web.quote_filter import QuoteFilter, quote_filter
from timeline.web.wordings import QuotationShown, shown

PAGE = 25
"""Quotations shown at a time."""

SPEAKERS_SHOWN = 8
"""Speakers offered at once; the rest open on request."""


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

    ``compares``: whether any quotation listed has several wordings.
    ``timeline`` is the way to the events that the quotes are of, where those are not all.
    """

    asked: Asked
    typed: QueryDict
    errors: dict[str, list[str]]
    total: int
    retold: int
    speakers: list[Choice]
    more_speakers: list[Choice]
    outlets: list[Choice]
    chips: list[Chip]
    carried: list[tuple[str, str]]
    compares: bool
    timeline: str
    every_event: str
    part: QuotesPart
    address: str


def quotes_part(data: QueryDict) -> QuotesPart:
    """The stretch of the list that an address asks for."""
    wanted = quote_filter(data)
    said = quotations.said(wanted.criteria)
    found = quotations.matching(said.quotations, wanted.asked)
    return _part(wanted, said, found, start=start_of(data))


def quotes_page(data: QueryDict) -> QuotesPage:
    """The whole page for an address's parameters."""
    wanted = quote_filter(data)
    asked = wanted.asked
    said = quotations.said(wanted.criteria)
    found = quotations.matching(said.quotations, asked)
    speakers = quotations.by_speaker(said.quotations, asked)
    outlets = quotations.by_outlet(said.quotations, asked)
    offered = [c for i, c in enumerate(speakers) if i < SPEAKERS_SHOWN or c.chosen]
    retold = wanted.asking(retold=True).asked
    narrowing = wanted.of_events.parameters()
    return QuotesPage(
        asked=asked,
        typed=data,
        errors=wanted.errors,
        total=len(said.quotations),
        retold=len(quotations.matching(said.quotations, retold)),
        speakers=offered,
        more_speakers=[choice for choice in speakers if choice not in offered],
        outlets=outlets,
        chips=list(_chips(wanted, speakers=speakers, outlets=outlets)),
        carried=narrowing,
        compares=any(len(quotation.wordings) > 1 for quotation in found),
        timeline=addresses.of_selection(wanted.of_events) if narrowing else "",
        every_event=_of_every_event(wanted).address(),
        part=_part(wanted, said, found, start=start_of(data)),
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
    said = quotations.of_event(event, criteria)
    retold = [quotation for quotation in said.quotations if quotation.is_retold]
    stood = addresses.query(Criteria(as_of=criteria.as_of))
    return EventQuotations(shown(retold, said, here=event, query=stood))


def _part(wanted: QuoteFilter, said: Said, found: list[Quotation], *, start: int) -> QuotesPart:
    count = len(found)
    if start >= count:
        start = max(0, (count - 1) // PAGE * PAGE)
    some = found[start : start + PAGE]
    last = start + len(some)
    about = {one.event for quotation in some for one in quotation.printed}
    told = standing(Criteria(as_of=wanted.criteria.as_of)).filter(pk__in=about)
    events = {event.pk: event for event in fetched(told, wanted.criteria)}
    return QuotesPart(
        quotations=shown(some, said, events=events, query=addresses.query(wanted.of_events)),
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


def _chips(wanted: QuoteFilter, *, speakers: list[Choice], outlets: list[Choice]) -> Iterator[Chip]:
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
