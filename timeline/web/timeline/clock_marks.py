"""What the chart has most of, strands, dots, bars and names, and their SVG: hundreds on one page.

A template takes a good part of a page's time for as many; what is not our own is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape as escaped

from django.utils.safestring import SafeString, mark_safe
from markupsafe import escape

from timeline.templatetags.retold import outlet_class
from timeline.web.timeline.clock_initials import TextBox, placed
from timeline.web.timeline.clock_size import Size
from timeline.web.timeline.clock_strands import THINNEST, Strand


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

    ``events``: the keys of those that it stands for, none for sources. ``open_start`` and
    ``open_end`` say that the interval runs on beyond the bar.
    """

    x: float
    title: str
    full: bool
    bar: Rail | None = None
    open_start: bool = False
    open_end: bool = False
    events: tuple[int, ...] = ()
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
    events: tuple[int, ...] = ()


def strands(some: Iterable[Strand]) -> SafeString:
    """Strands as links to their events; the first can be reached by the Tab key."""
    return _together(
        f'<a class="strand" href="{escape(strand.address)}"{_of(strand.events)}'
        f' tabindex="{-1 if number else 0}"><title>{_words(strand.words)}</title>'
        f"{_curve(strand)}</a>"
        for number, strand in enumerate(some)
    )


def curves(some: Iterable[Strand]) -> SafeString:
    """Strands that lead nowhere, or, in the second drawing of a page, where the first one's do: a
    script brings over from there what would stand on the page twice.
    """
    return _together(map(_curve, some))


def initials(some: Iterable[Strand], *, taken: Iterable[TextBox]) -> SafeString:
    """The initials of outlets, which stand above all strands, clear of one another and of words
    that have ``taken`` their room.
    """
    wishes = ((strand.initials, strand.named) for strand in some)
    return _together(
        f'<text x="{x}" y="{y}">{_words(letters)}</text>' for letters, x, y in placed(wishes, taken)
    )


def _curve(strand: Strand) -> str:
    thick = "" if strand.thickness == THINNEST else f' stroke-width="{strand.thickness}"'
    return f'<path class="curve {strand.look}"{thick} d="{strand.path}"/>'


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


def marks(dots: Iterable[Dot], size: Size, across: int, *, titled: bool) -> SafeString:
    """Dots on a rail, with their titles and events where they are to be ``titled``."""
    made = []
    for dot in dots:
        look = "" if dot.events else " mark-told"
        ring = "" if dot.full else " mark-ring"
        x, y = size.point(dot.x, across).split()
        begun = f'<circle class="mark{look}{ring}" cx="{x}" cy="{y}" r="5.5"'
        if titled:
            title = f"<title>{_words(dot.title)}</title>"
            made.append(f"{begun}{_of(dot.events)}>{title}</circle>")
        else:
            made.append(f"{begun}/>")
    return _together(made)


def names(some: Iterable[RailName], *, first_in_tabs: bool) -> SafeString:
    """Names beside a rail, each a link; ``first_in_tabs``: the Tab key reaches the first."""
    made = []
    for place, name in enumerate(some):
        tab = 0 if first_in_tabs and not place else -1
        lines = "".join(
            f'<text x="{name.x:g}" y="{name.y + 13 * number:g}">{_words(line)}</text>'
            for number, line in enumerate(name.lines)
        )
        side = "" if name.anchor == "middle" else f" {name.anchor}"
        leader = f'<path class="leader" d="{name.leader}"/>' if name.leader else ""
        made.append(
            f'{leader}<a class="rail-name{side}" href="{escape(name.address)}" tabindex="{tab}"'
            f"{_of(name.events)}><title>{_words(name.title)}</title>"
            f"{lines}</a>"
        )
    return _together(made)


def _of(events: tuple[int, ...]) -> str:
    return f' data-event="{" ".join(map(str, events))}"' if events else ""


def _words(text: str) -> str:
    """A text within an element, where quotes may stay as they are."""
    return escaped(text, quote=False)


def _together(made: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(made))  # noqa: S308 - what is not our own is escaped
