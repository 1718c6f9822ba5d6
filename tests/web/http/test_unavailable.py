"""Busy, full, read-only or gone: the database's trouble is told, and nothing typed is lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, connections
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse

from tests.admin.editing import filled_page
from tests.admin.source_form import filled_in
from tests.cast import Cast
from tests.locked import writing_elsewhere
from tests.web.markup import Element, read
from timeline.exports.exported_selection import ExportedSelection
from timeline.models import ImportDraft, Source
from timeline.web.views import registers

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = 'A title <b>of "one\'s" own</b>\nin two lines'


@pytest.fixture
def desk(client: Client, settings: object) -> Client:
    """An editor's browser; nobody waits longer than a fifth of a second."""
    settings.SAVE_WAITS = settings.READ_WAITS = 0.2
    user = User.objects.create_user("edda", password="bridge-over-water", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    client.raise_request_exception = False
    return client


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has every connection raise what SQLite raises, by the error's name."""

    def failing(name: str) -> None:
        def fail(*_: object, **__: object) -> None:
            cause = Exception()
            cause.sqlite_errorname = name
            raise OperationalError(f"the driver says\n{name}") from cause

        monkeypatch.setattr(type(connections["default"]), "cursor", fail)

    return failing


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """Has every connection be lost, while it lasts."""

    def fail(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    @contextmanager
    def lost() -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(type(connections["default"]), "cursor", fail)
            yield

    return lost


def change(source: Source) -> str:
    return reverse("admin:timeline_source_change", args=[source.pk])


def held(response: object) -> Element:
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    return read(response.content.decode())


def fields(page: Element) -> dict[str, list[str]]:
    """What the page's form would send."""
    found: dict[str, list[str]] = {}
    form = page.one("form", of="held", method="post")
    for each in form.inside():
        if each.tag == "textarea":
            value = "".join(str(child) for child in each.children).removeprefix("\n")
        elif each.tag == "select":
            value = each.one("option", selected="")["value"]
        elif each.tag == "input" and each.get("type") in ("hidden", "text"):
            value = each["value"]
        else:
            continue
        found.setdefault(each["name"], []).append(value)
    return found


def typed(sent: dict[str, object]) -> dict[str, list[str]]:
    """Fields as a browser sends them."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    return {name: [str(each) for each in values] for name, values in lists.items() if values}


def test_a_save_while_another_process_writes_leaves_the_form_as_it_was_typed(desk, cast):
    sent = filled_in(cast.report, title="Another title") | {"mentions-0-says": "It opened late."}
    began = time.monotonic()
    with writing_elsewhere():
        response = desk.post(change(cast.report), sent)
    assert 0.2 <= time.monotonic() - began < 15
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    html = response.content.decode()
    assert "Busy, try again." in html
    assert "Please correct" not in html
    again = filled_page.fields_of(response)
    assert {name: again[name] for name in ("title", "mentions-0-says")} == {
        "title": "Another title", "mentions-0-says": "It opened late.",
    }  # fmt: skip
    assert Source.objects.get(pk=cast.report.pk).title == cast.report.title
    again["title"] = "A third title"
    assert desk.post(change(cast.report), again).status_code == 302
    cast.report.refresh_from_db()
    assert cast.report.title == "A third title"
    assert cast.report.mentions.get().says == "It opened late."


def test_what_others_changed_meanwhile_is_not_lost_where_the_form_came_back(desk, cast):
    sent = filled_page.page(desk, change(cast.report)) | {"title": "Mine"}
    with writing_elsewhere():
        again = filled_page.fields_of(desk.post(change(cast.report), sent))
    Source.objects.filter(pk=cast.report.pk).update(authors="Somebody Else", title="Theirs")
    assert desk.post(change(cast.report), again).status_code == 200  # asked which title
    Source.objects.filter(pk=cast.report.pk).update(title=cast.report.title)
    assert desk.post(change(cast.report), again).status_code == 302
    assert Source.objects.values_list("title", "authors").get(pk=cast.report.pk) == (
        "Mine", "Somebody Else",
    )  # fmt: skip


def test_where_nothing_can_be_read_the_form_is_there_with_all_that_was_typed(desk, cast, gone):
    sent = filled_in(cast.report, title=TITLE, csrfmiddlewaretoken="a token")
    with gone():
        page = held(desk.post(change(cast.report) + "?_changelist_filters=q", sent))
    assert page.texts("h1") == ["Not there just now"]
    assert page.one("form", of="held")["action"] == change(cast.report) + "?_changelist_filters=q"
    assert fields(page) == typed(sent)
    labels = {each.one("span").words for each in page.one("form", of="held").all("label")}
    assert {"Title", "Mention 1: date as written", "Mention 1, quote 2: words"} <= labels
    assert page.one("select", name="kind").one("option", selected="")["value"] == cast.report.kind
    assert desk.post(change(cast.report), fields(page)).status_code == 302
    assert Source.objects.get(pk=cast.report.pk).title == TITLE


def test_a_choice_that_was_not_typed_is_kept_unseen(desk: Client, cast: Cast):
    step = "/admin/state/withdraw/"
    signed = desk.get(f"{step}?event={cast.storm.pk}").context["chosen"]
    with writing_elsewhere():
        page = held(desk.post(step, {"signed": signed}))
    assert not page.one("form", of="held").all("label")
    assert "Nothing was done." in page.words
    assert desk.post(step, fields(page)).status_code == 302


def test_files_are_told_apart_and_asked_for_once_more(desk: Client):
    file = BytesIO(b"title,date\nA,2022\n")
    file.name = "mine.csv"
    with writing_elsewhere():
        page = held(desk.post("/admin/timeline/import/", {"file": file}))
    form = page.one("form", method="post")
    assert form["enctype"] == "multipart/form-data"
    assert form.one("input", type="file")["name"] == "file"
    assert "mine.csv" in form.words
    assert not ImportDraft.objects.exists()


def test_a_log_in_is_asked_for_its_password_again_which_is_not_on_the_page(desk: Client):
    desk.logout()
    sent = {"username": "edda", "password": "bridge-over-water", "next": "/admin/"}
    with writing_elsewhere():
        response = desk.post("/admin/login/", sent)
    page = held(response)
    assert b"bridge-over-water" not in response.content
    assert fields(page) == {"username": ["edda"], "next": ["/admin/"]}
    assert page.one("input", type="password")["name"] == "password"
    assert desk.post("/admin/login/", sent).status_code == 302


def test_readers_and_the_desk_are_read_while_another_process_writes(desk: Client, cast: Cast):
    with writing_elsewhere():
        assert desk.get(change(cast.report)).status_code == 200
        assert Client().get("/").status_code == 200
        assert Client().get("/events.json").status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the errors are SQLite's")
class TestErrors:
    """What is told of each error of the database."""

    @pytest.mark.parametrize(
        ("name", "heading"),
        [
            ("SQLITE_BUSY_SNAPSHOT", "Busy, try again"),
            ("SQLITE_READONLY_DBMOVED", "Nothing can be saved just now"),
            ("SQLITE_FULL", "The disk is full"),
            ("SQLITE_IOERR_READ", "Not there just now"),
            ("SQLITE_CANTOPEN", "Not there just now"),
        ],
    )
    def test_each_has_its_sentence_for_readers_and_editors(
        self, name: str, heading: str, desk: Client, fails: Callable[[str], None]
    ):
        fails(name)
        assert held(desk.get("/")).texts("h1") == [heading]
        page = held(desk.post("/admin/timeline/outlet/add/", {"name": "The Herald"}))
        assert page.texts("h1") == [heading]
        assert fields(page) == {"name": ["The Herald"]}

    def test_one_line_is_logged_for_each_without_a_traceback(
        self, desk: Client, fails: Callable[[str], None], caplog: pytest.LogCaptureFixture
    ):
        fails("SQLITE_IOERR")
        with caplog.at_level(logging.ERROR):
            desk.get("/")
        (line,) = caplog.records
        assert line.exc_info is None
        assert line.getMessage() == "GET /: the driver says SQLITE_IOERR"

    def test_programs_are_told_as_a_problem(self, desk: Client, fails: Callable[[str], None]):
        fails("SQLITE_CANTOPEN")
        response = Client(raise_request_exception=False).get("/events.json")
        assert response.status_code == 503
        assert response["Content-Type"].startswith("application/problem+json")
        assert response["Retry-After"] == "10"
        assert "no-store" in response["Cache-Control"]
        assert response.json()["detail"]

    def test_a_fault_of_ours_is_still_a_fault(self, desk: Client, fails: Callable[[str], None]):
        fails("SQLITE_ERROR")
        response = desk.get("/")
        assert response.status_code == 500
        assert b"Nothing you did was lost" not in response.content


def test_a_command_waits_as_long_as_the_settings_say(desk: Client):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite's connections wait for each other's writing")
    desk.get("/")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def _lost(*_: object) -> Iterator[str]:
    """What raises once it is asked for something, not before."""
    yield from ()
    raise OperationalError("the server\nclosed the connection")


@pytest.mark.parametrize(
    ("address", "room", "what"),
    [("/events.csv", ExportedSelection, "events"), ("/sources.csv", registers, "lines")],
)
def test_a_file_that_fails_is_answered_as_a_page_is(
    address: str, room: object, what: str, client: Client, cast: Cast, monkeypatch
):
    client.raise_request_exception = False
    assert client.get(address).status_code == 200
    monkeypatch.setattr(room, what, _lost)
    held(client.get(address))
