"""Which values the filter offers, and in which order."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client

from tests import story
from tests.story import Town
from tests.web.markup import HTMX, page
from timeline.models import Tag
from timeline.web.timeline import filter_panel


def test_values_that_have_events_come_first(client: Client, town: Town):
    boxes = page(client, "/?outlet=radio-west").one(id="filter-fields").all("input", name="actor")
    assert [box["value"] for box in boxes] == ["engineer", "radoslaw-nowak", "mayor"]


ASKED = [
    *("", "outlet=radio-west", "outlet=not-stated", "outlet=herald", "actor=engineer"),
    *("actor=engineer&actor=mayor&match=all", "actor=mayor&outlet=post", "kind=incident"),
    *("place=storvik", "tag=rare", "q=bridge", "from=2023", "surely=1&to=2022"),
]


def test_values_chosen_come_first_then_those_with_most_events_then_by_name(
    client: Client, town: Town
):
    for slug, events in (("busy", [town.opening, town.fire]), ("rare", [town.repair])):
        tag = Tag.objects.create(slug=slug, name=slug)
        for event in events:
            tag.taggings.create(event=event)
    for name in ("Afterpier", "Storvik"):
        story.event(f"Gates open at {name}", kind="decision", place=name)
    for asked, headers in product(ASKED, ({}, HTMX)):
        lines = page(client, f"/?{asked}", **headers).all("li")
        for facet in ("actor", "outlet", "kind", "tag", "place"):
            shown = [
                (
                    "checked" not in box.attributes,
                    -int(line.one(of="count").words),
                    box["value"] == "not-stated",
                    line.one("label").words
                    if facet != "kind"
                    else "",  # kinds have their own order
                )
                for line in lines
                for box in line.all("input", name=facet)
            ]
            assert shown == sorted(shown), (asked, headers, facet)
            assert shown, (asked, headers, facet)


def test_kinds_and_tags_that_have_events_come_first(client: Client, town: Town):
    for slug, events in (("busy", [town.opening, town.fire]), ("rare", [town.repair])):
        tag = Tag.objects.create(slug=slug, name=slug)
        for event in events:
            tag.taggings.create(event=event)
    fields = page(client, "/?q=pier").one(id="filter-fields")
    assert fields.all("input", name="kind")[0]["value"] == town.repair.kind
    assert fields.all("input", name="tag")[0]["value"] == "rare"


def test_nothing_is_offered_where_there_are_no_actors(client: Client, db: None):
    assert "Actor" not in page(client, "/?q=none").texts("legend")


def test_one_more_is_one(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(filter_panel, "ACTORS_SHOWN", 2)
    fields = page(client, "/").one(id="filter-fields")
    assert fields.all(of="more-choices")[0].one("summary").words == "1 more actor"


def test_outlets_stand_in_one_order_whatever_collation_the_database_has(client: Client, town: Town):
    wanted = ["ägäis", "Alpenblick", "élan", "Zeitung"]
    for name in reversed(wanted):
        source = story.source(f"In {name}", outlet=story.outlet(name), published="2022-01-02")
        story.tell(town.opening, source)
    for address, tag in (("/", "label"), ("/sources/", "option"), ("/outlets/", "th")):
        words = " ".join(page(client, address).texts(tag))
        assert [name for name in sorted(wanted, key=words.find) if name in words] == wanted, address


def test_kinds_that_are_not_chosen_open_on_request(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(filter_panel, "KINDS_SHOWN", 1)
    fields = page(client, "/?kind=incident").one(id="filter-fields")
    more = fields.one("details", id="fieldset-kind").one(of="more-choices")
    kinds = [box["value"] for box in fields.all("input", name="kind")]
    hidden = [box["value"] for box in more.all("input", name="kind")]
    assert more.one("summary").words == f"{len(hidden)} more kind{'s' * (len(hidden) > 1)}"
    assert len(kinds) == len(set(kinds)) > len(hidden) > 0
    assert "incident" in {*kinds} - {*hidden}
