"""The two clocks as PNG, for sites that show a picture of a link that is shared.

It is the page's chart as SVG, with the page's own style, under a title and above a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import uharfbuzz
from django.conf import settings
from django.template.loader import render_to_string
from resvg_py import svg_to_bytes

from timeline.web.timeline.clock_drawing import Drawing

WIDTH, HEIGHT = 1200, 630
"""What sites ask for in a picture of a link, in pixels."""

MARGIN = 48
_ROOM = WIDTH - 2 * MARGIN
_KEY_SIZE = 19
_FONTS = [
    str(files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf"),
    str(files("font_source_serif_pro") / "files" / "SourceSerifPro-Semibold.ttf"),
]
"""Letters without and with serifs, each with Latin, Greek and Cyrillic ones."""

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_DRAWING = re.compile(
    r"^(\.[\w-]+(?:, \.[\w-]+)*) (\{ (?:fill|stroke|text-anchor|font: (?:600 )?[\d.]+px).*\})$",
    re.MULTILINE,
)
"""The rules of a style sheet that say how shapes and words are drawn."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: a title, a line or two under it, the chart, and who its colours are, with how
    many outlets there are besides.

    Without a ``drawing`` there are ``words`` in its place.
    """

    title: str
    under: str
    drawing: Drawing | None
    key: tuple[tuple[str, str], ...]
    unnamed: int
    is_dense: bool
    words: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words in a line; ``y`` and ``size`` in pixels."""

    words: str
    y: float
    size: int


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A name in the key after a line of its ``line``'s class, or words without one."""

    words: str
    x: float
    line: str = ""

    @property
    def words_x(self) -> float:
        """Where its words begin."""
        return self.x + 40 if self.line else self.x


def svg(picture: Picture) -> str:
    """The picture as SVG, ``WIDTH`` by ``HEIGHT``."""
    drawing = picture.drawing
    title = _lines(picture.title, 76, sizes=(46, 40, 34), most=2, serif=True)
    under = title[-1].y + 0.2 * title[-1].size + 8
    return _NOT_IN_XML.sub(
        "",
        render_to_string(
            "picture.svg",
            {
                "width": WIDTH,
                "height": HEIGHT,
                "margin": MARGIN,
                "scale": drawing and _ROOM / drawing.size.width,
                "style": style(),
                "title": title,
                "under": _lines(picture.under, under, sizes=(23,), most=2 if under < 168 else 1),
                "drawing": drawing,
                "is_dense": picture.is_dense,
                "key": _key(picture.key, picture.unnamed),
                "key_y": HEIGHT - 27,
                "words": picture.words,
            },
        ),
    )


def draw(svg: str) -> bytes:
    """Such a picture as PNG."""
    return svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=True,
        font_files=_FONTS,
        font_family="Source Sans Pro",
    )


@cache
def style() -> str:
    """The page's rules for the chart, by day, with each custom property's value in its place."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    base, chart = ((folder / name).read_text("utf-8") for name in ("base.css", "clocks.css"))
    tokens = dict(re.findall(r"--([\w-]+): (?:light-dark\()?([^;,)]+)", base))
    tokens |= {"sans": "Source Sans Pro", "outlet": tokens["accent"], "dash": "none"}
    rules = [f".{name} {{ fill: {tokens[name]}; }}" for name in ("paper", "ink", "muted", "accent")]
    found = _DRAWING.findall(chart)
    rules += [f"{of} {_resolved(rule, tokens)}" for of, rule in found]
    for name, dash in re.findall(r"^\.(outlet-\w+) \{.* --dash: ([^;]+);", base, re.MULTILINE):
        own = {**tokens, "outlet": tokens[name], "dash": dash}
        rules += [
            f".{name}{of} {_resolved(rule, own)}"
            for of, rule in found
            if "var(--outlet" in rule or of == ".mark-ring"
        ]
    dashes = re.findall(r"^\.(dash-\d) \{ --dash: ([^;]+);", base, re.MULTILINE)
    rules += [f".{name}.curve {{ stroke-dasharray: {dash}; }}" for name, dash in dashes]
    return "\n".join(rules)


def _resolved(rule: str, tokens: dict[str, str]) -> str:
    # Each shape that is transparent as such would be drawn on a sheet of its own.
    rule = re.sub(r" opacity: ([\d.]+);", r" stroke-opacity: \1; fill-opacity: \1;", rule)
    return re.sub(
        r"var\(--([\w-]+)(?:, var\(--[\w-]+\))?\)", lambda name: tokens.get(name[1], ""), rule
    )


def _key(names: tuple[tuple[str, str], ...], unnamed: int) -> list[KeyEntry]:
    """Whose colours these are, in a line; how many more there are, with those that don't fit."""
    parts: list[KeyEntry] = []
    x = float(MARGIN)
    for number, (name, look) in enumerate(names):
        part = KeyEntry(name if len(name) <= 40 else f"{name[:39]}…", x, look)
        end = part.words_x + _breadth(part.words, _KEY_SIZE)
        rest = len(names) - number + unnamed
        more = f"and {rest} more"
        if end > WIDTH - MARGIN - (0 if rest == 1 else _breadth(more, _KEY_SIZE) + 28):
            return [*parts, KeyEntry(more, x)]
        parts.append(part)
        x = end + 28
    return [*parts, KeyEntry(f"and {unnamed} more", x)] if unnamed else parts


def _lines(
    words: str, top: float, *, sizes: tuple[int, ...], most: int, serif: bool = False
) -> list[TextLine]:
    """Words in ``most`` lines at the first size at which they fit.

    What doesn't fit at the last size either ends in an ellipsis.
    """
    # No line holds more letters than this, so that a long text is not measured to its end.
    words = " ".join(words[: most * 220].split())
    for size in sizes:
        found = [""]
        for word in words.split():
            longer = f"{found[-1]} {word}".strip()
            if found[-1] and _breadth(longer, size, serif=serif) > _ROOM:
                found.append(word)
            else:
                found[-1] = longer
        if len(found) > most:
            found[most - 1 :] = [f"{found[most - 1]}…"]
        found = [_cut(line, size, serif=serif) for line in found]
        if " ".join(found) == words:
            break
    return [TextLine(line, top + size * (1 + 1.2 * n), size) for n, line in enumerate(found)]


def _cut(line: str, size: int, *, serif: bool) -> str:
    """A line; where there is no room for all of it, as much as there is, and an ellipsis."""
    while _breadth(line, size, serif=serif) > _ROOM:
        line = f"{line[:-2].rstrip()}…"
    return line


def _breadth(words: str, size: int, *, serif: bool = False) -> float:
    """How wide words are, in pixels."""
    font = _font(serif)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advance = sum(glyph.x_advance for glyph in buffer.glyph_positions or ())
    return float(advance * size / font.face.upem)


@cache
def _font(serif: bool) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(_FONTS[serif])))
