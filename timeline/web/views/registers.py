"""The registers: actors, outlets, places and sources, each a table, a page an entry, and CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import counts_as_of
from timeline.domain.time.formatting import say
from timeline.exports.spreadsheet import lines
from timeline.models import Actor, Outlet, Place
from timeline.queries.events import opening_day
from timeline.queries.index import select
from timeline.queries.last_changed import last_changed
from timeline.queries.registers import register_tables, source_tellings
from timeline.queries.registers.register_rows import RegisterRows
from timeline.queries.registers.source_graph import around
from timeline.queries.source_texts import readable
from timeline.web.http import addresses, htmx, story_scope
from timeline.web.leaving import page_citations
from timeline.web.leaving.answer_files import as_file
from timeline.web.leaving.files_budget import budgeted
from timeline.web.registers.register_tables import (
    ActorTable,
    OutletTable,
    PlaceTable,
    RegisterTable,
    SourceTable,
    paged,
)
from timeline.web.registers.source_graph_drawing import source_graph
from timeline.web.timeline.filter_form import (
    ActorSearch,
    OutletSearch,
    PlaceSearch,
    RegisterSearch,
    SourceSearch,
    unfiltered,
)
from timeline.web.timeline.timeline_page import event_list_page

SOURCES_SHOWN = 50
"""An outlet's sources named on its own page; all are in the table."""

Rows = Callable[..., RegisterRows[Any]]
"""A register's rows: of which events, and what its search form wants."""


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    """Actors as a table."""
    return _page(request, ActorSearch, ActorTable, register_tables.actors)


@require_safe
@budgeted
def actor_csv(request: HttpRequest) -> HttpResponseBase:
    """Actors as CSV."""
    return _csv(request, ActorSearch, ActorTable, register_tables.actors)


@require_safe
def actor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Who an actor is, how sources write the name, what it took part in, and with whom."""
    actor = get_object_or_404(Actor.objects.prefetch_related("aliases"), slug=slug)
    if away := _to_its_scope(request, register_tables.actors, actor.pk):
        return away
    criteria = unfiltered(request, actors=(slug,))
    context = {
        "actor": actor,
        "spellings": register_tables.spellings_of(actor, criteria),
        "companions": register_tables.companions_of(actor, criteria),
        **_own_timeline(request, criteria),
    }
    return render(request, "actor_detail.html", context)


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Outlets as a table, with what each tells and what is told through it."""
    unstated = register_tables.unstated(unfiltered(request))
    return _page(request, OutletSearch, OutletTable, register_tables.outlets, unstated=unstated)


@require_safe
@budgeted
def outlet_csv(request: HttpRequest) -> HttpResponseBase:
    """Outlets as CSV."""
    return _csv(request, OutletSearch, OutletTable, register_tables.outlets)


@require_safe
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What an outlet published, and what is told through it."""
    outlet = get_object_or_404(Outlet.objects.prefetch_related("aliases"), slug=slug)
    if away := _to_its_scope(request, register_tables.outlets, outlet.pk):
        return away
    criteria = unfiltered(request, outlets=(slug,))
    sources = register_tables.sources(unfiltered(request), outlet=slug)
    context = {
        "outlet": outlet,
        "sources": sources[:SOURCES_SHOWN],
        "sources_count": sources.count(),
        "counts": register_tables.events_by_outlet(criteria).get(outlet.pk),
        **_own_timeline(request, criteria),
    }
    return render(request, "outlet_detail.html", context)


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """Places as a table."""
    return _page(request, PlaceSearch, PlaceTable, register_tables.places)


@require_safe
def place_csv(request: HttpRequest) -> HttpResponseBase:
    """Places as CSV."""
    return _csv(request, PlaceSearch, PlaceTable, register_tables.places)


@require_safe
def place_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a place is, what lies in it, and what happened there."""
    places = Place.objects.select_related("lies_in").prefetch_related("aliases")
    place = get_object_or_404(places, slug=slug)
    if away := _to_its_scope(request, register_tables.places, place.pk):
        return away
    criteria = unfiltered(request, places=(slug,))
    context = {
        "place": place,
        "parts": register_tables.parts_of(place, criteria),
        **_own_timeline(request, criteria),
    }
    return render(request, "place_detail.html", context)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Sources as a table."""
    return _page(request, SourceSearch, SourceTable, register_tables.sources)


@require_safe
@budgeted
def source_csv(request: HttpRequest) -> HttpResponseBase:
    """Sources as CSV."""
    return _csv(request, SourceSearch, SourceTable, register_tables.sources)


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What a source is, what it draws on, and what it tells, in document order."""
    source = source_tellings.named(slug)
    if source is None:
        raise Http404(f"There is no source “{slug}”.")
    if away := _to_its_scope(request, register_tables.sources, source.pk):
        return away
    criteria = unfiltered(request)
    events = select(criteria)
    context = {
        "source": source,
        "cite": page_citations.offered_for_source(request, source),
        "published": say(source.interval) if source.edtf else "",
        "mentions": source_tellings.told_by(source, events),
        "through": source_tellings.told_through(source, events),
        "graph": source_graph(around(source, as_of=criteria.as_of)),
        "text": readable(source) if counts_as_of(source.interval, criteria.as_of) else None,
    }
    request.last_changed = partial(last_changed, source)  # type: ignore[attr-defined]
    return render(request, "source_detail.html", context)


def _to_its_scope(request: HttpRequest, register: Rows, key: int) -> HttpResponse | None:
    """The way to an entry's own address where the register of the story named has it no more; at
    that address the page of one that the main story hasn't is the archive's, which is entered.
    """
    scope = story_scope.of(request)
    if scope.story is None or register(Criteria(story=scope.slug)).holds(key):
        return None
    if scope.is_shared:
        raise Http404("It is not of the story that is shared.")
    if scope.asked != scope.site:
        return redirect(scope.site + request.get_full_path().removeprefix(scope.asked))
    story_scope.enter_archive(request)
    return None


def _own_timeline(request: HttpRequest, criteria: Criteria) -> dict[str, Any]:
    """The events that an actor takes part in or an outlet tells, as a list below its own page."""
    opening = opening_day(story_scope.of(request).story)
    selection = select(criteria, opening=opening)
    return {
        "part": event_list_page(selection, start=0, opening=opening),
        "criteria": criteria,
        "address": addresses.of_selection(criteria),
    }


def _page(
    request: HttpRequest,
    searching: type[RegisterSearch],
    table: type[RegisterTable],
    rows: Rows,
    **besides: Any,
) -> HttpResponse:
    search = searching(request.GET, within=unfiltered(request))
    noun = table.noun
    context = {
        "table": paged(_table(search, table, rows), request),
        "search": search,
        "title": f"{noun.capitalize()}s",
        "noun": noun,
        "csv": f"{noun}-csv",
        **besides,
    }
    return htmx.page_or_partial(
        request, page="register.html", partial="partials/register_results.html", context=context
    )


def _csv(
    request: HttpRequest,
    searching: type[RegisterSearch],
    table: type[RegisterTable],
    rows: Rows,
) -> HttpResponseBase:
    values = _table(searching(request.GET, within=unfiltered(request)), table, rows).as_values()
    response = as_file(request, lines(values), content_type="text/csv; charset=utf-8")
    if response.status_code == 200:
        response["Content-Disposition"] = f'attachment; filename="{table.noun}s.csv"'
    return response


def _table(search: RegisterSearch, table: type[RegisterTable], rows: Rows) -> RegisterTable:
    return table(rows(search.within, **search.wanted()))
