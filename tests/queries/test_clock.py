"""The one clock: a day told in tests is the day everywhere."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from timeline.queries import clock
from timeline.web.timeline.filter_form import DateField

EVE = date(2022, 12, 31)


@pytest.fixture(autouse=True)
def eve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: EVE)


def test_today_is_an_interval_of_one_day():
    interval = clock.today_interval()
    assert (interval.edtf, interval.earliest, interval.latest) == ("2022-12-31", EVE, EVE)


def test_a_readers_words_and_an_editors_count_from_it(admin_client: Client):
    reading = DateField().clean("yesterday")
    assert reading is not None
    assert reading.interval.edtf == "2022-12-30"
    answer = admin_client.get("/admin/read-date/", {"typed": "yesterday", "counts_from": "today"})
    assert "30 December 2022" in answer.content.decode()
