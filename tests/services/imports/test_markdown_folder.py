"""Folders of Markdown files, an event a file, sources as a list."""

from __future__ import annotations

import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import header_of
from timeline.models import Event
from timeline.services.imports import import_timeline
from timeline.services.imports.import_outcome import BadRows
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


def archive(**files: str | bytes) -> bytes:
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
    with pytest.raises(NotATimeline, match=r"“bomb\.md”, line 3: aliases"):
        open_file(archive(**{"bomb.md": bomb}), name="bomb.zip")


TOML = """+++
title = "Harbour fire"
date = 2021-03-04
tags = ["fire", "port"]
draft = true

[[sources]]
outlet = "Daily Alpha"
published = 2021-03-05
+++
The harbour burned.
"""
JSON = """{
  "title": "Harbour fire", "date": "2021-03-04", "sources": [{"outlet": "Daily Alpha"}]
}

The harbour burned.
"""


@pytest.mark.parametrize("text", [TOML, JSON, JSON.replace("{\n", "---json\n{\n", 1).replace(
    "\n}\n", "\n}\n---\n")])  # fmt: skip
def test_fields_in_toml_and_json_are_read(text):
    import_timeline.load(open_file(archive(**{"fire.md": text}), name="events.zip"))
    event = Event.objects.get()
    assert (event.title, event.edtf) == ("Harbour fire", "2021-03-04")
    (mention,) = event.mentions.all()
    assert (mention.source.outlet_name, mention.says) == ("Daily Alpha", "The harbour burned.")
    assert event.named_values.get("draft") == ("yes" if text == TOML else None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: Fire: the port\ndate: 2021\n---\nSo\n", "line 2: it can’t be read as YAML"),
        ("---\ntitle: Fire\ndate: [2021\n---\nSo\n", "line 4: it can’t be read as YAML"),
        ("+++\ntitle = Fire\n+++\nSo\n", "line 2: it can’t be read as TOML"),
        ('{"title": "Fire",\n "date": 2021,,}\nSo\n', "line 2: it can’t be read as JSON"),
        ("---\ntitle: Fire\n\nSo\n", "line 1: no “---” ends its fields"),
    ],
)
def test_fields_that_cannot_be_read_are_a_problem_of_their_file_s_row(text, told):
    file = open_file(archive(**{"bad.md": text, "ferry.md": FERRY}), name="events.zip")
    with pytest.raises(BadRows) as raised:
        import_timeline.load(file)
    (row,) = raised.value.planned
    assert [why for why in row.problems if why.startswith(f"“bad.md”, {told}")]
    assert import_timeline.load(file, skip_bad=True).counts.endswith("1 skipped")
    assert "retold problem" not in header_of(file.text)


def test_a_rule_above_words_is_none_of_their_fields():
    text = "---\n\nIt burned all night.\n\n---\n\nAnd the next day.\n"
    both = archive(**{"rule.md": text, "ferry.md": FERRY})
    import_timeline.load(open_file(both, name="events.zip"))
    says = Event.objects.get(slug="rule").mentions.get().says
    assert says.splitlines() == ["It burned all night.", "", "", "And the next day."]


def test_many_fields_are_read():
    sources = "".join(f"  - https://example.org/{n}\n" for n in range(900))
    text = f"---\ntitle: Fire\ndate: 2021-03-04\nsources:\n{sources}---\nSo\n"
    import_timeline.load(open_file(archive(**{"fire.md": text}), name="events.zip"))
    assert Event.objects.get().mentions.count() == 900


def test_words_of_a_file_whose_sources_have_their_own_stay_as_a_value():
    text = FIRE.replace("title: Fire at", "says: Flames.\n    title: Fire at").replace(
        "  - https://example.org/c1\n", ""
    )
    file = open_file(archive(**{"fire.md": text, "ferry.md": FERRY}), name="events.zip")
    told = "fire.md: each source has words of its own; those of the file are kept as the value"
    assert [note for note in file.notes if told in note]
    import_timeline.load(file)
    fire = Event.objects.get(title="Harbour fire")
    assert fire.named_values["body"] == "The harbour burned."
    assert sorted(fire.mentions.values_list("says", flat=True)) == [
        "Flames.",
        "It burned *all night*.",
    ]
    assert "body" not in Event.objects.get(slug="ferry").named_values


def test_pictures_beside_are_named_and_other_files_tell_that_it_is_something_else():
    file = open_file(archive(**{"ferry.md": FERRY, "a__Ship.PNG": "x"}), name="events.zip")
    assert file.notes == ("Passed over, for they are no Markdown: a/Ship.PNG.",)
    with pytest.raises(NotATimeline, match="a zip archive"):
        open_file(archive(**{"ferry.md": FERRY, "table.csv": "a,b"}), name="events.zip")


def test_the_encodings_of_files_are_told():
    text = "---\ndate: 2021\n---\n# Köln\n\nFähre von {} nach Köln.\n"
    old = archive(**{"ferry.md": FERRY, "köln.md": text.encode("cp1252")})
    file = open_file(old, name="events.zip")
    assert file.notes == ("köln.md: It names no encoding; it was read as Windows-1252.",)
    mac = archive(**{"ferry.md": FERRY, "old.md": text.encode("mac-roman")})
    with pytest.raises(NotATimeline, match=r"“old\.md”: .* Say which encoding it has"):
        open_file(mac, name="events.zip")
    said = open_file(mac, name="events.zip", encoding="mac-roman")
    import_timeline.load(said)
    assert Event.objects.get(slug="old").title == "Köln"


def test_a_file_s_name_is_no_heading():
    text = "---\ntitle: Harbour fire\ndate: 2021-03-04\n---\nIt burned.\n"
    import_timeline.load(open_file(archive(**{"some-name.md": text}), name="events.zip"))
    assert Event.objects.get(title="Harbour fire").named_values == {}
