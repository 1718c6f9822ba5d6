"""Citations, read back by bibtexparser, citeproc-py and rispy, hostile titles and all."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import bibtexparser
import pybtex
import pybtex.database
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from tests.exports.citation_processors import citeproc_js, citeproc_py, pandoc, pandoc_reads
from tests.story import Town
from timeline.domain.criteria import Criteria
from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED
from timeline.exports.citations import bibtex as bibtex_format
from timeline.exports.citations import csl as csl_format
from timeline.exports.citations import ris as ris_format
from timeline.exports.citations.citation import Citation, CitedKind, of_sources, one_line
from timeline.exports.citations.citation_words import in_words
from timeline.models import Source
from timeline.queries.registers import relays

HOSTILE = st.text(max_size=40) | st.text(
    "\\{}$&#_%~^\"'`-@=,;*<>\r\n\t\x00\x85\u2028 aZ", max_size=20
)


def citation(title: str = "A bridge", **fields: Any) -> Citation:
    """A citation of a newspaper's article, with other fields as given."""
    address = "https://retold.example/sources/a-bridge/"
    usual: dict[str, Any] = {
        "kind": CitedKind.NEWSPAPER_ARTICLE,
        "permalink": address,
        "url": address,
    }
    return Citation(**{"key": "source-a-bridge", "title": title, **usual, **fields})


def bibtex(cited: list[Citation]) -> str:
    return "".join(bibtex_format.bibtex(cited))


def csl_json(cited: list[Citation]) -> str:
    return "".join(csl_format.csl_json(cited))


def ris(cited: list[Citation]) -> str:
    return "".join(ris_format.ris(cited))


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


def read_ris(text: str) -> list[dict[str, Any]]:
    """Records by rispy's own names."""
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    return rispy.loads(text)


# Text


@given(HOSTILE, HOSTILE, HOSTILE)
@example("A {brace} too many}", "back\\slash", "@article{x, title = {y}}")
@example("--- ``quoted'' ?` <<", "ER  - ", "\r\nER  - \r\nTY  - BOOK")
def test_each_reader_gets_the_texts_as_they_are(title: str, outlet: str, note: str):
    cited = [
        citation(title, outlet=outlet, notes=(note,), authors=(outlet,)),
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
        ("2022-03-01/2022-03-05", {"date-parts": [[2022, 3, 1], [2022, 3, 5]]}, "2022",
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
    assert entry.get("date", "") == text
    assert entry.get("year") == year
    (record,) = read_ris(ris(cited))
    assert (record.get("year"), record.get("date")) == (year, day)


@pytest.mark.parametrize("processor", [citeproc_py, pandoc, citeproc_js])
def test_each_processor_prints_every_date_and_loses_no_list(processor):
    printed = {
        "2022-03-04": ("2022", "4 March"),
        "2022-03": ("2022", "March"),
        "2022~": ("2022",),
        "199X": ("1990", "1999"),
        "2022-24": ("2022", "2023", "December", "February"),
        "2022-22": ("June", "August"),
        "2014-02-20/2014-03": ("February", "March"),
        "2021/2022-02": ("2021", "2022"),
        "2013-05-02/..": ("(2013–)",),
        "../2014-06": ("2014", "June"),
        "0800": ("800",),
    }
    cited = [
        citation(f"Title-{number}-", key=f"source-{number}", published=edtf.parse(text))
        for number, text in enumerate(printed)
    ]
    lines = "\n".join(processor(json.loads(csl_json(cited)))).split("\n")
    assert len(lines) == len(printed)
    for number, words in enumerate(printed.values()):
        (line,) = [line for line in lines if f"Title-{number}-" in line]
        assert [word for word in words if word not in line] == [], line


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


def cite(*told: relays.Relay, relation: str = "") -> list[Citation]:
    return list(
        of_sources(
            told,
            telling={relay.source.pk for relay in told},
            permalink=lambda source: f"https://retold.example/{source.slug}",
            relation=relation,
        )
    )


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
    town.interview.kind = kind
    cited = cite(relays.Relay(town.interview))
    (item,) = json.loads(csl_json(cited))
    assert (item["type"], item["publisher"]) == (csl, "Radio West")
    (read,) = read_bibtex(bibtex(cited)).values()
    assert read["type of entry"] == entry
    (told,) = read_ris(ris(cited))
    assert (told["type_of_reference"], told["publisher"]) == (record, "Radio West")


@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha"])
def test_bibtex_s_styles_set_what_has_no_publisher(style: str):
    cited = [
        citation(f"A title {kind}", key=kind.name, kind=kind, authors=("Ida Berg",), outlet=outlet)
        for kind in CitedKind
        for outlet in ([""] if kind is not CitedKind.INTERVIEW else ["Radio West"])
    ]
    lines = pybtex.PybtexEngine().format_from_string(
        bibtex(cited), style=style, output_backend="plaintext"
    )
    assert lines.count("Ida Berg") == len(cited)


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


@pytest.mark.parametrize(
    "printed", ["Martin L. Keene, Jr.", "Petra Lind, CNN", "Keene, Martin", "The Desk and Agencies"]
)
def test_a_name_with_a_comma_is_one_author_for_each_reader(printed: str, town: Town):
    town.review.authors = printed
    cited = cite(relays.Relay(town.review))
    for text, form in (
        (csl_json(cited), "csljson"),
        (bibtex(cited), "bibtex"),
        (ris(cited), "ris"),
    ):
        (item,) = pandoc_reads(text, form=form)
        (author,) = item["author"]
        assert set(author) <= {"literal", "family", "given", "suffix"}, form
    (entry,) = pybtex.database.parse_string(bibtex(cited), "bibtex").entries.values()
    assert len(entry.persons["author"]) == 1


def test_a_body_of_several_words_stays_whole_in_ris(town: Town):
    town.review.authors = "The Harbour Desk and Agencies"
    text = ris(cite(relays.Relay(town.review)))
    assert pandoc_reads(text, form="ris")[0]["author"] == [
        {"family": "The Harbour Desk and Agencies"}
    ]
    # A comma at the end, as EndNote's manual asks of corporate authors and Zotero reads them.
    assert read_ris(text)[0]["authors"] == ["The Harbour Desk and Agencies,"]


def test_a_citeproc_processor_sets_them_in_a_style(town: Town):
    cited = cite(relays.Relay(town.review), relays.Relay(town.interview))
    assert citeproc_py(json.loads(csl_json(cited))) == [
        (
            "The Herald (2023) ‘A year of the bridge’, The Herald, 3 February. Available at: "
            "https://retold.example/a-year-of-the-bridge."
        ),
        (
            "‘Seven questions to the diver’ (2023) ‘Seven questions to the diver’. Radio West. "
            "Available at: https://retold.example/seven-questions-to-the-diver."
        ),
    ]


@given(HOSTILE)
def test_a_citeproc_processor_takes_any_title(title: str):
    items = json.loads(
        csl_json([citation(f"Once {title}", outlet="The Herald", published=UNDATED)])
    )
    (line,) = citeproc_py(items)
    assert "Once" in line
    assert "The Herald" in line


def test_nothing_cited_is_an_empty_file():
    assert (json.loads(csl_json([])), bibtex([]), ris([]), in_words([])) == ([], "", "", "")
