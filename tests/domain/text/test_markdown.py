"""Markdown as an article: its front matter, its heading, its words without their marks."""

from __future__ import annotations

import pytest

from timeline.domain.article.incoming_article import of_markdown, of_text
from timeline.domain.text.markdown import front_matter, plain

FRONT = """\
---
title: "The town: a bridge"
author:
  - "[[Anna Lind]]"
  - name: Jon Holm
date: 2022-03-04T10:30:00Z
publisher: Berg Post
source: https://berg.example/bridge
tags: [bridge, town]
---
"""


def test_front_matter_states_what_it_names():
    article = of_markdown(f"{FRONT}\nIt opened.\n")
    assert article.title == "The town: a bridge"
    assert article.authors == "Anna Lind, Jon Holm"
    assert article.published.edtf == "2022-03-04"
    assert article.published_reason == "Stated in the front matter, as “date”."
    assert (article.site, article.url) == ("Berg Post", "https://berg.example/bridge")
    assert article.site_reason == "Stated in the front matter, as “publisher”."
    assert article.text == "It opened."
    assert article.notes == ()


def test_a_source_that_is_no_address_is_the_publisher():
    assert of_markdown("---\nsource: Berg Post\n---\nIt opened.\n").site == "Berg Post"
    article = of_markdown("---\nsource: https://berg.example/a\n---\nIt opened.\n")
    assert (article.site, article.url) == ("", "https://berg.example/a")


def test_a_date_in_front_matter_that_may_be_two_days_is_told():
    article = of_markdown("---\ndate: 03/04/2022\n---\n# So\n\nIt opened.\n")
    assert not article.published.is_dated
    assert "“03/04/2022” can be two different days" in article.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [unclosed\n---\nIt opened.",
        "---\n" + ("[" * 1900 + "\n") * 5 + "---\nIt opened.",
        "---\ntitle: So\ntags: " + "[" * 30 + "]" * 30 + "\n---\nIt opened.",
        "---\nno fields at all\n---\nIt opened.",
        "---\ntitle: never ends\n\nIt opened.",
        "It opened.\n---\ntitle: too late\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_text(text):
    assert front_matter(text) == ({}, text)


def test_front_matter_makes_nothing_but_text():
    fields, _ = front_matter(
        "---\ntitle: !!python/object/apply:os.getcwd []\ndate: 2022-13-45\n---\n"
    )
    assert fields == {"date": "2022-13-45"}


def test_an_escape_in_front_matter_drops_no_mark_into_the_title():
    assert of_markdown('---\ntitle: "A\\u202e bridge\\0"\n---\nIt opened.').title == "A bridge"


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("# A bridge", "A bridge"),
        ("### A bridge", "A bridge"),
        ("A bridge\n========\nIt opened.", "A bridge\nIt opened."),
        ("One **strong**, one *lean*, ***both***.", "One strong, one lean, both."),
        ("__strong__ and _lean_", "strong and lean"),
        ("**one _in_ the other**", "one in the other"),
        ('see [the town](https://berg.example/a_(b) "title") now', "see the town now"),
        ("see [the town][1] now\n\n[1]: https://berg.example", "see the town now\n\n"),
        ("[a link](javascript:alert(1))", "a link"),
        ("[[Anna Lind|her]] and [[Berg]]", "her and Berg"),
        ("![a photograph](x.jpg)It opened.", "It opened."),
        ("<https://berg.example/a>", "https://berg.example/a"),
        ("> said\n> > twice", "said\ntwice"),
        ("* one\n+ two\n- three", "- one\n- two\n- three"),
        ("a `code` here, ~~gone~~", "a code here, gone"),
        ("```js\nlet *x* = 1\n```\nafter", "let *x* = 1\nafter"),
        ("5 \\* 3 \\# 1", "5 * 3 # 1"),
        ("* * *\nafter", "after"),
        # What is no mark stays.
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("snake_case_name", "snake_case_name"),
        ("#hashtag [sic] 2*3", "#hashtag [sic] 2*3"),
        ("<b onclick=x>bold</b>", "<b onclick=x>bold</b>"),
    ],
)
def test_marks_go_and_words_stay(marked, bare):
    assert plain(marked) == bare


def test_the_heading_is_the_headline_and_the_lines_below_its_imprint():
    article = of_markdown("# A bridge at last\n\n*By Anna Lind*, **4 March 2022**\n\nIt opened.\n")
    assert (article.title, article.authors) == ("A bridge at last", "Anna Lind")
    assert article.published.edtf == "2022-03-04"


def test_a_pasted_text_that_begins_as_markdown_is_read_as_such():
    assert of_text("# A bridge\n\nIt **opened**.").text == "A bridge\n\nIt opened."
    assert of_text(f"{FRONT}It opened.").site == "Berg Post"
    assert of_text("A bridge\n\nIt **opened**.").text == "A bridge\n\nIt **opened**."


def test_front_matter_is_read_whatever_ends_its_lines():
    assert front_matter(FRONT.replace("\n", "\r\n")) == front_matter(FRONT)
