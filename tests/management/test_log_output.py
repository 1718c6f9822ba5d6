"""What commands complain of and fail with under ``RETOLD_LOG=json``: an object a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.installation import copied, manage
from timeline.management.log_output import LoggedCommand

OURS = sorted(name for name, app in get_commands().items() if app == "timeline")


@pytest.mark.parametrize("name", OURS)
def test_each_command_of_ours_complains_in_the_log(name: str):
    assert isinstance(load_command_class("timeline", name), LoggedCommand)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("backup nothing.zip", "CommandError: DATABASE_URL names"),
        ("ingest no-such-folder", "CommandError: "),
        ("make_editor", "CommandError: DATABASE_URL names"),
        ("restore --nothing file", "unrecognized arguments: --nothing"),
    ],
)
def test_what_it_fails_with_is_an_object(
    arguments: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RETOLD_LOG", "json")
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    line = json.loads(manage(*arguments.split(), url=url, fails=True))
    assert line["message"].startswith(told)
    assert (line["level"], line["logger"]) == ("ERROR", "timeline.serve")


def test_its_answer_stays_as_it_is_and_what_it_passes_over_is_an_object(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("RETOLD_LOG", "json")
    (tmp_path / "empty.txt").touch()
    url = copied(migrated, tmp_path / "retold.sqlite3")
    answer, *complaints = manage("ingest", str(tmp_path / "empty.txt"), url=url).splitlines()
    assert answer.endswith("; 0 proposals to review.")
    [line] = [json.loads(complaint) for complaint in complaints]
    assert "empty.txt" in line["message"]
