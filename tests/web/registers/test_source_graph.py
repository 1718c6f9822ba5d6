"""Who draws on whom, as a drawing and in words."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.test import Client

from tests import story
from tests.cast import Cast
from tests.counting import queries_of
from tests.web.markup import Element, page
from timeline.models import Source
from timeline.queries.registers.source_graph import around
from timeline.web.registers.source_graph_drawing import BOX, DEEP, SourceGraph, source_graph

pytestmark = pytest.mark.django_db


def graph_of(source: Source) -> SourceGraph:
    return source_graph(around(source))


def left_of(graph: SourceGraph) -> dict[str, int]:
    return {box.source.slug: box.x for box in graph.boxes}


def part(relations: Element, heading: str) -> Element:
    """The text form under a heading."""
    (found,) = [s for s in relations.all("section") if s.texts("h3") == [heading]]
    return found


def test_the_page_draws_what_a_source_relays_and_says_the_same(client: Client, cast: Cast):
    told = page(client, "/sources/column/").one(of="relations")
    nodes = told.one("svg").all("a")
    assert [(node["href"], node.words) for node in nodes] == [
        ("/sources/report/", "Bridge opens at last The Herald"),
        ("/sources/column/", "A bridge too late The Post"),
    ]
    assert [node.get("aria-current") for node in nodes] == ["", "page"]
    assert part(told, "It draws on").texts("li") == ["Bridge opens at last article, The Herald"]
    assert "Nothing recorded." in part(told, "What draws on it").words


def test_a_source_without_relations_has_words_and_no_drawing(client: Client, cast: Cast):
    story.source("Alone")
    told = page(client, "/sources/alone/").one(of="relations")
    assert not told.all("svg")
    assert "No other source that it names." in told.words
    assert "Nothing recorded." in told.words


def test_boxes_lie_right_of_what_they_draw_on_and_never_on_each_other():
    a, b = story.source("a"), story.source("b")
    c = story.source("c", draws_on=[a])
    d = story.source("d", draws_on=[a, b, c])
    e = story.source("e", draws_on=[a, d])
    graph = graph_of(d)
    x = left_of(graph)
    assert x["a"] < x["c"] < x["d"] < x["e"]
    assert x["b"] == x["c"]
    for one, other in combinations(graph.boxes, 2):
        assert abs(one.x - other.x) >= BOX or abs(one.y - other.y) >= DEEP
    assert all(0 <= box.x <= graph.width - BOX for box in graph.boxes)
    assert all(0 <= box.y <= graph.height - DEEP for box in graph.boxes)
    assert len(graph.lines) == 6
    assert not graph.has_circle
    assert e.slug in x


def test_a_circle_is_drawn_and_told_as_one(client: Client):
    a = story.source("a")
    b = story.source("b", draws_on=[a])
    a.draws_on.add(b)
    beside = story.source("beside", draws_on=[b])
    graph = graph_of(a)
    assert set(left_of(graph)) == {"a", "b", "beside"}
    assert [line.goes_back for line in graph.lines].count(True) == 1
    told = page(client, "/sources/a/").one(of="relations")
    assert "this source, in a circle" in told.words
    assert "closes a circle" in told.one(of="hint").words
    assert beside.title in part(told, "What draws on it").words


def test_every_pair_drawing_on_each_other_still_gives_a_page(client: Client):
    sources = [story.source(f"s{number}") for number in range(12)]
    for source in sources:
        source.draws_on.set(sources)
    told = page(client, "/sources/s0/").one(of="relations")
    assert len(told.one("svg").all("a")) == 12


def test_what_is_listed_with_its_own_is_not_grown_twice(client: Client):
    below = [story.source("deep")]
    for number in range(12):
        below = [story.source(f"{side} {number}", draws_on=below) for side in ("left", "right")]
    top = story.source("top", draws_on=below)
    assert len(page(client, f"/sources/{top.slug}/").one(of="relations").all("li")) == 48


def test_a_crowd_is_cut_and_the_rest_counted(client: Client):
    own = story.source("own")
    for number in range(45):
        story.source(f"reprint {number:02}", draws_on=[own])
    told = page(client, "/sources/own/").one(of="relations")
    assert len(told.one("svg").all("a")) == 41
    assert "and 5 more" in part(told, "What draws on it").words
    assert "and 5 more" not in part(told, "It draws on").words


def test_a_long_chain_is_drawn(client: Client):
    made = [story.source("0")]
    for number in range(1, 41):
        made.append(story.source(str(number), draws_on=made[-1:]))
    assert len(page(client, "/sources/0/").one("svg", of="graph").all("a")) == 41


def test_hostile_titles_are_text(client: Client):
    own = story.source("<script>alert(1)</script>")
    story.source('"><img src=x onerror=alert(1)>', draws_on=[own])
    told = page(client, f"/sources/{own.slug}/").one(of="relations")
    assert not told.all("script")
    assert not told.all("img")
    assert '"><img src=x onerror=alert(1)>' in told.words


def test_by_a_day_later_sources_are_not_there(client: Client, cast: Cast):
    now = page(client, "/sources/report/").one(of="relations")
    then = page(client, "/sources/report/?as_of=2022-03-05").one(of="relations")
    assert "A bridge too late" in now.words
    assert "A bridge too late" not in then.words


def test_the_number_of_queries_is_constant(client: Client, cast: Cast):
    few = queries_of(lambda: client.get("/sources/report/"))
    for number in range(6):
        story.source(f"more {number}", draws_on=[cast.report, cast.column], outlet=cast.herald)
    assert queries_of(lambda: client.get("/sources/report/")) == few
