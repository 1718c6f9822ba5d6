"""An import that takes several requests: each goes on where the one before it ended."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.admin.test_import import _HIDDEN, CHECK, SEND, press, send, words
from timeline.admin.importing import import_views
from timeline.domain.timelines.timeline_file import Timeline
from timeline.models import DigestRecord, Event, ImportDraft
from timeline.services.imports import file_import, import_timeline
from timeline.services.records import timed_batches


@pytest.fixture
def piecemeal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request of an import writes one event."""
    monkeypatch.setattr(import_views, "SECONDS", -1)
    monkeypatch.setattr(timed_batches, "PAUSE", 0)
    monkeypatch.setattr(timed_batches, "SECONDS", 1e-9)
    monkeypatch.setattr(import_timeline, "FIRST", 1)


def begun(desk: Client) -> HttpResponse:
    rows = "".join(f"Fair {n},2022-03-{n + 1:02},Town {n % 2}\n" for n in range(3))
    send(desk, f"title,date,actors\n{rows}")
    answers = {"order": "", "of-title": "title", "of-date": "date", "of-actors": "actors"}
    response = press(desk, answers)
    assert "1 of 3 rows imported." in words(response)
    assert Event.objects.count() == 1
    return response


def gone_on(desk: Client, response: HttpResponse) -> Any:
    sent = _HIDDEN.findall(response.content.decode())
    return desk.post(CHECK, {name: unescape(value) for name, value in sent})


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_import_of_many_rows_goes_on_over_several_requests(
    desk: Client, piecemeal: None, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
):
    response = begun(desk)
    read: list[str] = []
    as_is = file_import.read_timeline

    def counted(text: str, **said: Any) -> Timeline:
        read.append(text)
        return as_is(text, **said)

    monkeypatch.setattr(file_import, "read_timeline", counted)
    for _ in range(2):
        if elsewhere:  # by another process, which has kept nothing
            import_timeline._KEPT.clear()
        response = gone_on(desk, response)
    assert "3 created, 0 updated, 0 unchanged. 2 actors added." in words(response)
    assert Event.objects.count() == 3
    assert not ImportDraft.objects.exists()
    assert len(read) == (2 if elsewhere else 0)


def test_an_import_that_another_process_went_on_with_counts_each_row_once(
    desk: Client, piecemeal: None
):
    response = begun(desk)
    kept = dict(import_timeline._KEPT)
    import_timeline._KEPT.clear()
    response = gone_on(desk, response)
    import_timeline._KEPT.clear()
    import_timeline._KEPT.update(kept)  # the first one again, which knows of one row alone
    response = gone_on(desk, response)
    assert "3 created, 0 updated, 0 unchanged. 2 actors added." in words(response)


def test_what_is_taken_back_while_an_import_goes_on_is_read_anew(desk: Client, piecemeal: None):
    response = begun(desk)
    (page,) = re.findall(r'href="(/admin/timeline/import/\d+/take-back/)"', words(desk.get(SEND)))
    agreed = re.search(r'name="agreed" value="(\w+)"', words(desk.get(page)))
    assert agreed
    desk.post(page, {"agreed": agreed[1]})
    assert not Event.objects.exists()
    for _ in range(3):
        response = gone_on(desk, response)
    assert Event.objects.count() == 3
    assert DigestRecord.objects.filter(kind="import-file").count() == 1


def test_an_import_that_nobody_goes_on_with_is_let_go(
    desk: Client, piecemeal: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(import_timeline, "KEPT_SECONDS", 0.0)
    begun(desk)
    until = time.monotonic() + 10
    while import_timeline._KEPT and time.monotonic() < until:
        time.sleep(0.01)
    assert not import_timeline._KEPT


def test_a_large_file_is_looked_at_however_long_that_takes(
    desk: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    send(desk, "title,date\nFair,2022-03-04\n")
    settings.PAGE_SECONDS = 2
    as_is = import_views.preview

    def slow(*told: Any, **said: Any) -> Any:
        time.sleep(2.5)
        return as_is(*told, **said)

    monkeypatch.setattr(import_views, "preview", slow)
    response = desk.get(CHECK)
    assert response.status_code == 200
    assert "Fair" in words(response)
