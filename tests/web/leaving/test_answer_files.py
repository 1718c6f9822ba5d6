"""Exports are made at one moment, so many at a time, and none without end."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory

from tests.story import Town
from timeline.models import Event
from timeline.web.leaving import answer_files
from timeline.web.leaving.answer_files import as_file


def answered(rf: RequestFactory, pieces: Iterator[str]) -> Any:
    return as_file(rf.get("/events.csv"), pieces, content_type="text/csv")


@pytest.mark.django_db(transaction=True)
def test_all_of_a_file_is_of_one_moment_while_others_write(town: Town, rf: RequestFactory):
    def change() -> None:
        Event.objects.update(title="Another title")
        connection.close()

    def pieces() -> Iterator[str]:
        yield Event.objects.get(pk=town.fire.pk).title
        with ThreadPoolExecutor(1) as pool:
            pool.submit(change).result(timeout=20)
        yield Event.objects.get(pk=town.fire.pk).title

    assert answered(rf, pieces()).getvalue().decode() == 2 * town.fire.title
    assert Event.objects.get(pk=town.fire.pk).title == "Another title"


@pytest.mark.django_db
def test_who_comes_while_all_places_are_taken_is_told_when_to_come_again(
    client: Client, town: Town, rf: RequestFactory, settings: LazySettings
):
    settings.EXPORT_PLACES = 1
    refused = []

    def pieces() -> Iterator[str]:
        yield "a line"
        refused.append(client.get("/events.csv"))

    assert answered(rf, pieces()).getvalue() == b"a line"
    assert (refused[0].status_code, refused[0]["Retry-After"]) == (503, "10")
    assert "Content-Disposition" not in refused[0]
    # The place is free again, also where a file could not be made.
    with pytest.raises(ZeroDivisionError):
        answered(rf, (str(1 // number) for number in (1, 0)))
    assert client.get("/events.csv").getvalue()


@pytest.mark.django_db
def test_what_has_no_room_is_refused_and_leaves_nothing(
    client: Client, town: Town, settings: LazySettings, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(answer_files, "_IN_MEMORY", 50)
    settings.EXPORT_DIR, settings.EXPORT_LARGEST = str(tmp_path / "made"), 100
    assert client.get("/events.csv").status_code == 507
    assert client.get("/sources.csv").status_code == 507
    settings.EXPORT_LARGEST = 2**20
    assert b"opens" in client.get("/events.csv").getvalue()
    assert list((tmp_path / "made").iterdir()) == []
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o700

    def full(*_: Any) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(answer_files, "_bytes", full)
    told = client.get("/events.csv")
    assert told.status_code == 507
    assert told["Content-Type"].startswith("application/problem+json")
