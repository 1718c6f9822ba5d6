"""A folder of Markdown files with front matter, an event a file, as a table.

Front matter's fields are columns; ``sources`` is a list, of addresses, of titles, or of mappings
with ``outlet``, ``title``, ``url``, ``published`` and ``says``, and each source has a row of its
own. A file without a title has its first heading for one, else its name; its words are what is
said, and the addresses that they link to are a column beside. At the desk the folder comes as a
zip archive.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from timeline.domain.text import markdown
from timeline.domain.timelines.formats.other_files import of_damaged
from timeline.domain.timelines.row import MOST_ROWS, NotATimeline
from timeline.services.articles.text_decoding import decode

LARGEST_FILE = 1_000_000
LARGEST_FOLDER = 50_000_000
"""The bytes that a file, and all of them, may have."""

_MOST_NAMED = 12
_ENDINGS = (".md", ".markdown")
_OF_SOURCE = {
    "outlet": "outlet", "publisher": "outlet", "title": "source title", "url": "source url",
    "address": "source url", "link": "source url", "published": "published", "date": "published",
    "says": "says", "quote": "quote", "speaker": "speaker",
}  # fmt: skip
"""What a source's fields are called as columns."""

_Row = dict[str, Any]


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
    others = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() not in _ENDINGS
    ]
    shown = ", ".join(others[:_MOST_NAMED])
    more = f" and {len(others) - _MOST_NAMED:,} more" if len(others) > _MOST_NAMED else ""
    return f"Passed over, for they are no Markdown: {shown}{more}." if others else ""


def read_folder(data: bytes) -> str | None:
    """The table of a zip archive of Markdown files, as JSON; ``None`` where it is none.

    Raises ``NotATimeline`` for one that can't be read, or is larger than may be.
    """
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name for name in sorted(archive.namelist()) if _counts(name)]
            if not names or not all(name.lower().endswith(_ENDINGS) for name in names):
                return None
            rows = list(_rows(_texts(archive, names)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise NotATimeline(of_damaged()) from error
    return json.dumps(rows, ensure_ascii=False)


def _counts(name: str) -> bool:
    """Whether a part of an archive is a file that somebody put there."""
    return not name.endswith("/") and not any(
        part.startswith((".", "__")) for part in PurePosixPath(name).parts
    )


def _texts(archive: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, str]]:
    if len(names) > MOST_ROWS:
        raise NotATimeline(f"It has more than {MOST_ROWS:,} files; split it.")
    left = LARGEST_FOLDER
    for name in names:
        with archive.open(name) as file:
            data = file.read(LARGEST_FILE + 1)
        left -= len(data)
        if len(data) > LARGEST_FILE or left < 0:
            raise NotATimeline(f"“{name}” is larger than a file, or all of them, may be.")
        yield name, decode(data)[0]


def _rows(files: Iterable[tuple[str, str]]) -> Iterator[_Row]:
    for name, text in files:
        fields, body = markdown.matter(text)
        heading, file = markdown.first_heading(body), PurePosixPath(name)
        sources = [*_listed(fields.pop("sources", "")), *_listed(fields.pop("source", ""))]
        row: _Row = {
            "id": file.with_suffix("").as_posix(),
            "title": heading or file.stem,
            "says": markdown.plain(_without_heading(body)).strip(),
        }
        beside = {"id": "file", "title": "heading", "says": "body"}
        for field, value in fields.items():
            words = _plain(value)
            if (held := row.get(field)) and field in beside and held != words:
                row[beside[field]] = held
            row[field] = words
        if links := markdown.links_in(body):
            row["links"] = "; ".join(links)
        yield from (row | _source(source) for source in sources or [{}])


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
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
