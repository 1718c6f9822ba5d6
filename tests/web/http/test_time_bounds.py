"""A page that would take too long is given up, and said so; what is sent to the desk is not."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.queries.database.test_deadlines import ENDLESS
from tests.web.markup import read
from timeline.queries.database.deadlines import watched, within
from timeline.web.views import exports, stories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def short(settings: LazySettings, client: Client) -> Iterator[None]:
    settings.PAGE_SECONDS = 0.3
    client.raise_request_exception = False
    yield
    with within(None):
        pass


def _asks_without_end(request: HttpRequest, **_: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(ENDLESS[connection.vendor])
        return HttpResponse(cursor.fetchone())


def _loops_without_end(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse(sum(1 for _ in watched(iter(int, 1))))


@pytest.mark.parametrize("work", [_asks_without_end, _loops_without_end])
def test_it_is_a_503_that_says_so_and_one_line_of_the_log(
    work: object,
    client: Client,
    monkeypatch,
    caplog: pytest.LogCaptureFixture,
    settings: LazySettings,
):
    monkeypatch.setattr(stories, "story_list", work)
    began = time.monotonic()
    answer = client.get("/stories/")
    assert 0.2 < time.monotonic() - began < 5
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "no-store" in answer["Cache-Control"]
    assert read(answer.content.decode()).texts("h1") == ["This took too long"]
    told = [line for line in caplog.records if line.levelno >= logging.ERROR]
    assert [line.getMessage().startswith("GET /stories/: ") for line in told] == [True]
    settings.PAGE_SECONDS = 30
    assert client.get("/").status_code == 200


def test_a_program_is_told_as_a_problem(client: Client, monkeypatch):
    monkeypatch.setattr(exports, "selection", _asks_without_end)
    answer = client.get("/events.json")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer["Content-Type"] == "application/problem+json"


def test_what_is_sent_and_a_page_without_a_limit_go_on(
    client: Client, monkeypatch, settings: LazySettings
):
    def slow(request: HttpRequest) -> HttpResponse:
        time.sleep(0.4)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return HttpResponse("done")

    monkeypatch.setattr(stories, "story_list", slow)
    assert client.get("/stories/").status_code == 503
    assert client.post("/stories/").content == b"done"
    settings.PAGE_SECONDS = 0
    assert client.get("/stories/").content == b"done"


def test_a_file_may_take_longer_than_a_page(client: Client, monkeypatch, settings: LazySettings):
    from timeline.web.leaving import answer_files

    settings.PAGE_SECONDS = 2
    bytes_of = answer_files._bytes

    def slow(pieces: list[str]) -> bytes:
        time.sleep(2.5)
        return bytes_of(pieces)

    monkeypatch.setattr(answer_files, "_bytes", slow)
    assert client.get("/sources.csv").status_code == 200
