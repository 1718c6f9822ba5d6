"""The registers: actors, outlets and sources, each a table, a page an entry, and CSV."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from timeline.domain.criteria import Criteria
from timeline.domain.time.agreement import counts_as_of
from timeline.domain.time.formatting import say
from timeline.exports.spreadsheet import lines
from timeline.models import Actor, Outlet, Source
from timeline.queries.as_of import tellings
from timeline.queries.events import opening_day
from timeline.queries.index import select
from timeline.queries.registers import register_tables
from timeline.queries.registers.source_graph import around
from timeline.queries.source_texts import readable
from timeline.web.http import addresses, htmx
from timeline.web.leaving import citing
from timeline.web.registers.register_tables import ActorTable, RegisterTable, SourceTable, paged
from timeline.web.registers.source_graph_drawing import source_graph
from timeline.web.timeline.filter_form import ActorSearch, SourceSearch, as_of_in
from timeline.web.timeline.timeline_page import current_story, list_part

SOURCES_SHOWN = 50
"""An outlet's sources named on its own page; all are in the table."""


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    """Actors as a table."""
    search = ActorSearch(request.GET)
    table = ActorTable(register_tables.actors(**search.wanted(), as_of=as_of_in(request.GET)))
    return _table(request, table, search=search, noun="actor", csv="actor-csv")


@require_safe
def actor_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Actors as CSV."""
    return _csv(
        ActorTable(
            register_tables.actors(**ActorSearch(request.GET).wanted(), as_of=as_of_in(request.GET))
        ),
        "actors",
    )


@require_safe
def actor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Who an actor is, how sources write the name, what it took part in, and with whom."""
    actor = get_object_or_404(Actor.objects.prefetch_related("aliases"), slug=slug)
    criteria = Criteria(actors=(slug,), as_of=as_of_in(request.GET))
    context = {
        "actor": actor,
        "spellings": register_tables.spellings_of(actor, criteria),
        "companions": register_tables.companions_of(actor, criteria),
        **_own_timeline(criteria),
    }
    return render(request, "actor_detail.html", context)


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """Outlets, with what each tells and what is told through it."""
    stands = Criteria(as_of=as_of_in(request.GET))
    counted = register_tables.events_by_outlet(stands)
    outlets = [(outlet, counted.get(outlet.pk)) for outlet in register_tables.outlets(stands)]
    unstated = register_tables.unstated(stands.as_of)
    return render(request, "outlet_list.html", {"outlets": outlets, "unstated": unstated})


@require_safe
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What an outlet published, and what is told through it."""
    outlet = get_object_or_404(Outlet, slug=slug)
    criteria = Criteria(outlets=(slug,), as_of=as_of_in(request.GET))
    sources = register_tables.sources(outlet=slug, as_of=criteria.as_of)
    context = {
        "outlet": outlet,
        "sources": sources[:SOURCES_SHOWN],
        "sources_count": sources.count(),
        "counts": register_tables.events_by_outlet(criteria).get(outlet.pk),
        **_own_timeline(criteria),
    }
    return render(request, "outlet_detail.html", context)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Sources as a table."""
    search = SourceSearch(request.GET)
    table = SourceTable(register_tables.sources(**search.wanted(), as_of=as_of_in(request.GET)))
    return _table(request, table, search=search, noun="source", csv="source-csv")


@require_safe
def source_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Sources as CSV."""
    return _csv(
        SourceTable(
            register_tables.sources(
                **SourceSearch(request.GET).wanted(), as_of=as_of_in(request.GET)
            )
        ),
        "sources",
    )


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """What a source is, what it draws on, and what it tells, in document order."""
    source = get_object_or_404(Source.objects.select_related("outlet"), slug=slug)
    stands = Criteria(as_of=as_of_in(request.GET))
    told = source.mentions.in_document_order()
    if stands.as_of:
        told = told.filter(source__latest__lte=stands.as_of)
    through = (
        tellings(stands)
        .filter(via=source)
        .select_related("event", "source__outlet")
        .order_by(Coalesce("event__earliest", "event__latest").asc(nulls_last=True), "pk")
    )
    is_out = stands.as_of is None or counts_as_of(source.interval, stands.as_of)
    context = {
        "source": source,
        "cite": citing.of_source(request, source),
        "published": say(source.interval) if source.edtf else "",
        "mentions": told.select_related("event", "via__outlet").prefetch_related(
            "quotes__speaker", "quotes__told_by", "terms"
        ),
        "through": through,
        "graph": source_graph(around(source, as_of=stands.as_of)),
        "text": readable(source) if is_out else None,
    }
    return render(request, "source_detail.html", context)


def _own_timeline(criteria: Criteria) -> dict[str, Any]:
    opening = opening_day(current_story())
    return {
        "part": list_part(select(criteria, opening=opening), start=0, opening=opening),
        "criteria": criteria,
        "address": addresses.of_selection(criteria),
    }


def _table(
    request: HttpRequest, table: RegisterTable, *, search: Any, noun: str, csv: str
) -> HttpResponse:
    context = {
        "table": paged(table, request),
        "search": search,
        "title": f"{noun.capitalize()}s",
        "noun": noun,
        "csv": csv,
    }
    return htmx.page_or_partial(
        request, page="register.html", partial="partials/register_results.html", context=context
    )


def _csv(table: RegisterTable, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        lines(table.as_values()), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
