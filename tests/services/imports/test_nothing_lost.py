"""Whatever stands in a file is in the archive afterwards, or named as left out."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.core.management import CommandError, call_command

from tests import snapshot
from timeline.models import Event, Source
from timeline.services.imports import import_timeline
from timeline.services.imports.timeline_file import open_file, remembered_mapping

pytestmark = pytest.mark.django_db

SLIDES = {
    "scale": "human-w1",
    "title": {
        "text": {"headline": "Port w2", "text": "<p>All of it, w3</p>"},
        "media": {"url": "https://a.example/w4"},
        "background": {"color": "w5"},
    },
    "events": [
        {
            "start_date": {"year": 2021, "month": 3, "day": 4, "format": "w6"},
            "end_date": {"year": 2021, "month": 3, "day": 5, "hour": 17, "display_date": "w7"},
            "text": {"headline": "Fire w8", "text": 'So <a href="https://a.example/w9">w10</a>'},
            "media": {
                "url": "https://a.example/w11",
                "thumbnail": "https://a.example/w12",
                "alt": "w13",
                "title": "w14",
                "link": "https://a.example/w15",
                "link_target": "w16",
                "credit": '<a href="https://a.example/w17">w18</a>',
            },
            "background": {"url": "https://a.example/w19", "opacity": 37},
            "autolink": False,
            "location": {"name": "Kyiv w20", "zoom": 12, "icon": "w21"},
            "own key": ["w22", {"deep": {"deeper": "w23"}}],
            "group": "Kind w24",
            "display_date": "the days of w25",
        }
    ],
    "eras": [{"start_date": {"year": 2021}, "text": {"headline": "w26", "text": "w27"}}],
}
OLDER = {
    "timeline": {
        "headline": "Port w1", "type": "default-w2", "text": "All, w3",
        "asset": {"media": "https://a.example/w4", "credit": "w5", "caption": "w6"},
        "date": [{
            "startDate": "2021,3,4", "headline": "Fire w7", "text": "So w8", "tag": "Kind w9",
            "classname": "w10", "id": "w11",
            "asset": {"media": "https://a.example/w12", "thumbnail": "w13", "caption": "w14"},
        }],
        "era": [{"startDate": "2020", "endDate": "2021", "headline": "w15", "text": "w16"}],
    }
}  # fmt: skip
SHEET = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,"
    "Media Credit,Media Caption,Media Thumbnail,Type,Group,Background,Alt Text,Own\n"
    ",,,,,,,,,Port w1,All of it w2,w3,w4,w5,w6,title,w7,w8,w9,w10\n"
    "2021,3,4,,2021,3,5,17:41,at w11,Fire w12,\"<a href='https://a.example/w13'>w14</a>\",w15,"
    "w16,w17,w18,w19,Kind w20,w21,w22,w23\n"
    ",,,,,,,,,Other w24,,,,,,title,,,,\n"
)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
X-WR-CALNAME:Port w1
X-WR-CALDESC:All of it w2
X-WR-TIMEZONE:Europe/w3
BEGIN:VEVENT
UID:w4
SUMMARY:Fire w5
DTSTART:20210304T101500Z
DTEND:20210304T174100Z
DTSTAMP:20210301T000000Z
SEQUENCE:3
ATTACH:https://a.example/w6
ATTACH;ENCODING=BASE64;VALUE=BINARY:QUJD
ATTENDEE;CN="Ida w7":mailto:w8@a.example
ATTENDEE:mailto:w9@a.example
ORGANIZER;CN=w10:mailto:w11@a.example
X-OWN:w12
COMMENT:w13
COMMENT:w14
CATEGORIES:w15,w16
CONTACT:w17
PRIORITY:5
GEO:w18
RRULE:FREQ=YEARLY;COUNT=7
DESCRIPTION:So <a href="https://a.example/w19">w20</a>
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
END:VALARM
END:VEVENT
BEGIN:VTODO
UID:t
END:VTODO
BEGIN:X-THING
OWN:y
END:X-THING
END:VCALENDAR
"""
PRECEDEN = (
    "Layer Name,Event ID,Event Name,Event Notes,Start Date,Start Approximate,End Date,"
    "End Approximate,Milestone,Symbol,Color,Own\n"
    "Kind w1,w2,Fire w3,So w4,3/4/2021,No,,No,Yes,w5,w6,w7\n"
)
BARE_PRECEDEN = "Kind w1,w2,Fire w3,So w4,3/4/2021,No,,No,Yes,w5,w6\n"
TIMESKETCH = (
    "message,datetime,timestamp,timestamp_desc,tag,own\n"
    "Fire w1,2021-03-04T10:15:00+00:00,1614852900000000,w2,w3,w4\n"
)
NOTE = """---
title: Fire w1
date: 2021-03-04
aliases: [w2, w3]
own:
  deep: w4
source: w5
sources:
  - {outlet: w6, publisher: w7, title: w8, author: w9}
says: w10
---
# Heading w11

So [w12](https://a.example/w13) and ![](https://a.example/w15) and [w16][1].

[1]: https://a.example/w17
"""


def zipped(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("w0.md", text)
    return file.getvalue()


MAKES = {
    "slides.json": json.dumps(SLIDES).encode(),
    "older.json": json.dumps(OLDER).encode(),
    "sheet.csv": SHEET.encode(),
    "port.ics": CALENDAR.replace("\n", "\r\n").encode(),
    "preceden.csv": PRECEDEN.encode(),
    "bare.csv": BARE_PRECEDEN.encode(),
    "timesketch.csv": TIMESKETCH.encode(),
    "notes.zip": zipped(NOTE),
}


@pytest.mark.parametrize("name", MAKES)
def test_each_word_of_a_file_is_kept_or_named(name):
    file = open_file(MAKES[name], name=name)
    mapping = remembered_mapping(file)
    preview = import_timeline.preview(file, mapping=mapping)
    named = " ".join([*preview.timeline.notes, *map(str, preview.notes)])
    import_timeline.load(file, mapping=mapping)
    there = " ".join([named, snapshot.rows().__repr__()])
    text = NOTE if name == "notes.zip" else MAKES[name].decode()
    words = set(re.findall(r"\bw\d+\b", text))
    assert {word for word in words if not re.search(rf"\b{word}\b", there)} == set()
    assert len(words) > 3


def test_what_a_slide_has_beside_is_an_event_s_and_of_the_title_slide_the_file_s():
    file = open_file(MAKES["slides.json"], name="slides.json")
    import_timeline.load(file)
    values = Event.objects.get(title="Fire w8").named_values
    assert values["media thumbnail"] == "https://a.example/w12"
    assert values["background opacity"] == "37"
    assert values["links"] == "https://a.example/w9; https://a.example/w17"
    assert values["end date hour"] == "17"
    source = Source.objects.get(title="slides.json")
    assert source.named_values["title slide text text"] == "All of it, w3"
    told = json.loads(MAKES["slides.json"])
    told["title"]["text"]["text"] = "Some of it"
    import_timeline.load(open_file(json.dumps(told).encode(), name="slides.json"))
    source.refresh_from_db()
    assert source.named_values["title slide text text"] == "Some of it"


def test_what_programs_note_for_themselves_is_named_as_left_out():
    preview = import_timeline.preview(open_file(MAKES["port.ics"], name="port.ics"))
    told = " ".join(preview.timeline.notes)
    assert "Of each entry left out: DTSTAMP, SEQUENCE." in told
    assert "1 alarm, 1 task, 1 part X-THING passed over" in told
    (note,) = (note for note in preview.notes if "file" in note.sentence)
    assert str(note) == "row 1: A file within it is left out."


def test_an_end_at_an_hour_of_the_same_day_is_a_value():
    import_timeline.load(open_file(MAKES["port.ics"], name="port.ics"))
    event = Event.objects.get(title="Fire w5")
    assert event.named_values["dtend"] == "20210304T174100Z"
    assert event.named_values["attendee"] == "Ida w7 <w8@a.example>; w9@a.example"
    assert event.named_values["geo"] == "w18"


def test_one_of_those_that_repeat_that_was_moved_is_another_event():
    entry = "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Market\r\n{}\r\nEND:VEVENT\r\n"
    entries = entry.format("DTSTART;VALUE=DATE:20210304\r\nRRULE:FREQ=WEEKLY")
    moved = "RECURRENCE-ID;VALUE=DATE:20210311\r\nDTSTART;VALUE=DATE:20210312"
    text = f"BEGIN:VCALENDAR\r\n{entries}{entry.format(moved)}END:VCALENDAR\r\n"
    report = import_timeline.load(open_file(text.encode(), name="market.ics"))
    assert report.counts == "2 created, 0 updated, 0 unchanged"


def test_a_folder_s_other_files_are_named(tmp_path, capsys):
    (tmp_path / "fire.md").write_text(NOTE)
    (tmp_path / "fire.png").write_bytes(b"x")
    call_command("import_timeline", tmp_path)
    assert "Passed over, for they are no Markdown: fire.png." in capsys.readouterr().out


@pytest.mark.parametrize("name", ["slides.json", "preceden.csv", "port.ics"])
def test_what_no_field_holds_is_left_out_by_choice(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(MAKES[name])
    value = {"slides.json": "media title", "preceden.csv": "Own", "port.ics": "x-own"}[name]
    call_command("import_timeline", path, map=[f"out={value}"])
    event = Event.objects.get(title__startswith="Fire")
    assert value not in event.named_values
    assert len(event.named_values) > 1
    with pytest.raises(CommandError, match="nothing called “Colour of it”"):
        call_command("import_timeline", path, map=["out=Colour of it"])
    with pytest.raises(CommandError, match="Its columns are known"):
        call_command("import_timeline", path, map=["date=Own"])


def test_a_long_title_is_told_and_kept_whole():
    long = "Fire " + "at the harbour " * 20
    text = f"id,title,date,text\n1,{long},2021-03-04,So\n"
    report = import_timeline.load(open_file(text.encode(), name="one.csv"))
    assert Event.objects.get(earliest="2021-03-04").named_values == {"title": long.strip()}
    assert report.notes == [
        ("Its title is cut at 200 characters; the value “title” has it whole.", 2)
    ]
