"""Where there are too many actors to offer them all, they are found by name."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story
from tests.staged import staged
from tests.web.markup import HTMX, page
from timeline.web.timeline import filter_panel

pytestmark = pytest.mark.django_db

FINDING = {**HTMX, "HTTP_HX_TARGET": "found-actors"}


def set_out() -> None:
    """Twenty actors, of whom the first is in most events."""
    paper = story.source("The paper", outlet=story.outlet("The Echo"), published="2023-01-01")
    people = [story.actor(f"Person {number:02}", aliases=[f"Łukasz {number}"])
              for number in range(20)]  # fmt: skip
    for number in range(20):
        event = story.event(f"Event {number}", actors=people[: number + 1])
        story.tell(event, paper, edtf=f"2022-01-{number + 1:02}")


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Of twenty actors two are offered, and two more on request."""
    monkeypatch.setattr(filter_panel, "ACTORS_SHOWN", 2)
    monkeypatch.setattr(filter_panel, "ACTORS_OFFERED", 4)
    staged(set_out)


def boxes(client: Client, address: str, **headers: str) -> list[str]:
    return [box["value"] for box in page(client, address, **headers).all("input", name="actor")]


def test_the_top_ones_are_offered_and_the_rest_are_found(client: Client, crowd: None):
    shown = page(client, "/")
    assert [box["value"] for box in shown.all("input", name="actor")] == [
        f"person-{n:02}" for n in range(4)
    ]
    assert "Find among 20 actors" in shown.one(of="finder").words
    assert shown.one("input", name="find")["value"] == ""


def test_a_name_or_an_alias_finds_actors_with_their_counts(client: Client, crowd: None):
    found = page(client, "/?find=person+17", **FINDING)
    assert [box["value"] for box in found.all("input", name="actor")] == ["person-17"]
    assert found.texts(of="count") == ["3"]
    assert boxes(client, "/?find=lukasz+1", **FINDING) == [
        "person-01", *(f"person-{n}" for n in range(10, 20))
    ]  # fmt: skip


def test_counts_are_what_the_actor_adds_or_of_both_the_list(client: Client, crowd: None):
    found = page(client, "/?find=person+17&actor=person-18", **FINDING)
    assert found.texts(of="count") == ["+1"]
    both = page(client, "/?find=person+17&actor=person-19&match=all", **FINDING)
    assert both.texts(of="count") == ["1"]


def test_who_is_chosen_is_offered_once_and_above(client: Client, crowd: None):
    assert boxes(client, "/?find=person+17&actor=person-17", **FINDING) == []
    assert boxes(client, "/?find=person+17&actor=person-17").count("person-17") == 1


def test_without_scripts_the_page_itself_has_what_is_found(client: Client, crowd: None):
    shown = page(client, "/?find=person+17")
    assert shown.one("input", name="find")["value"] == "person 17"
    assert "person-17" in [box["value"] for box in shown.all("input", name="actor")]
    assert len(shown.all("li", of="item")) == 20, "it selects nothing by itself"


@pytest.mark.parametrize("typed", ["zzz", "<script>", "%00", "“", "a" * 300])
def test_what_nobody_is_called_is_said(typed: str, client: Client, crowd: None):
    found = page(client, f"/?find={typed}", **FINDING)
    assert "No actor has" in found.words
    assert found.all("script") == []


def test_nothing_typed_finds_nothing_and_a_small_cast_has_no_search(client: Client, crowd: None,
                                                                    monkeypatch):  # fmt: skip
    assert page(client, "/?find=", **FINDING).words == ""
    monkeypatch.setattr(filter_panel, "ACTORS_OFFERED", 20)
    assert page(client, "/").all(of="finder") == []
    assert page(client, "/?find=person", **FINDING).words == ""
