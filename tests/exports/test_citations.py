"""Citations, read back by bibtexparser and rispy, hostile titles and all."""

from __future__ import annotations

import json
from datetime import date

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from tests.exports.cited import HOSTILE, bibtex, citation, cite, csl_json, read_ris, ris
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.domain.time import edtf
from timeline.exports.citations.citation import CitedKind, one_line
from timeline.exports.citations.citation_words import in_words
from timeline.models import Source
from timeline.queries.registers import relays

# The readers


def _latex() -> LatexNodes2Text:
    """A decoder that knows three characters' names in LaTeX, which pylatexenc lacks or bends."""
    names = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=char) for name, char in names.items()]
    context.add_context_category("names", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context)


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """Entries by key: their fields, and their type as "type of entry"."""
    decoder = LatexDecodingMiddleware(decoder=_latex())
    library = bibtexparser.parse_string(text, append_middleware=[decoder])
    assert library.failed_blocks == []
    assert library.comments == library.preambles == library.strings == []
    return {
        entry.key: {
            "type of entry": entry.entry_type,
            **{name: field.value for name, field in entry.fields_dict.items()},
        }
        for entry in library.entries
    }


# Text


@given(HOSTILE, HOSTILE, HOSTILE)
@example("A {brace} too many}", "back\\slash", "@article{x, title = {y}}")
@example("--- ``quoted'' ?` <<", "ER  - ", "\r\nER  - \r\nTY  - BOOK")
def test_each_reader_gets_the_texts_as_they_are(title: str, outlet: str, note: str):
    cited = [
        citation(
            title, outlet=outlet, notes=(note,), authors=(outlet,), published=edtf.parse("2022")
        ),
        citation("Another", key="source-another", kind=CitedKind.INTERVIEW, outlet=outlet),
    ]
    first, second = (one_line(title), one_line(outlet)), ("Another", one_line(outlet))

    entries = read_bibtex(bibtex(cited))
    assert list(entries) == ["source-a-bridge", "source-another"]
    for entry, (name, publisher), field in zip(
        entries.values(), (first, second), ("journal", "howpublished"), strict=True
    ):
        assert (entry.get("title", ""), entry.get(field, "")) == (name, publisher)
    assert entries["source-a-bridge"].get("note", "") == one_line(note)

    items = json.loads(csl_json(cited))
    assert [(item.get("title", "")) for item in items] == [first[0], "Another"]
    assert items[0].get("container-title", "") == items[1].get("publisher", "") == first[1]
    assert items[0].get("note", "") == one_line(note)

    records = read_ris(ris(cited))
    assert [record["id"] for record in records] == ["source-a-bridge", "source-another"]
    # Spaces at a line's end are nobody's, and names have no asterisks.
    assert records[0].get("title", "") == first[0]
    assert records[0].get("secondary_title", "") == one_line(outlet.replace("*", ""))
    assert records[0].get("notes", [""]) == [one_line(note)]


@given(st.text('{}\\%#&=?/:abc é"<>|^`', max_size=30))
def test_an_address_stays_one_address(tail: str):
    url = f"https://herald.example/{tail}"
    entry = read_bibtex_raw(bibtex([citation(url=url)]))
    assert not set(entry["url"]) & set('{}\\ "<>^`|')
    assert entry["url"].startswith("https://herald.example/")


def read_bibtex_raw(text: str) -> dict[str, str]:
    """The only entry's fields with no LaTeX decoded, as biblatex takes an address."""
    (entry,) = bibtexparser.parse_string(text).entries
    return {name: field.value for name, field in entry.fields_dict.items()}


# Dates


@pytest.mark.parametrize(
    ("text", "issued", "year", "day"),
    [
        ("2022-03-04", {"date-parts": [[2022, 3, 4]]}, "2022", "2022/03/04/"),
        ("2022-03", {"date-parts": [[2022, 3]]}, "2022", "2022/03//"),
        ("2022", {"date-parts": [[2022]]}, "2022", "2022///"),
        ("2022~", {"date-parts": [[2022]], "circa": True}, "2022", "2022///"),
        ("2022-22", {"date-parts": [[2022, 6], [2022, 8]]}, "2022",
         "2022///summer"),
        ("2022-24?", {"date-parts": [[2022, 12], [2023, 2]], "circa": True}, "2022",
         "2022///winter"),
        ("199X", {"date-parts": [[1990], [1999]]}, None, None),
        ("2025-09/2025-12", {"date-parts": [[2025, 9], [2025, 12]]}, "2025", "2025///"),
        ("2022-03-01/2022-03-05", {"date-parts": [[2022, 3]]}, "2022",
         "2022/03//"),
        ("2021/2022-02", {"date-parts": [[2021], [2022]]}, None, None),
        ("2014-02-20/2014-03", {"date-parts": [[2014, 2], [2014, 3]]}, "2014", "2014///"),
        ("2014/2014-03", {"date-parts": [[2014]]}, "2014", "2014///"),
        ("2022-05/..", {"date-parts": [[2022], [0]]}, None, None),
        ("../2014-06", {"date-parts": [[2014, 6]], "circa": True}, None, None),
        ("0800", {"date-parts": [[800]]}, "0800", "0800///"),
        ("2022-03-04T10:00:00Z", {"date-parts": [[2022, 3, 4]]}, "2022", "2022/03/04/"),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_known(text, issued, year, day):
    cited = [citation(published=edtf.parse(text), notes=("A note.",))]
    (item,) = json.loads(csl_json(cited))
    assert item.get("issued") == issued
    entry = read_bibtex_raw(bibtex(cited))
    # Citation.js loses the list at an open start, and at ends of different precision.
    cut = {"../2014-06": "", "2021/2022-02": "2021/2022", "2014/2014-03": "2014",
           "2014-02-20/2014-03": "2014-02/2014-03",
           # pandoc reads neither "199X" nor "2022-05/..".
           "199X": "1990/1999", "2022-05/..": "2022-05/"}  # fmt: skip
    assert entry.get("date", "") == cut.get(text, text)
    assert entry.get("year") == year
    (record,) = read_ris(ris(cited))
    assert (record.get("year"), record.get("date")) == (year, day)


def test_what_formats_cannot_hold_of_a_date_a_note_tells(town: Town):
    town.leaflet.interval = edtf.parse("2022-05/..")
    town.leaflet.published_basis = Source.Basis.STATED
    town.leaflet.save()
    (cited,) = cite(relays.Relay(town.leaflet))
    assert cited.notes == (
        "Publisher not stated.",
        "Published May 2022 or later (EDTF 2022-05/..).",
    )


# Sources


def test_a_publisher_that_is_not_stated_is_named_nowhere(town: Town):
    cited = cite(relays.Relay(town.leaflet))
    (item,) = json.loads(csl_json(cited))
    assert {"publisher", "container-title", "issued"} & set(item) == set()
    assert item["note"] == "Publisher not stated. Date of publication not stated."
    (entry,) = read_bibtex(bibtex(cited)).values()
    assert {"journal", "publisher", "howpublished", "date", "year"} & set(entry) == set()
    (record,) = read_ris(ris(cited))
    assert {"publisher", "secondary_title", "date", "year"} & set(record) == set()
    assert record["notes"] == ["Publisher not stated.", "Date of publication not stated."]
    assert in_words(cited) == (
        "“To all who cross”, article, publisher not stated, date not stated. "
        "https://retold.example/to-all-who-cross"
    )


def test_what_an_editor_inferred_says_so_and_why(town: Town):
    cited = cite(relays.Relay(town.cast.column))
    (item,) = json.loads(csl_json(cited))
    assert (item["type"], item["container-title"]) == ("article-newspaper", "The Post")
    assert item["custom"]["inferred"] == ["publisher", "issued"]
    assert item["note"] == (
        "Publisher inferred: Its masthead. Date of publication inferred: It names the month."
    )
    assert "The Post (inferred), March 2022 (inferred)" in in_words(cited)


def test_the_source_told_through_is_an_item_of_its_own_that_its_relay_names(town: Town):
    cited = cite(*relays.of_event(town.repair, Criteria()))
    assert [one.key for one in cited] == [
        "source-to-all-who-cross", "source-seven-questions-to-the-diver",
    ]  # fmt: skip
    leaflet, _ = json.loads(csl_json(cited))
    assert leaflet["custom"]["related"] == ["source-seven-questions-to-the-diver"]
    assert "Told through “Seven questions to the diver”, Radio West." in leaflet["note"]
    entries = read_bibtex(bibtex(cited))
    related = entries["source-to-all-who-cross"]
    assert (related["relatedstring"], related["related"]) == (
        "Told through", "source-seven-questions-to-the-diver",
    )  # fmt: skip
    first, second = read_ris(ris(cited))
    assert "Told through: source-seven-questions-to-the-diver" in first["notes"]
    assert (second["publisher"], second["date"]) == ("Radio West", "2023/07/01/")


def test_one_that_tells_by_itself_too_is_told_in_part_through_the_other(town: Town):
    town.leaflet.mentions.create(event=town.repair, says="We saw it.", paragraph=9)
    first, _ = cite(*relays.of_event(town.repair, Criteria()))
    assert first.relation == "Told in part through"


def test_a_list_carries_the_sources_of_its_events_each_once(town: Town):
    cited = cite(*relays.of_selection(Criteria(outlets=("post",))))
    assert sorted(one.key for one in cited) == [
        "source-a-year-of-the-bridge", "source-column", "source-report",
    ]  # fmt: skip
    assert cite(*relays.of_selection(Criteria(as_of=date(2022, 3, 3)))) == []
    then = cite(*relays.of_selection(Criteria(as_of=date(2022, 3, 4))))
    assert [one.key for one in then] == ["source-report"]


def test_a_source_draws_on_its_record_and_on_what_its_mentions_go_through(town: Town):
    town.leaflet.draws_on.set([town.review])
    own, *others = cite(relays.of_source(town.leaflet), relation="Draws on")
    assert own.relation == "Draws on"
    assert {one.key for one in others} == set(own.related) == {
        "source-a-year-of-the-bridge", "source-seven-questions-to-the-diver",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "csl", "entry", "record"),
    [
        (Source.Kind.ARTICLE, "document", "misc", "GEN"),
        (Source.Kind.INTERVIEW, "interview", "misc", "GEN"),
        (Source.Kind.MEMOIR, "book", "book", "BOOK"),
        (Source.Kind.NEWS_CONFERENCE, "speech", "misc", "GEN"),
        (Source.Kind.VIDEO_MESSAGE, "motion_picture", "misc", "VIDEO"),
        (Source.Kind.STATEMENT, "document", "misc", "GEN"),
        (Source.Kind.OTHER, "document", "misc", "GEN"),
    ],
)
def test_each_kind_of_source_has_a_type(town: Town, kind, csl, entry, record):
    town.interview.kind, town.interview.authors = kind, "Ida Berg"
    cited = cite(relays.Relay(town.interview))
    (item,) = json.loads(csl_json(cited))
    assert (item["type"], item["publisher"]) == (csl, "Radio West")
    (read,) = read_bibtex(bibtex(cited)).values()
    assert read["type of entry"] == entry
    (told,) = read_ris(ris(cited))
    assert (told["type_of_reference"], told["publisher"]) == (record, "Radio West")


def test_authors_are_cited_as_printed(town: Town):
    town.review.authors = "Ida Berg, Olle Strand and sons"
    town.review.url = "https://herald.example/review"
    cited = cite(relays.Relay(town.review))
    (item,) = json.loads(csl_json(cited))
    assert item["author"] == [{"literal": "Ida Berg"}, {"literal": "Olle Strand and sons"}]
    assert read_bibtex_raw(bibtex(cited))["author"] == "{Ida Berg} and {Olle Strand and sons}"
    (record,) = read_ris(ris(cited))
    assert record["authors"] == ["Ida Berg", "Olle Strand and sons,"]
    assert record["urls"] == ["https://herald.example/review"]
    assert "Its record: https://retold.example/a-year-of-the-bridge" in record["notes"]


def test_nothing_cited_is_an_empty_file():
    assert (json.loads(csl_json([])), bibtex([]), ris([]), in_words([])) == ([], "", "", "")
