"""Values of events and sources: shown, found, and given to programs."""

from __future__ import annotations

import csv

import pytest
from django.test import Client

from tests.story import Town
from tests.web.markup import page, slugs_listed
from timeline.models import Event, Source, State


@pytest.fixture
def valued(town: Town) -> Event:
    """The fire was called operation Lion; a source that tells it is on page 7."""
    Event.objects.filter(pk=town.fire.pk).update(
        named_values={"toll": "4", "operation": "Lion of the harbour"}
    )
    source = town.fire.mentions.all()[0].source
    Source.objects.filter(pk=source.pk).update(named_values={"page": "seventeen"})
    return Event.objects.get(pk=town.fire.pk)


def test_an_event_and_a_source_show_their_values(client: Client, valued: Event):
    facts = page(client, f"/events/{valued.slug}/").one("dl", of="facts").words
    assert "operation Lion of the harbour toll 4" in facts
    source = valued.mentions.all()[0].source
    assert "page seventeen" in page(client, f"/sources/{source.slug}/").one("dl", of="facts").words


def test_a_value_is_found_by_its_words_and_its_name(client: Client, valued: Event):
    for words in ("lion harbour", '"operation lion"'):
        found = page(client, f"/?q={words}")
        assert slugs_listed(found) == [valued.slug]
        assert "Lion of the harbour operation" in found.one("li", of="item").words
    assert page(client, '/?q="lion toll"').all("li", of="item") == []
    titles = page(client, "/sources/?q=seventeen").one("tbody").words
    assert valued.mentions.all()[0].source.title in titles


def test_programs_get_the_values(client: Client, valued: Event):
    [told] = client.get("/events.json?q=lion").json()["events"]
    assert told["values"] == {"operation": "Lion of the harbour", "toll": "4"}
    assert told["mentions"][0]["source"]["values"] == {"page": "seventeen"}
    text = b"".join(client.get("/events.csv?q=lion")).decode()
    row = next(csv.DictReader(text.lstrip("\ufeff").splitlines(keepends=True)))
    assert row["values"] == "operation: Lion of the harbour\ntoll: 4"
    assert row["source_values"] == "page: seventeen"


def test_a_draft_s_values_are_no_reader_s(client: Client, valued: Event):
    Event.objects.filter(pk=valued.pk).update(state=State.DRAFT)
    assert page(client, "/?q=harbour").all("li", of="item") == []
