"""Tags at the desk and in digests: none beside another that differs in capitals alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.admin.editing.filled_page import page as filled
from tests.digest_folder import DigestFolder
from tests.story import Town
from timeline.models import Tag
from timeline.services.digest.digest_files import BadDigest
from timeline.services.digest.load_digest import load

SAID = "There is a tag “Sea” already: capitals make no other one of it."


def test_a_tag_that_differs_in_capitals_alone_is_refused_beside_its_field(desk: Client, town: Town):
    sea = Tag.objects.create(slug="sea", name="Sea")
    answer = desk.post("/admin/timeline/tag/add/", {"name": "SEA ", "slug": "sea-2"})
    assert answer.context["adminform"].form.errors == {"name": [SAID]}
    other = Tag.objects.create(slug="ferry", name="Ferry")
    address = f"/admin/timeline/tag/{other.pk}/change/"
    assert SAID in desk.post(address, filled(desk, address) | {"name": "sea"}).content.decode()
    own = f"/admin/timeline/tag/{sea.pk}/change/"
    assert desk.post(own, filled(desk, own) | {"name": "SEA"}).status_code == 302
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Ferry", "SEA"]


@pytest.mark.django_db
def test_a_digest_adds_no_tag_that_the_archive_has_capitals_aside(tmp_path: Path):
    Tag.objects.create(slug="mer", name="sea")
    digest = DigestFolder(tmp_path)
    digest.write("tags.yaml", "- slug: sea\n  name: Sea\n")
    what = r"tags\.yaml:2: the tag “mer” has the name “Sea” already, capitals aside"
    with pytest.raises(BadDigest, match=what):
        load(tmp_path)
    Tag.objects.filter(slug="mer").update(slug="sea")
    load(tmp_path)
    assert Tag.objects.count() == 1


@pytest.mark.django_db
def test_a_dump_of_an_archive_that_held_both_loads(tmp_path: Path):
    DigestFolder(tmp_path).write(
        "tags.yaml", "- slug: sea\n  name: Sea\n- slug: sea-2\n  name: SEA\n"
    )
    load(tmp_path)
    load(tmp_path)
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["SEA", "Sea"]


def test_an_event_s_importance_is_told_in_a_sentence_of_ours(desk: Client, town: Town):
    address = f"/admin/timeline/event/{town.fire.pk}/change/"
    answer = desk.post(address, filled(desk, address) | {"importance": "7"})
    errors = answer.context["adminform"].form.errors
    assert errors == {"importance": ["Importance is 1, 2 or 3, or left empty."]}
