from __future__ import annotations

import pytest

from timeline.domain.comparing.documents import Documents


@pytest.mark.parametrize(
    ("tellings", "words", "in_short"),
    [
        (
            [(1, None, "first-hand"), (1, None, "first-hand")],
            "1 document, 1 first-hand", "1 source",
        ),
        ([(1, 9, "relays"), (2, 9, "not-recorded")], "2 documents, 1 first-hand", ""),
        ([(1, None, "relays")], "1 document, 0 first-hand", ""),
        (
            [(1, None, "not-recorded")],
            "1 document; what it draws on is not recorded", "1 source",
        ),
        (
            [(1, None, "not-recorded"), (2, None, "not-recorded")],
            "2 documents; what they draw on is not recorded", "2 sources",
        ),
        (
            [(1, None, "not-recorded"), (1, 9, "not-recorded")],
            "1 document, 1 first-hand; what it draws on is not recorded", "",
        ),
        (
            [(1, None, "first-hand"), (2, None, "not-recorded"), (3, None, "not-recorded")],
            "3 documents, 1 first-hand; what 2 draw on is not recorded", "",
        ),
    ],
)  # fmt: skip
def test_documents_are_first_hand_as_far_as_that_is_recorded(
    tellings: list[tuple[int, int | None, str]], words: str, in_short: str
):
    told = Documents.of(tellings)
    assert told.words == words
    assert told.in_short == (in_short or words)
