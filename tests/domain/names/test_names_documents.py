"""Names in the five documents: those that the digest gives are found, and no nonsense beside."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from timeline.domain.names import Gazetteer, KnownActor, Name, find
from timeline.domain.text.document import Document

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
NEW = {
    "Norway", "Bosnia and Herzegovina", "Iraq", "Belarus", "Syria", "France", "United States",
    "Russia’s Security Council",
}  # fmt: skip
"""All that the documents name and the register does not have; not one of them is a person."""


@pytest.fixture(scope="module")
def register() -> Gazetteer:
    actors = yaml.safe_load((FIXTURES / "actors.yaml").read_text(encoding="utf-8"))
    return Gazetteer.of(
        KnownActor(each["slug"], each["kind"], (each["name"], *each.get("aliases", ())))
        for each in actors
    )


@pytest.fixture(scope="module")
def digests() -> list[dict[str, Any]]:
    paths = sorted((FIXTURES / "documents").glob("*.yaml"))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


@pytest.fixture(scope="module")
def names(
    documents: Path, register: Gazetteer, digests: list[dict[str, Any]]
) -> dict[str, list[Name]]:
    return {
        each["slug"]: find(
            Document((documents / each["document"]).read_text(encoding="utf-8")), register
        )
        for each in digests
    }


def test_every_spelling_of_the_digest_is_found_as_its_actors(
    names: dict[str, list[Name]], digests: list[dict[str, Any]]
):
    missing = []
    for digest in digests:
        found = defaultdict(set)
        for name in names[digest["slug"]]:
            found[name.actor].add(name.surface)
        for mention in digest["mentions"]:
            for actor, spellings in mention.get("names", {}).items():
                missing += [
                    (digest["slug"], actor, spelling)
                    for spelling in spellings
                    if spelling not in found[actor]
                ]
    assert missing == []


def test_what_is_proposed_is_no_nonsense(names: dict[str, list[Name]]):
    proposed = [name for found in names.values() for name in found if not name.actor]
    assert {name.full for name in proposed} <= NEW
    assert {name.kind for name in proposed} == {"state", "organisation"}
    assert not any(name.alias_of for name in proposed)


def test_offices_are_read_as_they_are_written(names: dict[str, list[Name]]):
    roles = {(name.actor, name.role) for found in names.values() for name in found if name.role}
    assert {
        ("jens-stoltenberg", "minister of Finance of Norway"),
        ("jens-stoltenberg", "Secretary-General"),
        ("antony-blinken", "Secretary of State"),
        ("dmitry-medvedev", "Deputy Chairman of Russia’s Security Council"),
        ("dmytro-kuleba", "Foreign Minister"),
        ("radoslaw-sikorski", "foreign minister"),
    } <= roles
    # No office is read for a state or a body.
    assert {actor for actor, _ in roles} <= {
        "jens-stoltenberg", "volodymyr-zelensky", "vladimir-putin", "joe-biden", "dmytro-kuleba",
        "antony-blinken", "dmitry-medvedev", "radoslaw-sikorski",
    }  # fmt: skip
