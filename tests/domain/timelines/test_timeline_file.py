"""Files of other timelines: what each is, told by its content, and its rows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from timeline.domain.timelines.column_mapping import Mapping, guess
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline
from timeline.domain.timelines.timeline_file import FileKind, header_of, read_timeline

SHEET = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background\n"  # noqa: E501
PRECEDEN = "Layer Name,Event ID,Event Name,Event Notes,Event Start Date,Event Start Approximate,Event End Date,Event End Approximate,Milestone,Event Symbol,Event Color\n"  # noqa: E501


def slides(*events: Any, **more: Any) -> str:
    return json.dumps({"events": list(events), **more})


def slide(title: str = "The ferry sails", **more: Any) -> dict[str, Any]:
    return {"start_date": {"year": 2022}, "text": {"headline": title}, **more}


def one(text: str, **options: Any) -> Any:
    (row,) = read_timeline(text, **options).rows
    return row


def test_a_slide_is_a_row_without_its_markup():
    timeline = read_timeline(
        slides(
            {
                "unique_id": "ferry",
                "group": "Meeting",
                "start_date": {"year": "2022", "month": "3", "day": "", "hour": "14"},
                "display_date": "one <i>spring</i>",
                "text": {
                    "headline": "The <b>ferry</b> sails",
                    "text": "<p>At last.</p><p>Yes.</p>",
                },
                "media": {"url": "https://town.example/ferry.jpg", "credit": "<i>Ida</i>"},
                "location": {"name": "The sound", "lat": 57.1, "lon": "11.9", "zoom": 9},
            },
            title={"text": {"headline": "The <em>sound</em>"}},
            eras=[{"start_date": {"year": 2021}}],
        )
    )
    (row,) = timeline.rows
    assert (timeline.kind, timeline.title) == (FileKind.TIMELINEJS, "The sound")
    assert (row.number, row.id, row.kind) == (1, "ferry", "Meeting")
    assert (row.title, row.text) == ("The ferry sails", "At last.\n\nYes.")
    assert (row.dated.interval.edtf, row.dated.phrase) == ("2022-03", "one spring")
    assert (row.place, row.point) == ("The sound", (57.1, 11.9))
    assert dict(row.values) == {
        "media": "https://town.example/ferry.jpg",
        "media credit": "Ida",
        "location zoom": "9",
    }
    assert timeline.notes == (
        "1 era without a name passed over.",
        "Kept as values of events: media, media credit, location zoom.",
        "Kept as values of the file itself, a source: title.",
    )


@pytest.mark.parametrize(
    ("start", "edtf", "note"),
    [
        ({"year": 2022, "month": 3, "day": 4, "hour": "14"}, "2022-03-04T14:00:00", ""),
        ({"year": 2022, "month": 3, "day": 4, "hour": 9, "minute": "5"}, "2022-03-04T09:05:00", ""),
        ({"year": 2022, "month": 3, "day": 4, "hour": 0, "minute": 0}, "2022-03-04", ""),
        (
            {"year": 2022, "month": 3, "hour": 9},
            "2022-03",
            "09:00, is left out: the date is no single day",
        ),
        ({"year": 2022, "month": 3, "day": 4, "hour": 25}, "2022-03-04", "“25” is no time of day"),
    ],
)
def test_a_slide_s_time_of_day_is_kept(start, edtf, note):
    (row,) = read_timeline(slides(slide(start_date=start))).rows
    assert row.dated.interval.edtf == edtf
    assert note in " ".join(row.notes)
    assert bool(row.notes) == bool(note)


def test_eras_with_a_name_are_events_but_for_the_gaps_of_our_own_export():
    era = {"start_date": {"year": 1914}, "end_date": {"year": 1918}, "text": {"headline": "War"}}
    _, war = read_timeline(slides(slide(), eras=[era])).rows
    assert (war.number, war.kind, war.dated.interval.edtf) == (2, "Era", "1914/1918")
    assert len(read_timeline(slides(slide(edtf="2022"), eras=[era])).rows) == 1


def test_the_json_of_older_versions_is_read():
    old = {
        "timeline": {
            "headline": "The sound",
            "type": "default",
            "date": [
                {
                    "startDate": "2011,12,10",
                    "endDate": "2011,12,11",
                    "headline": "The ferry",
                    "text": "<p>Sails.</p>",
                    "tag": "Meeting",
                    "asset": {"media": "https://town.example/ferry.jpg", "credit": "Ida"},
                },
                {"startDate": "2012", "headline": "Plans"},
            ],
            "era": [{"startDate": "2011,12,10", "endDate": "2011,12,11", "headline": "Feast"}],
        }
    }
    timeline = read_timeline(json.dumps(old))
    ferry, plans, feast = timeline.rows
    assert (timeline.title, ferry.text, ferry.kind) == ("The sound", "Sails.", "Meeting")
    assert [row.dated.interval.edtf for row in timeline.rows] == [
        "2011-12-10/2011-12-11", "2012", "2011-12-10/2011-12-11",
    ]  # fmt: skip
    assert dict(ferry.values)["media credit"] == "Ida"
    assert (plans.title, feast.kind) == ("Plans", "Era")


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (slide(start_date={"year": -44}), "The year “-44” lies outside"),
        (slide(start_date={"year": 12022}), "The year “12022” lies outside"),
        (slide(start_date={}), "It has no date."),
        (slide(start_date="2022"), "It has no date."),
        (slide(start_date={"year": [2022]}), "is no number"),
        (slide(start_date={"year": float("nan")}), "is no number"),
        (slide(title="<script>x</script>"), "It has no title."),
        (slide(text=None), "It has no title."),
        ("a text", "It is no slide"),
        (None, "It is no slide"),
    ],
)
def test_what_is_wrong_with_a_slide_is_a_problem_of_its_row(event, why):
    first, bad = read_timeline(slides(slide(), event)).rows
    assert not first.problems
    assert bad.number == 2
    assert why in bad.problems[0]


@pytest.mark.parametrize(
    "text",
    ["{", "[1, 2]", '{"a": 1}', '{"events": 3}', '{"events": []}', "[" * 100_000,
     '{"events": [{"start_date": {"year": ' + "9" * 5000 + "}}]}", "", "  \n ", "one line",
     "<!doctype html><p>a,b", "a\nb\nc"],
)  # fmt: skip
def test_what_is_no_timeline_is_said_in_a_sentence(text):
    with pytest.raises(NotATimeline) as failed:
        read_timeline(text)
    assert str(failed.value).endswith(".")
    assert len(str(failed.value)) < 200


def test_more_rows_than_may_be_are_refused():
    with pytest.raises(NotATimeline, match="more than 100,000 rows"):
        read_timeline("a,b\n" + "x,y\n" * (MOST_ROWS + 1), mapping=Mapping({"title": "a"}))


def test_the_spreadsheet_of_timelinejs_is_told_by_its_columns():
    timeline = read_timeline(
        SHEET
        + ",,,,,,,,,The sound,,,,,,title,,\n"
        + "2022,3,4,10:00,,,,,4 March 2022,The <b>ferry</b>,<p>Sails.</p>,x,,,,,Meeting,\n"
        + '1990,,,,1999,,,,,"Plans, many",,,,,,,,\n'
        + "2021,,,,2022,,,,,,,,,,,era,,\n"
        + "2021,,,,2022,,,,,Peace,,,,,,era,,\n"
        + "2022,2,30,,,,,,,Nowhere,,,,,,,,\n"
    )
    assert (timeline.kind, timeline.title) == (FileKind.TIMELINEJS_CSV, "The sound")
    ferry, plans, peace, nowhere = timeline.rows
    assert (ferry.number, ferry.title, ferry.text, ferry.kind) == (
        3, "The ferry", "Sails.", "Meeting",
    )  # fmt: skip
    assert (ferry.dated.phrase, ferry.dated.inferred) == ("4 March 2022", "2022-03-04T10:00:00")
    assert (peace.kind, dict(ferry.values)) == ("Era", {"media": "x"})
    assert (plans.title, plans.dated.interval.edtf) == ("Plans, many", "199X")
    assert (nowhere.number, nowhere.problems) == (7, ("2022-02-30 is no day of the calendar.",))


@pytest.mark.parametrize("header", [PRECEDEN, ""])
def test_preceden_is_told_by_its_header_or_its_shape_and_has_the_month_first(header):
    timeline = read_timeline(
        header
        + "Sound,7,The ferry,Sails.,5/8/2022,,5/9/2022,,no,circle,#ff0000\n"
        + "Sound,8,Plans,,1968,yes,,,no,,\n"
        + "Sound,9,Ice,,60000 BC,,,,no,,\n"
    )
    ferry, plans, ice = timeline.rows
    assert timeline.kind is FileKind.PRECEDEN_CSV
    assert ferry.number == (2 if header else 1)
    assert (ferry.id, ferry.kind, ferry.title, ferry.text) == ("7", "Sound", "The ferry", "Sails.")
    assert ferry.dated.interval.edtf == "2022-05-08/2022-05-09"
    assert plans.dated.interval.edtf == "1968~"
    assert "60000 BC" in ice.problems[0]


def test_preceden_by_day_first_if_an_editor_says_so():
    row = one(PRECEDEN + "Sound,,The ferry,,5/8/2022,,,,,,\n", mapping=Mapping(day_first=True))
    assert row.dated.interval.edtf == "2022-08-05"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_of_ones_own_is_read_by_its_mapping(separator, end):
    lines = [
        ["What", "When", "Said"],
        ['"The ferry; sails, |at\tlast"', "4 March 2022", '"He said ""yes""."'],
        ["", "", ""],
        ["The storm", "", ""],
    ]
    text = end.join(separator.join(line) for line in lines)
    mapping = Mapping({"title": "What", "date": "When", "text": "Said"})
    timeline = read_timeline(text, mapping=mapping)
    ferry, storm = timeline.rows
    assert timeline.header == ("What", "When", "Said")
    assert (ferry.number, ferry.title) == (2, "The ferry; sails, |at last")
    assert (ferry.text, ferry.dated.interval.edtf) == ('He said "yes".', "2022-03-04")
    assert (storm.number, storm.problems, storm.dated.interval.edtf) == (4, (), "")


def test_every_column_has_its_place():
    mapping = Mapping({name: name for name in (
        "title", "date", "end", "phrase", "text", "id", "kind", "place", "actors", "outlet",
        "source", "url", "published", "quote", "speaker",
    )})  # fmt: skip
    row = one(
        ";".join(mapping.columns)
        + "\nThe ferry;2022-03;2022-04;“that spring”;It sails.;f1;meeting;Storvik;"
        + '"Ida Berg; Olle Strand; Ida Berg";The Herald;At last;https://herald.example/1;'
        + "5 May 2022;“it sails”;Ida Berg\n",
        mapping=mapping,
    )
    assert row.problems == ()
    assert (row.dated.interval.edtf, row.dated.phrase) == ("2022-03/2022-04", "that spring")
    assert row.actors == ("Ida Berg", "Olle Strand")
    assert (row.outlet, row.source, row.url) == (
        "The Herald", "At last", "https://herald.example/1",
    )  # fmt: skip
    assert (row.published.interval.edtf, row.quote, row.speaker) == (
        "2022-05-05", "it sails", "Ida Berg",
    )  # fmt: skip
    assert (row.id, row.kind, row.place) == ("f1", "meeting", "Storvik")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (";;;;here", "It has no title."),
        ("a;;our words;;", "doesn’t say who said it"),
        (f"a;;{'x' * 301};me;", "more than 300 characters"),
        (f"a;;;;{'x' * 121}", "place has more than 120 characters"),
    ],
)
def test_cells_that_can_not_be_kept_are_named(cells, why):
    columns = ("title", "url", "quote", "speaker", "place")
    mapping = Mapping({name: name for name in columns})
    text = ";".join(columns) + f"\nfirst;;;;\n{cells}\n"
    row = read_timeline(text, mapping=mapping).rows[1]
    assert (row.number, why in " ".join(row.problems)) == (3, True)


def test_an_address_that_is_none_is_told_and_its_row_comes_in():
    mapping = Mapping({"title": "t", "url": "u"})
    rows = read_timeline(
        "t,u\na,javascript:alert(1)\nb,https://x.example/ y\n", mapping=mapping
    ).rows
    assert [(row.url, row.problems) for row in rows] == [("", ()), ("", ())]
    assert "“javascript:alert(1)” is no web address" in rows[0].notes[0]


def when(*cells: str, **options: Any) -> tuple[list[Any], tuple[str, ...]]:
    text = "what,when\n" + "".join(f"row {place},{cell}\n" for place, cell in enumerate(cells))
    mapping = Mapping({"title": "what", "date": "when"}, **options)
    timeline = read_timeline(text, mapping=mapping)
    return [row.dated.interval.edtf or row.asks for row in timeline.rows], timeline.notes


def test_a_date_in_numbers_that_can_be_one_day_alone_settles_the_others():
    found, notes = when("03/04/2022", "25/04/2022")
    assert found == ["2022-04-03", "2022-04-25"]
    assert "the day first, as 1 of the file can only be; 1 could be read in two ways" in notes[0]
    assert when("03/04/2022", "04/25/2022")[0] == ["2022-03-04", "2022-04-25"]


def test_dates_in_numbers_that_nothing_settles_or_too_much_ask():
    assert when("03/04/2022", "05/04/2022")[0] == [True, True]
    found, notes = when("03/04/2022", "25/04/2022", "04/25/2022")
    assert found == [True, "2022-04-25", "2022-04-25"]
    assert "1 can only have the day first and 1 only the month" in notes[0]


def test_two_digits_behind_a_year_are_a_span_a_month_or_asked_for():
    assert when("1895-98", "1903-11")[0] == ["1895/1898", "1903/1911"]
    assert when("2003-11", "2003-02")[0] == ["2003-11", "2003-02"]
    assert when("1903-11", "1911-12")[0] == [True, True]
    assert when("2020-21", "2021-22")[0] == [True, True]
    assert when("1903-11", spans=True)[0] == ["1903/1911"]
    assert when("2021-22", spans=False)[0] == ["2021-22"]


def test_what_a_file_s_dates_are_is_told_and_asked_with_cells_of_its_own():
    _, notes = when("2019-20", "2020-21")
    assert notes[0].startswith("“2020-21” and its like are read as spans of years")
    asked = read_timeline(
        "a,b\nx,2020-21\ny,Sep-19\nz,05/06/2020\n", mapping=Mapping({"title": "a", "date": "b"})
    )
    assert asked.examples == {
        "spans": "2020-21", "month_years": "Sep-19", "day_first": "05/06/2020",
    }  # fmt: skip


def test_two_digits_behind_a_month_are_years_where_one_can_be_no_day():
    found, notes = when("Mar-22", "Apr-68")
    assert found == ["2022-03", "1968-04"]
    assert notes[0] == "“Mar-22” and its like are a month of a year, as 1 of the file can only be."
    assert when("Mar-22", "Apr-31")[0] == ["2022-03", "1931-04"]
    assert when("Mar-22", "Apr-12")[0] == [True, True]
    assert when("Mar-22", "4 April 2012")[0] == [True, "2012-04-04"]
    assert when("Mar-22", month_years=True)[0] == ["2022-03"]


def test_a_number_that_no_clock_counts_to_is_refused():
    assert when("9" * 5_000)[0] == [False]


def test_times_that_are_all_midnight_are_none():
    found, notes = when("2022-03-04 00:00:00", "2022-03-05 00:00:00")
    assert found == ["2022-03-04", "2022-03-05"]
    assert notes == ("Every time of day is midnight, as programs write days: none is kept.",)
    assert when("2022-03-04 00:00:00", "2022-03-05 10:30")[0] == [
        "2022-03-04T00:00:00", "2022-03-05T10:30:00",
    ]  # fmt: skip


def test_an_hour_that_contradicts_its_half_of_the_day_and_a_stretch_are_no_time():
    for cell in ("4 March 2022 13:30 AM", "4 March 2022 0:30 PM", "2022-03-04 14:30 - 15:30"):
        assert when(cell)[0] == [False]
    found = when("4 March 2022 13:30 PM", "4 March 2022 00:30 AM", "4 March 2022 12:30 AM")[0]
    assert found == ["2022-03-04T13:30:00", "2022-03-04T00:30:00", "2022-03-04T00:30:00"]


def test_years_months_and_days_may_have_columns_of_their_own():
    mapping = Mapping({"title": "t", "date": "y", "month": "m", "day": "d"})
    rows = read_timeline("t,y,m,d\na,2022,3,4\nb,2022,3,\nc,2022,,\n", mapping=mapping).rows
    assert [row.dated.interval.edtf for row in rows] == ["2022-03-04", "2022-03", "2022"]


def test_columns_without_a_name_or_with_anothers_are_named_by_their_place():
    assert header_of("a,,a\n1,2,3\n") == ("a", "Column 2", "Column 3")


def test_usual_names_are_guessed_each_once():
    assert guess(["Event", "Start date", "End Date", "Description", "Where"]) == {
        "title": "Event", "date": "Start date", "end": "End Date", "text": "Description",
        "place": "Where",
    }  # fmt: skip


def test_a_line_that_names_the_separator_is_heeded():
    row = one("sep=;\na,b;c\nx,y;z\n", mapping=Mapping({"title": "a,b", "text": "c"}))
    assert (row.number, row.title, row.text) == (3, "x,y", "z")


def test_rows_that_say_the_same_of_one_event_are_one():
    first, other = read_timeline(
        slides(slide(unique_id="f"), slide(), slide(unique_id="f"), slide())
    ).rows
    assert first.notes == ("Row 3 says the same, and is left out.",)
    assert other.notes == ("Row 4 says the same, and is left out.",)
    assert first.event != other.event


def test_a_row_without_an_id_is_known_by_its_title_and_date_wherever_it_stands():
    keys = {row.title: row.key for row in read_timeline(slides(slide("a"), slide("b"))).rows}
    turned = {row.title: row.key for row in read_timeline(slides(slide("b"), slide("a"))).rows}
    assert keys == turned
