"""The registry of formats: held to the manual, to what is in the files, and to its own counts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import selected, story
from tests.exports.readers import READERS, sheet
from tests.exports.told import dated_events, hostile_events, selection, whole
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.domain.dates.reader import read
from timeline.exports import events_json, tellings_atom, workbook_xlsx
from timeline.exports.formats import FORMATS, Format, named
from timeline.queries import plain_events
from timeline.queries.index import select

README = Path(__file__).resolve().parents[2] / "README.md"

every_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)


def section(heading: str, *, paper: Path = README) -> str:
    """The text below a heading, up to the next one: the manual's unless a paper is named."""
    after = paper.read_text().split(f"\n{heading}\n", 1)[1]
    return re.split(r"\n#+ ", after, maxsplit=1)[0]


def test_the_manual_has_a_line_for_each_format_with_purpose_name_and_address():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section("### Use it elsewhere").splitlines()
        if line.startswith("| ")
    ][2:]
    told = [(purpose, name, re.match(r"`(.+?)`", address)[1]) for purpose, name, address in rows]
    assert told == [(form.purpose, form.name, f"/events.{form.ending}") for form in FORMATS]


def test_the_manual_says_where_formats_are_cut():
    words = section("### Use it elsewhere")
    for form in FORMATS:
        if form.most:
            assert re.search(rf"\b{form.most:,}\b", words), form.ending


def test_the_recipe_for_one_more_format_is_short_and_names_what_is_there():
    recipe = section("### a format", paper=README.parent / "docs" / "contributing.md")
    assert len(recipe.splitlines()) < 40
    for path in re.findall(r"`([\w/]+\.(?:py|txt))`", recipe):
        assert (README.parent / path).is_file() or "geojson" in path, path


@every_format
def test_a_format_has_what_menu_and_address_need(form: Format):
    assert named(form.ending) is form
    assert re.fullmatch(r"[a-z]+(\.json)?", form.ending)
    assert re.fullmatch(r"[\w.-]+/[\w.+-]+", form.mime)
    assert form.purpose[0].isupper()
    assert form.name.lower() not in form.purpose.lower()


def test_an_ending_that_nothing_has_names_no_format():
    assert named("exe") is None
    assert len({form.ending for form in FORMATS}) == len(FORMATS) == len(READERS)


CRITERIA = [
    Criteria(),
    Criteria(actors=("mayor",)),
    Criteria(outlets=("herald",), kinds=("incident",)),
    Criteria(since=read("2023")),
    Criteria(text="bridge"),
    Criteria(disputed=True),
    Criteria(as_of=date(2022, 3, 4)),
    Criteria(sort="sources"),
    Criteria(text="unheardof"),
]


LEFT_OUT = {
    "atom": {"a-rumour-that-nobody-tells"},  # it is of tellings
    "ics": {"a-rumour-that-nobody-tells", "storm", "neighbours-keep-watch"},
    "timelinejs.json": {"a-rumour-that-nobody-tells", "storm"},
}


@every_format
def test_a_file_has_the_events_of_the_selection_and_as_many_rows_as_it_counts(
    form: Format, town: Town
):
    story.event("A rumour that nobody tells")
    for criteria in CRITERIA:
        slugs, rows = READERS[form.ending](whole(form, selection(criteria)))
        assert rows == form.count(select(criteria)), criteria
        listed = set(selected.slugs(criteria))
        assert slugs == listed - LEFT_OUT.get(form.ending, set()), criteria


ENDS = {"ics": b"END:VCALENDAR", "atom": b"</feed>"}
"""What says that a file is whole, where it is no bracket."""


@every_format
def test_the_end_of_a_file_says_that_it_is_whole_where_its_format_can(form: Format, town: Town):
    file = whole(form, selection())
    if form.ending == "xlsx":
        assert file[-22:].startswith(b"PK\x05\x06")
    elif form.ending in {"csv", "jsonl", "ftm.json"}:
        assert file.endswith(b"\n")  # a line that is cut off is told, lines that lack are not
    else:
        assert file.rstrip().endswith(ENDS.get(form.ending, b"}"))


@every_format
def test_dates_of_every_kind_can_be_written(form: Format, db: None):
    dated_events()
    slugs, rows = READERS[form.ending](whole(form, selection()))
    assert len(slugs) == rows == form.count(select(Criteria()))


@every_format
def test_hostile_words_break_no_file(form: Format, db: None):
    made = hostile_events()
    slugs, rows = READERS[form.ending](whole(form, selection(title=made[0].title)))
    assert slugs == {event.slug for event in made}
    assert rows == len(made)


@pytest.mark.parametrize(
    ("ending", "module", "cut"),
    [("xlsx", workbook_xlsx, "Cut here: the first 7 of 12 rows."),
     ("atom", tellings_atom, "The 7 newest of 12 tellings.")],
)  # fmt: skip
def test_what_is_cut_says_so_in_the_file(ending, module, cut, monkeypatch, db: None):
    story.crowd(12)
    monkeypatch.setattr(module, "MOST", 7)
    data = whole(named(ending), selection())
    if ending == "atom":
        assert cut in data.decode()
        assert READERS[ending](data)[1] == 7
    else:
        rows = [tuple(row.values()) for row in sheet(data)]
        assert len(rows) == 8
        assert rows[-1][0] == cut
    monkeypatch.setattr(module, "MOST", 12)
    uncut = whole(named(ending), selection())
    assert b"newest of" not in uncut
    assert READERS[ending](uncut)[1] == 12


def test_a_long_file_is_written_as_it_is_read(db: None, monkeypatch: pytest.MonkeyPatch):
    """The first fifty pieces are there before most of the events have been fetched."""
    for module in (plain_events, events_json):
        monkeypatch.setattr(module, "AT_ONCE", 200)
    story.crowd(420)

    def queries(form: Format, pieces: int | None) -> int:
        told = selection()
        with CaptureQueriesContext(connection) as made:
            writing = form.write(told)
            for count, _ in enumerate(writing):
                if count == pieces:
                    break
            writing.close()
        return len(made)

    # Two hundred events at a time: three times as often for all of them.
    for form in FORMATS:
        if not form.is_short and form.ending != "xlsx":
            assert queries(form, 50) <= queries(form, None) / 2, form.ending
