"""Citations as other programs set them in a style, and whom they take for an author."""

from __future__ import annotations

import json

import pybtex
import pybtex.database
import pytest
from hypothesis import given

from tests.exports.citation_processors import (
    citation_js,
    citeproc_js,
    citeproc_py,
    pandoc,
    pandoc_reads,
)
from tests.exports.cited import HOSTILE, bibtex, citation, cite, csl_json, read_ris, ris
from tests.story import Town
from timeline.domain.time import edtf
from timeline.domain.time.intervals import UNDATED
from timeline.exports.citations.citation import CitedKind
from timeline.queries.registers import relays

RANGES = ("199X", "2021/2022-02", "2013-05-02/..", "../2014-06")
"""Ranges over several years, which RIS has no date for; a note tells them."""


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
        "2022-03-04/2022-03-05": ("2022", "March"),
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


@pytest.mark.parametrize(
    ("write", "without"), [(csl_json, ()), (bibtex, ("../2014-06",)), (ris, RANGES)]
)
def test_citation_js_takes_each_file_whole_with_every_title_author_and_day(write, without):
    begun = {
        "2022-03-04": [2022, 3, 4], "2022-03": [2022, 3], "2022~": [2022], "0800": [800],
        "199X": [1990], "2014-02-20/2014-03": [2014], "2021/2022-02": [2021],
        "2013-05-02/..": [2013], "../2014-06": [2014], "": None,
    }  # fmt: skip
    cited = [
        citation(
            f"Title-{number}-",
            key=f"source-{number}",
            published=edtf.parse(text),
            authors=("Martin L. Keene, Jr.", "The Harbour Desk and Agencies"),
            kind=CitedKind.ARTICLE,  # of RIS's NEWS it takes neither author nor day
        )
        for number, text in enumerate(begun)
    ]
    items, lines = citation_js(write(cited))
    assert [item["title"] for item in items] == [one.title for one in cited]
    assert len(lines) == len(cited)
    for item, text, date in zip(items, begun, begun.values(), strict=True):
        assert len(item["author"]) == 2
        told = item["issued"]["date-parts"][0] if "issued" in item else None
        expected = None if text in without else date
        is_range = "/" in text or "X" in text
        assert (told and told[:1] if is_range else told) == expected, text


def test_pandoc_reads_each_date_of_bibtex():
    read = {
        "2022-03-04": [[2022, 3, 4]], "2022-03": [[2022, 3]], "2022~": [[2022]], "0800": [[800]],
        "199X": [[1990], [1999]], "19XX": [[1900], [1999]], "2022-XX": [[2022]],
        "2022-22": [[2022, 22]], "2014-02-20/2014-03": [[2014, 2], [2014, 3]],
        "2013/..": [[2013], [0]], "2013-05-02/..": [[2013, 5, 2], [0]],
        "2013-05~/..": [[2013, 5], [0]],
        "199X/..": [[1990], [0]], "2022-03-XX/..": [[2022, 3], [0]],
        "2025-09/2025-12": [[2025, 9], [2025, 12]], "2022-03-04T10:00:00Z": [[2022, 3, 4]],
    }  # fmt: skip
    cited = [
        citation(text, key=f"source-{number}", published=edtf.parse(text))
        for number, text in enumerate(read)
    ]
    items = {item["title"]: item for item in pandoc_reads(bibtex(cited), form="bibtex")}
    assert {text: items[text]["issued"]["date-parts"] for text in read} == read


@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha"])
def test_bibtex_s_styles_set_what_has_no_publisher_author_or_year(style: str):
    known = {"authors": ("Ida Berg",), "outlet": "Radio West", "published": edtf.parse("2022-03")}
    lacking = {"authors": (), "outlet": "", "published": edtf.parse("199X")}
    cited = [
        citation("A title", key=f"{kind.name}-{name}", kind=kind, **known | {name: lacking[name]})
        for kind in CitedKind
        for name in lacking
    ]
    lines = pybtex.PybtexEngine().format_from_string(
        bibtex(cited), style=style, output_backend="plaintext"
    )
    assert lines.count("A title") == len(cited)


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
