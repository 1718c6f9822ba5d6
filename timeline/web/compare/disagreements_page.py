"""What sources disagree about: each event's disputes, with who stands on each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from django import forms
from django.urls import reverse

from timeline.domain.chart.folded_axis import Axis, fold
from timeline.domain.chart.ticks import Tick, ticks
from timeline.domain.comparing.disagreements import Contradiction, sides_of_dates
from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import agree
from timeline.domain.time.formatting import distance, say
from timeline.models import Event, Mention
from timeline.queries.comparison import contradictions
from timeline.queries.events import listed
from timeline.queries.index import select
from timeline.queries.selection import Narrowed
from timeline.web.http import addresses
from timeline.web.http.list_page import ListPage, list_page
from timeline.web.timeline.filter_form import FilterRequest, messages

PAGE = 20
"""Events shown at a time."""

DATE = "date"
NAMES = {"": "Anything", DATE: "Dates", "place": "Places", "actor": "Actors", "figure": "Figures"}
_NARROWED: dict[str, Narrowed] = {
    "": "disputed", DATE: "date", "place": "place", "actor": "actor", "figure": "figure"
}  # fmt: skip
_WIDTH = 280.0
_STEP = 11


class DisagreementForm(forms.Form):
    """What is asked for beside the timeline's filter: what the disagreement is about."""

    about = forms.ChoiceField(choices=list(NAMES.items()), required=False)


@dataclass(frozen=True, slots=True)
class Account:
    """One mention on a side. ``read`` is its date in words; ``value`` as this source has it,
    where it is not written as the side's heading is.
    """

    mention: Mention
    read: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class AxisBar:
    """A date's extent on the axis at a height, in an outlet's colour; dashed at an open end."""

    left: float
    right: float
    y: int
    colour: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """What some sources have in common: a date or a value, and for dates their bars."""

    heading: str
    accounts: list[Account]
    bars: list[AxisBar]
    height: int


@dataclass(frozen=True, slots=True)
class UnsidedAccount:
    """A date too vague to take a side: with which it agrees, in words."""

    account: Account
    agrees_with: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """One thing that sources disagree about. ``measure`` says by how much, for dates.

    ``silent`` counts the event's other sources, which don't say.
    """

    about: str
    subject: str
    measure: str
    sides: list[DisputeSide]
    between: list[UnsidedAccount]
    silent: int
    ticks: list[Tick]
    width: float = _WIDTH


@dataclass(frozen=True, slots=True)
class DisputedEvent:
    """An event with its disputes, and the date that the timeline shows for it."""

    event: Event
    date: str
    url: str
    disputes: list[Dispute]


@dataclass(frozen=True, slots=True)
class DisputeTab:
    """A choice of what the disagreement is about, with how many events there are."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DisagreementsPage(ListPage):
    """The page. ``timeline``: the address of the same events; ``unfiltered``: without a filter."""

    criteria: Criteria
    errors: dict[str, list[str]]
    about: str
    tabs: list[DisputeTab]
    events: list[DisputedEvent]
    timeline: str
    unfiltered: str


def disagreements_page(asked: FilterRequest) -> DisagreementsPage:
    """The page for what an address asks for."""
    form, criteria = DisagreementForm(asked.typed), asked.criteria
    errors = asked.errors | messages(form)
    about: str = form.cleaned_data.get("about") or ""
    selection = select(criteria)
    counts = {name: selection.narrowed_count(to) for name, to in _NARROWED.items()}
    place = list_page(
        counts[about],
        start=asked.start,
        size=PAGE,
        address=lambda start: _address(criteria, about, start),
    )
    shown = listed(selection.narrowed(_NARROWED[about]), place.start, place.start + PAGE)
    return DisagreementsPage(
        **asdict(place),
        criteria=criteria,
        errors=errors,
        about=about,
        tabs=[
            DisputeTab(label, counts[name], _address(criteria, name), name == about)
            for name, label in NAMES.items()
        ],
        events=[_disputed_event(event, criteria, about) for event in shown],
        timeline=addresses.of_selection(criteria),
        unfiltered=_address(criteria.unfiltered, about),
    )


def _address(criteria: Criteria, about: str, start: int = 0) -> str:
    return addresses.of_selection(criteria, view="disagreement-list", about=about, start=start)


def _disputed_event(event: Event, criteria: Criteria, about: str) -> DisputedEvent:
    mentions = list(event.mentions.all())
    return DisputedEvent(
        event=event,
        date=say(event.interval),
        url=reverse("event-detail", args=[event.slug]) + addresses.query(criteria),
        disputes=list(_disputes(event, mentions, about)),
    )


def _disputes(event: Event, mentions: Sequence[Mention], about: str) -> Iterator[Dispute]:
    if event.disputed and about in ("", DATE):
        yield _of_dates(event, mentions)
    for found in contradictions.among(mentions):
        if about in ("", found.aspect):
            yield _of_details(found, mentions)


def _of_dates(event: Event, mentions: Sequence[Mention]) -> Dispute:
    found = sides_of_dates((mention, mention.interval) for mention in mentions)
    dated = [mention.interval for mention in mentions if mention.interval.is_dated]
    axis = fold([(i.earliest, i.latest) for i in dated], width=_WIDTH)
    sides = [_dated_side(some, axis) for some in found.sides]
    return Dispute(
        about=DATE,
        subject="when it happened",
        measure=_measure(found.sides),
        sides=sides,
        between=[
            UnsidedAccount(_account(mention), _agreeing([sides[n] for n in agreed], len(sides)))
            for mention, agreed in found.between
        ],
        silent=_silent(mentions, [m for m in mentions if m.interval.is_dated]),
        ticks=ticks(axis),
    )


def _measure(sides: Sequence[Sequence[Mention]]) -> str:
    """How far the sides lie apart."""
    words = f"{distance(agree(m.interval for m in side).interval for side in sides)} apart"
    return f"the furthest {words}" if len(sides) > 2 else words


def _dated_side(mentions: Sequence[Mention], axis: Axis) -> DisputeSide:
    bars = _bars(mentions, axis)
    return DisputeSide(
        heading=say(agree(mention.interval for mention in mentions).interval),
        accounts=[_account(mention) for mention in mentions],
        bars=bars,
        height=_STEP * len(bars) + 5,
    )


def _of_details(found: Contradiction[Mention], mentions: Sequence[Mention]) -> Dispute:
    return Dispute(
        about=found.aspect,
        subject=found.subject,
        measure="",
        sides=[
            DisputeSide(
                heading=side.value,
                accounts=[
                    _account(given.telling, given.value if given.value != side.value else "")
                    for given in side.given
                ],
                bars=[],
                height=0,
            )
            for side in found.sides
        ],
        between=[],
        silent=_silent(mentions, [given.telling for side in found.sides for given in side.given]),
        ticks=[],
    )


def _account(mention: Mention, value: str = "") -> Account:
    return Account(mention, say(mention.interval) if mention.interval.is_dated else "", value)


def _agreeing(sides: list[DisputeSide], number: int) -> str:
    """With which of so many sides a date agrees, in words."""
    if len(sides) == number:
        return "both" if number == 2 else "all of these"
    headings = [side.heading for side in sides]
    return f"{', '.join(headings[:-1])} and {headings[-1]}"


def _silent(mentions: Iterable[Mention], saying: Iterable[Mention]) -> int:
    """How many of the sources say nothing of it."""
    return len({m.source_id for m in mentions} - {m.source_id for m in saying})


def _bars(mentions: Sequence[Mention], axis: Axis) -> list[AxisBar]:
    """A bar a date and outlet, each under the one before."""
    kinds = dict.fromkeys(
        (m.earliest, m.latest, m.source.outlet.colour if m.source.outlet else None)
        for m in mentions
    )
    bars = []
    for number, (first, last, colour) in enumerate(kinds):
        left = axis.x(first) if first else 0.0
        right = max(axis.x(last) if last else axis.width, left + 0.1)
        is_open = first is None or last is None
        bars.append(AxisBar(round(left, 1), round(right, 1), 8 + _STEP * number, colour, is_open))
    return bars
