"""The finder against sentences judged by hand."""

from __future__ import annotations

import pytest

from tests.domain.dates.gold_dates import SENTENCES
from tests.domain.dates.gold_undated import NO_DATE
from timeline.domain.dates.finding.date_finder import find
from timeline.domain.text.document import Document
from timeline.domain.time import edtf


@pytest.mark.parametrize(("published", "sentence", "dates"), SENTENCES)
def test_every_date_of_a_sentence_is_found_and_read_and_nothing_else(published, sentence, dates):
    hits = find(Document(sentence), published=edtf.parse(published))
    assert [(hit.surface, hit.interval.edtf) for hit in hits] == dates


def test_the_gold_is_large_and_a_good_part_of_it_has_no_dates():
    assert len(SENTENCES) >= 200
    assert len(NO_DATE) >= 60
    assert len({sentence for _, sentence, _ in SENTENCES}) == len(SENTENCES)
