"""Files that were put together of several encodings: all letters come in, and that is told."""

from __future__ import annotations

import pytest

from timeline.domain.timelines.row import NotATimeline
from timeline.services.imports.timeline_file import open_file

HEAD = b"title,date\n"
OF_TODAY = "Fähre nach Łódź,2021-03-04\n".encode()
OLDER = "Brücke nach Köln,2021-03-05\n"


def test_each_line_is_read_in_its_own_encoding_and_that_is_told():
    file = open_file(HEAD + OF_TODAY + OLDER.encode("cp1252") + OF_TODAY, name="both.csv")
    assert file.text == HEAD.decode() + OF_TODAY.decode() + OLDER + OF_TODAY.decode()
    (told,) = file.notes
    assert told.startswith("Its lines are in two encodings: line 3 is not in UTF-8 as others are")
    assert told.endswith("and was read as Windows-1252.")


def test_what_is_no_word_in_the_encoding_found_is_asked():
    data = HEAD + OF_TODAY + OLDER.encode("mac-roman") * 2
    with pytest.raises(NotATimeline, match=r"lines 3, 4 are not in UTF-8.* Say which encoding"):
        open_file(data, name="both.csv")
    said = open_file(data, name="both.csv", encoding="mac-roman")
    assert said.text == HEAD.decode() + OF_TODAY.decode() + OLDER * 2
    assert "read as mac-roman" in said.notes[0]


def test_a_broken_letter_among_others_of_its_line_is_no_other_encoding():
    broken = OF_TODAY * 5 + OF_TODAY.replace("ź".encode(), b"\xc5")
    assert open_file(HEAD + broken, name="cut.csv").notes == (
        "It is UTF-8; one character is broken in it.",
    )
