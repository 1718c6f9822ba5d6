"""A folder of Markdown files with front matter, an event a file, as a table.

Front matter's fields, in YAML, TOML or JSON, are columns; ``sources`` is a list, of addresses, of
titles, or of mappings with ``outlet``, ``title``, ``url``, ``published`` and ``says``, and each
source has a row of its own. A file without a title has its first heading for one, else its name;
its words are what is said, and the addresses that they link to are a column beside; where each
source has words of its own, the file's stay as a value. A file whose front matter can't be read is
a row with that problem. Pictures and the like are passed over, by their names. At the desk the
folder comes as a zip archive.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from timeline.domain.text import markdown
from timeline.domain.text.front_matter import UnreadableFields, read_fields
from timeline.domain.timelines.formats.other_files import of_damaged
from timeline.domain.timelines.formats.unused_parts import cell_of
from timeline.domain.timelines.row import MOST_ROWS, PROBLEM_COLUMN, NotATimeline

LARGEST_FILE = 1_000_000
LARGEST_FOLDER = 50_000_000
"""The bytes that a file, and all of them, may have."""

_MOST_NAMED = 12
_ENDINGS = (".md", ".markdown")
_BESIDE = frozenset(
    ".avif .bmp .css .gif .heic .ico .jpeg .jpg .m4a .mov .mp3 .mp4 .ogg .pdf .png .svg .tif .tiff "
    ".wav .webm .webp".split()
)
"""What notes show or link to: a folder of notes with any other file in it may be something else."""

_OF_SOURCE = {
    "outlet": "outlet", "publisher": "outlet", "title": "source title", "url": "source url",
    "address": "source url", "link": "source url", "published": "published", "date": "published",
    "says": "says", "quote": "quote", "speaker": "speaker",
}  # fmt: skip
"""What a source's fields are called as columns."""

_Row = dict[str, Any]
_Reader = Callable[[bytes], tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class FolderText:
    """A folder's table as JSON, and sentences on what is passed over or doubtful."""

    text: str
    notes: tuple[str, ...]


def of_folder(folder: Path) -> bytes:
    """The Markdown files in a folder and below it as a zip archive. Raises ``NotATimeline``."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _ENDINGS]
    if not paths:
        raise NotATimeline("There is no Markdown file in the folder.")
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in paths:
            named = zipfile.ZipInfo(path.relative_to(folder).as_posix())
            archive.writestr(named, path.read_bytes())
    return file.getvalue()


def passed_over(folder: Path) -> str:
    """A sentence on files of a folder that are no Markdown; empty where there are none."""
    return _passed_over(
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() not in _ENDINGS
    )


def _passed_over(names: Iterable[str]) -> str:
    told = _listed_names(list(names))
    return f"Passed over, for they are no Markdown: {told}." if told else ""


def _listed_names(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def read_folder(data: bytes, *, read: _Reader) -> FolderText | None:
    """The table of a zip archive of Markdown files; ``None`` where it is none.

    ``read``: of a file's bytes its text, and sentences on its encoding. Raises ``NotATimeline`` for
    an archive that can't be read, or is larger than may be.
    """
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            every = [name for name in sorted(archive.namelist()) if _counts(name)]
            names = [name for name in every if name.lower().endswith(_ENDINGS)]
            others = [name for name in every if name not in names]
            if not names or any(_suffix(name) not in _BESIDE for name in others):
                return None
            notes = [_passed_over(others)] if others else []
            rows = list(_rows(_texts(archive, names, read, notes), notes))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise NotATimeline(of_damaged()) from error
    if all(PROBLEM_COLUMN in row for row in rows):
        raise NotATimeline(" ".join(row[PROBLEM_COLUMN] for row in rows[:_MOST_NAMED]))
    return FolderText(json.dumps(rows, ensure_ascii=False), tuple(notes))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _counts(name: str) -> bool:
    """Whether a part of an archive is a file that somebody put there."""
    return not name.endswith("/") and not any(
        part.startswith((".", "__")) for part in PurePosixPath(name).parts
    )


def _texts(
    archive: zipfile.ZipFile, names: list[str], read: _Reader, notes: list[str]
) -> Iterator[tuple[str, str]]:
    """Names of files with their texts; ``notes`` gets what is told of their encodings."""
    if len(names) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} files; split it.")
    left = LARGEST_FOLDER
    told: dict[str, list[str]] = {}
    for name in names:
        with archive.open(name) as file:
            data = file.read(LARGEST_FILE + 1)
        left -= len(data)
        if len(data) > LARGEST_FILE or left < 0:
            raise NotATimeline(f"“{name}” is larger than a file, or all of them, may be.")
        try:
            text, of_file = read(data)
        except NotATimeline as error:
            raise NotATimeline(f"“{name}”: {error}") from error
        for note in of_file:
            told.setdefault(note, []).append(name)
        yield name, text
    notes += [f"{_listed_names(some)}: {note}" for note, some in told.items()]


def _rows(files: Iterable[tuple[str, str]], notes: list[str]) -> Iterator[_Row]:
    """The rows of some files; ``notes`` gets which have words that no source tells."""
    untold = []
    for name, text in files:
        file = PurePosixPath(name)
        row: _Row = {"id": file.with_suffix("").as_posix(), "title": file.stem}
        try:
            fields, body = read_fields(text)
        except UnreadableFields as error:
            yield row | {PROBLEM_COLUMN: f"“{name}”, line {error.line}: {error.why}."}
            continue
        heading = markdown.first_heading(body)
        sources = [*_listed(fields.pop("sources", "")), *_listed(fields.pop("source", ""))]
        row |= {"title": heading or file.stem}
        row |= {"says": markdown.plain(_without_heading(body)).strip()}
        beside = {"id": "file", "says": "body"} | ({"title": "heading"} if heading else {})
        for field, value in fields.items():
            words = _plain(value)
            if (held := row.get(field)) and field in beside and held != words:
                row[beside[field]] = held
            row[field] = words
        if links := markdown.links_in(body):
            row["links"] = "; ".join(links)
        told = [_source(source) for source in sources]
        if row["says"] and told and all(one.get("says") for one in told):
            row.setdefault("body", row["says"])
            untold.append(name)
        yield from (row | one for one in told or [{}])
    if untold:
        notes.append(
            f"{_listed_names(untold)}: each source has words of its own; those of the file are "
            "kept as the value “body”."
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _without_heading(body: str) -> str:
    lines = body.strip().splitlines()
    return "\n".join(lines[1:]) if lines and lines[0].lstrip().startswith("# ") else body


def _source(source: Any) -> _Row:
    if isinstance(source, dict):
        row: _Row = {}
        for name, value in source.items():
            column = _OF_SOURCE.get(name, "")
            # Of two that are called alike the second keeps its name.
            row[column if column and column not in row else f"source {name}"] = _plain(value)
        return row
    words = _plain(source)
    return {"source url" if "://" in words else "source title": words}


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return value.isoformat() if isinstance(value, date | time) else cell_of(value)
