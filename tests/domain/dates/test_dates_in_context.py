"""The finder against phrases judged by hand for what they mean where they stand."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.domain.dates.gold_context import InContext, rows
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.text.document import Document
from timeline.domain.time import edtf

ROWS = list(rows())


def _found(row: InContext) -> str:
    hits = find(Document(row.text), published=edtf.parse(row.published))
    over = [hit for hit in hits if hit.start < row.end and row.start < hit.end]
    if any(" readings:" in hit.problem for hit in over):
        return "two readings"
    return next((hit.interval.edtf for hit in over if hit.interval.is_dated), "none")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}: {row.text[:60]}")
def test_a_phrase_means_what_the_text_around_it_says(row):
    assert _found(row) == row.right


def test_most_kinds_have_ten_rows_or_more():
    kinds = Counter(row.kind for row in ROWS)
    assert sum(number >= 10 for number in kinds.values()) >= len(kinds) - 1
