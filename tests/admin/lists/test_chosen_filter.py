"""Filters of lists by a record that is found by typing."""

from __future__ import annotations

import pytest
from django.test import Client

from timeline.admin.lists.chosen_filter import by_record
from timeline.models import Actor, Event, Mention, Outlet, Quote, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def quotes() -> list[Quote]:
    """Two speakers, each at an event of their own, each printed by a paper of their own."""
    made = []
    for name in ("ida", "karl"):
        actor = Actor.objects.create(slug=name, name=name)
        event = Event.objects.create(slug=name, title=name)
        event.participations.create(actor=actor)
        outlet = Outlet.objects.create(slug=name, name=name)
        source = Source.objects.create(
            slug=name, title=name, outlet=outlet, outlet_basis=Source.Basis.STATED
        )
        mention = Mention.objects.create(event=event, source=source, says="It opened.")
        made.append(Quote.objects.create(mention=mention, speaker=actor, words=f"I am {name}"))
    return made


def test_the_last_field_of_a_path_names_the_filter():
    made = by_record(Quote, "mention__source__outlet")
    assert (made.title, made.parameter_name) == ("outlet", "outlet")


@pytest.mark.parametrize(
    ("noun", "parameter"),
    [
        ("event", "actor"), ("mention", "outlet"), ("mention", "source"), ("quote", "speaker"),
        ("quote", "outlet"), ("quote", "source"), ("source", "outlet"),
    ],
)  # fmt: skip
def test_each_list_shows_the_rows_of_the_chosen_record_once(
    noun: str, parameter: str, quotes: list[Quote], admin_client: Client
):
    kept = quotes[1]
    chosen = {
        "actor": kept.speaker_id,
        "speaker": kept.speaker_id,
        "source": kept.mention.source_id,
        "outlet": kept.mention.source.outlet_id,
    }[parameter]
    right = {
        "quote": kept.pk,
        "mention": kept.mention_id,
        "event": kept.mention.event_id,
        "source": kept.mention.source_id,
    }[noun]
    page = admin_client.get(f"/admin/timeline/{noun}/", {parameter: str(chosen)})
    assert [row.pk for row in page.context["cl"].result_list] == [right]


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "1 or 1"])
def test_what_is_no_key_of_a_record_finds_nothing(
    value: str, quotes: list[Quote], admin_client: Client
):
    page = admin_client.get("/admin/timeline/quote/", {"outlet": value})
    assert (page.status_code, page.context["cl"].result_count) == (200, 0)
