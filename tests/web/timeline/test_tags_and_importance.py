"""Events by their tags and by how important they are, on pages and for programs."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.story import Town
from tests.web.markup import page, slugs_listed
from timeline.models import Event, State, Tag
from timeline.queries.publishing.scope import Scope, reading
from timeline.services.vocabulary import merge_tags


@pytest.fixture
def tags(town: Town) -> dict[str, Tag]:
    """The fire and the storm are of the sea, the fire of the ferry too and of most importance."""
    made = {slug: Tag.objects.create(slug=slug, name=slug.title()) for slug in ("sea", "ferry")}
    made["sea"].events.set([town.fire, town.storm])
    made["ferry"].events.set([town.fire])
    Event.objects.filter(pk=town.fire.pk).update(importance=3)
    Event.objects.filter(pk=town.storm.pk).update(importance=1)
    return made


def listed(client: Client, query: str) -> list[str]:
    return slugs_listed(page(client, f"/{query}"))


def test_a_list_is_narrowed_to_tags_and_to_what_matters(client: Client, town: Town, tags):
    assert set(listed(client, "?tag=sea")) == {town.fire.slug, town.storm.slug}
    assert listed(client, "?tag=sea&importance=2") == [town.fire.slug]
    assert len(listed(client, "?importance=2")) == Event.objects.count() - 1
    by_importance = listed(client, "?sort=importance")
    assert (by_importance[0], by_importance[-1]) == (town.fire.slug, town.storm.slug)
    found = page(client, "/?tag=sea&importance=3&sort=importance")
    assert found.texts(of="chip") == ["Remove Sea ✕", "Remove importance 3 or more ✕"]
    assert "Importance 3" in found.words
    boxes = found.all("input", type="checkbox", name="tag")
    assert [box["value"] for box in boxes] == ["sea", "ferry"]


def test_an_event_says_its_tags_and_its_importance(client: Client, town: Town, tags):
    facts = page(client, f"/events/{town.fire.slug}/").one("dl", of="facts").words
    assert "tags Ferry, Sea importance 3 of 3" in facts
    (told,) = client.get("/events.json?tag=ferry").json()["events"]
    assert (told["tags"][0], told["importance"]) == ({"slug": "ferry", "name": "Ferry"}, 3)


def test_an_unknown_tag_or_importance_is_refused(client: Client, town: Town, tags):
    for query, said in (
        ("tag=land", "There is no tag “land”."),
        ("importance=4", "“4” is none of these: 1, 2, 3."),
    ):
        answer = client.get(f"/events.json?{query}")
        assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert "There is no tag “land”." in page(client, "/?tag=land").words


def test_a_tag_of_drafts_alone_is_no_reader_s(client: Client, town: Town, tags):
    Event.objects.filter(pk=town.fire.pk).update(state=State.DRAFT)
    with reading(Scope.PUBLIC):
        assert list(Tag.objects.values_list("slug", flat=True)) == ["sea"]
    assert "Ferry" not in client.get("/").content.decode()


def test_tags_that_become_one_are_once_at_each_event(town: Town, tags):
    merge_tags.merge(tags["ferry"], [tags["sea"]])
    assert set(tags["ferry"].events.all()) == {town.fire, town.storm}
    assert not Tag.objects.filter(slug="sea").exists()


@pytest.mark.parametrize(
    ("query", "said"),
    [("importance=9", "Importance is at least 1, 2 or 3, not “9”."),
     ("sort=loudest", "There is no order “loudest” of events."),
     ("match=some", "Events have any or all of them, not “some”.")],
)  # fmt: skip
def test_what_is_no_choice_is_told_in_a_sentence_of_ours(client: Client, town: Town, query, said):
    found = page(client, f"/?{query}")
    assert said in found.words
    assert "valid choice" not in found.words
    asked = client.get(f"/events.json?{query}")
    assert asked.status_code == 400
    assert "is none of these: " in asked.content.decode()
