"""Dates as people type them: what a field keeps, and what it refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from timeline.admin.dates.date_field import DateInput, TypedDateField


@pytest.fixture(autouse=True)
def on_a_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 4 March 2022."""
    from datetime import date

    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2022, 3, 4))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("5 November 2025", "2025-11-05"),
        ("Sept 2025", "2025-09"),
        ("between 1 and 5 March 2022", "2022-03-01/2022-03-05"),
        ("yesterday", "2022-03-03"),
        ("Thursday", "2022-03-03"),
    ],
)
def test_words_are_kept_as_edtf(typed, kept):
    assert TypedDateField().clean(typed) == kept


@pytest.mark.parametrize(
    "edtf",
    [
        "2022", "2022-03", "2022-03-04", "2022-03-04/2022-03-06", "2022/2023", "../2022-03",
        "2022-02-24/..", "2022-03/", "199X", "19XX", "2022-21", "2022-03-XX",
        "2022?", "2022-03~", "2022-03-04%",
    ],
)  # fmt: skip
def test_edtf_is_kept_as_it_is(edtf):
    assert TypedDateField().clean(edtf) == edtf


@pytest.mark.parametrize("typed", ["soon enough", "31 February 2022", "x" * 500, "2022-02-30"])
def test_what_is_no_date_is_refused_with_a_reason(typed):
    with pytest.raises(ValidationError) as refused:
        TypedDateField().clean(typed)
    assert len(refused.value.messages[0]) > 10


def test_the_same_date_in_other_words_is_no_change():
    field = TypedDateField()
    assert not field.has_changed("2025-11-05", "5 November 2025")
    assert not field.has_changed(None, "")
    assert field.has_changed("2025-11-05", "6 November 2025")
    assert field.has_changed("2025-11-05", "gibberish")


def test_the_box_has_a_place_beside_it_for_its_reading():
    html = DateInput(counts_from="today").render("when", "2022", {"id": "id_when"})
    assert 'data-hx-get="/admin/read-date/"' in html
    assert 'data-hx-target="next output"' in html
    assert "load" in html
    assert '<output aria-live="polite"' in html


def test_an_empty_box_asks_nothing_until_something_is_typed():
    assert "load" not in DateInput(counts_from="today").render("when", "", {})
