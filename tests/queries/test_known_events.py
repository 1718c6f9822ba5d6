"""The index of known events finds what the database finds."""

from __future__ import annotations

import random

import pytest

from timeline.domain.comparing.event_matching import ComparedTelling
from timeline.domain.time import edtf
from timeline.models import Actor, Event, Mention, Source
from timeline.queries import known_events

pytestmark = pytest.mark.django_db

DATES = ("2020", "2020-03", "2020-03-04", "2020-03-30", "2020-02-25/2020-03-20", "2020-04/..", "",
         "../2020-03", "2020-02-27", "2019")  # fmt: skip


def test_by_day_and_actor_as_by_query() -> None:
    dice = random.Random(5)
    source = Source.objects.create(slug="told", title="Told")
    actors = [Actor.objects.create(slug=f"a{n}", name=f"A{n}") for n in range(4)]
    for number in range(60):
        event = Event.objects.create(slug=f"e{number}", title=f"Fair {number}")
        event.actors.set(dice.sample(actors, dice.randrange(3)))
        if when := dice.choice(DATES):
            Mention.objects.create(
                event=event, source=source, inferred=when, inferred_reason="Made up.", says="x"
            )
    index = known_events.index()
    assert index is not None
    for _ in range(60):
        new = [
            ComparedTelling(
                edtf.parse(dice.choice(DATES)),
                frozenset(a.slug for a in dice.sample(actors, dice.randrange(3))),
                "other",
                frozenset(),
            )
            for _ in range(dice.randint(1, 3))
        ]
        assert index.candidates(new) == known_events.candidates(new)


def test_of_very_many_events_there_is_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_events, "MOST_KEPT", 1)
    for slug in ("one", "two"):
        Event.objects.create(slug=slug, title=slug)
    assert known_events.index() is None
