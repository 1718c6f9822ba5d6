"""Which database a query goes to, and what happens to what was asked of a replica that failed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from timeline.models import Event
from timeline.queries.database import replica_routing
from timeline.queries.database.replica_routing import Router, gave_up, reading


class Broken(Exception):
    """An error of the driver's."""


class Driver:
    """A connection of psycopg's whose server hangs."""

    asked = 0
    is_closed = False

    def wait(self, answer: object, *, timeout: float) -> None:
        self.asked += 1
        time.sleep(timeout)
        raise Broken

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def one_replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A replica that can be connected to; the list says who connected."""
    connected: list[str] = []
    everybody: Any = type("Connections", (), {
        "__iter__": lambda _: iter(["default", "replica1"]),
        "__getitem__": lambda _, alias: SimpleNamespace(
            close_if_health_check_failed=lambda: None,
            ensure_connection=lambda: connected.append(alias),
            close=lambda: None,
        ),
    })()  # fmt: skip
    monkeypatch.setattr(replica_routing, "connections", everybody)
    yield connected
    replica_routing._failed_at.clear()


def test_a_replica_is_connected_to_when_the_first_query_is_made(one_replica: list[str]) -> None:
    with reading():
        assert one_replica == []
        assert Router().db_for_read(Event) == "replica1"
        assert Router().db_for_read(Event) == "replica1"
    assert one_replica == ["replica1"]
    assert Router().db_for_read(Event) == "default"


def test_what_was_read_from_a_replica_that_is_given_up_reads_on_from_the_primary(
    one_replica: list[str],
) -> None:
    event = Event()
    with reading():
        event._state.db = Router().db_for_read(Event)
        assert Router().db_for_read(Event, instance=event) == "replica1"
        assert gave_up()
        assert Router().db_for_read(Event, instance=event) == "default"
        assert not gave_up()
    with reading():
        assert Router().db_for_read(Event) == "default"


def test_an_error_before_any_replica_was_asked_is_no_replicas(one_replica: list[str]) -> None:
    with reading():
        assert not gave_up()
        assert Router().db_for_read(Event) == "replica1"


def test_who_waited_for_a_replica_in_vain_asks_no_other(
    one_replica: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def hangs(alias: str) -> None:
        asked.append(alias)
        time.sleep(replica_routing._ANOTHER)
        raise OperationalError

    monkeypatch.setattr(replica_routing, "_ANOTHER", 0.05)
    monkeypatch.setattr(replica_routing, "_connect", hangs)
    monkeypatch.setattr(replica_routing, "connections", ["replica1", "replica2", "replica3"])
    with reading():
        assert Router().db_for_read(Event) == "default"
    assert len(asked) == 1


def test_no_thread_waits_for_a_replica_that_another_found_to_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replica_routing, "PATIENCE", 0.1)
    one, other = Driver(), Driver()
    for driver in (one, other):
        replica_routing.on_connect(_connection(driver))
    try:
        for driver in (one, other, one):
            with pytest.raises(Broken):
                driver.wait("an answer")  # type: ignore[call-arg]
        assert (one.asked, other.asked) == (1, 0)
        assert one.is_closed
        assert other.is_closed
    finally:
        replica_routing._failed_at.clear()


def _connection(driver: Driver) -> BaseDatabaseWrapper:
    """Django's connection to a replica by that driver."""
    made: Any = SimpleNamespace(
        alias="replica1",
        vendor="postgresql",
        connection=driver,
        Database=SimpleNamespace(OperationalError=Broken),
    )
    return made  # type: ignore[no-any-return]
