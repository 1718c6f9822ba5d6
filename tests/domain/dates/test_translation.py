"""Dates in the words of other languages: typed, in a text, and in a line of an imprint."""

from __future__ import annotations

import pytest

from timeline.domain.dates import read
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.domain.dates.translation import in_imprint
from timeline.domain.text.document import Document
from timeline.domain.time import edtf

PUBLISHED = edtf.parse("2024-05-15")


@pytest.mark.parametrize(
    ("phrase", "date"),
    [
        ("24 лютого 2022 року", "2022-02-24"),
        ("у лютому 2022", "2022-02"),
        ("п’ятниця, 4 березня 2022 р.", "2022-03-04"),
        ("4\u202fберезня 2022\u202fр.", "2022-03-04"),
        ("с 3 по 5 марта 2022 года", "2022-03-03/2022-03-05"),
        ("в 2014 году", "2014"),
        ("seit dem 24. Februar 2022", "2022-02-24/.."),
        ("bis Ende 2024", "../2024-12"),
        ("vom 3. bis 5. März 2022", "2022-03-03/2022-03-05"),
        ("1er août 2021", "2021-08-01"),
        ("mi-mars 2022", "2022-03-11/2022-03-20"),
        ("w lutym 2022 r.", "2022-02"),
        ("wczoraj", "2024-05-14"),
        ("24 лютого 2022 о 15:30", "2022-02-24T15:30:00"),
        ("mai 2022", "2022-05"),
    ],
)
def test_a_date_is_read_as_it_is_typed(phrase, date):
    assert read(phrase, published=PUBLISHED).interval.edtf == date


@pytest.mark.parametrize(
    "phrase",
    ["lat 90.", "années 1990", "12 Mart 2022", "Freitag, 5. März 2022", "31 juin 2022", "die",
     "mer", "się", "не", "5 років", "2014 року о 25 годині"],
)  # fmt: skip
def test_what_is_no_date_or_a_wrong_one_is_not_read(phrase):
    with pytest.raises(UnreadablePhrase):
        read(phrase, published=PUBLISHED)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("uk", "У лютому рада виділила 18 мільйонів. Міст закрили 2 квітня 2021 року.",
         [("У лютому", "2024-02"), ("2 квітня 2021 року", "2021-04-02")]),
        ("uk", "У 2014–2015 роках було 2000 гривень, близько 1990 осіб.",
         [("У 2014–2015 роках", "2014/2015")]),
        ("de", "Seit 2014 ist das so, vor 2000 Menschen, bis Ende 2024 und im Sommer 2022.",
         [("Seit 2014", "2014/.."), ("bis Ende 2024", "../2024-12"),
          ("im Sommer 2022", "2022-22")]),
        ("fr", "Né le 1er août 2001, en 2000 exemplaires, depuis 2014.",
         [("le 1er août 2001", "2001-08-01"), ("depuis 2014", "2014/..")]),
        ("fr", "Le 05/04/2024.", [("Le 05/04/2024", "2024-04-05")]),
        ("pl", "W 2014 roku, a potem 05.03.2022.",
         [("W 2014 roku", "2014"), ("05.03.2022", "2022-03-05")]),
        ("ru", "На 05.03.2022 и в мае 2023 года.",
         [("На 05.03.2022", "2022-03-05"), ("в мае 2023 года", "2023-05")]),
        ("es", "El 24/02/2022 y 24 de febrero.", [("24/02/2022", "2022-02-24")]),
    ],
)  # fmt: skip
def test_dates_are_found_in_a_text_of_another_language(language, text, found):
    hits = find(Document(text, language=language), published=PUBLISHED)
    assert [(hit.surface, hit.interval.edtf) for hit in hits] == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "12 серпня він приїде."),
        ("uk", "У 2016 році все змінилося, а 3 травня знову."),
        ("es", "05/04/2024"),
    ],
)
def test_a_date_with_two_readings_is_dated_by_neither(language, text):
    *_, hit = find(Document(text, language=language), published=PUBLISHED)
    assert not hit.interval.is_dated
    assert len(hit.alternatives) == 2


@pytest.mark.parametrize(
    ("language", "line", "english"),
    [
        ("de", "Von Jonas Weidner", "By Jonas Weidner"),
        ("uk", "Опубліковано: 4 березня 2022, о 23:30", "Published: 4 March 2022, at 23:30"),
        ("fr", "Par Anne Roux, publié le 3 mars 2022", "By Anne Roux, Published 3 March 2022"),
        ("es", "Por Ana Ruiz", "Por Ana Ruiz"),
    ],
)
def test_a_line_of_an_imprint_has_its_labels_in_english(language, line, english):
    assert in_imprint(line, language=language) == english
