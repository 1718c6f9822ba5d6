"""Two who look for the same thing at the same time, and make it where it isn't, make one."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection, connections, transaction

from timeline.models import Actor, Event
from timeline.queries.database import table_locks
from timeline.queries.database.table_locks import keep_others_from_writing


def _at_once(*works) -> list:
    """Each piece of work in a thread of its own; what each gave."""

    def run(work):
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


@pytest.mark.django_db(transaction=True)
def test_what_two_look_for_at_once_is_made_once():
    begin = threading.Barrier(4)

    def make() -> None:
        begin.wait(10)
        with transaction.atomic():
            keep_others_from_writing(Actor)
            if not Actor.objects.filter(name="Ida Berg").exists():
                number = threading.get_ident()
                Actor.objects.create(slug=f"ida-{number}", name="Ida Berg", kind="person")

    _at_once(*[make] * 4)
    assert Actor.objects.filter(name="Ida Berg").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_one_table_has_not_taken_another(monkeypatch: pytest.MonkeyPatch):
    """Or who has the one and wants the other would wait for ever."""
    if connection.vendor == "sqlite":
        pytest.skip("who writes there keeps all others waiting")
    holds, waits = threading.Event(), threading.Event()
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _: waits.set())
    monkeypatch.setattr(table_locks, "time", clock)

    def write() -> None:
        with transaction.atomic():
            Actor.objects.create(slug="ida", name="Ida Berg", kind="person")
            holds.set()
            assert waits.wait(10)
            Event.objects.create(slug="fair", title="A fair")

    def lock() -> tuple[int, int]:
        assert holds.wait(10)
        with transaction.atomic():
            keep_others_from_writing(Event, Actor)
            return Event.objects.count(), Actor.objects.count()

    assert _at_once(write, lock) == [None, (1, 1)]
