"""An advisory, none, and not having been able to ask are three things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import advisories

CLEAR = {"name": "django", "version": "5.2.19", "vulns": []}
HIT = {"name": "lxml", "version": "6.1.3",
       "vulns": [{"id": "PYSEC-1", "fix_versions": ["6.1.4"], "aliases": []}]}  # fmt: skip
UNASKED = {"name": "tld", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("packages", "code", "told"),
    [
        (
            [CLEAR],
            advisories.GOOD,
            "Asked about 1 packages; advisories are known for none of them.",
        ),
        ([CLEAR, HIT], advisories.AFFECTED, "lxml 6.1.3: PYSEC-1 (mended in 6.1.4)"),
        ([UNASKED], advisories.NOT_ASKED, "Could not ask about 1 of 1 packages: tld."),
        ([CLEAR, UNASKED], advisories.NOT_ASKED, "Could not ask about 1 of 2 packages: tld."),
        ([HIT, UNASKED], advisories.AFFECTED, "Could not ask about 1 of 2 packages: tld."),
        ([], advisories.NOT_ASKED, ""),
    ],
)
def test_what_is_known_is_told_apart_from_what_could_not_be_asked(
    packages: list[object], code: int, told: str
):
    found = advisories.read(json.dumps({"dependencies": packages, "fixes": []}))
    assert found.exit_code == code
    assert told in "\n".join(found.lines())


def test_where_nothing_can_be_asked_that_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    program = tmp_path / "pip-audit"
    program.write_text("#!/bin/sh\necho 'connection refused' >&2\nexit 1\n")
    program.chmod(0o755)
    assert advisories.main(str(program)) == advisories.NOT_ASKED
    assert "Could not ask at all: ['connection refused']" in capfd.readouterr().err
