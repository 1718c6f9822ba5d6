"""The desk's search finds what the reader's does, whichever database it is."""

from __future__ import annotations

import pytest
from django.test import Client

from timeline.models import Actor, Event, Outlet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names() -> None:
    Outlet.objects.create(slug="kyiv", name="Вечірній Київ")
    lodz = Outlet.objects.create(slug="lodz", name="Kurier")
    lodz.aliases.create(name="Łódź dziś")
    Actor.objects.create(slug="mayor", name="Élodie Ångström")
    Event.objects.create(slug="opening", title="Міст у Києві відкрито")


@pytest.mark.parametrize(
    ("noun", "typed", "found"),
    [
        ("outlet", "київ", "Вечірній Київ"),
        ("outlet", "КИЇВ вечірній", "Вечірній Київ"),
        ("outlet", "łódź", "Kurier"),
        ("outlet", "ŁÓDŹ", "Kurier"),
        ("actor", "elodie angstrom", "Élodie Ångström"),
        ("event", "києві", "Міст у Києві відкрито"),
    ],
)
def test_capitals_and_accents_make_no_difference(noun: str, typed: str, found: str, desk: Client):
    answer = desk.get(f"/admin/timeline/{noun}/", {"q": typed})
    assert [str(row) for row in answer.context["cl"].result_list] == [found]


def test_what_stands_nowhere_is_not_found(desk: Client):
    assert not desk.get("/admin/timeline/outlet/", {"q": "київ kurier"}).context["cl"].result_list
