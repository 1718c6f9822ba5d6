"""What the comparison shows: events against outlets, and under it who calls things what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import Truncator

from timeline.domain.criteria import UNSTATED, Criteria
from timeline.domain.wording import apart, say, short
from timeline.models import Event, Mention, Outlet, Source, Story
from timeline.queries import comparison, facets, terms
from timeline.queries.comparison import By, Cell, Column, Comparison, Order, Row, State
from timeline.queries.facets import Choice
from timeline.queries.terms import Thing, Things, Usage
from timeline.web import addresses
from timeline.web.forms import FilterForm, SlugsField, start_of
from timeline.web.timeline_page import ACTORS_SHOWN, Chip, Flags, chips, current_story

PAGE = 50
"""Rows shown at a time."""

THINGS = 25
"""Things with several names shown at a time."""

WORDS = 12
"""Words of what is said that a cell begins with."""


class ColumnsField(SlugsField):
    """The columns chosen, each by its slug."""

    most = 100


class TableForm(forms.Form):
    """What the comparison asks for beside the filter: what columns are, which, in which order."""

    columns = forms.ChoiceField(
        choices=[("outlets", "outlets"), ("documents", "documents")], required=False
    )
    order = forms.ChoiceField(
        choices=[("", "when it happened"), ("tellers", "how many tell it")], required=False
    )
    column = ColumnsField()

    def clean(self) -> dict[str, Any]:
        """Every column is known; one of outlets is not known where columns are documents."""
        cleaned = self.cleaned_data
        given = cleaned["column"]
        model = Source if cleaned.get("columns") == "documents" else Outlet
        known = set(model.objects.filter(slug__in=given).values_list("slug", flat=True))
        if model is Outlet:
            known.add(UNSTATED)
        for slug in given:
            if slug not in known:
                noun = "outlet" if model is Outlet else "document"
                self.add_error("column", f"There is no {noun} “{slug}” to compare.")
        cleaned["column"] = tuple(slug for slug in given if slug in known)
        return cleaned


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as its address asks for it."""

    criteria: Criteria
    by: By = "outlets"
    order: Order = ""
    columns: tuple[str, ...] = ()

    def address(self, *, start: int = 0, things: int = 0) -> str:
        """The address of this comparison, from a row and from a thing on."""
        pairs = self.criteria.parameters()
        if self.by != "outlets":
            pairs.append(("columns", self.by))
        pairs += [("column", slug) for slug in self.columns]
        if self.order:
            pairs.append(("order", self.order))
        if start:
            pairs.append(("start", str(start)))
        if things:
            pairs.append(("terms", str(things)))
        return reverse("comparison-list") + (f"?{urlencode(pairs)}" if pairs else "")


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to look at the same selection, and whether it is the one shown."""

    label: str
    url: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading. ``about``: a document's publisher and date, or that nothing was read.

    ``counts``: how many of the selected events it tells, and of how many it is silent, in words.
    """

    slug: str
    name: str
    url: str
    colour: int | None
    about: str
    counts: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell. ``label`` is its state in words, and for what is told its date or dates.

    ``says`` opens what is said, at ``url``; ``more`` tells who says it, where it is told only
    through another, and in how many mentions and documents, where in more than one.
    """

    heading: Heading
    state: State
    label: str
    says: str
    url: str
    more: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """An event's row. ``tellers`` says how many tell it, ``apart`` how far the dates lie apart."""

    event: Event
    date: str
    url: str
    tellers: str
    apart: str
    cells: list[CellShown]


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """Where a wording stands, and the addresses of the event and of the document."""

    event: str
    event_url: str
    source: str
    source_url: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class UsageShown:
    """A wording with its places; ``rest`` is how many more there are, at ``rest_url``."""

    words: str
    count: int
    places: list[PlaceShown]
    rest: int
    rest_url: str


@dataclass(frozen=True, slots=True)
class ThingShown:
    """A thing with several names, and for each column the wordings that it uses."""

    name: str
    url: str
    ways: int
    cells: list[tuple[Heading, list[UsageShown]]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of something long is shown; ``first`` and ``last`` are positions from 1."""

    count: int
    first: int
    last: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The comparison's page. The first fields are those that the filter shows on every page.

    ``part`` is the stretch of rows shown, ``terms_part`` that of things with several names;
    ``naming`` are the columns that name any of these.
    """

    criteria: Criteria
    typed: QueryDict
    errors: dict[str, list[str]]
    actors: list[Choice]
    more_actors: list[Choice]
    outlets: list[Choice]
    kinds: list[Choice]
    flags: Flags
    chips: list[Chip]
    part: Stretch
    story: Story | None
    asked: Asked
    columns: list[Choice]
    ways: list[Way]
    orders: list[Way]
    headings: list[Heading]
    rows: list[RowShown]
    naming: list[Heading]
    things: list[ThingShown]
    terms_part: Stretch
    clear: str
    usual: str
    timeline: str
    address: str


def compare_page(data: QueryDict) -> ComparePage:
    """The whole page for an address's parameters."""
    form, table = FilterForm(data), TableForm(data)
    criteria = form.criteria()
    table.full_clean()
    asked = Asked(
        criteria,
        by=_by(table),
        # The filter's own order of how many sources tell goes before the table's.
        order="tellers" if table.cleaned_data.get("order") and not criteria.sort else "",
        columns=table.cleaned_data["column"],
    )
    compared = comparison.compare(
        criteria,
        by=asked.by,
        chosen=asked.columns,
        order=asked.order,
        start=start_of(data),
        most=PAGE,
    )
    named = terms.named_differently(
        criteria,
        column_of=compared.column_of(),
        start=start_of(data, parameter="terms"),
        most=THINGS,
    )
    if compared.is_default:
        asked = replace(asked, columns=())
    actors, outlets = facets.by_actor(criteria), facets.by_outlet(criteria)
    kinds = facets.by_kind(criteria)
    shown = [c for i, c in enumerate(actors) if i < ACTORS_SHOWN or c.chosen]
    headings = {column.slug: _heading(column, criteria) for column in compared.columns}
    naming = {
        slug: heading
        for slug, heading in headings.items()
        if any(slug in thing.used for thing in named.shown)
    }
    query = addresses.query(criteria)
    return ComparePage(
        criteria=criteria,
        typed=data,
        errors={
            name: [str(e) for e in found] for name, found in {**form.errors, **table.errors}.items()
        },
        actors=shown,
        more_actors=[choice for choice in actors if choice not in shown],
        outlets=outlets,
        kinds=kinds,
        flags=Flags(
            facets.flag(criteria, "disputed"),
            facets.flag(criteria, "retold"),
            facets.flag(criteria, "corroborated"),
        ),
        chips=chips(
            criteria,
            actors=actors,
            outlets=outlets,
            kinds=kinds,
            address=lambda rest: replace(asked, criteria=rest).address(),
        ),
        part=_rows_shown(compared, asked),
        story=current_story(),
        asked=asked,
        columns=[_choice(column, compared) for column in compared.offered],
        ways=_ways(asked),
        orders=_orders(asked),
        headings=list(headings.values()),
        rows=[_row(row, headings, len(compared.offered), query) for row in compared.rows],
        naming=list(naming.values()),
        things=[_thing(thing, naming, asked) for thing in named.shown],
        terms_part=_things_shown(named, asked),
        clear=replace(asked, criteria=Criteria()).address(),
        usual=replace(asked, columns=()).address(),
        timeline=addresses.of_selection(criteria),
        address=asked.address(start=compared.start, things=named.start),
    )


def _by(table: TableForm) -> By:
    return "documents" if table.cleaned_data.get("columns") == "documents" else "outlets"


def _ways(asked: Asked) -> list[Way]:
    kinds: tuple[By, ...] = ("outlets", "documents")
    return [
        Way(by.capitalize(), replace(asked, by=by, columns=()).address(), by == asked.by)
        for by in kinds
    ]


def _orders(asked: Asked) -> list[Way]:
    criteria = replace(asked.criteria, sort="")
    by_time = replace(asked, criteria=criteria, order="")
    by_tellers = replace(by_time, order="tellers")
    return [
        Way("when it happened", by_time.address(), not asked.order and not asked.criteria.sort),
        Way("how many tell it", by_tellers.address(), asked.order == "tellers"),
    ]


def _choice(column: Column, compared: Comparison) -> Choice:
    label = column.name
    if column.source is not None:
        label = f"{column.name} ({column.source.outlet_name})"
    colour = column.outlet.colour if column.outlet else None
    return Choice(column.slug, label, column.counts[State.TOLD], column in compared.columns, colour)


def _heading(column: Column, criteria: Criteria) -> Heading:
    colour = column.outlet.colour if column.outlet else None
    query = addresses.query(Criteria(as_of=criteria.as_of))
    if column.source is not None:
        published = say(column.source.interval) if column.source.edtf else "date not stated"
        url = reverse("source-detail", args=[column.source.slug])
        about = f"{column.source.outlet_name}, {published}"
    elif column.outlet is not None:
        url = reverse("outlet-detail", args=[column.outlet.slug])
        about = ""
    else:
        url, about = reverse("source-list") + f"?outlet={UNSTATED}", ""
        query = query.replace("?", "&")
    return Heading(
        slug=column.slug,
        name=column.name,
        url=url + query,
        colour=colour,
        about=about,
        counts=", ".join(_counts(column)),
    )


def _counts(column: Column) -> Iterable[str]:
    if column.source is None and len(column.read) > 1:
        yield f"{len(column.read)} documents"
    yield f"tells {column.counts[State.TOLD]}"
    if column.counts[State.THROUGH]:
        yield f"{column.counts[State.THROUGH]} through another"
    if not column.read:
        yield "itself not read"
        return
    yield f"silent on {column.counts[State.SILENT]}"
    if column.counts[State.EARLY]:
        yield f"too early for {column.counts[State.EARLY]}"


def _row(row: Row, headings: dict[str, Heading], columns: int, query: str) -> RowShown:
    url = reverse("event-detail", args=[row.event.slug]) + query
    words = say(row.event.interval)
    return RowShown(
        event=row.event,
        date=words[0].upper() + words[1:],
        url=url,
        tellers=f"{row.tellers} of {columns} {'tells' if row.tellers == 1 else 'tell'} it",
        apart=apart(row.event.days_apart) if row.event.disputed else "",
        cells=[_cell(cell, headings[cell.column.slug], f"{url}#tellings") for cell in row.cells],
    )


_LABELS = {
    State.SILENT: "Silent",
    State.EARLY: "Too early to tell it",
    State.NOTHING: "Nothing collected",
}


def _cell(cell: Cell, heading: Heading, url: str) -> CellShown:
    if not cell.mentions:
        return CellShown(heading, cell.state, _LABELS[cell.state], "", "", "", False)
    dates = list(dict.fromkeys(short(m.interval) for m in cell.mentions if m.interval.is_dated))
    date = ", ".join(dates) or "no date given"
    through = cell.state is State.THROUGH
    return CellShown(
        heading=heading,
        state=cell.state,
        label=f"Only through another, {date}" if through else date,
        says=Truncator(cell.mentions[0].says).words(WORDS, truncate=" …"),
        url=url,
        more="; ".join(filter(None, [_tellers(cell) if through else "", _more(cell.mentions)])),
        inferred=any(m.inferred for m in cell.mentions),
    )


def _tellers(cell: Cell) -> str:
    """Who tells what is told only through this column."""
    names = dict.fromkeys(
        mention.source.outlet.name if mention.source.outlet else "a document of no stated publisher"
        for mention in cell.mentions
    )
    return "in " + " and ".join(names)


def _more(mentions: list[Mention]) -> str:
    if len(mentions) == 1:
        return ""
    documents = len({mention.source_id for mention in mentions})
    times = f"{len(mentions)} mentions"
    return f"{times} in {documents} documents" if documents > 1 else times


def _thing(thing: Thing, headings: dict[str, Heading], asked: Asked) -> ThingShown:
    as_of = addresses.query(Criteria(as_of=asked.criteria.as_of))
    return ThingShown(
        name=thing.name,
        url=reverse("actor-detail", args=[thing.actor]) + as_of if thing.actor else "",
        ways=thing.ways,
        cells=[
            (heading, [_usage(usage, slug, asked) for usage in thing.used.get(slug, [])])
            for slug, heading in headings.items()
        ],
    )


def _usage(usage: Usage, column: str, asked: Asked) -> UsageShown:
    query = addresses.query(asked.criteria)
    as_of = addresses.query(Criteria(as_of=asked.criteria.as_of))
    phrase = usage.words.replace('"', " ")
    search = replace(
        asked.criteria,
        text=f'{asked.criteria.text} "{phrase}"'.strip(),
        outlets=(column,) if asked.by == "outlets" else asked.criteria.outlets,
    )
    return UsageShown(
        words=usage.words,
        count=usage.count,
        places=[
            PlaceShown(
                event=place.event_title,
                event_url=reverse("event-detail", args=[place.event]) + query + "#tellings",
                source=place.source_title,
                source_url=reverse("source-detail", args=[place.source]) + as_of,
                paragraph=place.paragraph,
            )
            for place in usage.places
        ],
        rest=usage.count - len(usage.places),
        rest_url=addresses.of_selection(search),
    )


def _rows_shown(compared: Comparison, asked: Asked) -> Stretch:
    start, last = compared.start, compared.start + len(compared.rows)
    return Stretch(
        count=compared.count,
        first=start + 1 if compared.rows else 0,
        last=last,
        previous=asked.address(start=max(0, start - PAGE)) if start else "",
        next=asked.address(start=last) if last < compared.count else "",
    )


def _things_shown(named: Things, asked: Asked) -> Stretch:
    start, last = named.start, named.start + len(named.shown)
    return Stretch(
        count=named.count,
        first=start + 1 if named.shown else 0,
        last=last,
        previous=asked.address(things=max(0, start - THINGS)) if start else "",
        next=asked.address(things=last) if last < named.count else "",
    )
