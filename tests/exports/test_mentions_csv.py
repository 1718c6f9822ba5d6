"""Tellings as CSV, read back by Python's own reader, and as Timesketch takes them in."""

from __future__ import annotations

import csv
import io
import logging
from datetime import datetime

import agate
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from timesketch_import_client.importer import ImportStreamer

from tests import story
from tests.cast import Cast
from tests.exports.readers import table
from tests.exports.told import DATES, dated_events, written
from timeline.domain.time import edtf
from timeline.domain.time.formatting import say
from timeline.exports.mentions_csv import COLUMNS
from timeline.exports.spreadsheet import harmless, line, lines
from timeline.models import Event, Mention


def read() -> list[dict[str, str]]:
    """The rows as a reader of the file has them."""
    return table(written("csv"))


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_the_columns_stand_in_the_order_that_others_rely_on():
    assert COLUMNS[:16] == (
        "message", "datetime", "timestamp_desc", "event", "phrase", "edtf", "earliest", "latest",
        "rule", "outlet", "source", "via", "published", "quote", "speaker", "url",
    )  # fmt: skip
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_there_is_a_row_for_each_mention(cast: Cast):
    rows = read()
    assert [(row["event"], row["source"]) for row in rows] == [
        ("opening", "column"), ("opening", "report"), ("storm", "column"),
    ]  # fmt: skip
    assert all(tuple(row) == COLUMNS for row in rows)


def test_a_row_says_what_its_mention_says(cast: Cast):
    cast.report.url = "https://herald.example/1"
    cast.report.save()
    row = read()[1]
    assert row == {
        "message": "The bridge opens (The Herald): It opened.",
        "datetime": "2022-03-03T00:00:00+00:00",
        "timestamp_desc": "Day on which it happened",
        "event": "opening",
        "phrase": "“on Thursday”",
        "edtf": "2022-03-03",
        "earliest": "2022-03-03",
        "latest": "2022-03-03",
        "rule": Mention.objects.get(phrase="on Thursday").because,
        "outlet": "The Herald",
        "source": "report",
        "via": "",
        "published": "2022-03-04",
        "quote": "“the bridge is ours”; “it will hold”",
        "speaker": "Mayor Ida Berg; Olle Strand, as told by Mayor Ida Berg",
        "url": "https://retold.example/events/opening/",
        "title": "The bridge opens",
        "summary": "",
        "kind": "other",
        "place": "",
        "place_slug": "",
        "latitude": "",
        "longitude": "",
        "precision_m": "",
        "actors": "Mayor Ida Berg; Olle Strand",
        "event_date_in_words": "1–3 March 2022 (a span of 3 days)",
        "event_edtf": "2022-03-01/2022-03-03",
        "event_earliest": "2022-03-01",
        "event_latest": "2022-03-03",
        "disputed": "yes",
        "source_title": "Bridge opens at last",
        "source_url": "https://herald.example/1",
        "document": "",
        "paragraph": "2",
        "says": "It opened.",
        "quotes": "Mayor Ida Berg: “the bridge is ours”; "
        "Olle Strand, as told by Mayor Ida Berg: “it will hold”",
        "inferred": "no",
        "outlet_basis": "stated",
        "published_basis": "stated",
        "origin": "first-hand",
        "archived": "",
        "read_on": "",
        "tags": "",
        "importance": "",
        "values": "",
        "source_values": "",
    }


def test_what_is_told_through_another_or_inferred_says_so(cast: Cast):
    row = read()[0]
    assert row["via"] == "Bridge opens at last"
    assert row["message"] == "The bridge opens (The Post (inferred), through The Herald): Yes."
    assert (row["outlet_basis"], row["published_basis"]) == ("inferred", "inferred")
    Mention.objects.filter(phrase="on Thursday").update(inferred="2022", inferred_reason="A guess.")
    assert (read()[1]["inferred"], read()[1]["rule"]) == ("yes", "A guess.")


def test_an_event_that_nobody_tells_has_a_row_of_its_own(cast: Cast):
    Event.objects.create(slug="fair", title="A fair")
    row = next(row for row in read() if row["event"] == "fair")
    assert (row["title"], row["event_date_in_words"], row["disputed"]) == (
        "A fair",
        "undated",
        "no",
    )
    assert (row["message"], row["timestamp_desc"]) == ("A fair", "No source tells it")
    told = {"phrase", "source", "outlet", "via", "published", "quote", "says", "rule", "datetime"}
    assert {row[name] for name in told} == {""}


def test_no_events_are_a_line_of_column_names(db: None):
    assert read() == []
    assert parsed(written("csv").decode()) == [list(COLUMNS)]


# Timesketch


def taken_in(rows: list[dict[str, str]]) -> dict[str, datetime]:
    """What Timesketch would keep, by event: it wants three columns, and drops undated rows."""
    assert all(row["message"] and row["timestamp_desc"] for row in rows)
    return {
        row["event"]: datetime.fromisoformat(row["datetime"]) for row in rows if row["datetime"]
    }


def test_timesketch_gets_the_days_and_no_day_that_was_made_up(db: None):
    dated_events()
    kept = taken_in(read())
    assert {slug: moment.isoformat() for slug, moment in kept.items()} == {
        "day": "2022-03-04T00:00:00+00:00",
        "hour": "2022-03-06T09:40:00+00:00",
        "moment": "2022-03-06T23:30:00+00:00",
    }
    described = {row["event"]: row["timestamp_desc"] for row in read()}
    assert described["hour"].endswith("its offset from UTC not known")
    assert described["moment"] == "Moment at which it happened"


def test_timesketch_s_own_importer_makes_no_day_1970(db: None, caplog):
    days = {"first": "1677-09-22", "last": "2262-04-11", "before": "1677-09-21",
            "after": "2262-04-12", "early": "0476-09-04", "month": "2022-02"}  # fmt: skip
    sheet = story.source("Almanac", outlet=story.outlet("The Echo"))
    for slug, text in days.items():
        story.tell(Event.objects.create(slug=slug, title=slug), sheet, edtf=text)
    with caplog.at_level(logging.INFO):
        frame = ImportStreamer()._fix_data_frame(pandas.read_csv(io.BytesIO(written("csv"))))
    assert caplog.messages == []
    kept = {row.event: str(row.datetime)[:10] for row in frame.itertuples()}
    assert kept == {
        "first": "1677-09-22", "last": "2262-04-11",
        "before": "nan", "after": "nan", "early": "nan", "month": "nan",
    }  # fmt: skip
    assert dict(zip(frame["event"], frame["edtf"], strict=True)) == days


def test_what_is_no_day_is_told_in_words_and_kept_as_an_interval(db: None):
    dated_events()
    rows = {row["event"]: row for row in read()}
    assert {row["edtf"] for row in rows.values()} == set(DATES.values())
    assert [rows[slug]["timestamp_desc"] for slug in ("month", "onwards", "span", "undated")] == [
        "No single day: a month, February 2022",
        "No single day: open at its end, 24 February 2022 or later",
        "No single day: a span of 3 days, 1–3 March 2022",
        "No date in this source",
    ]
    assert (rows["month"]["earliest"], rows["month"]["latest"]) == ("2022-02-01", "2022-02-28")
    assert (rows["until"]["earliest"], rows["until"]["latest"]) == ("", "2014-06-30")


def test_csvkit_takes_a_date_in_words_for_text(db: None):
    dated_events()
    for row in read():
        words = row["event_date_in_words"]
        assert words.startswith(say(edtf.parse(DATES[row["event"]])))
        # As csvkit does: a column is text where a value of it is nothing else. Here each is alone.
        (kind,) = agate.TypeTester().run([[words]], ["event_date_in_words"])
        assert isinstance(kind, agate.Text), words


def test_csvkit_takes_phrases_for_text_even_where_all_of_them_are_days(cast: Cast):
    phrases = ["on Friday", "Last month", "4 March 2022", "today", "2022"]
    for mention, phrase in zip(Mention.objects.all(), phrases, strict=False):
        Mention.objects.filter(pk=mention.pk).update(phrase=phrase)
    found = [row["phrase"] for row in read() if row["phrase"]]
    assert found[0] in [f"“{phrase}”" for phrase in phrases]
    (kind,) = agate.TypeTester().run([[phrase] for phrase in found], ["phrase"])
    assert isinstance(kind, agate.Text), found


# Texts


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
    assert read()[0]["message"].startswith("'")


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


def test_a_number_below_zero_stays_one_and_a_text_that_looks_like_one_is_no_formula():
    assert line(["suva", -18.1416, 178.4415, -3]) == "suva,-18.1416,178.4415,-3"
    assert line(["-18.1416", "-1+1"]) == "'-18.1416,'-1+1"
