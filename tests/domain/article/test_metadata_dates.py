"""Dates of fields: epoch seconds, Java's and Twitter's, figures by language, instants in UTC."""

from __future__ import annotations

import pytest

from timeline.domain.article.address_dates import of_address
from timeline.domain.article.metadata_dates import puts_day_first, read
from timeline.domain.time.edtf import parse


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2022-03-04", "2022-03-04"),
        ("2022-03-04T10:30:00Z", "2022-03-04"),
        ("20220304", "2022-03-04"),
        ("20220304103000", "2022-03-04"),
        ("20220304T103000Z", "2022-03-04"),
        ("2022030410", "2022-03-04"),
        ("2022-03", "2022-03"),
        ("March 2022", "2022-03"),
        ("1701021234", "2023-11-26"),
        ("1701021234000", "2023-11-26"),
        ("1701021234567890", "2023-11-26"),
        ("1646389800.25", "2022-03-04"),
        ("1009843200", "2002-01-01"),
        ("Tue Feb 13 09:12:44 CET 2024", "2024-02-13"),
        ("Fri Mar 04 23:59:59 EST 2022", "2022-03-04"),
        ("Fri Mar 4 10:30:00 GMT+02:00 2022", "2022-03-04"),
        ("Fri Mar 04 10:30:00 +0000 2022", "2022-03-04"),
        ("Fri Mar 04 10:30:00 UTC 2022", "2022-03-04"),
        ("Mar 4, 2022 10:30:00 AM", "2022-03-04"),
        ("Fri, 04 Mar 2022 10:30:00 GMT", "2022-03-04"),
        ("Fri, 4 Mar 2022 23:30:00 -0500", "2022-03-04"),
        ("Fri Mar 04 2022 10:30:00 GMT+0200 (Eastern European Standard Time)", "2022-03-04"),
        ("Friday, March 4, 2022 - 10:30", "2022-03-04"),
        ("2022/03/04 10:30", "2022-03-04"),
    ],
)
def test_a_field_is_read_as_the_day_that_it_states(value, edtf):
    date = read(value)
    assert date is not None
    assert date.date.interval.edtf == edtf, date


@pytest.mark.parametrize(
    "value", ["03/04/2022", "05.02.2024", "soon", "16463898", "20221304", "20220230", "99999999999"]
)
def test_a_field_of_no_sure_day_is_told_and_not_read(value):
    date = read(value)
    assert date is not None
    assert not date.date.interval.is_dated
    assert date.date.problem


@pytest.mark.parametrize(
    "language",
    ["de", "de-AT", "de_CH", "fr", "uk", "ru", "pl", "cs", "tr", "fi", "it", "ro", "nb", "bg"],
)
@pytest.mark.parametrize("value", ["05.02.2024", "5.2.2024", "05.02.2024 10:30", "05/02/2024"])
def test_figures_begin_with_the_day_in_languages_that_put_it_first(language, value):
    date = read(value, language=language)
    assert date is not None
    assert date.date.interval.edtf == "2024-02-05"


def test_a_day_that_can_only_be_one_is_that_in_every_language():
    for language in ("", "en", "de", "hu"):
        date = read("2024-02-05", language=language)
        assert date is not None
        assert date.date.interval.edtf == "2024-02-05"


@pytest.mark.parametrize("language", ["en", "en-GB", "en-US", "hu", "lt", "zh", "ja", "", "x", "!"])
def test_other_languages_do_not(language):
    assert not puts_day_first(language)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-05-15T02:40:00Z", ["2024-05-14", "2024-05-15"]),
        ("2024-05-15T02:40:00.000Z", ["2024-05-14", "2024-05-15"]),
        ("2024-05-15T02:40:00+00:00", ["2024-05-14", "2024-05-15"]),
        ("2024-05-15 02:40 UTC", ["2024-05-14", "2024-05-15"]),
        ("Wed, 15 May 2024 02:40:00 GMT", ["2024-05-14", "2024-05-15"]),
        ("Wed May 15 02:40:00 +0000 2024", ["2024-05-14", "2024-05-15"]),
        ("20240515T024000Z", ["2024-05-14", "2024-05-15"]),
        ("1715740800", ["2024-05-14", "2024-05-15"]),
        ("2024-05-14T22:30:00Z", ["2024-05-14", "2024-05-15"]),
        ("2024-05-15T11:00:00Z", ["2024-05-14", "2024-05-15", "2024-05-16"]),
        ("2024-05-14T20:40:00-06:00", []),
        ("2024-05-15T02:40:00", []),
        ("2024-05-15", []),
    ],
)
def test_an_instant_in_utc_may_be_another_day_elsewhere(value, days):
    date = read(value)
    assert date is not None
    around = [f"2024-05-{day}" for day in range(12, 19)]
    assert [day for day in around if date.may_be(parse(day))] == days


@pytest.mark.parametrize(
    "path",
    [
        "/2024/02/13/barge-line-sold",
        "/news/2024/2/13/barge",
        "/world/2024/feb/13/barge-line-sold",
        "/20240213/barge.html",
        "/2024-02-13-barge-line",
        "/barge-line-sold-2024-02-13/",
        "/a/2024-02-13",
        "/barge_20240213.html",
        "/2024/02/13",
        "/local/2024/02/13/20240213-barge?page=2",
    ],
)
def test_the_day_in_an_address_is_found(path):
    assert of_address(f"https://coast.example{path}")[0].edtf == "2024-02-13"


@pytest.mark.parametrize(
    "path",
    ["/", "/barge", "/2024/barge", "/2024/02/barge", "/2024/13/13/x", "/id/20241399", "/1202402139",
     "/2024/02/13/2024-02-15-x", "/x?date=2024-02-13", "/202402131", "/12024/02/13/"],
)  # fmt: skip
def test_an_address_without_one_day_gives_none(path):
    assert not of_address(f"https://coast.example{path}")[0].is_dated
