"""What templates say of dates, outlets and searched words."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.defaultfilters import stringfilter
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe

from timeline.domain.named_values import in_order
from timeline.domain.outlet_marks import colour_of, dash_of, initials
from timeline.domain.text.folding import hits, terms
from timeline.domain.time import formatting
from timeline.domain.time.intervals import Interval
from timeline.models.state import State
from timeline.queries.selection import FacetValue

register = template.Library()

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_A_SLUG = "-a-slug-"


@register.filter
def say(interval: Interval) -> str:
    """A date in words."""
    return formatting.say(interval)


@register.filter
def precision(interval: Interval) -> str:
    """How precise a date is, in words."""
    return formatting.say_precision(interval)


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
    """The classes that give an outlet its colour and its dash, by the number of its mark."""
    if not colour:
        return "outlet-unstated"
    place, dash = colour_of(colour), dash_of(colour)
    return f"outlet-{place}" + (f" dash-{dash}" if dash != place else "")


@register.simple_tag
@lru_cache(maxsize=1024)
def outlet_dot(colour: int | None, name: str) -> SafeString:
    """An outlet's mark: its initials in its colour, above its dash; a ring where it has none."""
    letters = f' data-initials="{escape(initials(name, colour))}"' if colour else ""
    return mark_safe(  # noqa: S308 - what is not our own is escaped
        f'<span class="dot {outlet_class(colour)}"{letters}></span>'
    )


@register.filter
def state_mark(record: Any) -> SafeString | str:
    """A mark at what readers don't meet, for those who see it: "Draft"; nothing at what they do."""
    if record.state == State.PUBLISHED:
        return ""
    name = State(record.state).label.capitalize()
    return format_html('<span class="state state-{}">{}</span>', record.state, name)


@register.filter
def plural(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "24 events"."""
    return formatting.counted(number, noun)


@register.filter
def in_language(language: str) -> SafeString:
    """The attribute that tells an element's language; nothing where it isn't known."""
    return format_html(' lang="{}"', language) if language else mark_safe("")


register.filter("in_order", in_order)

_NAMED_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((https?://[^\s()<>\"]{3,500})\)")


@register.filter
def linked(text: str) -> SafeString:
    """A text with its addresses as links, those with a name too: "[the report](https://…)"."""
    pieces, at = [], 0
    for found in _NAMED_LINK.finditer(text):
        pieces.append(urlize(text[at : found.start()], nofollow=True, autoescape=True))
        link = '<a href="{}" rel="nofollow">{}</a>'
        pieces.append(format_html(link, found[2], found[1]))
        at = found.end()
    pieces.append(urlize(text[at:], nofollow=True, autoescape=True))
    return SafeString("".join(pieces))


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands parted: "24", "1,000,000"."""
    return f"{number:,}"


@register.simple_tag
def choice_line(choice: FacetValue, name: str, *, dot: bool = False, found: str = "") -> SafeString:
    """A filter's value: its box, its name and its count. ``dot``: with an outlet's colour.
    ``found`` begins the box's id, where the same value may be offered twice.

    Not a template of its own, as there are hundreds on a page.
    """
    value = escape(choice.value)
    key = f"{found}{name}-{value}"
    mark = f"{outlet_dot(choice.colour, choice.label)} " if dot else kind_sign(choice.sign)
    checked = " checked" if choice.chosen else ""
    return mark_safe(  # noqa: S308 - what is not our own is escaped
        f'<li><label><input id="{key}" type="checkbox" name="{name}" value="{value}"'
        f"{checked}> {mark}{escape(choice.label)}</label> "
        f'<span class="count">{"+" if choice.adds else ""}{grouped(choice.count)}</span></li>'
    )


@register.filter
def kind_sign(sign: str) -> SafeString:
    """The sign of a kind, before its name; empty where there is none."""
    return (
        format_html('<span class="sign" aria-hidden="true">{}</span> ', sign)
        if sign
        else SafeString()
    )


@register.filter(is_safe=True)
@stringfilter
def one_line(text: str) -> str:
    """A text with single spaces in the place of line breaks and indentation, none at its ends."""
    return " ".join(text.split())


@register.tag
def joined(parser: Parser, token: Token) -> Node:
    """``{% joined %}...{% endjoined %}``: what stands in it, without line breaks and indentation;
    between attributes a space stays.

    A page shows a space in their place where words or inline elements meet; here they are left out
    when the template is read, so that what belongs together without a space can stand on lines of
    its own. Templates that are included keep theirs.
    """
    nodes = parser.parse(("endjoined",))
    parser.delete_first_token()
    open_at = False
    for text in nodes.get_nodes_by_type(TextNode):
        assert isinstance(text, TextNode)
        text.s, open_at = joined_text(text.s, within_tag=open_at)
    return Joined(nodes)


def joined_text(text: str, *, within_tag: bool) -> tuple[str, bool]:
    """A text without line breaks and indentation, and whether a tag is open at its end."""
    parts = re.split("([<>])", text)
    for at, part in enumerate(parts):
        within_tag = part == "<" or (within_tag and part != ">")
        parts[at] = re.sub(r"\s*\n\s*", " " if within_tag else "", part)
    return "".join(parts), within_tag


class Joined(Node):
    """The nodes of a ``joined`` block."""

    def __init__(self, nodelist: NodeList) -> None:
        """Keep the block's nodes, whose texts have no line breaks any more."""
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """What the nodes give."""
        return self.nodelist.render(context)


@register.filter
def add_to(number: float, more: float) -> float:
    """The sum of two numbers, fractions and all."""
    return round(number + more, 1)


@register.simple_tag(takes_context=True)
def to(context: template.Context, view: str, *args: str) -> str:
    """The address of a page, as it stood on the day that the reader stands on."""
    found, day = address(view, *args), context.get("as_of")
    return f"{found}?as_of={day}" if day else found


@register.simple_tag(takes_context=True)
def outside(context: template.Context, view: str, *args: Any) -> str:
    """The address of a page that stands below no story, such as the desk's."""
    link, scope = reverse(view, args=args), context.get("scope")
    found: str = scope.outside(link) if scope else link
    return found


@register.simple_tag(takes_context=True)
def onward(context: template.Context, view: str, *args: str, **own: str) -> str:
    """The address of a page for a reader who goes on to it, with the filter that they have.

    ``own``: parameters of that page. For an address to cite or share, ``to``.
    """
    found, kept = address(view, *args), context.get("kept")
    return found + str(kept.query(view, own)) if kept else found


@register.simple_tag(takes_context=True)
def to_share(context: template.Context, link: str) -> str:
    """An address written on this page, as other sites are given it: it names its story."""
    scope = context.get("scope")
    found: str = scope.to_share(link) if scope else link
    return found


@register.simple_tag(takes_context=True)
def full(context: template.Context, view: str = "", *args: str) -> str:
    """The address of a page, or of this one, with the host, as it is printed on paper.

    Nothing where the page has no request, or one for a host that is not ours.
    """
    request = context.get("request")
    if request is None:
        return ""
    try:
        if not view:
            return str(request.build_absolute_uri())
        return f"{request.scheme}://{request.get_host()}{to(context, view, *args)}"
    except DisallowedHost:
        return ""


def address(view: str, *args: str) -> str:
    """An address below the prefix that the site is at. What ``reverse`` takes longest for, the
    address of a record, is put together from that of another.
    """
    prefix = get_script_prefix()
    if len(args) == 1 and _SLUG.fullmatch(args[0]):
        before, after = _around_slug(prefix, view)
        return f"{before}{args[0]}{after}"
    return _reversed(prefix, view, *args)


@lru_cache(maxsize=512)
def _around_slug(prefix: str, view: str) -> tuple[str, str]:
    before, _, after = reverse(view, args=[_A_SLUG]).rpartition(_A_SLUG)
    return before, after


@lru_cache(maxsize=512)
def _reversed(prefix: str, view: str, *args: str) -> str:
    return reverse(view, args=args)
