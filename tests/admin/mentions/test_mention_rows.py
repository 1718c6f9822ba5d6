"""The rows of mentions in a source's form: as HTML has it, and with few queries."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.counting import queries_of
from tests.web.markup import Element, page
from timeline.models import Actor, Event, Mention, Quote, Tag, Term

pytestmark = pytest.mark.django_db


def address(record: object, noun: str) -> str:
    return reverse(f"admin:timeline_{noun}_change", args=[record.pk])  # type: ignore[attr-defined]


def width(row: Element) -> int:
    cells = [each for each in row.children if isinstance(each, Element)]
    return sum(int(each.get("colspan") or 1) for each in cells if each.tag in ("td", "th"))


def test_no_row_is_wider_than_the_head_of_its_table(desk: Client, cast: Cast):
    form = page(desk, address(cast.report, "source"))
    tables = form.all("table", of="djn-table")
    assert len(tables) == 6
    for table in tables:
        head, *rows = table.all("tr")
        assert {width(row) for row in rows} == {width(head)}


def test_a_label_is_for_a_field_that_is_seen(desk: Client, cast: Cast):
    form = page(desk, address(cast.report, "source"))
    hidden = {each.get("id") for each in form.all("input", type="hidden")} - {""}
    assert "id_mentions-0-lapsed" in hidden
    assert not hidden & {each.get("for") for each in form.all("label")}


def test_many_mentions_take_no_query_each(desk: Client, cast: Cast):
    form = address(cast.report, "source")
    desk.get(form)
    few = queries_of(lambda: desk.get(form))
    for number in range(19):
        actor = Actor.objects.create(slug=f"a{number}", name=f"Actor {number}")
        event = Event.objects.create(slug=f"e{number}", title=f"Event {number}")
        told = Mention.objects.create(event=event, source=cast.report, via=cast.column, says="So.")
        Quote.objects.create(mention=told, speaker=actor, told_by=cast.mayor, words="so it is")
        Term.objects.create(mention=told, actor=actor, words="The one")
    assert queries_of(lambda: desk.get(form)) == few <= 25


def test_many_actors_and_tags_of_an_event_take_no_query_each(desk: Client, cast: Cast):
    form = address(cast.opening, "event")
    cast.opening.taggings.create(tag=Tag.objects.create(slug="bridges", name="Bridges"))
    desk.get(form)
    few = queries_of(lambda: desk.get(form))
    for number in range(9):
        actor = Actor.objects.create(slug=f"a{number}", name=f"Actor {number}")
        cast.opening.participations.create(actor=actor)
        tag = Tag.objects.create(slug=f"t{number}", name=f"Tag {number}")
        cast.opening.taggings.create(tag=tag)
    assert queries_of(lambda: desk.get(form)) == few


def test_a_choice_that_was_refused_stays_chosen(desk: Client, cast: Cast):
    from tests.admin.source_form import filled_in

    fields = filled_in(cast.report, **{
        "mentions-0-event": str(cast.storm.pk), "mentions-0-phrase": "one fine day",
    })  # fmt: skip
    html = desk.post(address(cast.report, "source"), fields).content.decode()
    assert f'<option value="{cast.storm.pk}" selected>A storm closes the bridge</option>' in html
