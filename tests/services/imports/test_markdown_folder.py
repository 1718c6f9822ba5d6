"""Folders of Markdown files, an event a file, sources as a list."""

from __future__ import annotations

import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from timeline.domain.timelines.row import NotATimeline
from timeline.models import Event
from timeline.services.imports import import_timeline
from timeline.services.imports.markdown_folder import LARGEST_FILE
from timeline.services.imports.timeline_file import open_file

pytestmark = pytest.mark.django_db

FIRE = """---
title: Harbour fire
date: 2021-03-04
kind: incident
tags: [fire, port]
operation: Lion
sources:
  - outlet: Daily Alpha
    title: Fire at the harbour
    url: https://example.org/a1
    published: 2021-03-05
  - outlet: Daily Beta
    says: It burned *all night*.
  - https://example.org/c1
---
# A heading

The harbour **burned**.
"""
FERRY = "---\ndate: May 2022\n---\n\n# The ferry sails\n\nAt last.\n"


def archive(**files: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def test_a_file_is_an_event_and_each_of_its_sources_tells_it():
    file = open_file(archive(**{"notes__fire.md": FIRE, "ferry.md": FERRY}), name="events.zip")
    import_timeline.load(file)
    fire = Event.objects.get(title="Harbour fire")
    assert (fire.kind, fire.edtf, fire.named_values) == (
        "incident",
        "2021-03-04",
        {"operation": "Lion", "heading": "A heading", "id": "notes/fire"},
    )
    assert sorted(fire.tag_names) == ["fire", "port"]
    told = {m.source.outlet_name: (m.says, m.source.url) for m in fire.mentions.all()}
    assert told == {
        "Daily Alpha": ("The harbour burned.", "https://example.org/a1"),
        "Daily Beta": ("It burned *all night*.", ""),
        "Publisher not stated": ("The harbour burned.", "https://example.org/c1"),
    }
    ferry = Event.objects.get(slug="ferry")
    assert (ferry.title, ferry.edtf) == ("The ferry sails", "2022-05")
    assert ferry.mentions.get().says == "At last."
    assert import_timeline.load(file).counts.startswith("0 created, 0 updated")


def test_the_command_takes_a_folder(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "ferry.md").write_text(FERRY)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    call_command("import_timeline", str(tmp_path), stdout=StringIO())
    assert Event.objects.get().title == "The ferry sails"
    (tmp_path / "deep" / "ferry.md").unlink()
    with pytest.raises(Exception, match="no Markdown file in the folder"):
        call_command("import_timeline", str(tmp_path), stdout=StringIO())


def test_what_is_too_large_or_no_folder_of_markdown_is_refused():
    with pytest.raises(NotATimeline, match="is larger than"):
        open_file(archive(**{"big.md": "x" * (LARGEST_FILE + 1)}), name="big.zip")
    with pytest.raises(NotATimeline, match="a zip archive"):
        open_file(archive(**{"ferry.md": FERRY, "a.exe": "MZ"}), name="mixed.zip")
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\ndate: *b\n---\n# Bomb\n"
    file = open_file(archive(**{"bomb.md": bomb}), name="bomb.zip")
    assert len(file.text) < 500
