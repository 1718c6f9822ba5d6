"""Outlets are offered by how many events they tell; of too many the rest are found by name."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import story
from tests.staged import staged
from tests.web.markup import HTMX, page
from timeline.models import OutletAlias
from timeline.web.timeline import filter_panel
from timeline.web.timeline.two_clocks import NAMED_IN_KEY

pytestmark = pytest.mark.django_db

FINDING = {**HTMX, "HTTP_HX_TARGET": "found-outlets"}
PAPERS = 20


def set_out() -> None:
    """Twenty papers: the first tells one event, the second two, and so on."""
    happenings = [story.event(f"Event {n}") for n in range(PAPERS)]
    for number in range(PAPERS):
        paper = story.outlet(f"Paper {number:02}")
        OutletAlias.objects.create(outlet=paper, name=f"Łódź {number}")
        sheet = story.source(f"Sheet {number}", outlet=paper, published="2023-01-01")
        for happening in happenings[: number + 1]:
            story.tell(happening, sheet, edtf="2022-01-02")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Of twenty outlets two are offered, and two more on request."""
    monkeypatch.setattr(filter_panel, "OUTLETS_SHOWN", 2)
    monkeypatch.setattr(filter_panel, "OUTLETS_OFFERED", 4)
    staged(set_out)


def boxes(client: Client, address: str, **headers: str) -> list[str]:
    return [box["value"] for box in page(client, address, **headers).all("input", name="outlet")]


def test_those_that_tell_most_stand_first_and_those_chosen_above_them(client: Client, press: None):
    assert boxes(client, "/") == ["paper-19", "paper-18", "paper-17", "paper-16"]
    assert boxes(client, "/?outlet=paper-03") == ["paper-03", "paper-19", "paper-18", "paper-17"]
    many = "&".join(f"outlet=paper-{number:02}" for number in range(6))
    assert boxes(client, f"/?{many}") == [f"paper-{number:02}" for number in range(6)]


def test_the_order_is_that_of_the_counts_shown(client: Client, press: None):
    story.tell(story.event("Apart"), story.source("Leaf", outlet=story.outlet("The Leaf")))
    shown = page(client, "/?q=apart").one(id="filter-fields")
    assert shown.all("input", name="outlet")[0]["value"] == "the-leaf"


def test_the_others_are_found_by_name_or_alias(client: Client, press: None):
    assert "Find among 20 outlets" in page(client, "/").words
    found = page(client, "/?find_outlet=paper+03", **FINDING)
    assert [box["value"] for box in found.all("input", name="outlet")] == ["paper-03"]
    assert found.texts(of="count") == ["4"]
    assert found.all(of="dot")
    assert boxes(client, "/?find_outlet=lodz+1", **FINDING) == [
        *(f"paper-{n}" for n in range(19, 9, -1)), "paper-01",
    ]  # fmt: skip
    assert boxes(client, "/?find_outlet=paper", **FINDING)[0] == "paper-19"
    assert len(boxes(client, "/?find_outlet=paper", **FINDING)) == filter_panel.MOST_FOUND


def test_what_is_found_says_what_it_adds_and_is_offered_once(client: Client, press: None):
    found = page(client, "/?find_outlet=paper+03&outlet=paper-00", **FINDING)
    assert found.texts(of="count") == ["+3"]
    assert boxes(client, "/?find_outlet=paper+03&outlet=paper-03", **FINDING) == []


def test_without_scripts_the_page_itself_has_what_is_found(client: Client, press: None):
    shown = page(client, "/?find_outlet=paper+03&find=nobody")
    assert shown.one("input", name="find_outlet")["value"] == "paper 03"
    assert "paper-03" in [box["value"] for box in shown.all("input", name="outlet")]
    assert len(shown.all("li", of="item")) == PAPERS, "it selects nothing by itself"


def test_what_no_outlet_is_called_is_said_and_few_have_no_search(
    client: Client, press: None, monkeypatch: pytest.MonkeyPatch
):
    assert "No outlet has “zzz” in a name." in page(client, "/?find_outlet=zzz", **FINDING).words
    assert page(client, "/?find_outlet=", **FINDING).words == ""
    monkeypatch.setattr(filter_panel, "OUTLETS_OFFERED", PAPERS)
    assert page(client, "/").all(id="find-outlet") == []
    assert page(client, "/?find_outlet=paper", **FINDING).words == ""


def test_the_chart_names_those_that_tell_most_and_how_many_more(client: Client, press: None):
    key = page(client, "/?q=event+1").one("ul", of="key").texts("li")
    assert key[-11:] == [*(f"Paper {number}" for number in range(10, PAPERS)), "and 7 more outlets"]
    assert len(key) == NAMED_IN_KEY + 1
    few = page(client, "/?q=event+19").one("ul", of="key").texts("li")
    assert few == ["Paper 19"]
