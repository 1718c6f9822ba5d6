"""Work that has a deadline: what is begun before it and goes on after it is given up."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import Error, connection, connections

from timeline.queries.database import deadlines
from timeline.queries.database.deadlines import TookTooLong, suspended, watched, within
from timeline.queries.database.unavailability import Unavailability, why

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT MAX(x) "
    "FROM n",
    "postgresql": "SELECT COUNT(*) FROM generate_series(1, 1000000000000)",
}


@pytest.fixture(autouse=True)
def short(settings: LazySettings) -> Iterator[None]:
    """A page has a third of a second; afterwards nothing has a deadline."""
    settings.PAGE_SECONDS = 0.3
    yield
    with within(None):
        pass


def _ask(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _bound() -> str:
    """How long PostgreSQL lets a statement take."""
    return str(_ask("SHOW statement_timeout")[0][0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("opened", ["before", "meanwhile"])
def test_a_statement_is_given_up_by_the_database_itself(opened: str):
    if opened == "before":
        connection.ensure_connection()
    else:
        connection.close()
    began = time.monotonic()
    with within(0.3), pytest.raises(Error) as raised:
        _ask(ENDLESS[connection.vendor])
    assert 0.2 < time.monotonic() - began < 5
    assert why(raised.value) is Unavailability.TOO_LONG
    with within(0.3):  # the connection goes on
        assert _ask("SELECT 1")


@pytest.mark.django_db(transaction=True)
def test_no_statement_is_begun_once_the_time_is_over():
    with within(0.01):
        time.sleep(0.02)
        with pytest.raises(TookTooLong) as raised:
            _ask("SELECT 1")
    assert why(raised.value) is Unavailability.TOO_LONG
    assert _ask("SELECT 1")


def test_a_loop_over_rows_looks_at_the_clock():
    seen = []

    def read() -> None:
        for row in watched(range(10_000_000)):
            seen.append(row)
            time.sleep(0.0002)

    with within(0.05), pytest.raises(TookTooLong):
        read()
    assert 0 < len(seen) < 5_000
    assert list(watched("abc")) == ["a", "b", "c"]


def test_the_clock_stands_still_while_what_all_wait_for_is_made():
    with within(0.1):
        with suspended():
            time.sleep(0.2)
            deadlines.look()
        deadlines.look()
        time.sleep(0.15)
        with pytest.raises(TookTooLong):
            deadlines.look()


@pytest.mark.django_db(transaction=True)
def test_who_has_no_deadline_afterwards_is_not_bound_by_that_of_before():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite asks for the deadline itself")
    with within(0.3):
        assert _bound() == "300ms"
        with suspended():
            assert _bound() == "0"
        assert _bound() == "300ms"
    with within(None):
        assert _bound() == "0"


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_meanwhile_is_told_anew():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite asks for the deadline itself")
    with within(0.3):
        assert _bound() == "300ms"
        connections["default"].close()
        assert _bound() == "300ms"
