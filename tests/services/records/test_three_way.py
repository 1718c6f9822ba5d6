"""What is loaded again, what the record holds, and what it was left with: which of them counts."""

from __future__ import annotations

import pytest

from timeline.services.records.three_way import three_way


@pytest.mark.parametrize(
    ("new", "now", "base", "outcome"),
    [
        ("fair", "fair", "fair", "neither"),
        ("feast", "fair", "fair", "written"),
        ("fair", "market", "fair", "stays"),
        ("feast", "market", "fair", "stays"),
        ("feast", "feast", "fair", "neither"),
    ],
)
def test_a_value_is_written_unless_edited(new: str, now: str, base: str, outcome: str):
    write, stay = three_way({"title": new}, {"title": now}, {"title": base})
    assert (write, stay) == {
        "written": (["title"], []),
        "stays": ([], ["title"]),
        "neither": ([], []),
    }[outcome]


def test_a_value_that_was_not_kept_before_is_written():
    assert three_way({"place": "Berg"}, {"place": ""}, {}) == (["place"], [])


def test_all_that_differs_in_a_record_never_loaded_is_an_editors():
    new, now = {"title": "Fair", "place": "Berg"}, {"title": "Fair", "place": "Lind"}
    assert three_way(new, now, None) == ([], ["place"])
