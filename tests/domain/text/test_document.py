"""A text parsed once: its words with their places, and what its lines are."""

from __future__ import annotations

import pytest

from timeline.domain.text.document import Document
from timeline.domain.text.folding import fold

TEXT = "“Éva’s 3,000 men…  left,”  she said — at 10–12 a.m.\nThe plan–which failed–was Øre’s."


def test_each_word_stands_where_it_says() -> None:
    document = Document(TEXT)
    table = document.words
    words = list(zip(table.starts, table.ends, table.low, strict=True))
    assert [word for _, _, word in words] == [
        "“", "eva's", "3,000", "men", "…", "left", ",", "”", "she", "said", "—", "at", "10-12",
        "a.m", ".", "the", "plan", "–", "which", "failed", "–", "was", "øre's".replace("ø", "o"),
        ".",
    ]  # fmt: skip
    for start, end, word in words:
        assert word in (TEXT[start:end], fold(TEXT[start:end]))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ferry sinks off Port Lorne", "heading"),
        ("By Anna Lind", "byline"),
        ("By noon the fire was out.", "text"),
        ("The quay on Monday. (Olle Strand/Norvik Press)", "caption"),
        ("Photo by Olle Strand.", "caption"),
        ("“We stay until the water falls.”", "quotation"),
        ("“We stay,” said the mayor. “We always have.”", "text"),
        ("The mayor left on Monday.", "text"),
    ],
)
def test_a_line_is_told_by_its_form(line: str, kind: str) -> None:
    assert Document(line).kinds == [kind]
