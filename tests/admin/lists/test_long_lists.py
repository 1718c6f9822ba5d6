"""Lists too long to count, sort and search by looking at every row: what they still tell."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.story import Town
from timeline.admin import site
from timeline.admin.lists import long_list
from timeline.models import Actor, Event, Mention, Outlet, Quote, Source

NOUNS = (Source, Event, Actor, Outlet, Mention, Quote)


@pytest.fixture
def many(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The town, where two of a kind are many."""
    monkeypatch.setattr(long_list, "LONG", 1)
    return town


@pytest.fixture
def uncounted(many: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The same, where two are counted at most, and a page has one row."""
    monkeypatch.setattr(long_list, "MOST_COUNTED", 2)
    for noun in NOUNS:
        monkeypatch.setattr(site.desk.get_model_admin(noun), "list_per_page", 1)
    return many


def address(noun: Any) -> str:
    return reverse(f"admin:timeline_{noun._meta.model_name}_changelist")


def listed(desk: Client, noun: Any, **asked: str) -> tuple[list[str], str]:
    """The names of the rows that a list shows, and its markup."""
    response = desk.get(address(noun), asked)
    assert response.status_code == 200
    return [str(row) for row in response.context["cl"].result_list], response.content.decode()


def asked_for(desk: Client, url: str, **asked: str) -> list[str]:
    """The queries of a page, those of accounts and sessions aside."""
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(url, asked).status_code == 200
    return [each["sql"] for each in queries.captured_queries if "timeline_" in each["sql"]]


def looks_at_all(sql: str) -> bool:
    """Whether a query counts, sums up or lists the values of a whole table."""
    if re.search(r"\bWHERE\b.+(\bIN \(|\bLIKE\b)", sql):
        return False
    return "LIMIT" not in sql and bool(re.search(r"\b(COUNT|MIN|MAX)\(|SELECT DISTINCT", sql))


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("asked", [{}, {"q": "bridge"}, {"p": "1"}])
def test_no_list_looks_at_every_row(noun, asked, desk, uncounted):
    queries = asked_for(desk, address(noun), **asked)
    assert [sql for sql in queries if looks_at_all(sql)] == []


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_that_is_not_counted_to_its_end_says_more_than(noun, desk, uncounted):
    names, html = listed(desk, noun)
    assert len(names) == 1
    assert f"more than 2 {noun._meta.verbose_name_plural}" in html
    assert len(listed(desk, noun, p="2")[0]) == 1
    assert desk.get(address(noun), {"p": "3"}).status_code == 302


def test_a_short_list_is_counted(desk, town):
    _, html = listed(desk, Event)
    assert "6 events" in html
    assert "more than" not in html


def test_numbers_are_those_of_the_rows_on_the_page(desk, many):
    for noun, name in ((Event, "mentions"), (Source, "mentions"), (Mention, "quotes")):
        rows = desk.get(address(noun)).context["cl"].result_list
        told = {row.pk: getattr(row, f"{name}_count") for row in rows}
        assert told == {row.pk: getattr(row, name).count() for row in noun.objects.all()}
        assert sum(told.values()) > 0
    actors = desk.get(address(Actor)).context["cl"].result_list
    assert [(row.events_count, row.quotes_count) for row in actors] == [(2, 2), (3, 1), (1, 0)]


def test_what_was_written_last_comes_first_whatever_column_is_asked_for(desk, many):
    newest = [str(event) for event in Event.objects.order_by("-pk")]
    assert listed(desk, Event)[0] == newest
    assert listed(desk, Event, o="1")[0] == newest  # by title, which has no index
    assert listed(desk, Event, o="-3")[0] != newest  # by date, which has one


@pytest.mark.parametrize(
    ("noun", "words", "found"),
    [
        (Event, "ferry", ["Fire on the ferry"]),
        (Event, "smoke", ["Fire on the ferry"]),
        (Event, "nowak divers", ["Divers mend the third pier"]),
        (Event, "nowhere", []),
        (Source, "year bridge", ["A year of the bridge"]),
        (Source, "radio", ["Seven questions to the diver"]),
        (Source, "nowhere", []),
        (Mention, "napkin", ["“Plans are drawn” in “A year of the bridge”"]),
        (Mention, "bridge is ours", ["“The bridge opens” in “Bridge opens at last”"]),
        (Mention, "nowhere", []),
        (Quote, "manage", ["“we have a bridge, so we manage” (Mayor Ida Berg)"]),
        (Quote, "strand", ["“it will hold” (Olle Strand)"]),
        (Quote, "nowhere", []),
        (Actor, "radosław", ["Radosław Nowak"]),
    ],
)
def test_a_long_list_can_be_searched(noun, words, found, desk, many):
    assert listed(desk, noun, q=words)[0] == found


def test_a_search_is_narrowed_by_the_filters_beside_it(desk, many):
    assert listed(desk, Event, q="bridge", kind__exact="incident")[0] == ["Fire on the ferry"]
    assert listed(desk, Event, q="ferry", kind__exact="support")[0] == []


def test_a_search_cut_before_it_is_narrowed_says_so(desk, uncounted):
    told = "the filters look at the first of these alone"
    assert told in listed(desk, Event, q="the", kind__exact="other")[1]
    assert told not in listed(desk, Event, q="the")[1]
    assert told not in listed(desk, Event, q="storm", kind__exact="other")[1]


@pytest.mark.parametrize(
    ("noun", "name", "key", "found"),
    [
        (Event, "actor", "diver", {"Divers mend the third pier"}),
        (Source, "outlet", "radio", {"Seven questions to the diver"}),
        (Mention, "outlet", "radio", set()),
        (Quote, "speaker", "engineer", {"“it will hold” (Olle Strand)"}),
    ],
)
def test_a_list_is_filtered_by_what_is_typed(noun, name, key, found, desk, many):
    known = {"diver": many.diver, "radio": many.radio, "engineer": many.cast.engineer}
    names, html = listed(desk, noun, **{name: str(known[key].pk)})
    assert set(names) == found
    assert f"selected>{known[key]}</option>" in html
    assert ">Any</a>" in html


@pytest.mark.parametrize("value", ["nobody", "-1", "9" * 40, "²", "999999"])
def test_nothing_is_found_by_a_record_that_is_not_there(value, desk, many):
    assert listed(desk, Event, actor=value)[0] == []


@pytest.mark.parametrize(
    ("typed", "found", "told"),
    [
        (
            "2023",
            ["Neighbours keep watch", "Divers mend the third pier", "Fire on the ferry"],
            "Begins: 2023",
        ),
        ("February 2023", ["Fire on the ferry"], "Begins: February 2023"),
        ("1999", [], "Begins: 1999"),
    ],
)
def test_a_long_list_is_filtered_by_when_it_begins(typed, found, told, desk, many):
    names, html = listed(desk, Event, when=typed)
    assert names == found
    assert told in html


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("before supper", "“before supper” is not read as a date."),
        ("9" * 500, "is not read as a date."),
        ("", "A date as you would write it"),
    ],
)
def test_what_is_no_date_filters_nothing_and_is_told(typed, told, desk, many):
    names, html = listed(desk, Event, when=typed)
    assert len(names) == 6
    assert told in html


def test_a_filter_keeps_what_else_is_asked_for(desk, many):
    _, html = listed(desk, Event, q="bridge", kind__exact="incident", when="2023")
    assert '<input type="hidden" name="q" value="bridge">' in html
    assert '<input type="hidden" name="kind__exact" value="incident">' in html


@pytest.mark.parametrize(
    ("field", "model", "term", "found"),
    [
        ("event", "mention", "ferry", ["Fire on the ferry"]),
        ("actor", "term", "olle", ["Olle Strand"]),
        ("outlet", "source", "hera", ["The Herald"]),
        ("via", "mention", "diver", ["Seven questions to the diver"]),
    ],
)
def test_choices_are_found_among_many_without_counting_them(field, model, term, found, desk, many):
    asked = {"app_label": "timeline", "model_name": model, "field_name": field}
    url = reverse("admin:autocomplete")
    assert [
        each["text"] for each in desk.get(url, asked | {"term": term}).json()["results"]
    ] == found
    for words in ("", term):
        queries = asked_for(desk, url, **asked, term=words)
        assert [sql for sql in queries if looks_at_all(sql)] == []
