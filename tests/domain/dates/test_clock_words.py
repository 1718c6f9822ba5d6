"""Times of day beside a date, typed and in a text: taken whole and sure, or not at all."""

from __future__ import annotations

import contextlib

import pytest

from tests.bench.annotated_events import propose
from timeline.domain.dates import read
from timeline.domain.dates.clock_words import alone
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.text.document import Document
from timeline.domain.time import edtf

PUBLISHED = edtf.parse("2022-03-07")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("at 9.40 a.m. on 4 March 2022", "2022-03-04T09:40:00"),
        ("4 March 2022 at 9.40 a.m.", "2022-03-04T09:40:00"),
        ("4 March 2022, 22:40", "2022-03-04T22:40:00"),
        ("22:40 on 4 March 2022", "2022-03-04T22:40:00"),
        ("22:40, 4 March 2022", "2022-03-04T22:40:00"),
        ("2022-03-04 09:40", "2022-03-04T09:40:00"),
        ("2022-03-04T09:40", "2022-03-04T09:40:00"),
        ("2022-03-04T09:40:00-05:00", "2022-03-04T09:40:00-05:00"),
        ("4 March 2022 9:40 GMT-0330", "2022-03-04T09:40:00-03:30"),
        ("4 March 2022, 18:00 UTC+3", "2022-03-04T18:00:00+03:00"),
        ("Fri, 04 Mar 2022 12:00:00 GMT", "2022-03-04T12:00:00Z"),
        ("18 March 2014 10:35", "2014-03-18T10:35:00"),
        ("24. Februar 2022 um 15:30 Uhr", "2022-02-24T15:30:00"),
        ("Friday at 18:00 GMT", "2022-03-04T18:00:00Z"),
        ("yesterday at 12 a.m.", "2022-03-06T00:00:00"),
        ("2240 hours on 4 March 2022", "2022-03-04T22:40:00"),
        ("noon on 4 March 2022", "2022-03-04T12:00:00"),
        ("midnight on 4 March 2022", "2022-03-04"),
        ("March 2022, 9:40", "2022-03"),
        ("6 p.m. EST on 4 March 2022", "2022-03-04"),
        ("6 p.m. ET on 4 March 2022", "2022-03-04T18:00:00-05:00"),
        ("4 July 2022 at 6 p.m. ET", "2022-07-04T18:00:00-04:00"),
        ("8 p.m. PT on 4 March 2022", "2022-03-04T20:00:00-08:00"),
        ("6 November 2022, 1:30 a.m. ET", "2022-11-06"),  # it came twice
        ("4 July 1955, 6 p.m. ET", "1955-07-04"),
        ("14h30 on 4 March 2022", "2022-03-04T14:30:00"),
        ("4 March 2022, 14h30", "2022-03-04T14:30:00"),
        ("0430 GMT on 4 March 2022", "2022-03-04T04:30:00Z"),
        ("4 March 2022 0430Z", "2022-03-04T04:30:00Z"),
        ("at 2015 GMT on 4 March 2022", "2022-03-04T20:15:00Z"),
        ("5 March 2022 UTC", "2022-03-05"),
        ("2022-03-05 18:00 +02:00", "2022-03-05T18:00:00+02:00"),
        ("5 March 2022, 18:00 +0200", "2022-03-05T18:00:00+02:00"),
        ("18:00 +02:00 on 5 March 2022", "2022-03-05T18:00:00+02:00"),
        ("Sat, 05 Mar 2022 18:00:00 -0500", "2022-03-05T18:00:00-05:00"),
        ("2022-03-05T18:00-05:00", "2022-03-05T18:00:00-05:00"),
        ("2022-03-05 18:00-05:00", "2022-03-05T18:00:00-05:00"),
        ("2022-03-05 18:00 -0330", "2022-03-05T18:00:00-03:30"),
        ("2022-03-05T09:00-11:00", "2022-03-05T09:00:00-11:00"),
        ("4 March 2022 at 1800 hours", "2022-03-04T18:00:00"),
    ],
)
def test_a_typed_date_takes_the_time_beside_it(phrase, text):
    assert read(phrase, published=PUBLISHED).interval.edtf == text


@pytest.mark.parametrize(
    "phrase", ["before 9:40 on 4 March 2022", "before 9.40 a.m. on 4 March 2022",
               "before 4 March 2022 at 9:40", "prior to noon on 4 March 2022"],
)  # fmt: skip
def test_before_an_hour_of_a_day_may_be_on_that_day(phrase):
    assert read(phrase, published=PUBLISHED).interval.edtf == "../2022-03-04"


def test_what_looks_back_to_a_time_is_of_its_day_alone():
    named = edtf.parse("2022-03-04T09:40:00")
    for phrase, day in (("the same day", "2022-03-04"), ("the next day", "2022-03-05")):
        assert read(phrase, published=PUBLISHED, named=named).interval.edtf == day
    text = "On Friday at 9.40 a.m. the dam failed. The same day the mayor resigned."
    hits = find(Document(text), published=PUBLISHED)
    assert [hit.interval.edtf for hit in hits] == ["2022-03-04T09:40:00", "2022-03-04"]


def test_a_happening_has_the_hour_of_its_own_clause_or_entry():
    text = (
        "Friday 4 March\n\n22:40 – The dam collapsed in Berg.\n\nSaturday 5 March\n\n"
        "09:05 – The mayor resigned. Police arrested two men on Sunday at 18:00 GMT.\n\n"
        "On Sunday soldiers attacked the harbour at 7 p.m. and left it at 9 p.m."
    )
    found = {one.title: one.interval.edtf for one in propose(text, published="2022-03-07")}
    assert found["The dam collapsed in Berg"] == "2022-03-04T22:40:00"
    assert found["The mayor resigned"] == "2022-03-05T09:05:00"
    (arrest,) = (date for title, date in found.items() if "arrested" in title)
    assert arrest == "2022-03-06T18:00:00Z"
    (attack,) = (date for title, date in found.items() if "attacked" in title)
    assert attack == "2022-03-06"  # two times: neither is taken


@pytest.mark.parametrize(
    ("entry", "edtf"),
    [
        ("18:00 GMT: The dam collapsed in Berg.", "2022-03-04T18:00:00Z"),
        ("0905 GMT: The dam collapsed in Berg.", "2022-03-04T09:05:00Z"),
        ("6 p.m. ET – The dam collapsed in Berg.", "2022-03-04T18:00:00-05:00"),
        ("14h30: The dam collapsed in Berg.", "2022-03-04T14:30:00"),
        ("1800 hours: The dam collapsed in Berg.", "2022-03-04T18:00:00"),
        ("Noon: The dam collapsed in Berg.", "2022-03-04T12:00:00"),
        ("18:00 EST: The dam collapsed in Berg.", "2022-03-04"),
    ],
)
def test_a_title_does_not_begin_with_the_time_that_an_entry_opens_with(entry, edtf):
    text = f"Friday 4 March\n\n{entry}\n\nSaturday 5 March\n\n09:05 – The mayor resigned."
    first, *_ = propose(text, published="2022-03-07")
    assert (first.title, first.interval.edtf) == ("The dam collapsed in Berg", edtf)


@pytest.mark.parametrize(
    "phrase", ["5 June 2020 at 14:30 and 16:00", "5 June 2020 from 9 to 11 a.m.",
               "9:00 to 11:00 on 5 June 2020", "5 June 2020, 14:30 - 15:30",
               "5 June 2020 2:30 pm, 3:30 pm", "5 June 2020, 18:00-05:00",
               "2020-06-05 09:00-11:00", "2020-06-05 11:00-11:00", "2020-06-05 18:00-19:00",
               "2020-06-05 18:00 - 05:00", "2020-06-05 18:00-00:00", "2020-06-05 18:00-05:20"],
)  # fmt: skip
def test_two_times_give_none(phrase):
    with contextlib.suppress(UnreadablePhrase):
        assert "T" not in read(phrase, published=PUBLISHED).interval.edtf


@pytest.mark.parametrize(
    "phrase",
    ["4 March 2022, 25:00", "25:00 on 4 March 2022", "4 March 2022 at 13 p.m.",
     "2022-03-04T24:00:00", "4 March 2022, 9:75", "4 March 2022, 18:00 UTC+25"],
)  # fmt: skip
def test_no_time_of_day_is_refused_by_name(phrase):
    with pytest.raises(UnreadablePhrase, match="which is no time of day"):
        read(phrase, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On 3 February, at 3:04 of the second half, he scored.", "2022-02-03"),
        ("On Thursday at 3:04 in the video a man fell.", "2022-03-03"),
        ("On Thursday at 13:04 in a leaked clip a man fell.", "2022-03-03"),
        ("On Thursday at 3:04 into the match he scored.", "2022-03-03"),
        ("On Thursday at 3:04 on the harbour police’s recording a man fell.", "2022-03-03"),
        ("On Thursday at 3:04 p.m. in the game he scored.", "2022-03-03T15:04:00"),
        ("On Thursday at 3:04 in the city he fell.", "2022-03-03T03:04:00"),
        ("On Thursday at 3:04 in the village of Film he fell.", "2022-03-03T03:04:00"),
        ("On Thursday at 3:04 he recorded a video.", "2022-03-03T03:04:00"),
    ],
)
def test_a_place_in_a_recording_or_a_game_is_no_time_of_day(text, day):
    assert [hit.interval.edtf for hit in find(Document(text), published=PUBLISHED)] == [day]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At 9.40 a.m. the gates opened.", ["At 9.40 a.m."]),
        ("22:40 – The gates opened.", ["22:40"]),
        ("The gates opened at 18:00 GMT, he said.", ["at 18:00 GMT"]),
        ("They won 21:15 and rose by 9.40 points.", []),
        ("They opened from 9 a.m. to 5 p.m., and at 11 a.m. again.", []),
        ("The gates opened at 18:00 +02:00, he said.", ["at 18:00 +02:00"]),
        ("It took some 4:30 hours.", []),
        ("It took 14h30 to put it out, with 2022 UTC clocks.", []),
        ("0430 GMT: The gates opened.", ["0430 GMT"]),
        ("They opened at 9 a.m. or so they said.", ["at 9 a.m."]),
    ],
)
def test_a_time_alone_is_taken_where_it_is_sure(text, found):
    assert [text[one.start : one.end] for one in alone(text, 0, len(text))] == found
