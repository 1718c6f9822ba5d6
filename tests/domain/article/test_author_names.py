"""Authors told apart by commas that part names, not by those within one."""

from __future__ import annotations

import pytest

from timeline.domain.article.author_names import author_names, is_divisible


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("", []),
        (" , ,", []),
        ("Ida Berg", ["Ida Berg"]),
        ("Ida Berg, Olle Strand and sons", ["Ida Berg", "Olle Strand and sons"]),
        ("Martin L. Keene, Jr.", ["Martin L. Keene, Jr."]),
        ("Martin L. Keene, Jr., Petra Lind", ["Martin L. Keene, Jr.", "Petra Lind"]),
        ("Petra Lind, CNN", ["Petra Lind, CNN"]),
        ("Petra Lind, CNN, Ida Berg, BBC", ["Petra Lind, CNN", "Ida Berg, BBC"]),
        ("Keene, Martin", ["Keene, Martin"]),
        ("Keene, Martin L., Jr.", ["Keene, Martin L., Jr."]),
        ("Keene, Jean-Paul, Lind, Petra", ["Keene, Jean-Paul", "Lind, Petra"]),
        ("Reuters, AFP", ["Reuters", "AFP"]),
        ("Reuters, Ida Berg", ["Reuters", "Ida Berg"]),
        ("Reuters, London", ["Reuters, London"]),
        ("Vos, Pieter de; Ann Lee", ["Vos, Pieter de", "Ann Lee"]),
        ("Ida Berg; Lind, Petra;", ["Ida Berg", "Lind, Petra"]),
        (
            "World Health Organization, Regional Office for Europe",
            ["World Health Organization, Regional Office for Europe"],
        ),
        ("Ida Berg, Office for Statistics", ["Ida Berg", "Office for Statistics"]),
        ("The Harbour Desk and Agencies", ["The Harbour Desk and Agencies"]),
    ],
)
def test_a_comma_within_a_name_parts_no_authors(printed: str, names: list[str]):
    assert list(author_names(printed)) == names


@pytest.mark.parametrize("name", ["Ida Berg", "Berg, Ida", "J. Berg", "Ida de la Berg"])
def test_a_family_name_is_known_by_its_place(name: str):
    assert is_divisible(name)


@pytest.mark.parametrize(
    "name",
    ["The Harbour Desk", "Ida Berg and sons", "Martin L. Keene, Jr.", "Petra Lind, CNN", "AFP"],
)
def test_what_may_be_a_body_or_has_more_than_a_name_is_not_divided(name: str):
    assert not is_divisible(name)
