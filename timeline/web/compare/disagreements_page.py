"""What sources disagree about: each event's disputes, with who stands on each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from timeline.domain.chart.folded_axis import Axis, fold
from timeline.domain.chart.ticks import Tick, ticks
from timeline.domain.comparing.disagreements import Contradiction, sides_of_dates
from timeline.domain.criteria import Criteria
from timeline.domain.dates.told_dates import agree
from timeline.domain.time.formatting import apart, say
from timeline.models import Event, Mention
from timeline.queries.comparison import contradictions
from timeline.queries.events import listed
from timeline.queries.index import select
from timeline.queries.selection import Narrowed
from timeline.web.http import addresses
from timeline.web.timeline.filter_form import FilterForm, start_of

PAGE = 20
"""Events shown at a time."""

DATE = "date"
NAMES = {"": "Anything", DATE: "Dates", "place": "Places", "actor": "Actors", "figure": "Figures"}
_NARROWED: dict[str, Narrowed] = {
    "": "disputed", DATE: "date", "place": "place", "actor": "actor", "figure": "figure"
}  # fmt: skip
_WIDTH = 280.0
_STEP = 11


class DisagreementForm(FilterForm):
    """The timeline's filter, and what the disagreement is about."""

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
class Between:
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
    between: list[Between]
    silent: int
    ticks: list[Tick]
    width: float = _WIDTH


@dataclass(frozen=True, slots=True)
class Disputed:
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
class DisagreementsPage:
    """The page. ``first`` and ``last`` are positions from 1 of what is shown."""

    criteria: Criteria
    errors: dict[str, list[str]]
    about: str
    tabs: list[DisputeTab]
    events: list[Disputed]
    count: int
    first: int
    last: int
    earlier: str
    more: str
    timeline: str
    unfiltered: str


def disagreements_page(data: QueryDict) -> DisagreementsPage:
    """The page for an address's parameters."""
    form = DisagreementForm(data)
    criteria = form.criteria()
    about: str = form.cleaned_data.get("about") or ""
    selection = select(criteria)
    counts = {name: selection.narrowed_count(to) for name, to in _NARROWED.items()}
    count = counts[about]
    start = start_of(data)
    if start >= count:
        start = max(0, (count - 1) // PAGE * PAGE)
    shown = listed(selection.narrowed(_NARROWED[about]), start, start + PAGE)
    last = start + len(shown)
    return DisagreementsPage(
        criteria=criteria,
        errors={name: [str(e) for e in found] for name, found in form.errors.items()},
        about=about,
        tabs=[
            DisputeTab(label, counts[name], _address(criteria, name), name == about)
            for name, label in NAMES.items()
        ],
        events=[_disputed(event, criteria, about) for event in shown],
        count=count,
        first=start + 1 if shown else 0,
        last=last,
        earlier=_address(criteria, about, max(0, start - PAGE)) if start else "",
        more=_address(criteria, about, last) if last < count else "",
        timeline=addresses.of_selection(criteria),
        unfiltered=_address(Criteria(as_of=criteria.as_of), about),
    )


def _address(criteria: Criteria, about: str, start: int = 0) -> str:
    pairs = criteria.parameters()
    if about:
        pairs.append(("about", about))
    if start:
        pairs.append(("start", str(start)))
    return reverse("disagreement-list") + (f"?{urlencode(pairs)}" if pairs else "")


def _disputed(event: Event, criteria: Criteria, about: str) -> Disputed:
    mentions = list(event.mentions.all())
    return Disputed(
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
        measure=_measure(event.days_apart, found.sides),
        sides=sides,
        between=[
            Between(_account(mention), _agreeing([sides[n].heading for n in agreed], len(sides)))
            for mention, agreed in found.between
        ],
        silent=_silent(mentions, [m for m in mentions if m.interval.is_dated]),
        ticks=ticks(axis),
    )


def _measure(days: int, sides: Sequence[Sequence[Mention]]) -> str:
    """How far the sides lie apart, which is exact only between days."""
    words = f"{apart(days)} apart"
    if len(sides) > 2:
        return f"the furthest {words}"
    exact = all(agree(m.interval for m in side).interval.is_day for side in sides)
    return words if exact else f"at least {words}"


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


def _agreeing(headings: list[str], of: int) -> str:
    if len(headings) == of:
        return "both" if of == 2 else "all of these"
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
