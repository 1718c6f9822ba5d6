"""Events as TimelineJS takes them, field by field; in a browser's test it draws them itself."""

from __future__ import annotations

import json
from datetime import date
from html import unescape
from typing import Any

import pytest

from tests import story
from tests.cast import Cast
from tests.exports.told import DATES, HOSTILE, dated_events, hostile_events, written
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.domain.text.characters import plain


def told(criteria: Criteria | None = None, **options: str) -> dict[str, Any]:
    return json.loads(written("timelinejs.json", criteria, **options))


def slides(criteria: Criteria | None = None) -> dict[str, dict[str, Any]]:
    return {slide["unique_id"]: slide for slide in told(criteria)["events"]}


def test_a_slide_has_the_event_and_who_tells_it(cast: Cast):
    cast.opening.summary = "After years."
    cast.opening.kind = "military"
    cast.opening.save()
    (slide,) = told()["events"]
    assert slide == {
        "unique_id": "opening",
        "group": "Military action",
        "start_date": {"year": 2022, "month": 3, "day": 1},
        "end_date": {"year": 2022, "month": 3, "day": 3},
        "display_date": "1–3 March 2022",
        "edtf": "2022-03-01/2022-03-03",
        "autolink": False,
        "text": {
            "headline": "The bridge opens",
            "text": "<p>After years.</p>"
            "<p>The Post (inferred), “A bridge too late”, through The Herald (“on 1 March 2022”, "
            "read as 1 March 2022): Yes.</p>"
            "<p>The Herald, “Bridge opens at last” (“on Thursday”, read as 3 March 2022): It "
            "opened. Mayor Ida Berg: “the bridge is ours”. "
            "Olle Strand, as told by Mayor Ida Berg: “it will hold”.</p>",
        },
    }


@pytest.mark.parametrize(
    ("slug", "start", "end", "shown"),
    [
        ("day", [2022, 3, 4], None, "4 March 2022"),
        ("hour", [2022, 3, 6, 9, 40, 0], None, "6 March 2022, 09:40"),
        ("moment", [2022, 3, 7, 1, 30, 0], None, "7 March 2022, 01:30 UTC+2"),
        ("month", [2022, 2], None, "February 2022"),
        ("season", [2021, 12], [2022, 2], "winter 2021–22"),
        ("year", [2021], None, "2021"),
        ("about", [1968], None, "about 1968"),
        ("decade", [1990], [1999], "the 1990s"),
        ("century", [1800], [1899], "the 19th century (1800–1899)"),
        ("first-century", [1], [99], "the 1st century (AD 1–99)"),
        ("early", [476, 9, 4], None, "4 September AD 476"),
        ("early-year", [800], None, "AD 800"),
        ("span", [2022, 3, 1], [2022, 3, 3], "1–3 March 2022"),
        ("months", [2025, 9], [2025, 12], "September – December 2025"),
        ("last", [9999, 12, 31], None, "31 December 9999"),
        ("onwards", [2022, 2, 24], None, "24 February 2022 or later"),
        ("until", [2014, 6], None, "until June 2014"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(slug, start, end, shown, db: None):
    dated_events()
    slide = slides()[slug]
    assert list(slide["start_date"].values()) == start
    assert list(slide.get("end_date", {}).values()) == (end or [])
    for found in (slide["start_date"], slide.get("end_date", {})):
        assert list(found) == ["year", "month", "day", "hour", "minute", "second"][: len(found)]
    assert (slide["display_date"], slide["edtf"]) == (shown, DATES[slug])


def test_each_paragraph_of_a_summary_or_a_telling_is_one(cast: Cast):
    cast.opening.summary = "After years.\n\nAt last."
    cast.opening.save()
    (slide,) = told()["events"]
    assert slide["text"]["text"].startswith("<p>After years.</p><p>At last.</p><p>The Post")
    assert slide["text"]["text"].count("<p>") == 4


def test_the_title_says_what_is_left_out(town: Town):
    title = told(title="The <bridge>")["title"]
    assert title["text"]["headline"] == "The &lt;bridge&gt;"
    assert title["text"]["text"] == (
        "Left out, for no source says when: 1 event. https://retold.example/"
    )
    assert "Left out" not in told(Criteria(kinds=("incident",)))["title"]["text"]["text"]


def test_long_gaps_are_eras_and_overlapping_stretches_are_none(db: None):
    paper = story.outlet("The Echo")
    sheet = story.source("Almanac", outlet=paper)
    for number, edtf in enumerate(
        ["1990/1999", "1995-05-05", "2001-06-01", "2001-07-15", "2001-08-30"]
    ):
        story.tell(story.event(f"Event {number}"), sheet, edtf=edtf)
    eras = told(Criteria(sort="sources"))["eras"]
    assert eras == [
        {
            "start_date": {"year": 2000, "month": 1, "day": 1},
            "end_date": {"year": 2001, "month": 5, "day": 31},
            "text": {"headline": "1 year and 5 months without an event"},
        },
        {
            "start_date": {"year": 2001, "month": 7, "day": 16},
            "end_date": {"year": 2001, "month": 8, "day": 29},
            "text": {"headline": "1 month and 15 days without an event"},
        },
    ]


def test_as_of_a_day_dates_are_those_of_then(cast: Cast):
    (slide,) = told(Criteria(as_of=date(2022, 3, 4)))["events"]
    assert (slide["edtf"], slide["display_date"]) == ("2022-03-03", "3 March 2022")
    assert "The Post" not in slide["text"]["text"]


def test_hostile_words_hold_no_markup_and_read_right_when_unescaped(db: None):
    hostile_events()
    found = slides()
    for number, words in enumerate(HOSTILE):
        text = found[f"hostile-{number}"]["text"]
        bare = text["text"].replace("<p>", "").replace("</p>", "\n\n")
        assert not set(text["headline"] + bare) & set("<>\"'")
        assert unescape(text["headline"]) == plain(words[:200])
        assert unescape(bare).startswith(plain(words))


def test_nothing_is_a_timeline_without_slides(db: None):
    empty = told()
    assert (empty["events"], empty["eras"]) == ([], [])
