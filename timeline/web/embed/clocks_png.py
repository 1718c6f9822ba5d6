"""The two clocks drawn as PNG, for sites that show a picture of a link that is shared.

The shapes are those of the page's chart, so that both show the same; here they get ink.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, pairwise
from math import hypot
from pathlib import Path

from timeline.web.embed.picture_sheet import HEIGHT, MARGIN, PAPER, WIDTH, PictureSheet, breadth
from timeline.web.timeline.clock_marks import Curve, Dot
from timeline.web.timeline.two_clocks import Drawing

MUTED, RAIL = "#67625a", "#a39c8f"
TINT, ACCENT = "#f3eee3", "#8a1a2b"
OUTLETS = (
    "#0b67ab", "#b84a0c", "#a12a68", "#1a7a6c", "#6546b5", "#7a6200", "#3c6e1f", "#7b4a2b",
)  # fmt: skip
"""The outlets' colours, as in ``static/css/base.css`` by day, from colour 1 on."""
UNSTATED = "#6f6a61"
DASHES: tuple[tuple[int, ...], ...] = (
    (), (9, 3), (2, 3), (12, 3, 2, 3), (5, 3), (14, 4), (2, 2, 6, 2), (1, 4),
)  # fmt: skip
UNSTATED_DASH = (4, 2, 1, 2)

_LEFT, _RIGHT, _CHART = MARGIN, WIDTH - MARGIN, 236
_RADIUS = 5.0
_STEPS = 40
_MOST_DASHED = 150
"""With more curves than these nobody can tell a dash from another, and each costs."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: a title, a line or two under it, the chart, and who its colours are.

    Without a ``drawing`` there are ``words`` in its place.
    """

    title: str
    under: str
    drawing: Drawing | None
    key: tuple[tuple[str, int | None], ...]
    is_dense: bool
    words: str


def draw(picture: Picture) -> bytes:
    """The picture as PNG, ``WIDTH`` by ``HEIGHT``."""
    sheet = PictureSheet()
    sheet.text(_LEFT, 34, "Retold", size=26, serif=True, colour=ACCENT)
    under = sheet.lines(picture.title, 76, sizes=(46, 40, 34), most=2, serif=True)
    sheet.lines(picture.under, under + 8, sizes=(23,), most=2 if under < 160 else 1, colour=MUTED)
    if picture.drawing is None:
        sheet.text(_LEFT, 380, picture.words, size=26, colour=MUTED)
    else:
        _Clocks(sheet, picture.drawing).draw(is_dense=picture.is_dense)
        _draw_key(sheet, picture.key)
    return sheet.png()


@cache
def made() -> int:
    """When this drawing was last changed: a picture kept from before is another picture."""
    return Path(__file__).stat().st_mtime_ns


class _Clocks:
    """The chart on a sheet, stretched to its width."""

    def __init__(self, sheet: PictureSheet, drawing: Drawing) -> None:
        self.sheet, self.drawing = sheet, drawing
        self.scale = (_RIGHT - _LEFT) / drawing.size.width
        self.upper, self.lower = self.y(drawing.size.upper), self.y(drawing.size.lower)

    def x(self, x: float) -> float:
        """A place along the rails, in the picture's pixels."""
        return _LEFT + x * self.scale

    def y(self, y: float) -> float:
        """A height of the drawing's, in the picture's."""
        return _CHART + y * self.scale

    def draw(self, *, is_dense: bool) -> None:
        """Bars, rails, curves and dots, each over those before."""
        size = self.drawing.size
        for rail in self.drawing.rails:
            if rail.before:
                left, right = self.x(rail.left), self.x(rail.right)
                self.sheet.box(left, self.upper, right, self.lower, colour=TINT)
        self.sheet.text(self.x(size.margin), self.y(0), "WHEN IT HAPPENED", size=15, colour=MUTED)
        self.sheet.text(
            self.x(size.margin), self.y(size.height), "WHEN IT WAS TOLD", size=15, colour=MUTED,
            anchor="ld",
        )  # fmt: skip
        for dots, y in ((self.drawing.upper, self.upper), (self.drawing.lower, self.lower)):
            for dot in dots:
                self._bar(dot, y)
        for rail in self.drawing.rails:
            for y in (self.upper, self.lower):
                points = [(self.x(rail.left), y), (self.x(rail.right), y)]
                self.sheet.line(points, colour=RAIL, width=1.8)
        self._breaks()
        self._ticks()
        dashed = not is_dense and len(self.drawing.curves) <= _MOST_DASHED
        for curve in self.drawing.curves:
            self._curve(curve, share=0.2 if is_dense else 0.8, dashed=dashed)
        for heaps, y, up in (
            (self.drawing.upper_heaps, self.upper, 1),
            (self.drawing.lower_heaps, self.lower, -1),
        ):
            for heap in heaps:
                high = heap.height * self.scale * up
                left, right = self.x(heap.left), self.x(heap.left + heap.width)
                self.sheet.box(left, min(y, y + high), right, max(y, y + high), colour=ACCENT)
        for dots, y in ((self.drawing.upper, self.upper), (self.drawing.lower, self.lower)):
            for dot in dots:
                self._dot(dot, y)

    def _breaks(self) -> None:
        for x in self.drawing.breaks:
            for y in (self.upper, self.lower):
                zigzag = [(-13, 0), (-6, 0), (-2, -6), (3, 6), (7, 0), (13, 0)]
                points = [(self.x(x + dx), y + dy * self.scale) for dx, dy in zigzag]
                self.sheet.line(points, colour=RAIL, width=1.8)

    def _ticks(self) -> None:
        reach = 6 * self.scale
        for tick in self.drawing.ticks:
            x = self.x(tick.x)
            for y, to, words, anchor in (
                (self.upper, -reach, self.upper - reach - 5, "ms"),
                (self.lower, reach, self.lower + reach + 5, "mt"),
            ):
                self.sheet.line([(x, y), (x, y + to)], colour=RAIL, width=1.4)
                self.sheet.text(x, words, tick.label, size=17, colour=MUTED, anchor=anchor)

    def _curve(self, curve: Curve, *, share: float, dashed: bool) -> None:
        points = [(self.x(x), self.y(y)) for x, y in _along(curve.path)]
        colour = _mixed(_colour(curve.colour), share)
        width = curve.thickness * self.scale if not dashed else 2.6
        dash = _dash(curve.colour) if dashed else ()
        for piece in _dashed(points, [length * self.scale for length in dash]):
            self.sheet.line(piece, colour=colour, width=width)

    def _bar(self, dot: Dot, y: float) -> None:
        if dot.bar is None:
            return
        points = [(self.x(dot.bar.left), y), (self.x(dot.bar.right), y)]
        colour = _mixed(_colour(dot.colour) if not dot.event else ACCENT, 0.2)
        dash = [6.0, 7.0] if dot.open_start or dot.open_end else []
        for piece in _dashed(points, dash):
            self.sheet.line(piece, colour=colour, width=10)

    def _dot(self, dot: Dot, y: float) -> None:
        colour = ACCENT if y == self.upper else _colour(dot.colour)
        fill = colour if dot.full else PAPER
        radius = _RADIUS * self.scale
        self.sheet.disc(self.x(dot.x), y, radius, fill=fill, edge=colour, width=3)


def _draw_key(sheet: PictureSheet, key: tuple[tuple[str, int | None], ...]) -> None:
    """Whose colours these are, in a line; how many more there are, where they don't fit."""
    x, y, size = float(_LEFT), HEIGHT - 27, 19
    for number, (name, colour) in enumerate(key):
        shown = name if len(name) <= 40 else f"{name[:39]}…"
        width = 40 + breadth(shown, size=size)
        rest = len(key) - number
        more = f"and {rest} more"
        room = _RIGHT - (0 if rest == 1 else breadth(more, size=size) + 28)
        if x + width > room:
            sheet.text(x, y, more, size=size, colour=MUTED, anchor="lm")
            return
        for piece in _dashed([(x, y), (x + 30, y)], [length * 1.4 for length in _dash(colour)]):
            sheet.line(piece, colour=_colour(colour), width=4)
        sheet.text(x + 40, y, shown, size=size, anchor="lm")
        x += width + 28


def _along(path: str) -> Iterator[tuple[float, float]]:
    """Places along a curve's path, which is one cubic Bézier: ``M x y C x y x y x y``."""
    numbers = [float(each) for each in path.replace("M", " ").replace("C", " ").split()]
    (x0, y0, x1, y1, x2, y2, x3, y3) = numbers
    for step in range(_STEPS + 1):
        t = step / _STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def _dashed(
    points: list[tuple[float, float]], dash: list[float]
) -> Iterator[list[tuple[float, float]]]:
    """A line in pieces: ``dash`` has the lengths of strokes and gaps in turn, as in SVG."""
    if not dash:
        yield points
        return
    lengths = cycle([(length, not number % 2) for number, length in enumerate(dash)])
    left, is_stroke = next(lengths)
    piece = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        at = 0.0
        while length - at > left:
            at += left
            place = (x0 + (x1 - x0) * at / length, y0 + (y1 - y0) * at / length)
            if is_stroke:
                yield [*piece, place]
            piece = [place]
            left, is_stroke = next(lengths)
        left -= length - at
        piece.append((x1, y1))
    if is_stroke and len(piece) > 1:
        yield piece


def _colour(colour: int | None) -> str:
    return OUTLETS[colour - 1] if colour else UNSTATED


def _dash(colour: int | None) -> tuple[int, ...]:
    return DASHES[colour - 1] if colour else UNSTATED_DASH


def _mixed(colour: str, share: float) -> str:
    """A colour laid thinly on paper: ``share`` of it, the rest paper."""
    mixed = [
        round(int(colour[at : at + 2], 16) * share + int(PAPER[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{each:02x}" for each in mixed)
