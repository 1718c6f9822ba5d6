"""JSON that is written as it comes."""

from __future__ import annotations

import json

from timeline.exports.json_pieces import json_items, json_text


def test_an_array_of_any_length_is_read_back_whole():
    for values in ([], [1], [{"a": "b\n"}, None, "é"]):
        pieces = list(json_items(values))
        assert len(pieces) == len(values)
        assert json.loads(f"[{''.join(pieces)}]") == values


def test_other_scripts_are_written_as_they_are():
    assert json_text({"місто": "Київ"}) == '{"місто": "Київ"}'
