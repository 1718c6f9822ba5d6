"""Who has very many files made is told to wait; pages, others, and what is kept go on."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.story import Town
from timeline.web.leaving import files_budget

pytestmark = pytest.mark.django_db

HERE, THERE = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
DEAR = ["/events.csv", "/sources.csv", "/actors.csv", "/cite.ris", "/clocks.png", "/events.json"]


@pytest.fixture(autouse=True)
def clock(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Ten seconds a minute; each file takes four, or as many as ``each`` says."""
    settings.FILES_SECONDS = 10
    files_budget._limiter.cache_clear()
    clock = SimpleNamespace(at=0.0, each=4.0, time=time.time)

    def thread_time() -> float:
        clock.at += clock.each
        return clock.at

    clock.thread_time = thread_time
    monkeypatch.setattr(files_budget, "time", clock)
    return clock


def _statuses(client: Client, paths: list[str]) -> list[int]:
    return [client.get(path).status_code for path in paths]


def test_once_the_seconds_are_spent_files_wait_and_pages_do_not(town: Town):
    assert _statuses(HERE, DEAR) == [200, 200, 200, 429, 429, 429]
    assert _statuses(HERE, ["/", "/sources/", "/events/opening/", "/compare/"]) == [200] * 4
    assert _statuses(THERE, DEAR[:1]) == [200]


def test_it_is_said_when_there_are_more(town: Town, clock: SimpleNamespace):
    clock.each = 11.0
    assert _statuses(HERE, DEAR[:1]) == [200]
    told = HERE.get("/clocks.png")
    assert told.status_code == 429
    assert 55 <= int(told["Retry-After"]) <= 60
    assert "no-store" in told["Cache-Control"]
    assert told["Content-Type"] == "application/problem+json"


def test_an_ipv6_network_is_one_client_and_who_has_no_address_is_none(
    town: Town, clock: SimpleNamespace, settings: LazySettings
):
    clock.each = 11.0
    assert _statuses(Client(REMOTE_ADDR="2001:db8:1:2::7"), DEAR[:1]) == [200]
    assert _statuses(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1"), DEAR[:1]) == [429]
    assert _statuses(Client(REMOTE_ADDR="2001:db8:1:3::7"), DEAR[:1]) == [200]
    assert _statuses(Client(REMOTE_ADDR=""), DEAR[:2]) == [200, 200]
    settings.FILES_SECONDS = 0
    assert _statuses(Client(REMOTE_ADDR="2001:db8:1:2::7"), DEAR[:2]) == [200, 200]


def test_one_that_could_not_be_made_counts_too(town: Town, clock: SimpleNamespace):
    clock.each = 11.0
    assert _statuses(HERE, ["/events.nothing", "/events.csv"]) == [404, 429]
