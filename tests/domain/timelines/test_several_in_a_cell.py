"""What commas do in a column of names, and where that is asked."""

from __future__ import annotations

import pytest

from timeline.domain.timelines.column_mapping import Mapping
from timeline.domain.timelines.several_in_a_cell import Commas, commas_in, names
from timeline.domain.timelines.timeline_file import Timeline, read_timeline

FULL, WHOLE = "Karin Lohse, Holger Brandt", "Smith, John"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((FULL, "Ida Berg"), (Commas.EACH, "")),
        ((FULL, "Ida Berg, Nato"), (Commas.EACH, "")),
        ((WHOLE, FULL), (Commas.NONE, FULL)),
        ((WHOLE, "Berg, Ida"), (Commas.NONE, WHOLE)),
        (("Ida Berg; Olaf Lund", FULL), (Commas.NONE, FULL)),
        (("Ida Berg", "Olaf Lund"), (Commas.NONE, "")),
        (("the crowd, which left", "Ida Berg"), (Commas.NONE, "")),
    ],
)
def test_commas_part_names_only_where_that_is_sure(cells, found):
    assert commas_in(cells) == found


def test_names_are_parted_as_was_said():
    assert names(WHOLE, commas=Commas.EACH) == ["Smith", "John"]
    assert names(WHOLE, commas=Commas.FULL) == [WHOLE]
    assert names(FULL, commas=Commas.FULL) == ["Karin Lohse", "Holger Brandt"]
    assert names(FULL, commas=Commas.NONE) == [FULL]
    assert names("Ida Berg; Smith, John", commas=Commas.EACH) == ["Ida Berg", WHOLE]


def read(**said: str) -> Timeline:
    columns = {"title": "a", "date": "b", "actors": "c"}
    text = f'a,b,c\nx,2020,"{WHOLE}"\ny,2021,"{FULL}"\n'
    return read_timeline(text, mapping=Mapping(columns, **said))


def test_what_commas_do_is_asked_where_they_may_do_two_things():
    timeline = read()
    assert [row.actors for row in timeline.rows] == [(WHOLE,), (FULL,)]
    (told,) = timeline.notes
    assert told.startswith(f"“{FULL}” can be several names or one: it is kept as one, unless")
    assert timeline.examples == {"commas": FULL}
    timeline = read(commas="full")
    assert [row.actors for row in timeline.rows] == [(WHOLE,), ("Karin Lohse", "Holger Brandt")]
    assert timeline.notes == ()
