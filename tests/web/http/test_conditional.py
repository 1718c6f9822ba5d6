"""What has not changed is not sent again, what has always is; and answers are sent small."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import brotli
import pytest
from django.conf import settings as django
from django.db import connection
from django.test import Client

from tests import proposals
from tests.counting import queries_of
from tests.story import Town, at
from tests.web.markup import HTMX
from timeline.domain.criteria import Criteria
from timeline.models import Article, Event, Mention, Outlet, Proposal, Quote, Story
from timeline.queries.database import data_version, public_changes
from timeline.queries.index import select
from timeline.web.http import conditional

ADDRESSES = [
    "/", "/?actor=mayor", "/events/opening/", "/compare/", "/quotes/", "/disagreements/",
    "/actors/", "/actors/mayor/", "/outlets/", "/sources/", "/sources/report/",
    "/events.json", "/events.csv", "/events.ics", "/cite.bib", "/actors.csv",
    "/embed/", "/embed/events/opening/", "/oembed?url=http://testserver/",
    "/clocks.png", "/events/opening.png", "/sources/report.png", "/api/", "/api/openapi.json",
]  # fmt: skip

# On PostgreSQL a transaction that a test never ends has no state that others could see.
pytestmark = pytest.mark.django_db(transaction=connection.vendor != "sqlite")


@pytest.fixture(autouse=True)
def _asked_before(town: Town) -> None:
    """The index is made already: making it is a change too."""
    select(Criteria())


def etag_of(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, **headers)
    response.getvalue()
    assert response.status_code == 200
    return response["ETag"]


def asked_again(client: Client, address: str, etag: str, **headers: str) -> Any:
    return client.get(address, HTTP_IF_NONE_MATCH=etag, **headers)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_client_that_has_it_gets_304_and_no_body(address: str, client: Client, town: Town):
    etag = etag_of(client, address)
    again = asked_again(client, address, etag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "no-cache"
    assert client.head(address, HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert asked_again(client, address, f'"other", {etag.removeprefix("W/")}').status_code == 304
    assert asked_again(client, address, 'W/"other"').status_code == 200


def test_a_304_costs_one_look_at_the_state_of_the_data(client: Client, town: Town):
    for address in ("/", "/events.csv", "/clocks.png"):
        etag = etag_of(client, address)
        assert queries_of(lambda a=address, e=etag: asked_again(client, a, e)) <= 2


def change_title(town: Town) -> None:
    town.opening.title = "The bridge is opened"
    town.opening.save()


def change_in_bulk(town: Town) -> None:
    Event.objects.filter(pk=town.fire.pk).update(place=at("Elsewhere"))


def change_past_the_models(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Mention._meta.db_table} SET says = 'Otherwise.'")


def make_in_bulk(town: Town) -> None:
    Event.objects.bulk_create([Event(slug="new", title="New")])


CHANGES = [
    change_title,
    change_in_bulk,
    change_past_the_models,
    make_in_bulk,
    lambda town: Quote.objects.all().delete(),
    lambda town: town.opening.participations.all().delete(),
    lambda town: town.cast.mayor.aliases.create(name="The mayor"),
    lambda town: town.leaflet.draws_on.clear(),
    lambda town: Outlet.objects.update(kind="agency"),
    lambda town: Story.objects.update(title="Another bridge"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_an_editor_changes_is_sent_anew(change: Any, client: Client, town: Town):
    etags = {address: etag_of(client, address) for address in ("/", "/events.json", "/clocks.png")}
    change(town)
    for address, etag in etags.items():
        again = asked_again(client, address, etag)
        assert again.status_code == 200, address
        assert again["ETag"] != etag


def test_looking_changes_nothing(client: Client, town: Town):
    etag = etag_of(client, "/")
    for address in ADDRESSES:
        client.get(address).getvalue()
    assert asked_again(client, "/", etag).status_code == 304


def test_tomorrow_last_month_is_another(client: Client, town: Town, monkeypatch):
    address = "/events.json?from=last+month"
    etag = etag_of(client, address)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert asked_again(client, address, etag).status_code == 200


@pytest.mark.parametrize(
    "another",
    [
        lambda patch: patch.setattr(conditional, "_files", lambda: ["forms.py 2"]),
        lambda patch: patch.setattr(django, "RETOLD_PASSAGE_LENGTH", 7),
        lambda patch: patch.setattr(django, "TIME_ZONE", "Europe/Oslo"),
    ],
)
def test_another_release_or_setting_is_sent_anew(
    another: Any, client: Client, town: Town, monkeypatch
):
    monkeypatch.setattr(conditional, "_files", lambda: ["forms.py 1"])
    conditional._release.cache_clear()
    etag = etag_of(client, "/")
    conditional._release.cache_clear()
    assert asked_again(client, "/", etag).status_code == 304
    another(monkeypatch)
    conditional._release.cache_clear()
    assert asked_again(client, "/", etag).status_code == 200
    monkeypatch.undo()
    conditional._release.cache_clear()


def test_other_addresses_hosts_and_ways_of_asking_are_other_answers(client: Client, town: Town):
    etags = [
        etag_of(client, "/"),
        etag_of(client, "/?actor=mayor"),
        etag_of(client, "/?as_of=2022-03-31"),
        etag_of(client, "/", HTTP_HOST="localhost"),
        etag_of(client, "/", **HTMX),
        etag_of(client, "/", **HTMX, HTTP_HX_TARGET="show-more"),
    ]
    assert len(set(etags)) == len(etags)


def test_what_is_not_there_or_not_understood_is_never_called_unchanged(client: Client, town: Town):
    for address in ("/events/nowhere/", "/events.json?actor=nobody", "/clocks.png?kind=none"):
        for headers in ({"HTTP_IF_NONE_MATCH": "*"}, {"HTTP_IF_MODIFIED_SINCE": "x"}):
            response = client.get(address, **headers)
            assert response.status_code in {400, 404}
            assert "ETag" not in response
    assert client.get("/", HTTP_IF_NONE_MATCH="*").status_code == 304


def test_an_editor_always_gets_the_page_anew(client: Client, admin_client: Client, town: Town):
    etag = etag_of(client, "/")
    response = asked_again(admin_client, "/", etag)
    assert response.status_code == 200
    assert "ETag" not in response
    assert "ETag" not in admin_client.get("/admin/")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock some seconds on, so that the second of the last change has passed."""
    now = datetime.now(UTC) + timedelta(seconds=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite's triggers tell the time")
def test_the_date_of_the_last_change_is_told_and_taken_back(
    client: Client, town: Town, later: None
):
    since = client.get("/events.json")["Last-Modified"]
    again = client.get("/events.json", HTTP_IF_MODIFIED_SINCE=since)
    assert (again.status_code, again["Last-Modified"]) == (304, since)
    guessed = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert client.get("/events.json", HTTP_IF_MODIFIED_SINCE=guessed).status_code == 200
    # Who names an answer means that one, whatever date comes with it.
    response = asked_again(client, "/events.json", '"other"', HTTP_IF_MODIFIED_SINCE=since)
    assert response.status_code == 200


def test_no_date_is_told_in_the_second_of_the_change(client: Client, town: Town):
    change_title(town)
    assert "Last-Modified" not in client.get("/events.json")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has triggers")
def test_a_trigger_that_is_gone_is_made_again_and_counts_as_a_change(client: Client, town: Town):
    etag = etag_of(client, "/")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER retold_change_timeline_event_update")
    Event.objects.update(place=at("Unseen"))
    assert asked_again(client, "/", etag).status_code == 200
    etag = etag_of(client, "/")
    Event.objects.update(place=at("Seen"))
    assert asked_again(client, "/", etag).status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has triggers")
def test_past_versions_and_sessions_are_not_counted(client: Client, town: Town, admin_client):
    tables = {table for table, _ in public_changes.triggers().values()}
    assert Event._meta.db_table in tables
    assert "timeline_source_draws_on" in tables
    assert not [table for table in tables if "historical" in table]
    before = data_version.state()
    admin_client.get("/admin/")
    assert data_version.state() == before


def test_what_is_at_work_on_the_desk_leaves_readers_what_they_have(client: Client, town: Town):
    proposals.set_out()
    etags = {address: etag_of(client, address) for address in ("/", "/sources/", "/events.json")}
    Proposal.objects.update(title="Another title")
    for address, etag in etags.items():
        assert asked_again(client, address, etag).status_code == 304


def test_no_page_shows_what_is_at_work_on_the_desk():
    """What a page shows has to be counted, or clients would keep what is no more."""
    desk = re.compile(r"\b(?:Proposal|Decision|ImportDraft|ImportMapping|DigestRecord)\b")
    rooms = [django.BASE_DIR / "timeline" / room for room in ("web", "exports", "templatetags")]
    files = [file for room in rooms for file in room.rglob("*.py")]
    assert len(files) > 50
    assert not [file for file in files if desk.search(file.read_text(encoding="utf-8"))]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has triggers")
def test_a_trigger_of_an_earlier_version_goes():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER retold_change_timeline_proposal_insert AFTER INSERT ON"
            " timeline_proposal BEGIN UPDATE retold_change SET number = number + 1; END"
        )
    public_changes.install(connection)
    article = Article.objects.create(name="a", sha256="b", text="It rained.")
    before = data_version.state()
    proposals.proposal(article, "It rained.", 1)
    assert data_version.state() == before


def test_without_a_state_there_are_no_validators_and_all_else_works(
    client: Client, town: Town, monkeypatch
):
    monkeypatch.setattr(conditional, "state", lambda: None)
    response = client.get("/events.json")
    assert response.status_code == 200
    assert "ETag" not in response


@pytest.mark.parametrize(
    ("accepted", "used"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.5, gzip", "br"),
        ("identity", ""),
        ("", ""),
        ("brotli", ""),
    ],
)
def test_answers_are_compressed_as_the_client_takes_them(
    accepted: str, used: str, client: Client, town: Town
):
    plain = client.get("/events.json").content
    response = client.get("/events.json", HTTP_ACCEPT_ENCODING=accepted)
    assert response.get("Content-Encoding", "") == used
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[used]
    assert read(response.content) == plain
    assert "Accept-Encoding" in response["Vary"]
    assert response["ETag"].startswith("W/")


def test_a_file_is_compressed_as_it_is_made_and_says_how_long_it_is(client: Client, town: Town):
    plain = client.get("/events.csv").getvalue()
    for accepted, read in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        response = client.get("/events.csv", HTTP_ACCEPT_ENCODING=accepted)
        packed = response.getvalue()
        assert response["Content-Encoding"] == accepted
        assert response["Content-Length"] == str(len(packed))
        assert read(packed) == plain


def test_pictures_are_not_compressed_twice(client: Client, town: Town):
    assert "Content-Encoding" not in client.get("/clocks.png", HTTP_ACCEPT_ENCODING="br")


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_the_desk_is_not_compressed(accepted: str, client: Client, admin_client: Client):
    for address in ("/admin/", "/admin/timeline/event/add/"):
        response = admin_client.get(address, HTTP_ACCEPT_ENCODING=accepted)
        assert b"csrfmiddlewaretoken" in response.content
        assert "Content-Encoding" not in response
    login = client.get("/admin/login/", HTTP_ACCEPT_ENCODING=accepted)
    assert b"csrfmiddlewaretoken" in login.content
    assert "Content-Encoding" not in login
