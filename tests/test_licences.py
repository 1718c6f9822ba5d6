"""Each dependency's licence is told, and none is one that a project under MIT can't carry."""

from __future__ import annotations

import re

import pytest

from tests import licences

ROWS = dict(
    row.strip("| ").split(" | ", 1)
    for row in licences.PAPER.read_text().splitlines()
    if row.startswith("| ") and not row.startswith(("| package", "| ---"))
)


def test_each_pin_has_its_row_and_no_row_is_of_what_is_gone():
    pinned = licences.pins(licences.RUNS_ON) + licences.pins(licences.TESTED_WITH)
    assert set(ROWS) == set(pinned)


def test_a_row_says_what_the_package_states():
    # Not every package is for every machine; what is not installed states nothing here.
    stated = {name: licences.licence(name) for name in ROWS}
    assert {name: told for name, told in ROWS.items() if stated[name] not in ("", told)} == {}
    assert [name for name, told in ROWS.items() if not told] == []


def test_of_what_tests_use_one_program_is_under_the_gpl_and_it_is_run_not_imported():
    bound = [name for name, told in ROWS.items() if re.search(r"\bA?GPL", told)]
    assert [name for name in bound if " OR " not in ROWS[name]] == ["djlint"]
    folders = [licences.ROOT / "timeline", licences.ROOT / "tests"]
    code = "\n".join(path.read_text() for folder in folders for path in folder.rglob("*.py"))
    assert not re.search(r"^\s*(?:import|from) djlint", code, re.MULTILINE)


@pytest.mark.parametrize("name", licences.pins(licences.RUNS_ON))
def test_what_it_runs_on_may_be_carried(name: str):
    assert licences.may_be_carried(ROWS[name])


@pytest.mark.parametrize(
    ("stated", "may"),
    [
        ("MIT", True),
        ("MIT AND MPL-2.0", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("AGPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_copyleft_of_the_whole_is_not_carried_unless_there_is_a_choice(stated: str, may: bool):
    assert licences.may_be_carried(stated) is may
