"""Long lists on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from timeline.management.long_lists import shortened


def test_a_list_is_shortened_only_where_more_than_a_line_is_spared():
    lines = [str(number) for number in range(1_500)]
    assert shortened(lines[:6], whole=False) == lines[:6]
    assert shortened(lines, whole=False) == [
        *lines[:5], "… and 1,495 more like these: --verbose names them"
    ]  # fmt: skip
    assert shortened(lines, whole=True) == lines


@pytest.mark.django_db
def test_bad_rows_and_files_that_are_no_articles_are_shortened_too(tmp_path: Path, capsys):
    table = tmp_path / "table.csv"
    table.write_text("title,date\n" + "An event,blue\n" * 9)
    with pytest.raises(CommandError):
        call_command("import_timeline", table, "--map", "title=title", "date=date")
    (line,) = capsys.readouterr().err.splitlines()  # one problem, told once with its rows
    assert line.startswith("rows 2, 3, 4, 5, 6, 7, 8, 9 and 10: “blue” is not read")
    for number in range(9):
        (tmp_path / f"{number}.bin").write_bytes(b"\x00")
    files = sorted(map(str, tmp_path.glob("*.bin")))
    for asked, told in (([], 6), (["--verbose"], 9)):
        call_command("ingest", *files, *asked, verbosity=0)
        assert len(capsys.readouterr().err.splitlines()) == told
