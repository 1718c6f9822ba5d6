"""Slugs for new records: readable, free, and the same however many are wanted at once."""

from __future__ import annotations

import pytest

from timeline.models import Outlet, Place
from timeline.services.records.slugs import SlugPool, free_slug

pytestmark = pytest.mark.django_db


def test_a_slug_that_a_record_has_is_numbered():
    Outlet.objects.create(slug="the-herald", name="The Herald")
    Outlet.objects.create(slug="the-herald-2", name="The Herald of Lind")
    assert free_slug(Outlet, "The Herald") == "the-herald-3"


def test_letters_of_other_scripts_and_accents_are_folded():
    assert free_slug(Outlet, "Städtische Öffentlichkeit") == "stadtische-offentlichkeit"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Київ", "kyiv"), ("Харків", "kharkiv"), ("Луганськ", "luhansk"),
     ("Запоріжжя", "zaporizhzhya"), ("Волгоград", "volgograd"),
     ("Щёлково", "shchyolkovo"), ("Минск", "minsk"),
     ("Αθήνα", "athina"), ("Θεσσαλονίκη", "thessaloniki"), ("Łódź 北", "lodz"), ("北京", "place")],
)  # fmt: skip
def test_a_name_in_cyrillic_or_greek_gets_a_slug_that_says_it(name: str, slug: str):
    assert free_slug(Place, name) == slug
    assert SlugPool(Place).take(name) == slug


@pytest.mark.parametrize(("text", "slug"), [("“!?”", "outlet"), ("Not stated", "not-stated-2")])
def test_a_text_without_a_slug_of_its_own_gets_one_that_nobody_else_means(text: str, slug: str):
    assert free_slug(Outlet, text) == slug


def test_many_slugs_are_those_that_one_after_the_other_would_get(django_assert_num_queries):
    names = ["Fair", "Fair", "Market", "Fair", "Market"]
    with django_assert_num_queries(1):
        pool = SlugPool(Outlet)
        pooled = [pool.take(name) for name in names]
    one_by_one = []
    for number, name in enumerate(names):
        slug = free_slug(Outlet, name)
        Outlet.objects.create(slug=slug, name=f"{name} {number}")
        one_by_one.append(slug)
    assert pooled == one_by_one == ["fair", "fair-2", "market", "fair-3", "market-2"]
