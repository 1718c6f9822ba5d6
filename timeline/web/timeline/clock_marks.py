"""What the chart has most of, strands, dots, bars and names, and their SVG: hundreds on one page.

A template takes a good part of a page's time for as many; what is not our own is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

from timeline.templatetags.retold import outlet_class
from timeline.web.timeline.clock_size import Size
from timeline.web.timeline.clock_strands import Strand


@dataclass(frozen=True, slots=True)
class Rail:
    """A stretch of a rail from its beginning to its end; ``before``: it precedes the story."""

    left: float
    right: float
    before: bool

    @property
    def width(self) -> float:
        """How long it is."""
        return round(self.right - self.left, 1)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot on a rail: full for a day, a ring for more; ``bar`` is its interval's extent.

    ``events``: the slugs of those that it stands for, none for sources. ``open_start`` and
    ``open_end`` say that the interval runs on beyond the bar.
    """

    x: float
    title: str
    full: bool
    bar: Rail | None = None
    open_start: bool = False
    open_end: bool = False
    events: tuple[str, ...] = ()
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class RailName:
    """Words beside a rail, which lead to an event or a source.

    ``x``, ``y`` and ``anchor`` say where each of its lines stands; ``leader`` joins it to its dot.
    """

    lines: tuple[str, ...]
    title: str
    address: str
    x: float
    y: float
    anchor: str
    leader: str = ""
    events: tuple[str, ...] = ()


def strands(some: Iterable[Strand]) -> SafeString:
    """Strands as links to their events; the first can be reached by the Tab key. Above them all are
    the initials of outlets.
    """
    made, named = [], []
    for number, strand in enumerate(some):
        thick = f' stroke-width="{strand.thickness}"'
        made.append(
            f'<a class="strand" href="{escape(strand.address)}"{_of(strand.events)}'
            f' tabindex="{-1 if number else 0}"><title>{escape(strand.words)}</title>'
            f'<path class="reach" d="{strand.path}"/>'
            f'<path class="curve {strand.look}"{thick} d="{strand.path}"/></a>'
        )
        if strand.named:
            x, y = strand.named.split()
            named.append(
                f'<text class="initials" aria-hidden="true" x="{x}" y="{y}">'
                f"{escape(strand.initials)}</text>"
            )
    return _together([*made, *named])


def curves(some: Iterable[Strand]) -> SafeString:
    """Strands that lead nowhere."""
    return _together(
        f'<path class="curve {strand.look}" stroke-width="{strand.thickness}" d="{strand.path}"/>'
        for strand in some
    )


def bars(dots: Iterable[Dot], size: Size, across: int) -> SafeString:
    """The extents on a rail of what is longer than a day."""
    made = []
    for dot in dots:
        if dot.bar is not None:
            look = "" if dot.events else f" {outlet_class(dot.colour)}"
            if dot.events and (dot.open_start or dot.open_end):
                look = " bar-open"
            path = size.line(dot.bar.left, dot.bar.right, across)
            made.append(f'<path class="bar{look}" d="{path}"/>')
    return _together(dict.fromkeys(made))


def marks(dots: Iterable[Dot], size: Size, across: int) -> SafeString:
    """Dots on a rail, with their titles."""
    made = []
    for dot in dots:
        look = "" if dot.events else " mark-told"
        ring = "" if dot.full else " mark-ring"
        x, y = size.point(dot.x, across).split()
        made.append(
            f'<circle class="mark{look}{ring}"{_of(dot.events)} cx="{x}" cy="{y}" r="5.5">'
            f"<title>{escape(dot.title)}</title></circle>"
        )
    return _together(made)


def names(some: Iterable[RailName]) -> SafeString:
    """Names beside a rail, each a link."""
    made = []
    for name in some:
        lines = "".join(
            f'<tspan x="{name.x:g}" y="{name.y + 13 * number:g}">{escape(line)}</tspan>'
            for number, line in enumerate(name.lines)
        )
        leader = f'<path class="leader" d="{name.leader}"/>' if name.leader else ""
        made.append(
            f'{leader}<a class="rail-name" href="{escape(name.address)}" tabindex="-1"'
            f"{_of(name.events)}><title>{escape(name.title)}</title>"
            f'<text text-anchor="{name.anchor}">{lines}</text></a>'
        )
    return _together(made)


def _of(events: tuple[str, ...]) -> str:
    return f' data-event="{escape(" ".join(events))}"' if events else ""


def _together(made: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(made))  # noqa: S308 - what is not our own is escaped
