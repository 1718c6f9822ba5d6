"""Press databases' texts, live blogs, chronologies and exports of channels are recognised."""

from __future__ import annotations

import json

import pytest

from timeline.domain.article import text_forms
from timeline.domain.article.database_texts import NOTE
from timeline.domain.article.incoming_article import of_text

STORY = (
    "The mayor cut a ribbon on the new bridge, and the town walked over it until dark.\n\n"
    "Yesterday nine thousand names were read out, and the council heard them to the end."
)

NEXIS = f"""Page 1 of 2

The town has its bridge

Berg Post

March 4, 2022 Friday

Final Edition

Copyright 2022 Valley Media Ltd All Rights Reserved

Section: NEWS; Pg. 1
Length: 50 words
Byline: Bo Falk

Body

{STORY}

Load-Date: March 6, 2022

End of Document
"""
OLD_NEXIS = f"""3 of 12 DOCUMENTS

Berg Post

March 4, 2022 Friday
FINAL EDITION

The town has its bridge

BYLINE: Bo Falk
SECTION: NEWS; Pg. 1
LENGTH: 50 words

{STORY}

LOAD-DATE: March 6, 2022
LANGUAGE: ENGLISH
"""
FACTIVA = f"""HD The town has its bridge
BY Bo Falk
WC 50 words
PD 4 March 2022
ET 10:30
SN Berg Post
SC BERGP
LA English
CY Copyright 2022. Valley Media.
LP
{STORY}
AN Document BERGP00020220306ei3400001
"""
FACTIVA_PLAIN = f"""The town has its bridge
Bo Falk
By Bo Falk
50 words
4 March 2022
Berg Post
BERGP
English
Copyright 2022. Valley Media.

{STORY}

Document BERGP00020220306ei3400001
"""
PROQUEST = f"""The town has its bridge
Falk, Bo. Berg Post; Berg [Berg]. 04 Mar 2022: A1.

Full text

{STORY}

Details
Title: The town has its bridge
Author: Falk, Bo
Publication title: Berg Post; Berg
Publication year: 2022
Publication date: Mar 4, 2022
Section: News
ProQuest document ID: 2635012345
Copyright: Copyright Valley Media Mar 4, 2022
Last updated: 2022-03-06
"""


@pytest.mark.parametrize(
    "text",
    [
        NEXIS,
        NEXIS.replace("Page 1 of 2\n\n", ""),
        NEXIS.replace("Friday", "Friday 10:30 AM GMT"),
        NEXIS.replace("March 4, 2022 Friday", "Friday, 4 March 2022"),
        NEXIS.replace("Byline: ", "Byline: By "),
        NEXIS.replace("\nEnd of Document\n", ""),
        NEXIS.replace("Copyright 2022 Valley Media Ltd All Rights Reserved\n\n", ""),
        NEXIS.replace("Load-Date: March 6, 2022\n\n", ""),
        NEXIS.replace("\n\n", "\n"),
        OLD_NEXIS,
        OLD_NEXIS.replace("\n\n", "\n"),
        FACTIVA,
        FACTIVA.replace("HD ", "HD\n").replace("PD ", "PD\n").replace("SN ", "SN\n"),
        FACTIVA_PLAIN,
        PROQUEST,
    ],
)  # fmt: skip
def test_a_press_databases_text_states_its_fields(text):
    article = of_text(text)
    assert (article.title, article.authors) == ("The town has its bridge", "Bo Falk")
    assert (article.site, article.published.edtf) == ("Berg Post", "2022-03-04")
    assert article.site_reason == "Stated by the press database, in the line “Berg Post”."
    assert article.published_reason.startswith("Stated by the press database, in the line")
    assert article.notes == (NOTE,)


@pytest.mark.parametrize(
    "head",
    [
        "The town has its bridge\n\n4 March 2022",
        "The town has its bridge\n\nBy Anna Lind\n\n4 March 2022",
        "The town has its bridge\n\nAnna Lind\n\n4 March 2022",
        "The town has its bridge\n\nIt cost twice what had been planned.\n\n4 March 2022",
    ],
)
def test_a_day_of_loading_alone_makes_no_layout_and_no_outlet_of_a_headline(head):
    article = of_text(f"{head}\n\n{STORY}\n\nLoad-Date: March 6, 2022\n")
    assert (article.title, article.site) == ("The town has its bridge", "")
    assert article.published.edtf == "2022-03-04"


def of_entries(*entries: str) -> str:
    return "The town and its bridge\n\n" + "\n\n".join(
        f"{entry}\nSomething happened then, and somebody wrote it down." for entry in entries
    )


@pytest.mark.parametrize(
    ("entries", "form"),
    [
        (("10:30", "10:45", "11:02"), text_forms.LIVE_BLOG),
        (("10.30am", "10.45am", "11.02am"), text_forms.LIVE_BLOG),
        (("10:30 GMT", "10:45 GMT", "11:02 GMT"), text_forms.LIVE_BLOG),
        (("10:30 – The gate", "10:45 – The river", "11:02 – The end"), text_forms.LIVE_BLOG),
        (("11am", "noon", "2pm", "3.15pm"), text_forms.LIVE_BLOG),
        (("4 March 2022", "5 March 2022", "6 March 2022"), text_forms.CHRONOLOGY),
        (("March 4, 2022 – It", "March 5, 2022 – It", "May 6 – It"), text_forms.CHRONOLOGY),
        (("March 4: it", "March 5: it", "March 6: it"), text_forms.CHRONOLOGY),
        (("2014", "2019", "2022"), text_forms.CHRONOLOGY),
        (("May 2014 – One", "June 2019 – Two", "2022 – Three"), text_forms.CHRONOLOGY),
        (("• 4 March 2022: a", "• 5 March 2022: b", "• 6 March 2022: c"), text_forms.CHRONOLOGY),
        (("[04.03.2022 10:30] Berg: One", "[04.03.2022 10:31] Berg: Two",
          "[05.03.2022 10:30] Berg: Three"), text_forms.CHANNEL),
        (("04/03/2022, 10:30 - Anna: One", "04/03/2022, 10:31 - Jon: Two",
          "05/03/2022, 10:30 - Anna: Three"), text_forms.CHANNEL),
        (("Berg Town, [4 Mar 2022 at 10:30:12]:", "Berg Town, [4 Mar 2022 at 10:31:12]:",
          "Berg Town, [5 Mar 2022 at 10:30:12]:"), text_forms.CHANNEL),
        (("First", "Second", "Third"), ""),
        (("In 2014 it rose", "In 2019 it fell", "By 2022 it was dry"), ""),
        (("10:30", "Later"), ""),
        (("4 March 2022", "Later"), ""),
    ],
)  # fmt: skip
def test_the_form_of_a_text_is_told_and_its_entries_days_are_not_its_publication(entries, form):
    article = of_text(of_entries(*entries))
    forms = {text_forms.LIVE_BLOG, text_forms.CHRONOLOGY, text_forms.CHANNEL}
    assert forms & set(article.notes) == ({form} if form else set())
    if form:
        assert not article.published.is_dated


def exported(*posts: object, **fields: object) -> str:
    return json.dumps({"name": "Berg Town", "type": "public_channel", "messages": posts, **fields})


def post(day: str, text: object, **fields: object) -> dict[str, object]:
    return {"type": "message", "date": f"{day}T10:30:12", "text": text, **fields}


def test_a_channels_export_is_a_text_of_its_posts_by_day():
    article = of_text(
        exported(
            {"type": "service", "date": "2022-03-01T10:00:00", "action": "create_channel"},
            post("2022-03-04", "The bridge is open."),
            post("2022-03-04", ["It is ", {"type": "bold", "text": "full"}, "."]),
            post("2022-03-05", ""),
            post("2022-03-06", "The ferry is for sale."),
        )
    )
    assert [line for line in article.text.splitlines() if line] == [
        "Berg Town", "4 March 2022", "The bridge is open.", "It is full.",
        "6 March 2022", "The ferry is for sale.",
    ]  # fmt: skip
    assert (article.title, article.site, article.published.edtf) == ("Berg Town", "Berg Town", "")
    assert text_forms.CHANNEL in article.notes
    one_day = of_text(exported(post("2022-03-04", "Open."), post("2022-03-04", "Full.")))
    assert one_day.published.edtf == "2022-03-04"
    assert of_text(exported(post("2022-03-04", "Open."), type="personal_chat")).site == ""
