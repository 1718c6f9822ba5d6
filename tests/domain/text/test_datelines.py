"""Datelines: what they state, that they are no part of a sentence, and what is none."""

from __future__ import annotations

import pytest

from timeline.domain.article.incoming_article import of_text
from timeline.domain.text.datelines import of_paragraph
from timeline.domain.text.document import Document

SENTENCE = "The mayor opened the bridge on Thursday."


@pytest.mark.parametrize(
    ("dateline", "place", "date", "agency"),
    [
        ("PORT LORNE, June 14, 2024 (Norvik Press) – ", "PORT LORNE", "June 14, 2024",
         "Norvik Press"),
        ("KYIV, March 4 (Reuters) - ", "KYIV", "March 4", "Reuters"),
        ("NORTHPORT — ", "NORTHPORT", "", ""),
        ("NORTHPORT – ", "NORTHPORT", "", ""),
        ("NORTHPORT -- ", "NORTHPORT", "", ""),
        ("BERG (AP) — ", "BERG", "", "AP"),
        ("BERG, Norway (AP) — ", "BERG, Norway", "", "AP"),
        ("BERG (AP) —", "BERG", "", "AP"),
        ("(AFP) – ", "", "", "AFP"),
        ("BERG, November 5. /TASS/. ", "BERG", "November 5", "TASS"),
        ("Berg, 4 March 2022 – ", "Berg", "4 March 2022", ""),
        ("Berg – 4 March 2022 – ", "Berg", "4 March 2022", ""),
        ("Port Lorne, June 14, 2024 (Norvik Press) – ", "Port Lorne", "June 14, 2024",
         "Norvik Press"),
        ("BERG, Friday, March 4 — ", "BERG", "Friday, March 4", ""),
        ("ST. OLAF, Minn. (AP) — ", "ST. OLAF, Minn.", "", "AP"),
        ("BERG/VALE, Sept 4 (Reuters) - ", "BERG/VALE", "Sept 4", "Reuters"),
        ("BERG, Norway, March 4, 2022 /PRNewswire/ -- ", "BERG, Norway", "March 4, 2022",
         "PRNewswire"),
        ("NEW BERG, 4 Dec. (Valley News) — ", "NEW BERG", "4 Dec.", "Valley News"),
        ("ÅLESUND, Norway — ", "ÅLESUND, Norway", "", ""),
        ("КИЇВ — ", "КИЇВ", "", ""),
    ],
)  # fmt: skip
def test_a_dateline_states_place_date_and_agency_and_is_in_no_sentence(
    dateline, place, date, agency
):
    found = of_paragraph(dateline + SENTENCE)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    text = f"The town has its bridge\n\n{dateline}{SENTENCE} It was full.\n"
    assert [one.of(text) for one in Document(text).sentences][1:] == [SENTENCE, "It was full."]


@pytest.mark.parametrize(
    "paragraph",
    [
        SENTENCE,
        "NATO — which has thirty members — refused.",
        "NATO — The alliance refused.",
        "UNICEF - The fund asks for help.",
        "WATCH — The mayor opens the bridge.",
        "UPDATE – The bridge is open.",
        "BERG — the town by the river — has its bridge.",
        "The Bridge Authority (BA) - The office that built it.",
        "Berg (Valley Region) — The town has its bridge.",
        "Berg — The town has its bridge.",
        "Anna Lind – The bridge will outlast us.",
        "Q — What did it cost?",
        "On March 4 (Friday) – The day it opened – she cut a ribbon.",
        "March 4, 2022 – The bridge opens.",
        "4 March – The bridge opens.",
        "BERG, said the mayor, is open.",
        "BERG",
        "— BERG",
        "",
    ],
)
def test_other_words_before_a_dash_are_none(paragraph):
    assert of_paragraph(paragraph) is None


def test_the_dateline_names_the_agency_and_a_whole_date_is_the_publication():
    article = of_text(
        f"The town has its bridge\n\nPORT LORNE, June 14, 2024 (Norvik Press) – {SENTENCE}\n"
    )
    assert (article.site, article.published.edtf) == ("Norvik Press", "2024-06-14")
    assert article.place == "PORT LORNE"
    assert article.published_reason == (
        "Printed in the dateline “PORT LORNE, June 14, 2024 (Norvik Press) –”."
    )
    printed = of_text(f"The town\n\n15 June 2024\n\nPORT LORNE, June 14, 2024 – {SENTENCE}\n")
    assert printed.published.edtf == "2024-06-15"
    without = of_text(f"The town has its bridge\n\nKYIV, March 4 (Reuters) - {SENTENCE}\n")
    assert (without.published.edtf, without.site) == ("", "Reuters")
