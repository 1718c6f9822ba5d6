"""What a file looks like by its bytes, where that is no text."""

from __future__ import annotations

import re

LOOKED_AT = 4096
"""The bytes at its start that are looked at; those of a zip's first names lie there."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\1\0", "an icon"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"bplist00", "a property list, such as Safari's web archive"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"MZ", "a program"),
    (b"OggS", "a sound or video"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"opendocument.text", "an OpenDocument text (.odt)"),
    (b"application/epub+zip", "an e-book (.epub)"),
)
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a\x7f-\xff]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd]")


def binary_kind(data: bytes) -> str:
    """What a file that is no text looks like, "a PDF document"; empty where it may be text."""
    start = data[:LOOKED_AT]
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in _IN_ZIP if mark in start), "a zip archive")
    if start[4:8] == b"ftyp":
        return "a video or a photograph"
    if start.startswith(b"RIFF") and start[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "a WebP image" if start[8:12] == b"WEBP" else "a sound or video"
    for mark, kind in _STARTS:
        # A text may begin with the letters of a mark; the file they mark has no text after them.
        if start.startswith(mark) and (
            not mark.isalnum() or len(mark) > 6 or _NO_TEXT.search(start[len(mark) : 512])
        ):
            return kind
    return ""


def is_noise(text: str) -> bool:
    """Whether so many characters control or are broken that the bytes can't have been text."""
    sample = text[:200_000].replace("\0", "")
    return len(_CONTROL.findall(sample)) > 4 + len(sample) // 20
