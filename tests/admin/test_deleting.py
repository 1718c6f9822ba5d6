"""Deleting: nothing takes mentions with it unsaid."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests.admin.source_form import filled_in
from tests.counting import queries_of
from timeline.models import Actor, Event, Mention, Outlet, Quote, Source, Undoable

DESK = "/admin/timeline/"


def delete(desk: Client, noun: str, record: Actor | Event | Outlet | Source) -> str:
    return desk.post(f"{DESK}{noun}/{record.pk}/delete/", {"post": "yes"}).content.decode()


def delete_selected(desk: Client, noun: str, *records: Actor | Outlet | Source) -> str:
    chosen = [record.pk for record in records]
    fields = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    return desk.post(f"{DESK}{noun}/", fields).content.decode()


@pytest.fixture(params=[delete, delete_selected])
def how(request: pytest.FixtureRequest):
    """From the record's page, and from the list."""
    return request.param


def test_an_outlet_with_sources_stays_and_they_are_named(how, desk, cast):
    html = how(desk, "outlet", cast.herald)
    assert "protected related objects" in html
    assert "Bridge opens at last" in html
    assert Outlet.objects.filter(pk=cast.herald.pk).exists()
    assert Mention.objects.count() == 3


def test_an_actor_with_quotes_stays_and_they_are_named(how, desk, cast):
    html = how(desk, "actor", cast.mayor)
    assert "protected related objects" in html
    assert "the bridge is ours" in html
    assert "Mayor Berg" in html
    assert Actor.objects.filter(pk=cast.mayor.pk).exists()
    assert Quote.objects.count() == 2


def test_a_source_that_others_tell_through_stays(how, desk, cast):
    assert "protected related objects" in how(desk, "source", cast.report)
    assert Source.objects.filter(pk=cast.report.pk).exists()


@pytest.mark.parametrize("record", ["outlet", "actor"])
def test_one_on_which_nothing_hangs_goes(record, how, desk, cast):
    model: Any = {"outlet": Outlet, "actor": Actor}[record]
    bare = model.objects.create(slug="bare", name="Bare")
    if isinstance(bare, Actor):
        bare.aliases.create(name="Barer")
    how(desk, record, bare)
    assert not model.objects.filter(pk=bare.pk).exists()


@pytest.mark.parametrize(
    ("noun", "name"), [("event", "storm"), ("source", "column"), ("story", "story")]
)
def test_a_deletion_is_told_once_with_the_way_to_undo_it(how, desk, cast, noun, name):
    how(desk, noun, getattr(cast, name))
    html = desk.get(DESK).content.decode()
    [told] = re.findall(r'<li class="success">(.*?)</li>', html, re.DOTALL)
    assert "deleted" in told
    assert ">Undo</a>" in told
    assert '<li class="info"' not in html


def test_before_a_source_goes_its_mentions_and_quotes_are_named(desk, cast):
    Mention.objects.filter(via=cast.report).update(via=None)
    html = desk.get(f"{DESK}source/{cast.report.pk}/delete/").content.decode()
    assert "“The bridge opens” in “Bridge opens at last”" in html
    assert "the bridge is ours" in html
    delete(desk, "source", cast.report)
    assert Mention.objects.count() == 2


def test_before_an_event_goes_its_mentions_are_named(desk, cast):
    html = desk.get(f"{DESK}event/{cast.storm.pk}/delete/").content.decode()
    assert "“A storm closes the bridge” in “A bridge too late”" in html
    delete(desk, "event", cast.storm)
    assert Mention.objects.count() == 2


def test_what_was_deleted_is_logged_and_kept_in_the_history(desk, cast, editor):
    delete(desk, "event", cast.storm)
    assert LogEntry.objects.get(user=editor).object_repr == "A storm closes the bridge"
    assert Event.history.filter(history_type="-").get().history_user == editor
    assert Mention.history.filter(history_type="-").get().history_user == editor


def undo(desk: Client) -> str:
    page = f"{DESK}undoable/{Undoable.objects.get().pk}/change/"
    html = desk.get(page).content.decode()
    agreed = html.partition('name="agreed" value="')[2].partition('"')[0]
    return desk.post(page, {"agreed": agreed}, follow=True).content.decode()


def test_a_deletion_is_undone(how, desk, cast, editor):
    how(desk, "event", cast.storm)
    assert Mention.objects.count() == 2
    assert "Undone: " in undo(desk)
    assert Event.objects.get(pk=cast.storm.pk).history.latest().history_user == editor
    assert Mention.objects.count() == 3
    assert Undoable.objects.get().undone_by == editor


def test_a_deletion_is_not_undone_where_another_took_the_slug(how, desk, cast):
    how(desk, "event", cast.storm)
    Event.objects.create(slug="storm", title="Another")
    assert "another event has the slug “storm” by now." in undo(desk)
    assert not Event.objects.filter(pk=cast.storm.pk).exists()


def test_a_row_of_a_form_that_was_deleted_comes_back(desk, cast):
    alias = cast.mayor.aliases.get()
    fields = {
        "name": cast.mayor.name, "slug": "mayor", "kind": "person", "description": "",
        "aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "1", "aliases-0-id": alias.pk,
        "aliases-0-actor": cast.mayor.pk, "aliases-0-name": alias.name, "aliases-0-DELETE": "on",
    }  # fmt: skip
    html = desk.post(f"{DESK}actor/{cast.mayor.pk}/change/", fields, follow=True).content.decode()
    assert "Alias deleted in “Mayor Ida Berg”." in html
    assert not cast.mayor.aliases.exists()
    undo(desk)
    assert cast.mayor.aliases.get() == alias


def test_a_mention_deleted_on_its_sources_page_comes_back_with_its_quotes(desk, cast):
    page = f"{DESK}source/{cast.report.pk}/change/"
    mention = cast.report.mentions.get()
    quotes = set(mention.quotes.all())
    desk.post(page, filled_in(cast.report, **{"mentions-0-DELETE": "on"}))
    assert not cast.report.mentions.exists()
    undo(desk)
    assert cast.report.mentions.get() == mention
    assert set(mention.quotes.all()) == quotes
    assert Event.objects.get(pk=cast.opening.pk).disputed


def test_what_a_deletion_meets_is_named_with_as_few_queries_however_much_it_is(desk, cast):
    pages = [
        reverse(f"admin:timeline_{record._meta.model_name}_delete", args=[record.pk])
        for record in (cast.mayor, cast.opening, cast.report)
    ]
    few = []
    for address in pages:
        desk.get(address)
        few.append(queries_of(lambda address=address: desk.get(address)))
    for number in range(9):
        event = Event.objects.create(slug=f"e{number}", title=f"Event {number}")
        event.participations.create(actor=cast.mayor)
        actor = Actor.objects.create(slug=f"a{number}", name=f"Actor {number}")
        cast.opening.participations.create(actor=actor)
        told = Mention.objects.create(event=event, source=cast.report, says="So.")
        told.quotes.create(speaker=cast.mayor, words=f"words {number}")
        Mention.objects.create(event=cast.opening, source=cast.column, says="So.")
    assert [queries_of(lambda address=address: desk.get(address)) for address in pages] == few
    assert max(few) <= 30
