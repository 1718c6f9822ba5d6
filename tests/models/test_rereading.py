"""A source's date phrases are read again whenever it changes, however much it tells."""

from __future__ import annotations

from collections import Counter

import pytest

from timeline.domain.dates.stated_dates import Stated
from timeline.models import Event, Mention, Source
from timeline.models.record import mention as record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_no_mention_is_held_against_each_of_the_others(state: str, monkeypatch):
    source = Source.objects.create(title="Log", slug="log", state=state)
    events = Event.objects.bulk_create(
        Event(title=f"Call {n}", slug=f"call-{n}", state=state) for n in range(40)
    )
    Mention.objects.bulk_create(
        Mention(event=event, source=source, phrase="4 March 2022", position=n, state=state)
        for n, event in enumerate(events)
    )
    counts: Counter[str] = Counter()
    same, read = Mention.__eq__, record.read_in_order

    def counted_same(one: Mention, other: object) -> bool:
        counts["held against another"] += 1
        return same(one, other)

    def counted_read(stated: list[Stated], **more: object) -> object:
        counts["read"] += len(stated)
        return read(stated, **more)

    monkeypatch.setattr(Mention, "__eq__", counted_same)
    monkeypatch.setattr(record, "read_in_order", counted_read)
    Mention.objects.reread([source.pk])
    assert counts == {"read": 40}  # once each
