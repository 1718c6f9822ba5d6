"""Mentions as CSV, read back by Python's own reader."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast
from timeline.domain.criteria import Criteria
from timeline.exports.mentions_csv import COLUMNS, mentions_csv
from timeline.exports.spreadsheet import harmless, lines
from timeline.models import Event, Mention
from timeline.queries.events import matching
from timeline.queries.standing import fetched


def read() -> list[dict[str, str]]:
    """The rows as a reader of the file has them."""
    text = "".join(mentions_csv(fetched(matching(Criteria()), Criteria())))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_there_is_a_row_for_each_mention(cast: Cast):
    rows = read()
    assert [(row["event"], row["source"]) for row in rows] == [
        ("opening", "column"), ("opening", "report"), ("storm", "column"),
    ]  # fmt: skip
    assert all(tuple(row) == COLUMNS for row in rows)


def test_a_row_says_what_its_mention_says(cast: Cast):
    row = read()[1]
    assert row == {
        "event": "opening",
        "title": "The bridge opens",
        "kind": "other",
        "place": "",
        "date": "1–3 March 2022",
        "edtf": "2022-03-01/2022-03-03",
        "earliest": "2022-03-01",
        "latest": "2022-03-03",
        "disputed": "yes",
        "actors": "Mayor Ida Berg; Olle Strand",
        "source": "report",
        "source_title": "Bridge opens at last",
        "outlet": "The Herald",
        "via": "",
        "published": "2022-03-04",
        "document": "",
        "paragraph": "2",
        "phrase": "on Thursday",
        "phrase_edtf": "2022-03-03",
        "phrase_earliest": "2022-03-03",
        "phrase_latest": "2022-03-03",
        "rule": Mention.objects.get(phrase="on Thursday").because,
        "says": "It opened.",
        "quotes": "Mayor Ida Berg: “the bridge is ours”; Olle Strand: “it will hold”",
    }


def test_what_is_told_through_another_names_it(cast: Cast):
    assert read()[0]["via"] == "Bridge opens at last"


def test_an_event_that_nobody_tells_has_a_row_of_its_own(cast: Cast):
    Event.objects.create(slug="fair", title="A fair")
    row = next(row for row in read() if row["event"] == "fair")
    assert (row["title"], row["date"], row["disputed"]) == ("A fair", "undated", "no")
    assert {row[name] for name in COLUMNS[10:]} == {""}


def test_no_events_are_a_line_of_column_names(db: None):
    assert read() == []
    assert parsed("".join(mentions_csv([]))) == [list(COLUMNS)]


@pytest.mark.parametrize(
    "text",
    ['so "they" say', "one\ntwo", "one\r\ntwo", "a, b; c", "’“„»", "東京 🌉", "  spaced  ", "'"],
)
def test_quotes_commas_and_line_breaks_come_through(text, cast: Cast):
    Mention.objects.filter(phrase="on Thursday").update(says=text)
    assert read()[1]["says"] == text


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠SUM(A1)"],
)
def test_no_cell_is_taken_for_a_formula(formula, cast: Cast):
    Event.objects.filter(slug="opening").update(title=formula)
    assert read()[0]["title"] == f"'{formula}"


def test_what_begins_as_no_formula_is_left_as_it_is():
    for text in ("a=1", "1-1", "'=1", "", "–1", "5 March"):
        assert harmless(text) == text
    assert (harmless(None), harmless(0), harmless(12)) == ("", "0", "12")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]))), min_size=1))
def test_any_rows_are_read_back_cell_by_cell(rows):
    written = parsed("".join(lines(rows)))
    assert written == [[harmless(cell) for cell in row] for row in rows]


@given(st.text())
def test_no_cell_begins_as_a_formula_does(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert harmless(text).removeprefix("'") == text.replace("\0", "").removeprefix("'")
