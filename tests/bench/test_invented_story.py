"""A story that is made up: as the project's own code would have kept it, and shaped as told."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection

from tests.bench.invented_story import HoldsAStory, synthesize
from timeline.models import Actor, Detail, Event, Mention, Outlet, Participation, Quote, Source
from timeline.queries.index.changes import journal

pytestmark = pytest.mark.django_db


def test_dates_are_those_that_the_phrases_and_mentions_give():
    synthesize(400, seed=3)
    assert Mention.objects.reread(Source.objects.values_list("pk", flat=True)) == 0
    assert Event.objects.refresh_dates(Event.objects.values_list("pk", flat=True)) == 0


def test_every_record_is_one_that_the_desk_would_take():
    made = synthesize(40, seed=3)
    for model in (Outlet, Actor, Source, Event, Participation, Mention, Quote, Detail):
        for record in model.objects.all():
            record.full_clean()
    assert made.events == Event.objects.count() == 40
    assert made.mentions == Mention.objects.count()
    assert made.sources == Source.objects.count()
    assert (made.actors, made.outlets) == (Actor.objects.count(), Outlet.objects.count())


def test_it_has_the_shape_of_a_real_record():
    synthesize(1000, seed=5)
    mentions = list(Mention.objects.select_related("event", "source"))
    assert 2_500 < len(mentions) < 3_500
    assert Event.objects.filter(disputed=True).exists()
    assert Event.objects.filter(edtf="").exists()
    assert set(Event.objects.values_list("precision", flat=True)) >= {
        "day", "month", "year", "interval", "open interval", "undated",
    }  # fmt: skip
    assert any(mention.via_id for mention in mentions)
    assert Source.objects.filter(outlet=None).exists()
    assert Source.objects.filter(edtf="").exists()
    assert Quote.objects.exists()
    assert Detail.objects.exists()
    shares = Counter(Participation.objects.values_list("actor", flat=True)).most_common()
    assert shares[0][1] > 5 * shares[len(shares) // 2][1]
    later = [
        (mention.source.latest - mention.event.earliest).days
        for mention in mentions
        if mention.source.latest and mention.event.precision == "day"
    ]
    assert sorted(later)[len(later) // 2] < 60
    assert max(later) > 3 * 365


def test_the_same_seed_makes_the_same_story():
    def told(seed: int) -> list[tuple[str, str, str, str]]:
        synthesize(30, seed=seed, add=True)
        found = list(
            Mention.objects.order_by("pk").values_list(
                "says", "edtf", "event__title", "event__edtf"
            )
        )
        Event.objects.all().delete()
        return found

    first = told(8)
    assert told(8) == first
    assert told(9) != first


def test_a_story_that_is_there_is_not_mixed_with_one_that_is_made_up():
    synthesize(5, seed=1)
    with pytest.raises(HoldsAStory):
        synthesize(5, seed=2)
    assert Event.objects.count() == 5
    synthesize(5, seed=2, add=True)
    assert Event.objects.count() == 10


def test_the_database_counts_on_from_the_keys_given():
    synthesize(5, seed=1)
    assert Event.objects.create(slug="new", title="New").pk > 5


def test_no_copy_of_the_data_follows_so_much_at_once():
    token = journal.register(connection, of=journal.BASE)
    synthesize(5, seed=1)
    assert not journal.is_known(connection, token=token)
