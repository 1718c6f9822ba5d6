"""Events as iCalendar, read back by icalendar and by vobject."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import vobject

from tests.cast import Cast
from tests.exports.readers import calendar
from tests.exports.told import DATES, HOSTILE, dated_events, hostile_events, written
from tests.story import at
from timeline.domain.text.characters import plain
from timeline.models import Event, Mention


def by_slug(data: bytes) -> dict[str, Any]:
    """A calendar's entries by their event's slug, as icalendar has them."""
    return {str(entry["uid"]).partition("@")[0]: entry for entry in calendar(data)}


def in_vobject(data: bytes) -> dict[str, Any]:
    """The same, as vobject has them."""
    read = vobject.readOne(data.decode())
    assert read.version.value == "2.0"
    return {entry.uid.value.partition("@")[0]: entry for entry in read.contents.get("vevent", [])}


def test_an_event_is_a_whole_day_entry_that_both_readers_understand(cast: Cast):
    cast.opening.place = at("Storvik; the quay, north")
    cast.opening.summary = "After years."
    cast.opening.save()
    data = written("ics")
    (entry,) = calendar(data)
    assert entry["uid"] == "opening@retold.example"
    assert entry["summary"] == "The bridge opens"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2022, 3, 1), date(2022, 3, 4))
    assert entry["location"] == "Storvik; the quay, north"
    assert entry["url"] == "https://retold.example/events/opening/"
    assert entry["transp"] == "TRANSPARENT"
    assert entry["categories"].cats == ["Other"]
    assert str(entry["description"]).split("\n") == [
        "Some time in this stretch: 1–3 March 2022; sources disagree.",
        "After years.",
        (
            "The Post (inferred), “A bridge too late”, through The Herald (“on 1 March 2022”, "
            "read as 1 March 2022): Yes."
        ),
        (
            "The Herald, “Bridge opens at last” (“on Thursday”, read as 3 March 2022): It opened. "
            "Mayor Ida Berg: “the bridge is ours”. "
            "Olle Strand, as told by Mayor Ida Berg: “it will hold”."
        ),
    ]
    other = in_vobject(data)["opening"]
    for name in ("summary", "description", "location", "uid", "url"):
        assert getattr(other, name).value == str(entry[name])
    assert (other.dtstart.value, other.dtend.value) == (date(2022, 3, 1), date(2022, 3, 4))


def test_an_interval_covers_its_days_and_what_is_open_or_undated_is_left_out(db: None):
    made = dated_events()
    data = written("ics")
    entries, others = by_slug(data), in_vobject(data)
    assert set(entries) == set(others) == set(DATES) - {"onwards", "until", "undated"}
    timed = {slug: entries.pop(slug) for slug in ("hour", "moment")}
    # What is told by the clock of its place is "floating"; what has an offset is in UTC.
    assert (
        timed["hour"]["dtstart"].dt == others["hour"].dtstart.value == datetime(2022, 3, 6, 9, 40)
    )
    moment = datetime(2022, 3, 6, 23, 30, tzinfo=UTC)
    assert timed["moment"]["dtstart"].dt == others["moment"].dtstart.value == moment
    assert b"DTSTART:20220306T094000\r\n" in data
    assert b"DTSTART:20220306T233000Z\r\n" in data
    assert {name for entry in timed.values() for name in entry} & {"DTEND", "DURATION"} == set()
    for slug, entry in entries.items():
        event = made[slug]
        assert entry["dtstart"].dt == others[slug].dtstart.value == event.earliest
        assert not isinstance(entry["dtstart"].dt, datetime)
        if event.latest < date.max:
            # The first day that is no longer of it.
            assert entry["dtend"].dt == others[slug].dtend.value == event.latest + timedelta(days=1)
        else:
            days = (event.latest - event.earliest).days + 1
            assert entry["duration"].dt == others[slug].duration.value == timedelta(days=days)
    month = entries["month"]
    assert (month["dtstart"].dt, month["dtend"].dt) == (date(2022, 2, 1), date(2022, 3, 1))
    assert str(month["description"]).startswith("Some time in this stretch: February 2022.")
    assert str(entries["day"]["description"]).startswith("4 March 2022.\n")
    assert b"DTSTART;VALUE=DATE:00010101\r\n" in data


def test_the_calendar_says_what_it_is_of_and_how_many_it_leaves_out(cast: Cast):
    title = "The bridge, “a; b”\nEND:VCALENDAR"
    read = vobject.readOne(written("ics", title=title).decode())
    assert read.contents["x-wr-calname"][0].value == read.contents["name"][0].value == title
    told = read.contents["x-wr-caldesc"][0].value
    assert told == "1 of 2 events; the others have no day, or an open end."


def test_the_stamp_is_when_event_or_telling_was_last_recorded(cast: Cast):
    long_ago, later = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC), datetime(2025, 1, 2, tzinfo=UTC)
    Event.history.model.objects.update(history_date=long_ago)
    Mention.history.model.objects.update(history_date=long_ago)
    assert by_slug(written("ics"))["opening"]["dtstamp"].dt == long_ago
    assert written("ics") == written("ics")
    Mention.history.model.objects.filter(phrase="on Thursday").update(history_date=later)
    assert by_slug(written("ics"))["opening"]["dtstamp"].dt == later
    Event.history.model.objects.all().delete()
    Mention.history.model.objects.all().delete()
    assert by_slug(written("ics"))["opening"]["dtstamp"].dt.year == 1970


def test_hostile_words_stay_words(db: None):
    hostile_events()
    data = written("ics")
    entries, others = by_slug(data), in_vobject(data)
    for number, words in enumerate(HOSTILE):
        slug = f"hostile-{number}"
        title = plain(words[:200])
        assert entries[slug]["summary"] == others[slug].summary.value == title
        description = str(entries[slug]["description"])
        assert description == others[slug].description.value == plain(description)
        assert plain(words) in description


def test_lines_are_folded_at_75_octets_between_characters(db: None):
    hostile_events()
    lines = written("ics").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert b"\n" not in line
        line.decode()  # no character is cut in two


def test_nothing_is_a_calendar_without_entries(db: None):
    assert calendar(written("ics")) == []
    assert in_vobject(written("ics")) == {}
