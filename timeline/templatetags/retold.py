"""What templates say of dates, outlets and searched words."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from timeline.domain import wording
from timeline.domain.folding import hits, terms
from timeline.domain.intervals import Interval
from timeline.queries.index.choices import Choice

register = template.Library()


@register.filter
def say(interval: Interval) -> str:
    """A date in words."""
    return wording.say(interval)


@register.filter
def precision(interval: Interval) -> str:
    """How precise a date is, in words."""
    return wording.say_precision(interval)


@register.filter
def marked(text: str, search: str) -> SafeString:
    """A text, escaped, in which the words of a search are marked."""
    wanted = terms(search) if search else ()
    if not wanted:
        return conditional_escape(text)
    pieces, at = [], 0
    for first, last in hits(text, wanted):
        pieces += [conditional_escape(text[at:first])]
        pieces += [format_html("<mark>{}</mark>", text[first:last])]
        at = last
    pieces += [conditional_escape(text[at:])]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped above


@register.filter
def outlet_class(colour: int | None) -> str:
    """The class that gives an outlet its colour and its dash."""
    return f"outlet-{colour}" if colour else "outlet-unstated"


@register.filter
def plural(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "24 events"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands parted: "24", "1,000,000"."""
    return f"{number:,}"


@register.simple_tag
def choice_line(choice: Choice, name: str, *, dot: bool = False, found: str = "") -> SafeString:
    """A filter's value: its box, its name and its count. ``dot``: with an outlet's colour.
    ``found`` begins the box's id, where the same value may be offered twice.

    Not a template of its own, as there are hundreds on a page.
    """
    key = format_html("{}{}-{}", found, name, choice.value)
    mark = '<span class="dot {}" aria-hidden="true"></span> ' if dot else ""
    return format_html(
        '<li><label for="{}"><input id="{}" type="checkbox" name="{}" value="{}"{}> {}{}</label>'
        ' <span class="count">{}</span></li>',
        key,
        key,
        name,
        choice.value,
        mark_safe(" checked") if choice.chosen else "",
        format_html(mark, outlet_class(choice.colour)) if dot else "",
        choice.label,
        grouped(choice.count),
    )


@register.filter
def add_to(number: float, more: float) -> float:
    """The sum of two numbers, fractions and all."""
    return round(number + more, 1)


@register.simple_tag(takes_context=True)
def to(context: template.Context, view: str, *args: str) -> str:
    """The address of a page, as it stood on the day that the reader stands on."""
    address, day = reverse(view, args=args), context.get("as_of")
    return f"{address}?as_of={day}" if day else address
