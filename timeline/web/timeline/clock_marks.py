"""What the chart has most of, curves, dots and bars, and their SVG: some thousands on one page.

A template takes a good part of a page's time for as many; what is not our own is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.templatetags.retold import outlet_class


@dataclass(frozen=True, slots=True)
class Rail:
    """A stretch of a rail, from left to right; ``before`` where it precedes the story."""

    left: float
    right: float
    before: bool

    @property
    def width(self) -> float:
        """How wide it is."""
        return round(self.right - self.left, 1)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot on a rail: full for a day, a ring for more; ``bar`` is its interval's extent.

    ``open_start`` and ``open_end`` say that the interval runs on beyond the bar.
    """

    x: float
    title: str
    full: bool
    bar: Rail | None = None
    open_start: bool = False
    open_end: bool = False
    event: str = ""
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A mention's curve, or a band of many, from when it happened to when it was told."""

    path: str
    title: str
    colour: int | None
    event: str = ""
    event_title: str = ""
    thickness: float = 1.5


def strands(curves: Iterable[Curve]) -> SafeString:
    """Curves as links to their events; the first can be reached by the Tab key."""
    links: dict[str, str] = {}
    made = []
    for number, curve in enumerate(curves):
        if (event := curve.event) not in links:
            links[event] = (
                f'href="{escape(reverse("event-detail", args=[event]))}"'
                f' data-event="{escape(event)}"'
            )
        made.append(
            f'<a class="strand" {links[event]} tabindex="{-1 if number else 0}">'
            f'<path class="reach" d="{curve.path}"/>'
            f'<path class="curve {outlet_class(curve.colour)}" d="{curve.path}"/>'
            f"<title>{escape(curve.event_title)}: told by {escape(curve.title)}</title></a>"
        )
    return _together(made)


def bars(dots: Iterable[Dot], y: int) -> SafeString:
    """The extents on a rail of what is longer than a day."""
    made = []
    for dot in dots:
        if dot.bar is not None:
            event, look = _which(dot)
            if dot.event and (dot.open_start or dot.open_end):
                look = " bar-open"
            made.append(f'<path class="bar{look}"{event} d="M{dot.bar.left} {y}H{dot.bar.right}"/>')
    return _together(made)


def marks(dots: Iterable[Dot], y: int) -> SafeString:
    """Dots on a rail, with their titles."""
    made = []
    for dot in dots:
        event, look = _which(dot)
        ring = "" if dot.full else " mark-ring"
        made.append(
            f'<circle class="mark{look}{ring}"{event} cx="{dot.x}" cy="{y}" r="5">'
            f"<title>{escape(dot.title)}</title></circle>"
        )
    return _together(made)


def _which(dot: Dot) -> tuple[str, str]:
    """Of an event its name, of a source the class of its outlet."""
    if dot.event:
        return f' data-event="{escape(dot.event)}"', ""
    return "", f" {outlet_class(dot.colour)}"


def _together(made: list[str]) -> SafeString:
    return mark_safe("\n".join(made))  # noqa: S308 - what is not our own is escaped
