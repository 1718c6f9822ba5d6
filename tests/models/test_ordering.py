"""Records of one name stand in one order, whichever was written first."""

from __future__ import annotations

import pytest

from timeline.models import Actor, Source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slugs", [["b", "a", "c"], ["c", "b", "a"]])
def test_actors_and_sources_of_one_name_stand_by_their_slugs(slugs):
    for slug in slugs:
        Actor.objects.create(slug=slug, name="The harbour board")
        Source.objects.create(slug=slug, title="What the tide left")
    assert [actor.slug for actor in Actor.objects.all()] == ["a", "b", "c"]
    assert [source.slug for source in Source.objects.all()] == ["a", "b", "c"]
