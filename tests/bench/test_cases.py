"""``python -m tests.bench.cases``, and the benchmarks on annotated texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench import annotated_dates, annotated_events, annotated_quotes, cases

TEXT = "The mill burned on 3 May 2021. It was shut on Friday."
QUOTED = "“We stay here,” said Anna Lind. “So do we,” a man said."


def _file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_cases_are_judged_one_by_one_and_those_for_a_person_are_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    case = {"what": "date", "published": "2021-06-14", "text": TEXT}
    right = case | {"id": "a", "ask": "3 May", "right": "2021-05-03"}
    wrong = case | {"id": "b", "ask": "Friday", "right": "none"}
    judged = case | {"id": "c", "ask": "Friday", "judge": "the Friday before"}
    quote = {"id": "d", "what": "quote", "text": QUOTED, "ask": "We stay", "right": "Anna Lind"}
    event = {"id": "e", "what": "proposal", "published": "2021-06-14", "text": TEXT}
    event |= {"ask": "burned", "right": "2021-05-03"}
    cases.main(_file(tmp_path, right, wrong, judged, quote, event))
    *lines, last = capsys.readouterr().out.splitlines()
    told = [json.loads(line) for line in lines]
    assert [one["ok"] for one in told] == [True, False, None, True, True]
    assert told[1] == {"id": "b", "got": "2021-06-11", "right": "none", "ok": False}
    assert last == "3 of 4 right"


def test_a_case_of_no_known_form_stops_with_its_words(tmp_path: Path):
    with pytest.raises(SystemExit, match="no known form"):
        cases.main(_file(tmp_path, {"unknown": 1}))


def test_dates_are_counted_by_rule_and_by_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    dates = [
        {"start": 19, "end": 29, "text": "3 May 2021", "value": "2021-05-03"},
        {"start": 46, "end": 52, "text": "Friday", "value": "2021-06-04"},
    ]
    row = {"set": "news", "id": "a", "published": "2021-06-14", "text": TEXT, "dates": dates}
    annotated_dates.main(_file(tmp_path, row))
    told = capsys.readouterr().out
    assert told.startswith("news: 2 calendar dates: right 1, wrong 1 (0.500 of those stated)")
    assert "weekday                            1       1       0       1" in told


def test_quotations_are_counted_with_how_far_confidence_can_be_believed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    quotes = [
        {"start": 1, "end": 14, "speaker": "Anna Lind"},
        {"start": 33, "end": 42, "speaker": None},
    ]
    annotated_quotes.main(_file(tmp_path, {"id": "a", "text": QUOTED, "quotes": quotes}))
    told = capsys.readouterr().out.splitlines()
    assert told[-3].split() == ["all", "2", "2", "2", "0"]
    assert told[-1].split()[1:] == ["1", "1", "1.00"]


def test_proposals_are_counted_by_kind_and_those_of_no_event_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    events = [{"start": 0, "end": 29, "date": "2021-05-03"}]
    row = {"id": "a", "published": "2021-06-14", "text": TEXT, "events": events}
    annotated_events.main(_file(tmp_path, row))
    told = capsys.readouterr().out.splitlines()
    assert told[-1].endswith("proposals belong to no event")
    assert next(line for line in told if line.startswith("all")).split()[1:] == ["1", "1", "1", "0"]
