"""Who wrote and who publishes: bylines run together, placeholders, logins, papers, sections."""

from __future__ import annotations

import pytest

from timeline.domain.article.bylines import of_field
from timeline.domain.article.incoming_article import of_text
from timeline.domain.article.page_names import site_of

BODY = "\n\nThe mayor cut a ribbon on the new bridge, and the town walked over it until dark.\n" * 2


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("ByAnna Lind", "Anna Lind"),
        ("ByJ.R. Tansy", "J.R. Tansy"),
        ("BYAnna Lind", "Anna Lind"),
        ("By\nAnna Lind", "Anna Lind"),
        ("Written by\nAnna Lind", "Anna Lind"),
        ("By:\nAnna Lind\n4 April 2024", "Anna Lind"),
        ("ByAnna LindThursday, 4 April 2024", "Anna Lind"),
        ("By Anna LindPublished 4 April 2024", "Anna Lind"),
        ("By Anna LindApril 4, 2024", "Anna Lind"),
        ("By Anna Lind4 April 2024", "Anna Lind"),
        ("Byline: Bo Falk", "Bo Falk"),
        ("BYLINE: By Bo Falk, Northport Post", "Bo Falk"),
        ("By Martin Holm Jr.", "Martin Holm Jr."),
        ("By Martin Holm, Jr.", "Martin Holm Jr."),
        ("By Martin Holm, Jr. and Anna Lind", "Martin Holm Jr., Anna Lind"),
        ("By Martin Holm III, Staff Writer", "Martin Holm III"),
        ("By Mia O’Dea, Ph.D.", "Mia O’Dea"),
        ("By Anna Lind, Berg Post", "Anna Lind"),
        ("By Anna Lind, The Berg Gazette", "Anna Lind"),
        ("By Anna Lind, the Associated Press", "Anna Lind"),
        ("By Anna Lind and Jon Holm, Valley Herald", "Anna Lind, Jon Holm"),
        ("By Anna Lind | Berg Post", "Anna Lind"),
        ("By Anna Lind, special to the Berg Post", "Anna Lind"),
        ("By Anna Lind for the Berg Post", "Anna Lind"),
        ("By Anna Lind, AP", "Anna Lind"),
        ("By Byron Katz", "Byron Katz"),
        ("By Reuters", "Reuters"),
        ("By the Associated Press", ""),
        ("By Staff", ""),
        ("By admin", ""),
        ("By Webmaster", ""),
        ("By No Author", ""),
    ],
)
def test_a_printed_byline_is_read_however_it_is_set(line, authors):
    assert of_text(f"The town has its bridge\n{line}{BODY}").authors == authors


def test_a_day_that_a_byline_runs_into_is_the_publication():
    for line in ("ByAnna LindThursday, 4 April 2024", "By Anna LindPublished 4 April 2024",
                 "By Anna Lind4 April 2024", "By Anna LindApril 4, 2024"):  # fmt: skip
        assert of_text(f"The town\n{line}{BODY}").published.edtf == "2024-04-04", line


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Anna Lind", ["Anna Lind"]),
        ("By Anna Lind", ["Anna Lind"]),
        ("ByAnna Lind", ["Anna Lind"]),
        ("Anna Lind, Berg Post", ["Anna Lind"]),
        ("Anna Lind | Berg Post", ["Anna Lind"]),
        ("Anna Lind (Berg Post)", ["Anna Lind"]),
        ("Anna Lind - Berg Post", ["Anna Lind"]),
        ("Anna Lind and Jon Holm", ["Anna Lind", "Jon Holm"]),
        ("Martin Holm, Jr.", ["Martin Holm Jr."]),
        ("anna@berg.example (Anna Lind)", ["Anna Lind"]),
        ("Anna Lind <anna@berg.example>", ["Anna Lind"]),
        ("Anna Lind, Staff Writer", ["Anna Lind"]),
        ("Berg Post", ["Berg Post"]),
        ("Редакція", ["Редакція"]),
        ("Анна Лінд", ["Анна Лінд"]),
        ("Lind, Anna", ["Anna Lind"]),
        ("Reuters, Berg", ["Reuters", "Berg"]),
    ],
)
def test_a_field_names_its_authors(value, names):
    assert of_field(value) == names


@pytest.mark.parametrize(
    "value",
    ["No Author", "no author", "N/A", "Unknown", "admin", "Administrator", "webmaster", "Staff",
     "Staff Writer", "Newsroom", "Web Desk", "undefined", "null", "None", "Super User", "By Admin",
     "jsmith", "jsmith22", "j.smith", "anna_lind", "AnnaL77", "user-1234", "JSmith", "1234", "-",
     "anna@berg.example", "https://berg.example/anna", "Guest Contributor", "wordpress", ""],
)  # fmt: skip
def test_a_placeholder_or_a_login_names_nobody(value):
    assert of_field(value) == []


def test_a_board_that_is_named_is_an_author():
    assert of_field("Editorial Board") == ["Editorial Board"]


TITLE = "Bridge closed for a week | Delta News"
HOST = "https://www.deltanews.example/us/bridge"


@pytest.mark.parametrize(
    ("stated", "title", "url", "site"),
    [
        ([("U.S.", "og:site_name")], TITLE, HOST, "Delta News"),
        ([("World", "og:site_name")], "Bridge - The Delta News", HOST, "The Delta News"),
        ([("Sports", "og:site_name")], TITLE, "https://delta-news.example/", "Delta News"),
        ([("Local", "og:site_name"), ("Delta News", "JSON-LD publisher")], "", "", "Delta News"),
        ([("Harbour and River", "og:site_name")], TITLE, HOST, "Delta News"),
        ([], TITLE, HOST, "Delta News"),
        ([("Delta News Online", "og:site_name")], TITLE, HOST, "Delta News Online"),
        ([("DN", "og:site_name")], TITLE, HOST, "DN"),
        ([("Delta News", "og:site_name")], TITLE, "", "Delta News"),
        ([("U.S.", "og:site_name")], TITLE, "", ""),
        ([("U.S.", "og:site_name")], TITLE, "https://cdn.example/x", ""),
        ([], TITLE, "", ""),
        ([], "Bridge closed for a week", HOST, ""),
        ([], "Bridge closed | News", HOST, ""),
        ([("Delta Media", "JSON-LD publisher")], TITLE, HOST, "Delta Media"),
        ([("Berg Post", "og:site_name")], "Bridge | Valley", "https://valley.example/", "Valley"),
    ],
)  # fmt: skip
def test_a_section_is_no_outlet_and_the_title_and_the_host_together_name_it(
    stated, title, url, site
):
    assert site_of(stated, title=title, url=url)[0] == site
