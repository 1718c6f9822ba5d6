"""oEmbed: a page's address in, an iframe that shows it out (oembed.com, version 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html

from timeline.models import Event, FormerSlug
from timeline.web.api.api_types import OEmbed
from timeline.web.embed.clocks_png import HEIGHT, WIDTH
from timeline.web.http import addresses, story_scope
from timeline.web.http.story_scope import StoryScope, named_now, parted
from timeline.web.timeline.filter_form import filter_request

TIMELINE = (800, 640)
"""How wide and high the timeline's frame is where nobody says otherwise, in pixels."""

CARD = (640, 360)
LEAST = (280, 120)
"""The narrowest and lowest frame that can be read; a smaller wish gets what it wishes."""

_HOUR = 3600


class NoSuchPage(Http404):
    """No page of ours that can be shown in another has this address; the message says why."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown: its title, the frame's and the picture's address, the frame's size."""

    title: str
    frame: str
    picture: str
    size: tuple[int, int]


def card_of(
    request: HttpRequest, address: str, *, most_wide: int | None, most_high: int | None
) -> OEmbed:
    """How to show the page at an address. Raises ``NoSuchPage``.

    Neither frame nor picture is larger than is asked for; without room for the picture there is
    none.
    """
    shown = _shown(request, address)
    width = min(shown.size[0], most_wide or shown.size[0])
    height = min(shown.size[1], most_high or shown.size[1])
    card = OEmbed(
        type="rich",
        version="1.0",
        title=shown.title,
        provider_name=settings.RETOLD_NAME,
        provider_url=request.build_absolute_uri(story_scope.of(request).site),
        cache_age=_HOUR,
        html=frame(
            request.build_absolute_uri(shown.frame), title=shown.title, width=width, height=height
        ),
        width=width,
        height=height,
    )
    if (most_wide or WIDTH) >= WIDTH and (most_high or HEIGHT) >= HEIGHT:
        card["thumbnail_url"] = request.build_absolute_uri(shown.picture)
        card["thumbnail_width"], card["thumbnail_height"] = WIDTH, HEIGHT
    return card


def frame(address: str, *, title: str, width: int, height: int) -> str:
    """The iframe as markup."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' style="border:0;max-width:100%"></iframe>',
        address,
        title,
        width,
        height,
    )


def to_xml(card: OEmbed) -> bytes:
    """The same as XML."""
    root = ElementTree.Element("oembed")
    for name, value in card.items():
        # What XML 1.0 has no way to write is left out.
        text = "".join(c for c in str(value) if c in "\t\n\r" or c >= " ")
        ElementTree.SubElement(root, name).text = text.replace("\ufffe", "").replace("\uffff", "")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _shown(request: HttpRequest, address: str) -> _Shown:
    parts, match, scope = _resolved(request, address)
    asked = filter_request(QueryDict(parts.query), story=scope.story)
    if asked.errors:
        raise NoSuchPage(f"There is no such selection: {', '.join(sorted(asked.errors))}.")
    query = addresses.query(asked.criteria)
    if match.view_name in {"event-list", "embed-timeline"}:
        return _Shown(
            scope.story.title if scope.story else "Timeline",
            scope.to_share(reverse("embed-timeline")) + query,
            scope.to_share(reverse("clocks-picture")) + query,
            TIMELINE,
        )
    event = _event(match.kwargs["slug"])
    return _Shown(
        event.title,
        scope.to_share(reverse("embed-event", args=[event.slug])) + query,
        scope.to_share(reverse("event-picture", args=[event.slug])) + query,
        CARD,
    )


def _event(slug: str) -> Event:
    """The event that has a slug, or had it before, as its page's address leads to it."""
    event = Event.objects.filter(slug=slug).first()
    if event is None and (now := FormerSlug.objects.led_to(Event, [slug])):
        event = Event.objects.filter(slug=now[slug]).first()
    if event is None:
        raise NoSuchPage(f"There is no event “{slug}”.")
    return event


def _resolved(request: HttpRequest, address: str) -> tuple[SplitResult, ResolverMatch, StoryScope]:
    """The address in parts, the view that it leads to, and the story that it names."""
    try:
        parts = urlsplit(address)
        ours = parts.scheme in {"http", "https"} and parts.netloc == request.get_host()
        named, rest = parted(parts.path or "/")
        match = resolve(rest) if ours else None
    except (ValueError, Resolver404):
        match = None
    if match is None or match.view_name not in _EMBEDDABLE:
        raise NoSuchPage("No page of this site that can be embedded has this address.")
    here = story_scope.of(request)
    try:
        return parts, match, here.elsewhere(named)
    except Http404:
        if not (now := named_now(named)):
            raise
        return parts, match, here.elsewhere(now)


_EMBEDDABLE = {"event-list", "embed-timeline", "event-detail", "embed-event"}
