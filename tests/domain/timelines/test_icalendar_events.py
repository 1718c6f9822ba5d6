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
    assert dict(row.values) == {"url": "https://town.example/ferry"}
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
