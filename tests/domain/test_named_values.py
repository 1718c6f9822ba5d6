"""Values as lines that people type, and what is none."""

from __future__ import annotations

import pytest

from timeline.domain.named_values import LONGEST_TEXT, MOST, NotValues, as_lines, from_lines


def test_what_is_written_as_lines_is_read_again():
    values = {"toll": "4: two of them children", "operation": "Lion", "Ώρα": "9.40"}
    assert as_lines(values).splitlines()[0] == "operation: Lion"
    assert from_lines(as_lines(values)) == values
    assert from_lines(" operation :  Sea\tLion \r\n\r\n") == {"operation": "Sea Lion"}
    assert from_lines("") == {}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("operation: Lion\nLion", "Line 2 is no “name: text”."),
        (": Lion", "Line 1 is no “name: text”."),
        ("operation:", "Line 1 is no “name: text”."),
        ("a: 1\na : 2", "“a” stands twice."),
        (f"{'n' * 81}: 1", "A value’s name has more than 80 characters"),
        (f"n: {'t' * (LONGEST_TEXT + 1)}", "The value “n” has more than 10,000 characters."),
        ("\n".join(f"n{n}: 1" for n in range(MOST + 1)), "There are more than 500 values."),
    ],
)
def test_what_is_no_value_is_said(typed, said):
    with pytest.raises(NotValues) as error:
        from_lines(typed)
    assert said in str(error.value)
