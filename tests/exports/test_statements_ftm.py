"""Events for FollowTheMoney, read back and validated by FollowTheMoney itself.

The release that needs no compiler knows entities and not yet statements, so those are held to the
fields of the later one's ``Statement``, and to the entities that they are statements about.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy

from tests import story
from tests.cast import Cast
from tests.exports.readers import lines
from tests.exports.told import HOSTILE, dated_events, hostile_events, written
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.domain.text.characters import plain
from timeline.models import Outlet, Source

FIELDS = {"canonical_id", "entity_id", "prop", "schema", "value", "dataset", "original_value", "id"}


def entities(criteria: Criteria | None = None) -> dict[str, EntityProxy]:
    """The file's entities as FollowTheMoney has them, each value validated by its type."""
    found = {}
    for line in lines(written("ftm.json", criteria)):
        entity = model.get_proxy(line)
        entity.schema.validate(line)
        for name, values in line["properties"].items():
            prop = entity.schema.get(name)
            assert prop is not None, f"{line['schema']} has no {name}"
            assert entity.get(name) == values
            for value in values:
                assert prop.type.validate(value), f"{name}: {value}"
        found[entity.id] = entity
    return found


def statements(entity_id: str, prop: str, criteria: Criteria | None = None) -> set[tuple[Any, ...]]:
    """Who states what of a property: dataset, value, and the phrase as written."""
    (line,) = [e for e in lines(written("ftm.json", criteria)) if e["id"] == entity_id]
    return {
        (s["dataset"], s["value"], s["original_value"])
        for s in line["statements"]
        if s["prop"] == prop
    }


def test_an_event_is_an_entity_with_its_documents_and_actors(cast: Cast):
    found = entities()
    opening = found["retold-event-opening"]
    assert opening.schema.name == "Event"
    assert opening.caption == "The bridge opens"
    assert opening.get("sourceUrl") == ["https://retold.example/events/opening/"]
    assert opening.get("involved") == ["retold-actor-mayor", "retold-actor-engineer"]
    assert set(opening.get("proof")) == {"retold-source-column", "retold-source-report"}
    assert set(opening.get("description")) == {"It opened.", "Yes."}
    assert "Mayor Ida Berg: “the bridge is ours”" in opening.get("notes")
    mayor = found["retold-actor-mayor"]
    assert (mayor.schema.name, mayor.caption) == ("Person", "Mayor Ida Berg")
    report = found["retold-source-report"]
    assert (report.schema.name, report.get("title")) == ("Article", ["Bridge opens at last"])
    assert (report.get("publisher"), report.get("publishedAt")) == (["The Herald"], ["2022-03-04"])


def test_statements_say_which_outlet_gives_which_date_in_which_words(cast: Cast):
    assert statements("retold-event-opening", "date") == {
        ("herald", "2022-03-03", "on Thursday"),
        ("post", "2022-03-01", "on 1 March 2022"),
    }
    assert entities()["retold-event-opening"].get("date") == ["2022-03-01", "2022-03-03"]
    assert statements("retold-event-opening", "name") == {("retold", "The bridge opens", None)}
    assert statements("retold-event-opening", "description") == {
        ("herald", "It opened.", None), ("post", "Yes.", None),
    }  # fmt: skip


def test_what_an_editor_inferred_no_outlet_states(town: Town):
    assert statements("retold-event-plans-are-drawn", "startDate") == {("retold", "1990", None)}
    column = "retold-source-column"
    assert statements(column, "publisher") == {("retold", "The Post", None)}
    assert statements(column, "publishedAt") == {("retold", "2022-03", None)}
    assert statements("retold-source-to-all-who-cross", "title") == {
        ("not_stated", "To all who cross", None)
    }


def test_statements_are_as_followthemoney_has_them(town: Town):
    for line in lines(written("ftm.json")):
        keys: Counter[str] = Counter()
        told: dict[str, list[str]] = {}
        for statement in line["statements"]:
            assert set(statement) == FIELDS
            assert statement["canonical_id"] == statement["entity_id"] == line["id"]
            assert statement["schema"] == line["schema"]
            assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", statement["dataset"])
            # Two of one key would be one statement to its readers.
            key = ".".join(statement[name] for name in ("dataset", "entity_id", "prop", "value"))
            assert statement["id"] == hashlib.sha1(key.encode()).hexdigest()
            keys[key] += 1
            values = told.setdefault(statement["prop"], [])
            if statement["value"] not in values:
                values.append(statement["value"])
        assert set(keys.values()) == {1}
        assert told == line["properties"]
        assert set(line["datasets"]) == {s["dataset"] for s in line["statements"]}


@pytest.mark.parametrize(
    ("slug", "dates", "starts", "ends"),
    [
        ("day", ["2022-03-04"], [], []),
        ("month", ["2022-02"], [], []),
        ("about", ["1968"], [], []),
        ("season", [], ["2021-12"], ["2022-02"]),
        ("decade", [], ["1990"], ["1999"]),
        ("century", [], ["1800"], ["1899"]),
        ("early", [], [], []),
        ("early-year", [], [], []),
        ("last", [], [], []),
        ("span", [], ["2022-03-01"], ["2022-03-03"]),
        # It takes every time for UTC's.
        ("hour", ["2022-03-06"], [], []),
        ("moment", ["2022-03-06T23:30:00"], [], []),
        ("onwards", [], ["2022-02-24"], []),
        ("until", [], [], ["2014-06"]),
        ("undated", [], [], []),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(slug, dates, starts, ends, db: None):
    dated_events()
    event = entities()[f"retold-event-{slug}"]
    assert [event.get(name) for name in ("date", "startDate", "endDate")] == [dates, starts, ends]


def test_a_date_that_followthemoney_does_not_take_is_told_in_words(db: None):
    dated_events()
    assert statements("retold-event-early", "notes") == {
        ("retold", "Date: 4 September AD 476.", None)
    }
    hour = ("retold", "Date: 6 March 2022, 09:40.", None)
    assert statements("retold-event-hour", "notes") == {hour}
    assert statements("retold-event-day", "notes") == set()


def test_each_entity_is_there_once_and_what_is_referred_to_is_there(town: Town):
    ids = [line["id"] for line in lines(written("ftm.json"))]
    assert len(set(ids)) == len(ids)
    for entity in entities().values():
        for name in ("proof", "involved"):
            if entity.schema.name == "Event":
                assert set(entity.get(name)) <= set(ids)


@pytest.mark.parametrize("kind", Source.Kind.values)
def test_each_kind_of_source_is_valid(kind: str, cast: Cast):
    Source.objects.update(kind=kind)
    schema = entities()["retold-source-report"].schema
    assert schema.name == ("Article" if kind == "article" else "Document")
    assert schema.is_a("Document")


@pytest.mark.parametrize(
    ("kind", "schema"),
    [("person", "Person"), ("organisation", "Organization"), ("state", "LegalEntity")],
)
def test_each_kind_of_actor_has_a_schema(kind: str, schema: str, db: None):
    made = story.actor("The Sound", kind=kind)
    story.tell(story.event("A toll", actors=[made]), story.source("Tariff"))
    assert entities()[f"retold-actor-{made.slug}"].schema.name == schema


def test_an_outlet_of_any_slug_is_a_dataset(cast: Cast):
    Outlet.objects.filter(slug="herald").update(slug="The--Herald_-2")
    assert ("the_herald_2", "2022-03-03", "on Thursday") in statements(
        "retold-event-opening", "date"
    )


def test_as_of_a_day_only_what_was_told_by_then_is_stated(cast: Cast):
    then = Criteria(as_of=date(2022, 3, 4))
    assert statements("retold-event-opening", "date", then) == {
        ("herald", "2022-03-03", "on Thursday")
    }
    assert "retold-source-column" not in entities(then)


def test_hostile_words_are_values(db: None):
    hostile_events()
    found = entities()
    for number, words in enumerate(HOSTILE):
        event = found[f"retold-event-hostile-{number}"]
        assert event.get("name") == [plain(words[:200]).strip()]
        assert event.get("description") == [plain(words).strip()]


def test_nothing_is_an_empty_file(db: None):
    assert written("ftm.json") == b""
    assert json.loads(written("json"))["count"] == 0
