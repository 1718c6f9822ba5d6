"""What a plain text states of itself: headline, authors, date, publisher, address."""

from __future__ import annotations

import pytest

from timeline.domain.article.imprint import HEAD, TAIL, address
from timeline.domain.article.incoming_article import of_text

BODY = (
    "The mayor cut a ribbon on the new bridge on Thursday, and the town walked over it all day.\n"
    "“It will outlast us,” she told those who had come, and some of them believed her.\n"
)


def of(*head: str, tail: str = ""):
    """An article of these first lines, two paragraphs and a last line."""
    return of_text("\n".join(head) + "\n\n" + BODY + tail)


# The text


def test_a_plain_text_is_kept_as_it_is_given():
    text = "  A bridge\n\n\n\tIndented, *starred* and [bracketed](so).  \n"
    assert of_text(text).text == text


def test_line_ends_of_every_kind_are_made_one():
    assert of_text("a\r\nb\rc\u2028d\x85e").text == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("dropped", "told"),
    [
        ("\0", "1 NUL character was dropped."),
        ("\x07\x1b", "2 control characters were dropped."),
        ("\u202e", "1 mark that turns the direction of writing was dropped."),
        ("\u2066\u2069", "2 marks that turn the direction of writing were dropped."),
        ("\ud800", "1 broken character was dropped."),
    ],
)
def test_what_no_article_prints_is_dropped_and_told(dropped, told):
    article = of_text(f"A bridge{dropped} opens\n{BODY}")
    assert article.text == f"A bridge opens\n{BODY}"
    assert told in article.notes


def test_text_from_right_to_left_stays_with_its_joiners_and_marks():
    text = (
        "\u05d2\u05e9\u05e8 \u05d7\u05d3\u05e9\u200f\n"
        "\u0645\u06cc\u200c\u0631\u0648\u062f \u067e\u0644.\n"
    )
    article = of_text(text)
    assert (article.text, article.notes) == (text, ())
    assert article.title == "\u05d2\u05e9\u05e8 \u05d7\u05d3\u05e9\u200f"


# The headline


@pytest.mark.parametrize(
    "above",
    [
        [],
        ["Skip to content"],
        ["Home » Region » A new bridge"],
        ["WORLD NEWS", "5 min read"],
        ["2022-03-04"],
        ["By Anna Lind"],
        ["Copyright Berg Post"],
        ["https://berg.example/bridge"],
    ],
)
def test_the_headline_is_the_first_line_that_is_the_articles_own(above):
    assert of(*above, "The town has its bridge").title == "The town has its bridge"


def test_a_line_printed_twice_is_the_headline():
    article = of("Region and valley", "The town has its bridge", "", "The town has its bridge")
    assert article.title == "The town has its bridge"


def test_a_line_that_says_it_is_the_title_is_the_headline():
    assert of("Notes of mine", "Title: The town has its bridge").title == "The town has its bridge"


@pytest.mark.parametrize(
    "caption",
    [
        "The mayor of Berg (Photo: Jon Holm / Valley Pictures)",
        "Photo: Jon Holm",
        "The ribbon is cut. [Image courtesy of the town]",
        "Image credit: Jon Holm",
        "People on the bridge. Jon Holm/Getty Images",
    ],
)
def test_a_photographs_caption_is_no_headline(caption):
    article = of(caption)
    assert article.title == ""
    assert "No headline is printed: it begins with a photograph's caption." in article.notes


def test_below_a_caption_a_headline_is_known_by_its_byline():
    article = of("Photo: Jon Holm", "The town has its bridge", "By Anna Lind")
    assert article.title == "The town has its bridge"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BODY, "it begins with a paragraph"),
        ("She came. She cut it.\n" + BODY, "it begins with a paragraph"),
        ("- one thing\n- another\n", "it begins with a paragraph"),
        ("A line and nothing else", "it has one line"),
    ],
)
def test_a_text_without_a_headline_has_none(text, why):
    article = of_text(text)
    assert article.title == ""
    assert article.notes == (f"No headline is printed: {why}.",)


def test_a_short_sentence_is_a_headline_where_an_imprint_stands_below():
    assert of("The bridge is open.", "By Anna Lind").title == "The bridge is open."
    assert of("The talks end in the U.S.").title == "The talks end in the U.S."


# Authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Anna Lind", "Anna Lind"),
        ("BY ANNA LIND", "ANNA LIND"),
        ("By Anna Lind and Jon de Berg", "Anna Lind, Jon de Berg"),
        ("By Anna Lind, Jon Holm & Mia O’Dea", "Anna Lind, Jon Holm, Mia O’Dea"),
        ("By Anna Lind, Staff Writer", "Anna Lind"),
        ("By Anna Lind in Berg", "Anna Lind"),
        ("By J. R. Holm-Lind", "J. R. Holm-Lind"),
        ("Author: Anna Lind", "Anna Lind"),
        ("Written by Anna Lind", "Anna Lind"),
        ("By Anna Lind | March 4, 2022", "Anna Lind"),
        ("By Reuters", "Reuters"),
        ("By April Holm", "April Holm"),
    ],
)
def test_a_byline_names_the_authors(line, authors):
    article = of("The town has its bridge", line)
    assert (article.authors, article.notes) == (authors, ())


@pytest.mark.parametrize(
    "line",
    [
        "By Friday",
        "By March 2022",
        "By then the river had risen",
        "By far the longest",
        "Byline Times",
        "By the numbers: a bridge",
    ],
)
def test_a_line_that_only_begins_so_names_none(line):
    assert of("The town has its bridge", line).authors == ""


@pytest.mark.parametrize(
    "lines",
    [
        ["Anna Lind 🕒︎ 2022-03-04"],
        ["Anna Lind | 4 March 2022"],
        ["Anna Lind, 4 March 2022"],
        ["Anna Lind · March 4, 2022, 10:30 GMT · 5 min read"],
        ["Anna Lind, Valley Correspondent", "4 March 2022"],
        ["Published 4 March 2022", "Anna Lind"],
    ],
)
def test_a_name_beside_the_date_is_taken_for_the_author_and_told(lines):
    article = of("The town has its bridge", *lines)
    assert (article.authors, article.published.edtf) == ("Anna Lind", "2022-03-04")
    assert any(note.startswith("“Anna Lind” is taken for the author") for note in article.notes)


@pytest.mark.parametrize("line", ["World News | 4 March 2022", "Kyiv | 4 March 2022"])
def test_a_section_or_a_place_beside_the_date_is_no_author(line):
    article = of("The town has its bridge", line)
    assert (article.authors, article.published.edtf) == ("", "2022-03-04")


def test_an_agencys_credit_at_the_end_names_its_reporters():
    article = of("The town", tail="Reporting by Anna Lind; editing by Jon Holm\n")
    assert article.authors == "Anna Lind"


# The date


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("2022-03-04", "2022-03-04"),
        ("2022-03-04T23:30:00-08:00", "2022-03-04"),
        ("4 March 2022", "2022-03-04"),
        ("Friday, 4 March 2022", "2022-03-04"),
        ("March 4, 2022 10:30 GMT", "2022-03-04"),
        ("Mar. 4, 2022 at 6:32 p.m. EST", "2022-03-04"),
        ("10:30, 14.03.2022", "2022-03-14"),
        ("Published: 4 March 2022", "2022-03-04"),
        ("Published on March 4th, 2022", "2022-03-04"),
        ("Date: 2022/03/04", "2022-03-04"),
        ("First published 4 Mar 2022 10.30 GMT", "2022-03-04"),
        ("Published: March 2022", "2022-03"),
        ("By Anna Lind | Published March 4, 2022 | Updated March 6, 2022", "2022-03-04"),
        ("Published 4 March 2022, updated 6 March 2022", "2022-03-04"),
    ],
)
def test_a_line_of_nothing_but_a_date_is_when_it_was_published(line, edtf):
    article = of("The town has its bridge", line)
    assert article.published.edtf == edtf
    assert article.published_reason == f"Printed below the headline, in the line “{line}”."


@pytest.mark.parametrize(
    "line",
    [
        "The bridge of 4 March 2022",
        "On 4 March 2022 the river rose over the old one",
        "4 March 2022 will be remembered",
        "2022",
        "10:30 GMT",
        "Since 24 February 2022",
        "12 killed in 2022",
    ],
)
def test_a_date_in_other_words_is_not(line):
    article = of("The town has its bridge", line)
    assert (article.published.edtf, article.published_reason) == ("", "")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Published: 03/04/2022", "“03/04/2022” can be two different days"),
        ("31 April 2022", "“31 April 2022” holds 31 April 2022, which is no day of the calendar"),
        ("3 hours ago", "“3 hours ago” counts from a day that the text does not state."),
        ("Published: last Friday", "“last Friday” is no date that the text states wholly."),
    ],
)
def test_a_date_that_is_not_wholly_stated_is_not_read_and_told(line, why):
    article = of("The town has its bridge", line)
    assert not article.published.is_dated
    assert any(why in note for note in article.notes), article.notes


def test_an_update_counts_only_where_no_other_date_stands():
    article = of("The town has its bridge", "Updated 6 March 2022", "Published 4 March 2022")
    assert (article.published.edtf, article.notes) == ("2022-03-04", ())
    alone = of("The town has its bridge", "Updated 6 March 2022")
    assert alone.published.edtf == "2022-03-06"
    assert "the date of an update" in alone.notes[0]


def test_a_date_at_the_end_counts():
    article = of("The town", *["A line of it"] * 20, tail="Published: 4 March 2022\n")
    assert article.published.edtf == "2022-03-04"
    assert article.published_reason == (
        "Printed at its end, in the line “Published: 4 March 2022”."
    )


def test_a_chronicles_dates_are_not_its_publication():
    days = [f"{day} March 2022\nSomething happened then, and somebody wrote it down" for day in
            range(1, 6)]  # fmt: skip
    article = of_text("The bridge, day by day\n" + "\n".join(days))
    assert not article.published.is_dated
    assert any("Several of its lines are dates" in note for note in article.notes)


# The publisher


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("Copyright Berg Post", "Berg Post"),
        ("copyright berg post", "berg post"),
        ("© 2025 Berg Post", "Berg Post"),
        ("Copyright © 2019-2025 by Berg Post Ltd. All rights reserved.", "Berg Post Ltd"),
        ("(c) 2025 Berg Post | Terms of use", "Berg Post"),
        ("© Berg Post. All rights reserved", "Berg Post"),
        ("Source: Berg Post", "Berg Post"),
        ("Originally published in Berg Post", "Berg Post"),
        ("Publisher: Ведомости", "Ведомости"),
    ],
)
def test_the_publisher_is_the_one_that_a_line_states(line, site):
    head = of("The town has its bridge", line)
    assert (head.site, head.site_reason) == (
        site,
        f"Printed below the headline, in the line “{line}”.",
    )
    tail = of("The town has its bridge", *["A line of it"] * 20, tail=line)
    assert (tail.site, tail.site_reason) == (site, f"Printed at its end, in the line “{line}”.")


@pytest.mark.parametrize(
    "line",
    [
        "© Getty Images",
        "© Jon Holm",
        "Photo: © 2022 Berg Post",
        "© 2025. All rights reserved.",
        "Source: people who know of it",
        "Source: https://berg.example/bridge",
        "https://www.berg-post.example/2022/bridge",
        "By Berg Post",
        "Published in 2022",
        "An interview with Berg Post",
        "Read more: Berg Post",
    ],
)
def test_what_states_no_publisher_gives_none(line):
    assert of("The town has its bridge", line).site == ""


@pytest.mark.parametrize(
    ("dateline", "site"),
    [
        ("BERG, March 4 (Reuters) - ", "Reuters"),
        ("BERG (AP) — ", "AP"),
        ("(AFP) – ", "AFP"),
        ("BERG, November 5. /TASS/. ", "TASS"),
        ("BERG — ", ""),
        ("The Bridge Authority (BA) - ", ""),
        ("Berg (Valley Region) — ", ""),
    ],
)
def test_a_dateline_states_its_agency_and_no_other_brackets_do(dateline, site):
    assert of_text(f"The town has its bridge\n\n{dateline}{BODY}").site == site


def test_a_copyright_line_counts_before_a_dateline():
    article = of_text(f"The town\n\nBERG (AP) — {BODY}\n© 2025 Berg Post\n")
    assert article.site == "Berg Post"


# The address


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://Berg.Example/A?b=c#d", "https://berg.example/A?b=c"),
        ("http://berg.example", "http://berg.example/"),
        ("http://berg.example:8080/x", "http://berg.example:8080/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://berg.example/x", ""),
        ("//berg.example/x", ""),
        ("https://user:word@berg.example/", ""),
        ("https://berg.example/a b", ""),
        ('https://berg.example/"onclick=', ""),
        ("https:///x", ""),
        ("https://berg.example/\u202ex", ""),
    ],
)
def test_only_a_plain_web_address_is_one(url, kept):
    assert address(url) == kept


def test_a_line_with_the_address_gives_it():
    assert of("The town", "URL: https://berg.example/bridge").url == "https://berg.example/bridge"


# The five documents, and work


def test_only_first_and_last_lines_are_looked_at_for_an_imprint(monkeypatch):
    from timeline.domain.article import imprint

    looked = []
    whole = imprint._imprint_line

    def look(line, **asked):
        looked.append(line)
        return whole(line, **asked)

    monkeypatch.setattr(imprint, "_imprint_line", look)
    of_text("The town has its bridge\n" + "Anna Lind, 4 March 2022, and so on\n" * 50_000)
    assert 0 < len(looked) <= 4 * (HEAD + TAIL + 12)


@pytest.mark.parametrize(
    "line", ["|" * 500_000, "By A, " * 90_000, "2022-" * 100_000, "(" * 500_000]
)
def test_a_line_of_any_length_is_text(line):
    assert of_text(f"{line}\n{line}\n").text == f"{line}\n{line}\n"
