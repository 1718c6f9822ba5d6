"""A page takes as many queries for five hundred events as for five."""

from __future__ import annotations

import re
from functools import partial

import pytest
from django.test import Client

from tests import story
from tests.counting import queries_of, statements_of
from tests.story import Town
from tests.web.markup import HTMX, text_of
from timeline.models import Actor, Event, Source, Story

ASKED = [
    ("/", {}),
    ("/", HTMX),
    ("/?actor=everyman&outlet=the-echo&kind=other&q=day&from=2022&retold=1", {}),
    ("/?start=3", {**HTMX, "HTTP_HX_TARGET": "show-more"}),
    ("/events/day-3/", {}),
    ("/actors/everyman/", {}),
    ("/outlets/", {}),
    ("/outlets/the-echo/", {}),
    ("/sources/chronicle-of-the-echo/", {}),
    ("/events.json", {}),
]


def test_more_events_take_no_more_queries(client: Client, db: None):
    def ask(address: str, headers: dict[str, str]) -> None:
        assert client.get(address, **headers).status_code == 200

    def counted() -> list[tuple[str, int]]:
        return [(address, queries_of(partial(ask, address, headers))) for address, headers in ASKED]

    story.crowd(500)
    ask("/", {})  # what is kept from the first time on is not counted
    many = counted()
    Event.objects.exclude(slug__in=[f"day-{n}" for n in range(1, 6)]).delete()
    assert Event.objects.count() == 5
    few = counted()
    # Few events are drawn one by one, which takes a query more than heaps of many.
    assert all(a == b and m <= n for (a, n), (b, m) in zip(few, many, strict=True)), (few, many)


@pytest.mark.parametrize("address", ["/actors/?per_page=100", "/sources/?per_page=100",
                                     "/actors.csv", "/outlets.csv", "/sources.csv"])  # fmt: skip
def test_more_rows_take_no_more_queries(address: str, client: Client, db: None):
    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            one = story.actor(f"Actor {number}", aliases=[f"A {number}"])
            paper = story.outlet(f"Paper {number}")
            draws_on = list(Source.objects.all()[:1])
            sheet = story.source(f"Sheet {number}", outlet=paper, draws_on=draws_on)
            story.tell(story.event(f"Event {number}", actors=[one]), sheet)

    def ask() -> None:
        response = client.get(address)
        assert response.status_code == 200
        text_of(response)

    fill(0, 5)
    ask()
    few = queries_of(ask)
    fill(5, 40)
    assert Actor.objects.count() == 40
    assert queries_of(ask) == few


PAGES = [
    "/", "/sources/", "/sources/report/", "/actors/", "/actors/mayor/", "/outlets/",
    "/outlets/herald/", "/quotes/", "/compare/", "/disagreements/", "/events/opening/",
    "/events.atom", "/events.json", "/events.csv", "/embed/", "/changes/", "/changes.atom",
    "/places/", "/events.geojson", "/clocks.png",
]  # fmt: skip


def test_no_query_grows_with_stories(client: Client, town: Town):
    addresses = [*PAGES, *(f"/archive{page}" for page in PAGES), "/stories/the-bridge/",
                 "/stories/the-bridge/read/", "/stories/the-bridge/changes/"]  # fmt: skip

    town.cast.story.chapters.create(heading="A chapter")

    def ask(address: str) -> None:
        response = client.get(address)
        assert (response.status_code, bool(response.getvalue())) == (200, True), address

    def asked() -> dict[str, list[str]]:
        for address in addresses:
            ask(address)  # what is kept from the first time on is not counted
        return {address: told(statements_of(partial(ask, address))) for address in addresses}

    def told(statements: list[str]) -> list[str]:
        # Of what a page tells whole, as /events.json does stories, the keys are listed.
        return [re.sub(r"%s(, %s)+", "%s", statement) for statement in statements]

    def add(first: int, last: int) -> None:
        for number in range(first, last):
            made = Story.objects.create(title=f"Story {number}", position=number)
            made.events.set([town.cast.storm, town.fire])
            made.sources.set([town.cast.report])

    add(1, 2)
    few = asked()
    add(2, 40)
    many = asked()
    assert {at: many[at] for at in many if many[at] != few[at]} == {}


def test_an_event_told_by_many_takes_no_more_queries(client: Client, db: None):
    def ask() -> None:
        assert client.get("/events/the-fair/").status_code == 200

    fair = story.event("The fair")
    barker = story.actor("The barker")
    for number in range(40):
        sheet = story.source(f"Sheet {number}", outlet=story.outlet(f"Paper {number}"))
        mention = story.tell(fair, sheet, edtf="2022")
        story.quote(mention, barker, "roll up")
        story.name(mention, barker, "barker")
        if number == 1:
            ask()
            few = queries_of(ask)
    assert queries_of(ask) == few


def test_csv_takes_a_fixed_number_of_queries_for_each_two_hundred_events(client: Client, db: None):
    def ask() -> None:
        text_of(client.get("/events.csv"))

    story.crowd(400)
    two = queries_of(ask)
    Event.objects.filter(pk__in=list(Event.objects.values_list("pk", flat=True)[200:])).delete()
    one = queries_of(ask)
    Event.objects.filter(pk__in=list(Event.objects.values_list("pk", flat=True)[5:])).delete()
    assert queries_of(ask) == one
    assert two <= 2 * one
