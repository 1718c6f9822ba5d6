"""What an event's page shows: how each source tells it, and how its date was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from timeline.domain.criteria import Criteria
from timeline.domain.folded_axis import Axis, Bounds, fold
from timeline.domain.ticks import Tick, ticks
from timeline.domain.wording import apart, say, say_precision
from timeline.models import Event, Mention, Quote
from timeline.queries import events
from timeline.queries.standing import fetched
from timeline.web import addresses
from timeline.web.cards import Side, sides, tellers

_WIDTH = 280.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A reading's extent on the small axis, from and to a place; dashed where an end is open."""

    left: float
    width: float
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One mention: its reading in words, what it calls people and things, its quotes."""

    mention: Mention
    date: str
    names: list[str]
    terms: list[str]
    quotes: list[Quote]
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The event before or after in the selection that the reader came from."""

    title: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event's page. ``basis`` says in a sentence what its date was taken from."""

    event: Event
    date: str
    precision: str
    basis: str
    told: list[Told]
    ticks: list[Tick]
    axis_width: float
    documents: int
    first_hand: int
    outlets: int
    sides: list[Side]
    apart: str
    previous: Neighbour | None
    next: Neighbour | None
    position: int
    count: int
    back: str
    is_filtered: bool


def event_page(event: Event, criteria: Criteria) -> EventPage:
    """The page of an event as ``queries.standing.fetched`` gives it, within the reader's filter."""
    mentions = list(event.mentions.all())
    dated = [m.interval for m in mentions if m.interval.is_dated]
    axis = fold([(i.earliest, i.latest) for i in dated], width=_WIDTH)
    position, count, previous, following = _around(event, criteria)
    return EventPage(
        event=event,
        date=say(event.interval),
        precision=say_precision(event.interval),
        basis=_basis(event, mentions),
        told=[_told(mention, axis) for mention in mentions],
        ticks=ticks(axis),
        axis_width=_WIDTH,
        documents=len({m.source_id for m in mentions}),
        first_hand=len({m.first_hand.pk for m in mentions}),
        outlets=len([t for t in tellers(mentions) if t.slug]),
        sides=sides(mentions) if event.disputed else [],
        apart=apart(event.days_apart),
        previous=previous,
        next=following,
        position=position,
        count=count,
        back=addresses.of_selection(criteria) + f"#event-{event.slug}",
        is_filtered=not criteria.is_empty,
    )


def _told(mention: Mention, axis: Axis) -> Told:
    spellings = list(mention.terms.all())
    return Told(
        mention=mention,
        date=say(mention.interval),
        names=list(dict.fromkeys(t.words for t in spellings if t.actor_id)),
        terms=list(dict.fromkeys(t.words for t in spellings if not t.actor_id)),
        quotes=list(mention.quotes.all()),
        bar=_bar((mention.earliest, mention.latest), axis),
    )


def _bar(ends: Bounds, axis: Axis) -> Bar | None:
    first, last = ends
    if first is None and last is None:
        return None
    left = axis.x(first) if first else 0.0
    right = axis.x(last) if last else axis.width
    return Bar(round(left, 1), round(max(right - left, 6.0), 1), first is None, last is None)


def _basis(event: Event, mentions: list[Mention]) -> str:
    dated = [m for m in mentions if m.interval.is_dated]
    if event.basis == "undated":
        return "No source gives a date."
    if event.basis == "chosen":
        chosen = f"An editor chose {say(event.interval)}: {event.chosen_reason}"
        if event.disputed:
            return f"The sources’ dates lie {apart(event.days_apart)} apart. {chosen}"
        return chosen
    if event.basis == "span":
        return (
            f"No day fits all of the sources: they lie {apart(event.days_apart)} apart, so the "
            f"date is the span of them all, {say(event.interval)}."
        )
    if len(dated) == 1:
        return f"{say(event.interval)} is what the one source that dates it gives."
    if any(m.interval == event.interval for m in dated):
        return f"{say(event.interval)} is the narrowest date given, and all the others contain it."
    return f"{say(event.interval)} is the stretch that all the sources’ dates have in common."


def _around(
    event: Event, criteria: Criteria
) -> tuple[int, int, Neighbour | None, Neighbour | None]:
    """Where the event stands in the selection, in the order of time, and what is beside it."""
    order = list(events.matching(criteria).values_list("pk", flat=True))
    if event.pk not in order:
        return 0, len(order), None, None
    at = order.index(event.pk)
    beside = Event.objects.filter(pk__in=order[max(0, at - 1) : at + 2])
    near = {other.pk: other for other in fetched(beside, criteria)}

    def neighbour(index: int) -> Neighbour | None:
        if not 0 <= index < len(order):
            return None
        other = near[order[index]]
        url = reverse("event-detail", args=[other.slug]) + addresses.query(criteria)
        return Neighbour(other.title, say(other.interval), url)

    return at + 1, len(order), neighbour(at - 1), neighbour(at + 1)
