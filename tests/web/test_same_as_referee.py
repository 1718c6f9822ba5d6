"""Pages and exports have what the referee selects, whatever the story, the edits, the questions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.test import Client

from tests.plain_selection import PlainSelection
from tests.queries.index.edited import Editor
from tests.web.markup import page, slugs_listed
from timeline.domain.criteria import UNSTATED, Criteria
from timeline.models import Actor, Kind, Outlet, Place, Story, Tag
from timeline.queries.as_of import tellings
from timeline.queries.publishing.scope import Scope, reading
from timeline.web.http import addresses


def assert_same(client: Client, criteria: Criteria) -> None:
    query = addresses.query(criteria)
    below = f"/stories/{criteria.story}/" if criteria.story else "/archive/"
    plain = PlainSelection(criteria)
    slugs = {one.event.pk: one.event.slug for one in plain.every}
    expected = [slugs[pk] for pk, _ in plain.for_timeline(None)]
    listed = page(client, below + query)
    assert slugs_listed(listed) == expected, criteria
    told = json.loads(client.get(f"{below}events.json{query}").content)
    assert told["count"] == len(expected)
    assert [event["slug"] for event in told["events"]] == expected
    lines = client.get(f"{below}events.jsonl{query}").getvalue().decode().splitlines()
    assert [json.loads(line)["slug"] for line in lines] == expected
    for name, choices in (
        ("actor", plain.by_actor()),
        ("outlet", plain.by_outlet()),
        ("kind", plain.by_kind()),
        ("tag", plain.by_tag()),
    ):
        offered = listed.all("input", type="checkbox", name=name)
        assert {box["value"] for box in offered} == {choice.value for choice in choices}
    rows = tellings(criteria).filter(event__slug__in=expected).count()
    feed = client.get(f"{below}events.atom{query}").content.decode()
    assert feed.count("<entry>") == min(rows, 100)


@reading(Scope.PUBLIC)
def known(criteria: Criteria) -> Criteria:
    """The criteria without what an address is refused for, such as an actor no reader meets."""
    since, until = criteria.since, criteria.until
    stories = {"", *Story.objects.values_list("slug", flat=True)}
    if since and until:
        until = None
    outlets = {*Outlet.objects.values_list("slug", flat=True), UNSTATED}
    return replace(
        criteria,
        story=criteria.story if criteria.story in stories else "",
        actors=tuple(slug for slug in criteria.actors if Actor.objects.filter(slug=slug).exists()),
        outlets=tuple(slug for slug in criteria.outlets if slug in outlets),
        tags=tuple(slug for slug in criteria.tags if Tag.objects.filter(slug=slug).exists()),
        places=tuple(slug for slug in criteria.places if Place.objects.filter(slug=slug).exists()),
        kinds=tuple(kind for kind in criteria.kinds if Kind.objects.filter(slug=kind).exists()),
        until=until,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(400, 403))
def test_within_a_transaction(seed: int, client: Client):
    editor = Editor(seed)
    for _ in range(5):
        editor.edit()
        assert_same(client, known(editor.criteria()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(500, 501))
def test_after_each_commit(seed: int, client: Client):
    editor = Editor(seed)
    for _ in range(5):
        editor.edit()
        assert_same(client, known(editor.criteria()))
