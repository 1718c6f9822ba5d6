"""A reader's answer is made once, is never an old one, and never anybody's own."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client

from tests.counting import queries_of
from tests.story import Town
from tests.web.http.test_conditional import ADDRESSES
from tests.web.markup import HTMX
from tests.web.test_shared import token_of
from timeline.models import Event, Mention, Source, State, Story, Undoable
from timeline.services.imports import import_timeline
from timeline.services.imports.timeline_file import open_file
from timeline.services.records import merge_events, publishing
from timeline.services.records.deletion import delete
from timeline.services.records.undo import plan, undo
from timeline.web.kept import answer_store, making_ahead, most_requested

pytestmark = pytest.mark.django_db(transaction=connection.vendor != "sqlite")


def kept_in(folder: Path) -> dict[str, Any]:
    return {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        answer_store.NAME: {
            "BACKEND": "timeline.web.kept.answers_on_disk.AnswersOnDisk",
            "LOCATION": str(folder),
            "SIZE": 2**24,
        },
    }


@pytest.fixture(autouse=True)
def _kept(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are kept, in a place of this test's own."""
    settings.CACHES = kept_in(tmp_path / "answers")
    monkeypatch.setattr(answer_store, "_trouble", answer_store._Trouble())
    most_requested._counts.clear()


def made_for(client: Client, address: str, **headers: str) -> bool:
    """Whether an answer to this is made, which takes more than one look at the database."""
    return queries_of(lambda: client.get(address, **headers)) > 1


def told(client: Client, address: str, **headers: str) -> tuple[Any, ...]:
    response = client.get(address, **headers)
    # The policy's directives come in any order, and a date once the second of the change is over.
    said = {name: sorted(value.split("; ")) for name, value in response.items()}
    said.pop("Last-Modified", None)
    return response.status_code, said, response.getvalue()


def made_anew(address: str, settings: LazySettings) -> tuple[int, bytes]:
    """What an answer is where none is kept: its status and content."""
    kept = settings.CACHES
    settings.CACHES = {"default": kept["default"]}
    response = Client().get(address)
    settings.CACHES = kept
    return response.status_code, response.content


def test_the_same_answer_again_costs_one_look_and_no_session(client: Client, town: Town):
    for address in ADDRESSES:
        before = told(client, address)
        streams = client.get(address).streaming
        assert queries_of(lambda a=address: client.get(a).getvalue()) == 1 or streams, address
        assert told(client, address) == before
        head = client.head(address)
        assert (head.getvalue(), head["ETag"]) == (b"", *before[1]["ETag"])
        again = client.get(address, HTTP_IF_NONE_MATCH=head["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert streams or again["Vary"] == head["Vary"]


def last() -> Undoable:
    return Undoable.objects.latest("pk")


def withdraw(town: Town) -> None:
    publishing.take_some(publishing.STEPS["withdraw"], {Event: [town.fire.pk]}, by=None)


def publish(town: Town) -> None:
    publishing.take_some(publishing.STEPS["publish"], {Event: [town.fire.pk]}, by=None)


def edit(town: Town) -> None:
    town.vigil.title = "The vigil begins"
    town.vigil.save()


def bring_in(town: Town) -> None:
    slide = {"start_date": {"year": 2022}, "text": {"headline": "It sails", "text": "So."}}
    file = open_file(json.dumps({"events": [slide]}).encode(), name="a.json")
    import_timeline.load(file, publish=True, story=Story.objects.first())


CHANGES: list[Callable[[Town], object]] = [
    withdraw,
    publish,
    edit,
    bring_in,
    lambda town: merge_events.merge(town.repair, [town.plan]),
    lambda town: undo(last().pk, agreed=plan(last()).lost_token),
    lambda town: delete(Event.objects.filter(pk=town.storm.pk)),
    lambda town: undo(last().pk, agreed=plan(last()).lost_token),
]


def test_whatever_changes_the_next_answer_is_of_what_is_there_now(
    client: Client, town: Town, settings: LazySettings
):
    addresses = ("/", "/archive/events.json", "/compare/", f"/events/{town.fire.slug}/")
    for change in CHANGES:
        before = [client.get(address).content for address in addresses]
        change(town)
        answers = [client.get(address) for address in addresses]
        after = [answer.content for answer in answers]
        assert [(answer.status_code, answer.content) for answer in answers] == [
            made_anew(address, settings) for address in addresses
        ]
        assert after != before


def test_what_another_asks_for_in_another_way_is_another_answer(client: Client, town: Town):
    client.get("/?actor=mayor&kind=none")
    assert not made_for(client, "/?kind=none&actor=mayor")
    for address, headers in (
        ("/?actor=mayor", {}),
        ("/archive/?actor=mayor&kind=none", {}),
        ("/?actor=mayor&kind=none", {"HTTP_HOST": "localhost"}),
        ("/?actor=mayor&kind=none", {"HTTP_ACCEPT_ENCODING": "br"}),
        ("/?actor=mayor&kind=none", {"HTTP_ACCEPT_ENCODING": "gzip"}),
        ("/?actor=mayor&kind=none", HTMX),
        ("/?actor=mayor&kind=none", {**HTMX, "HTTP_HX_TARGET": "show-more"}),
    ):
        assert made_for(client, address, **headers), (address, headers)
        assert not made_for(client, address, **headers), (address, headers)
    # Of one name the order counts.
    client.get("/?actor=mayor&actor=engineer")
    assert made_for(client, "/?actor=engineer&%61ctor=mayor")


def test_no_answer_is_kept_over_midnight(client: Client, town: Town, monkeypatch):
    client.get("/events.json?from=last+month")
    assert not made_for(client, "/events.json?from=last+month")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert made_for(client, "/events.json?from=last+month")


def test_who_sees_drafts_has_answers_made_and_leaves_none_to_readers(
    client: Client, admin_client: Client, town: Town
):
    draft = Event.objects.create(slug="draft", title="The hidden draft", state=State.DRAFT)
    source = Source.objects.create(slug="memo", title="The hidden memo", state=State.DRAFT)
    Mention.objects.create(event=draft, source=source, says="So.", state=State.DRAFT)
    story = Story.objects.get()
    story.events.add(draft)
    shared = f"/shared/{token_of(story)}/"
    for address in ("/", "/sources/", "/actors/"):
        for who, path in ((admin_client, address), (client, shared + address[1:])):
            assert "The hidden" in who.get(path).content.decode() or address == "/actors/"
            assert made_for(who, path)
        assert made_for(client, address)
        assert "The hidden" not in client.get(address).content.decode()
        assert not made_for(client, address)
        assert made_for(admin_client, address)


def test_what_is_not_there_is_not_kept(client: Client, town: Town):
    for address in ("/events/nowhere/", "/events.json?actor=nobody", "/oembed"):
        assert client.get(address).status_code >= 400
        assert made_for(client, address) or connection.vendor == "sqlite"
    assert not list(caches[answer_store.NAME]._cache)


def test_a_store_that_fails_fails_no_page_and_is_told_of_once(
    client: Client, town: Town, settings: LazySettings, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
):  # fmt: skip
    (tmp_path / "file").touch()
    settings.CACHES = kept_in(tmp_path / "file")
    monkeypatch.setattr(answer_store, "_PAUSE", 0.0)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert client.get("/").status_code == 200
        assert [record.name for record in caplog.records] == [answer_store.__name__]
        (tmp_path / "file").unlink()
        client.get("/")
        assert not made_for(client, "/")
    assert caplog.messages[1:] == ["answers are kept again"]


def test_what_somebody_else_put_there_is_not_taken_for_an_answer(client: Client, town: Town):
    client.get("/")
    store = caches[answer_store.NAME]
    [key] = list(store._cache)
    store._cache.set(key, b"[no answer")
    assert client.get("/").status_code == 200
    with pytest.raises(TypeError):
        store.set("another", {"a": "pickle"})


@pytest.mark.django_db(transaction=True)
def test_after_a_change_the_most_requested_pages_are_made_before_anybody_asks(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(making_ahead, "_LOOKED_AT", 0.02)
    Event.objects.create(slug="draft", title="The hidden draft", state=State.DRAFT)
    for address in ("/archive/", "/archive/", "/archive/sources/"):
        client.get(address, HTTP_ACCEPT_ENCODING="br")
    made = threading.Event()
    application = get_wsgi_application()

    def counted(environ: dict[str, Any], start: Any) -> Any:
        answer = application(environ, start)
        asked.append(environ["PATH_INFO"])
        if len(asked) == 2:
            made.set()
        return answer

    def look() -> Any:
        found = state()
        looked.set()
        return found

    asked: list[str] = []
    looked, state = threading.Event(), making_ahead._state
    monkeypatch.setattr(making_ahead, "_state", look)
    with making_ahead.making_ahead(counted):
        assert looked.wait(20)
        edit(town)
        assert made.wait(20)
    assert asked == ["/archive/", "/archive/sources/"]
    assert not [t for t in threading.enumerate() if t.name == making_ahead.NAME]
    for address in asked:
        assert queries_of(lambda a=address: client.get(a, HTTP_ACCEPT_ENCODING="br")) == 1
        page = client.get(address, HTTP_ACCEPT_ENCODING="br")
        assert b"The hidden" not in page.content


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_what_it_is_kept_under_is_a_key_that_every_store_takes(
    encoding: str, client: Client, town: Town, settings: LazySettings
):
    # Django warns of one with white space in it, and a warning is an error here.
    local = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "answers"}
    settings.CACHES = {**settings.CACHES, answer_store.NAME: local}
    assert made_for(client, "/compare/", HTTP_ACCEPT_ENCODING=encoding)
    assert not made_for(client, "/compare/", HTTP_ACCEPT_ENCODING=encoding)
