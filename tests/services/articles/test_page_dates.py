"""When a page was published, in its place: instants in UTC, figures, the day in its address."""

from __future__ import annotations

import pytest

from tests.saved_page import page
from timeline.services.articles.saved_pages import read_page


def told(value: str, *, printed: str = "", path: str = "", lang: str = "en"):
    head = f'<meta property="article:published_time" content="{value}">' if value else ""
    if path:
        head += f'<link rel=canonical href="https://berg.example{path}">'
    below = f"<p>{printed}</p>" if printed else ""
    return read_page(page(head=head, below=below).replace("lang=en", f"lang={lang}"))


@pytest.mark.parametrize(
    ("value", "printed", "path", "day"),
    [
        ("2024-05-15T02:40:00Z", "May 14, 2024 at 8:40 p.m.", "", "2024-05-14"),
        ("2024-05-15T02:40:00Z", "Tuesday, 14 May 2024", "", "2024-05-14"),
        ("2024-05-15T02:40:00Z", "", "/2024/05/14/bridge", "2024-05-14"),
        ("2024-05-15T02:40:00Z", "", "/20240514/bridge", "2024-05-14"),
        ("2024-05-15T02:40:00+00:00", "By Anna Lind | 14 May 2024", "/2024/05/15/x", "2024-05-14"),
        ("2024-05-15T02:40:00Z", "May 14, 8:40 p.m.", "", "2024-05-14"),
        ("2024-05-15T02:40:00Z", "Tue 14 May, 20.40", "", "2024-05-14"),
        ("1715740800", "May 14, 2024", "", "2024-05-14"),
        ("2022-03-04T22:30:00.000Z", "5 March 2022, 00:30", "", "2022-03-05"),
        ("2022-03-04T22:30:00Z", "", "/2022/03/05/x", "2022-03-05"),
        ("Fri, 04 Mar 2022 22:30:00 GMT", "Saturday 5 March 2022", "", "2022-03-05"),
        ("2022-12-31T23:10:00Z", "1 January 2023", "", "2023-01-01"),
        ("2023-01-01T03:10:00Z", "Dec. 31, 2022", "", "2022-12-31"),
    ],
)
def test_the_local_day_of_an_instant_in_utc_counts_and_is_told(value, printed, path, day):
    article = told(value, printed=printed, path=path)
    assert article.published.edtf == day
    assert "gives an instant in UTC" in article.published_reason
    assert any("its local day" in note for note in article.notes)


@pytest.mark.parametrize(
    ("value", "printed", "path", "day"),
    [
        ("2024-05-15T02:40:00Z", "", "", "2024-05-15"),
        ("2024-05-15T12:40:00Z", "15 May 2024", "/2024/05/14/x", "2024-05-15"),
        ("2024-05-15T02:40:00Z", "11 May 2024", "", "2024-05-15"),
        ("2024-05-15T02:40:00Z", "Updated 14 May 2024", "", "2024-05-15"),
        ("2024-05-15T02:40:00+02:00", "14 May 2024", "", "2024-05-15"),
        ("2024-05-15", "14 May 2024", "/2024/05/14/x", "2024-05-15"),
        ("2024-05-15T20:40:00Z", "14 May 2024", "", "2024-05-15"),
        ("2024-05-15T02:40:00Z", "", "/2024/05/10/x", "2024-05-15"),
        ("2024-05-15T02:40:00Z", "May 15, 4:40 a.m.", "", "2024-05-15"),
    ],
)
def test_where_no_local_day_is_told_the_day_is_that_of_the_field(value, printed, path, day):
    article = told(value, printed=printed, path=path)
    assert article.published.edtf == day
    assert not any("its local day" in note for note in article.notes)


@pytest.mark.parametrize("lang", ["de", "de-AT", "fr", "uk", "pl"])
@pytest.mark.parametrize(
    ("value", "printed"), [("05.02.2024", ""), ("", "05.02.2024, 10:30"), ("", "5.2.2024")]
)
def test_dots_on_pages_of_languages_that_put_the_day_first(lang, value, printed):
    article = told(value, printed=printed, lang=lang)
    assert article.published.edtf == "2024-02-05"
    assert article.language == "en"  # as its words are, whatever the page says
    assert not told(value, printed=printed).published.is_dated


@pytest.mark.parametrize(
    "path", ["/2024/02/13/bridge", "/20240213-bridge", "/world/2024/feb/13/bridge"]
)
def test_a_day_that_only_the_address_has_is_offered_and_never_stated(path):
    article = told("", path=path)
    assert not article.published.is_dated
    assert article.inferred.edtf == "2024-02-13"
    assert "Only its address has a day" in article.inferred_reason
    stated = told("2024-02-12", path=path)
    assert (stated.published.edtf, stated.inferred.edtf) == ("2024-02-12", "")
