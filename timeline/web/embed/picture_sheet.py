"""A sheet to draw on: lines, discs and words, in the pixels of the picture that comes out of it.

Twice the size is drawn and halved, which smooths the lines. Letters are Source Serif and Source
Sans, which have Latin, Greek and Cyrillic ones.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
"""What sites ask for in a picture of a link, in pixels."""

MARGIN = 48
PAPER, INK = "#fcfaf6", "#1c1a17"

_FINE = 2


class PictureSheet:
    """Paper, with places and sizes in the pixels of the picture that comes out."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, *, colour: str) -> None:
        """A filled box."""
        corners = [each * _FINE for each in (left, top, right, bottom)]
        self.pen.rectangle(corners, fill=colour)

    def line(self, points: list[tuple[float, float]], *, colour: str, width: float) -> None:
        """A line through points."""
        fine = [(x * _FINE, y * _FINE) for x, y in points]
        self.pen.line(fine, fill=colour, width=max(1, round(width * _FINE)), joint="curve")

    def disc(
        self, x: float, y: float, radius: float, *, fill: str, edge: str, width: float
    ) -> None:
        """A circle, filled, with an edge."""
        box = [(x - radius) * _FINE, (y - radius) * _FINE, (x + radius) * _FINE,
               (y + radius) * _FINE]  # fmt: skip
        self.pen.ellipse(box, fill=fill, outline=edge, width=round(width * _FINE))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: int,
        serif: bool = False,
        colour: str = INK,
        anchor: str = "la",
    ) -> None:
        """Words at a place; ``anchor`` as Pillow has it."""
        font = _font(size, serif)
        self.pen.text((x * _FINE, y * _FINE), words, font=font, fill=colour, anchor=anchor)

    def lines(
        self,
        words: str,
        y: float,
        *,
        sizes: tuple[int, ...],
        most: int,
        serif: bool = False,
        colour: str = INK,
    ) -> float:
        """Words in ``most`` lines at the first size at which they fit; the place below them.

        What doesn't fit at the last size either ends in an ellipsis.
        """
        for size in sizes:
            found = _wrapped(words, WIDTH - 2 * MARGIN, size=size, serif=serif, most=most)
            if found.is_whole:
                break
        for number, line in enumerate(found.lines):
            self.text(MARGIN, y + number * size * 1.2, line, size=size, serif=serif, colour=colour)
        return y + len(found.lines) * size * 1.2

    def png(self) -> bytes:
        """All of it at its own size."""
        out = io.BytesIO()
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        small.save(out, "PNG", compress_level=9)
        return out.getvalue()


def breadth(words: str, *, size: int) -> float:
    """How wide words are, without serifs, in pixels."""
    return _font(size, False).getlength(words) / _FINE


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: list[str]
    is_whole: bool


def _wrapped(words: str, room: float, *, size: int, serif: bool, most: int) -> _Lines:
    """Words in lines no longer than ``room`` pixels; a word that is too long is cut."""
    font = _font(size, serif)
    # No line holds more letters than this, so that a long text is not measured to its end.
    text = words[: most * 220].split()
    found: list[str] = []
    line = ""
    for word in text:
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= room * _FINE:
            line = longer
            continue
        if line:
            found.append(line)
        if len(found) == most:
            return _Lines([*found[:-1], _cut(f"{found[-1]}…", font, room)], False)
        line = word
        if font.getlength(word) > room * _FINE:
            found.append(_cut(f"{word}…", font, room))
            line = ""
            if len(found) == most:
                return _Lines(found, False)
    if line:
        found.append(line)
    whole = len(found) <= most and len(words) <= most * 220
    return _Lines(found[:most], whole)


def _cut(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """A text that ends in an ellipsis, as much of it as there is room for."""
    low, high = 0, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(f"{text[:middle].rstrip()}…") <= room * _FINE:
            low = middle
        else:
            high = middle - 1
    return f"{text[:low].rstrip()}…"


@cache
def _font(size: int, serif: bool) -> ImageFont.FreeTypeFont:
    """Source Serif or Source Sans, for Latin, Greek and Cyrillic letters; ``size`` in pixels."""
    package = "font_source_serif_pro" if serif else "font_source_sans_pro"
    name = "SourceSerifPro-Semibold.ttf" if serif else "SourceSansPro-Regular.ttf"
    path = files(package) / "files" / name
    return ImageFont.truetype(io.BytesIO(path.read_bytes()), size * _FINE)
