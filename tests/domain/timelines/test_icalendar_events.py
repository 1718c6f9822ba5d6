"""Calendars as timelines: whole days, hours, what repeats, and what can't be read."""

from __future__ import annotations

import pytest

from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import FileKind, Timeline, read_timeline


def calendar(*entries: str) -> Timeline:
    within = "".join(f"BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    return read_timeline(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nX-WR-CALNAME:The sound\r\n"
        f"{within}BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Ask Ida\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    )


def test_an_entry_is_a_row_with_its_place_tags_and_values():
    timeline = calendar(
        "UID:ferry@town.example\r\nSUMMARY:The ferry\\, at last\r\nDTSTART;VALUE=DATE:20220304\r\n"
        "DTEND;VALUE=DATE:20220306\r\nDESCRIPTION:Sails.\\nTwice.\r\nLOCATION:Old Town\r\n"
        "CATEGORIES:sea,town\r\nGEO:57.1;11.9\r\nURL:https://town.example/ferry"
    )
    (row,) = timeline.rows
    assert (timeline.kind, timeline.title) == (FileKind.ICALENDAR, "The sound")
    assert (row.id, row.title, row.text) == (
        "ferry@town.example", "The ferry, at last", "Sails.\nTwice.",
    )  # fmt: skip
    assert row.dated.interval.edtf == "2022-03-04/2022-03-05"
    assert (row.place, row.point, row.tags) == ("Old Town", (57.1, 11.9), ("sea", "town"))
    values = {"url": "https://town.example/ferry", "id": "ferry@town.example"}
    assert dict(row.values) == values
    assert "1 task passed over: only events come in." in timeline.notes


@pytest.mark.parametrize(
    ("dates", "edtf"),
    [
        ("DTSTART;VALUE=DATE:20220304", "2022-03-04"),
        ("DTSTART;VALUE=DATE:20220304\r\nDTEND;VALUE=DATE:20220305", "2022-03-04"),
        ("DTSTART;VALUE=DATE:20220304\r\nDURATION:P3D", "2022-03-04/2022-03-06"),
        ("DTSTART:20220304T143000\r\nDTEND:20220304T160000", "2022-03-04T14:30:00"),
        ("DTSTART:20220304T143000Z", "2022-03-04T14:30:00Z"),
        ("DTSTART;TZID=Europe/Berlin:20220304T143000", "2022-03-04T14:30:00+01:00"),
        ("DTSTART:20220304T220000\r\nDTEND:20220305T020000", "2022-03-04/2022-03-05"),
    ],
)
def test_the_days_of_an_entry_are_those_that_calendars_show(dates, edtf):
    (row,) = calendar(f"UID:1\r\nSUMMARY:Fair\r\n{dates}").rows
    assert row.dated.interval.edtf == edtf


def test_what_repeats_is_told_and_what_can_t_be_read_is_a_problem_of_its_row():
    fair, lost, blank = calendar(
        "UID:1\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20220304\r\nRRULE:FREQ=YEARLY",
        "UID:2\r\nSUMMARY:Lost\r\nDTSTART;VALUE=DATE:20220231",
        "UID:3\r\nDTSTART;VALUE=DATE:20220301",
    ).rows
    assert fair.notes == ("It repeats; the first time is taken.",)
    assert "can’t be read" in lost.problems[0]
    assert blank.problems == ("It has no title.",)
    for text in (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
        "BEGIN:VCALENDAR\nEND:VEVENT\n",
        "BEGIN:VCALENDAR",
    ):
        with pytest.raises(NotATimeline, match=r"can't be read as one|no events"):
            read_timeline(text)


NIGHT = "UID:n\r\nSUMMARY:Night\r\nDTSTART;TZID={}:20210304T220000\r\nDTEND;TZID={}:20210305T020000"


def test_hours_over_midnight_are_two_days_and_values():
    timeline = calendar(NIGHT.format("Europe/Kyiv", "Europe/Kyiv"))
    (row,) = timeline.rows
    assert row.dated.interval.edtf == "2021-03-04/2021-03-05"
    assert dict(row.values) == {
        "dtstart": "20210304T220000 (Europe/Kyiv)", "dtend": "20210305T020000 (Europe/Kyiv)",
        "time zone": "Europe/Kyiv",
    }  # fmt: skip
    assert row.notes == ("The time of day, 22:00:00, is left out: the date is no single day.",)
    assert "Kept as values of events: dtstart, dtend, time zone." in timeline.notes


def test_an_end_is_of_the_day_that_the_start_s_clock_shows_and_midnight_of_the_day_before():
    (row,) = calendar(NIGHT.format("America/New_York", "Europe/Kyiv")).rows
    assert row.dated.interval.edtf == "2021-03-04T22:00:00-05:00"
    whole = "UID:d\r\nSUMMARY:Day\r\nDTSTART:20210304T000000Z\r\nDTEND:20210306T000000Z"
    (row,) = calendar(whole).rows
    assert row.dated.interval.edtf == "2021-03-04/2021-03-05"
    assert row.notes == ()


def test_a_zone_is_kept_and_told_where_it_is_not_known():
    (row,) = calendar("UID:z\r\nSUMMARY:Z\r\nDTSTART;TZID=No/Where:20210304T220000").rows
    assert row.dated.interval.edtf == "2021-03-04T22:00:00"
    assert dict(row.values) == {"time zone": "No/Where"}
    assert row.notes == ("The time zone “No/Where” is not known; its hours stand without one.",)


def test_a_zone_s_own_rules_give_hours_their_offset_and_are_told_as_left_out():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    entry = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:S\r\nDTSTART;TZID=Own:20210304T220000\r\nEND:VEVENT"
    timeline = read_timeline(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{zone}{entry}\r\nEND:VCALENDAR\r\n"
    )
    (row,) = timeline.rows
    assert row.dated.interval.edtf == "2021-03-04T22:00:00+03:30"
    told = "The rules of time zones are read for the hours, and left out: Own."
    assert told in timeline.notes
