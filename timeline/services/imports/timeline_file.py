"""A timeline's file: bytes in, its text out, or a sentence that says why not."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import PurePath

from timeline.domain.timelines.column_mapping import Mapping, NameChoice, signature
from timeline.domain.timelines.delimited_sheet import folded, without_last_unnamed
from timeline.domain.timelines.formats import other_files
from timeline.domain.timelines.formats.presets import mapping_of
from timeline.domain.timelines.formats.timelinejs_json import without_script
from timeline.domain.timelines.row import NotATimeline
from timeline.domain.timelines.timeline_file import header_of
from timeline.models import ImportMapping
from timeline.services.articles.file_kinds import binary_kind, is_noise
from timeline.services.articles.text_decoding import decode, decode_lines, misread_word
from timeline.services.imports.markdown_folder import read_folder
from timeline.services.imports.workbooks import read_workbook

ENCODINGS = {
    "utf-8": "UTF-8",
    "windows-1252": "Windows-1252 (western Europe)",
    "iso-8859-15": "ISO-8859-15 (western Europe, with €)",
    "mac-roman": "Mac Roman (Macs before 2001)",
    "windows-1250": "Windows-1250 (central Europe)",
    "iso-8859-2": "ISO-8859-2 (central Europe)",
    "windows-1251": "Windows-1251 (Cyrillic)",
    "koi8-u": "KOI8-U (Cyrillic)",
    "mac-cyrillic": "Mac Cyrillic",
    "windows-1253": "Windows-1253 (Greek)",
    "windows-1254": "Windows-1254 (Turkish)",
}
"""Encodings that an editor may say a file has, each as shown."""

LARGEST = 20_000_000
"""The bytes that a file may have."""


_ASKED = "Say which encoding it has, or save it as UTF-8."


@dataclass(frozen=True, slots=True)
class TimelineFile:
    """A file's text with its name, the SHA-256 of its bytes, and how its encoding was read."""

    name: str
    text: str
    sha256: str
    notes: tuple[str, ...] = ()


def open_file(data: bytes, *, name: str, encoding: str = "") -> TimelineFile:
    """The text of a file, whatever its encoding; of a workbook its table's, as CSV, and of a zip
    archive of Markdown files theirs, as JSON.

    ``encoding``: one of ``ENCODINGS``, where somebody said it. Raises ``NotATimeline`` for a file
    that is empty, too large or no text, and where its encoding can't be told and isn't said.
    """
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise NotATimeline("The file is empty.")
    if len(data) > LARGEST:
        raise NotATimeline(f"The file is larger than {LARGEST // 1_000_000} MB.")
    if (table := read_workbook(data)) is not None:
        text, notes = table.text, table.notes
    elif (folder := read_folder(data, read=partial(_read, encoding=encoding))) is not None:
        text, notes = folder.text, folder.notes
    elif kind := binary_kind(data):
        raise NotATimeline(other_files.of_bytes(kind, data))
    else:
        text, notes = _read(data, encoding=encoding)
    known_as = "".join(c for c in PurePath(name).name if c.isprintable()).strip()
    return TimelineFile(
        known_as[-200:] or "A file",
        without_script(text.replace("\0", "")),
        hashlib.sha256(data).hexdigest(),
        notes,
    )


def _read(data: bytes, *, encoding: str) -> tuple[str, tuple[str, ...]]:
    """A text's letters, and sentences on its encoding. Raises ``NotATimeline``."""
    try:
        mixed = decode_lines(data, encoding)
        if encoding and mixed is None:
            return data.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeError:
        raise NotATimeline(f"The file is not encoded as {ENCODINGS[encoding]}.") from None
    text, told = mixed or decode(data)
    if is_noise(text):
        raise NotATimeline(f"The file holds no text in an encoding that can be told. {_ASKED}")
    if told and not encoding and (odd := misread_word(text)):
        raise NotATimeline(f"{told[0]} But that has “{odd[:60]}” in it. {_ASKED}")
    return text, tuple(told)


def remembered_mapping(file: TimelineFile) -> Mapping:
    """The mapping of a table's columns: as an editor last had it, else as their names suggest.

    Raises ``NotATimeline``.
    """
    header = header_of(file.text)
    if not header:
        return Mapping()
    # A row with more cells than there are names gives columns that the next file lacks again.
    named = without_last_unnamed(header)
    signatures = [signature(header), signature(named)]
    found = ImportMapping.objects.filter(signature__in=signatures)
    kept = max(found, key=lambda one: len(one.header), default=None)
    if kept is None:
        return mapping_of(header)
    # The same names, it may be in other letters: "Title" then, "title" now.
    now = dict(zip((folded(name) for name in kept.header), header, strict=False))
    columns = {what: now.get(folded(name), name) for what, name in kept.columns.items()}
    columns = {what: name for what, name in columns.items() if name in header}
    names = {
        (noun, name): NameChoice(**choice) for noun, name, choice in kept.choices.get("names", ())
    }
    return Mapping(
        columns,
        kept.day_first,
        kept.new_actors,
        spans=kept.choices.get("spans"),
        month_years=kept.choices.get("month_years"),
        undated=kept.choices.get("undated", False),
        names=names,
        kept=kept.choices.get("kept", {}),
        commas=kept.choices.get("commas", ""),
    )


def remember_mapping(file: TimelineFile, mapping: Mapping) -> None:
    """Keep a mapping for the next table with the same header. Raises ``NotATimeline``."""
    header = header_of(file.text)
    if header:
        ImportMapping.objects.update_or_create(
            signature=signature(header),
            defaults={
                "header": list(header),
                "columns": mapping.columns,
                "day_first": mapping.day_first,
                "new_actors": mapping.new_actors,
                "choices": {
                    "spans": mapping.spans,
                    "month_years": mapping.month_years,
                    "undated": mapping.undated,
                    "kept": mapping.kept,
                    "commas": mapping.commas,
                    "names": [
                        [noun, name, asdict(choice)]
                        for (noun, name), choice in mapping.names.items()
                    ],
                },
            },
        )
