"""Which story a reader is in: below ``/stories/<slug>/`` and ``/archive/`` stands all that stands
below ``/``, shown for that story, or for the whole archive.

The address's beginning is taken off before any view is looked for, and links are written below it,
the way in which Django serves a site below a prefix: what ``reverse`` and ``{% url %}`` give stays
within the story that the reader is in. Addresses without a story show the main one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.utils import DatabaseError, InterfaceError, OperationalError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, reverse, set_script_prefix

from timeline.models import Actor, Event, FormerSlug, Outlet, Place, Source, Story
from timeline.queries import stories
from timeline.queries.database import replica_routing
from timeline.queries.publishing.scope import SharedStory, current
from timeline.web.http.conditional import READERS_VIEWS

ARCHIVE = "archive/"

_BELOW = re.compile(r"(stories/[-a-zA-Z0-9_]+|shared/[-\w]+|archive)(/|$)")
_STORIES = "stories/"
_READ = ("GET", "HEAD")
_ONCE = (_STORIES, ARCHIVE, "admin/", "nested_admin/")
"""What stands below the site's own address alone."""
_SHARED = "shared/"
_BY_SLUG: Mapping[str, type[Model]] = {
    "actor": Actor, "event": Event, "outlet": Outlet, "place": Place, "source": Source,
}  # fmt: skip
"""Whose pages are addressed by a slug, by the word for it in the names of the addresses."""
_SHOWN_SHARED = frozenset(
    [
        "event-list", "event-detail", "story-page", "comparison-list", "disagreement-list",
        "quote-list", "actor-list", "actor-detail", "outlet-list", "outlet-detail", "place-list",
        "place-detail", "source-list", "source-detail",
    ]
)  # fmt: skip
"""Pages of a story that a link shares; none of them can be taken along."""


@dataclass(frozen=True, slots=True)
class StoryScope:
    """The story that a request is about.

    ``story`` is ``None`` for the whole archive. The rest are beginnings of addresses: ``site``, of
    all of ours; ``asked``, of the address that was asked for; ``links``, of links on its page; and
    ``lasting``, of what is written down elsewhere, such as a citation or an embed code, which
    names its story. ``has_front``: whether the site's own address shows the list of stories.
    """

    story: Story | None
    site: str
    asked: str
    links: str
    lasting: str
    has_front: bool

    @property
    def is_front(self) -> bool:
        """Whether the address that was asked for is that of the list of stories."""
        return self.has_front and self.asked == self.site

    @property
    def slug(self) -> str:
        """The story's slug, as ``Criteria.story`` has it."""
        return self.story.slug if self.story else ""

    @property
    def is_named(self) -> bool:
        """Whether links on the page name the story, or the archive, that it is about."""
        return self.links != self.site

    @property
    def is_shared(self) -> bool:
        """Whether a link shares the story with its drafts."""
        return self.links.removeprefix(self.site).startswith(_SHARED)

    def elsewhere(self, named: str) -> StoryScope:
        """The scope of another story, or of the archive, for a page whose links stay this one's.

        ``named``: the beginning that names it, as ``parted`` gives it. Raises ``Http404`` where
        there is no such story.
        """
        return replace(scope_of(named, site=self.site), links=self.links)

    def of_story(self, slug: str) -> str:
        """The address of a story's timeline."""
        return f"{self.site}stories/{slug}/"

    def outside(self, address: str) -> str:
        """A link of this page (which begins as ``links``) as the address without any story."""
        return self.site + address.removeprefix(self.links)

    def as_asked(self, address: str) -> str:
        """A link of this page as an address that begins as the one asked for did."""
        return self.asked + address.removeprefix(self.links)

    def to_share(self, address: str) -> str:
        """A link of this page as an address to write down elsewhere, which names its story."""
        return self.lasting + address.removeprefix(self.links)


class StoryMiddleware:
    """Takes the story off the address, and gives each request its ``scope``, a ``StoryScope``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Where files are is kept from when it is first asked for: below no story.
        _ = settings.STATIC_URL
        site = get_script_prefix()
        named, rest = parted(request.path_info)
        if named and not rest:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        request.path_info = rest
        with _below(site + named):
            request.story_beginning = named  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Where a view finds no record of its slug, lead to the record that had the slug before."""
        return moved(request) if isinstance(exception, Http404) else None

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Find the story, or lead to where it is now. Raises ``Http404`` where there is none, and
        none was public by that slug.
        """
        named: str = request.story_beginning  # type: ignore[attr-defined]
        if named and request.path_info.startswith(tuple(f"/{once}" for once in _ONCE)):
            raise Http404("Nothing of this stands below a story.")
        match = request.resolver_match
        if named.startswith(_SHARED) and (match is None or match.url_name not in _SHOWN_SHARED):
            raise Http404("Nothing of this is shared.")
        if not view.__module__.startswith(READERS_VIEWS):
            return None
        try:
            _settle_or_again(request, named)
        except Http404:
            moved = _now_at(request, named)
            if moved is None:
                raise
            return moved
        return None


def settle(request: HttpRequest) -> None:
    """Settle the scope of a request that came to no view, so that the page that says so links
    within the story that the address names, or, where there is none, outside of all stories.
    """
    named: str = getattr(request, "story_beginning", "")
    if named and not hasattr(request, "scope"):
        try:
            _settle(request, named)
        except (Http404, DatabaseError):
            set_script_prefix(get_script_prefix().removesuffix(named))


def _settle_or_again(request: HttpRequest, named: str) -> None:
    try:
        _settle(request, named)
    except (OperationalError, InterfaceError):
        if not replica_routing.gave_up():
            raise
        _settle(request, named)


def _now_at(request: HttpRequest, named: str) -> HttpResponseBase | None:
    """The way to the same page of a story that was renamed; ``None`` where there is none."""
    now = named_now(named) if request.method in _READ else ""
    if not now:
        return None
    return _for_now(request, get_script_prefix().removesuffix(named) + now + request.path_info[1:])


def named_now(named: str) -> str:
    """The beginning of addresses that names a story as it is now, by the one that named it before
    it was renamed; empty where none did.
    """
    kind, slug, *_ = named.split("/")
    new = stories.renamed(slug) if f"{kind}/" == _STORIES else ""
    return f"{_STORIES}{new}/" if new else ""


def moved(request: HttpRequest) -> HttpResponseBase | None:
    """The way to the same page of the record that had the slug of a request's address before;
    ``None`` where there is none.
    """
    match = request.resolver_match
    if match is None or request.method not in _READ or "slug" not in match.kwargs:
        return None
    slug = match.kwargs["slug"]
    models = [_BY_SLUG[word] for word in str(match.url_name).split("-") if word in _BY_SLUG]
    now = FormerSlug.objects.led_to(models[0], [slug]).get(slug) if models else None
    if not now:
        return None
    return _for_now(request, reverse(match.view_name, kwargs=match.kwargs | {"slug": now}))


def _for_now(request: HttpRequest, address: str) -> HttpResponseBase:
    asked = request.META.get("QUERY_STRING", "")
    # Something else may take the slug some day.
    return HttpResponsePermanentRedirect(
        f"{address}?{asked}" if asked else address, headers={"Cache-Control": "no-cache"}
    )


def _settle(request: HttpRequest, named: str) -> None:
    scope = scope_of(named, site=get_script_prefix().removesuffix(named))
    set_script_prefix(scope.links)
    request.scope = scope  # type: ignore[attr-defined]


def parted(path: str) -> tuple[str, str]:
    """A path's beginning that names a story or the archive, such as ``stories/one/``, empty where
    it names none; and the rest of it, from its slash, empty where that is missing.
    """
    found = _BELOW.match(path, 1)
    if found is None:
        return "", path
    return f"{found[1]}/", path[found.end() - 1 :] if found[2] else ""


def scope_of(named: str, *, site: str) -> StoryScope:
    """The scope of the story, or the archive, that an address begins with.

    ``named``: that beginning, as ``parted`` gives it, empty for the main story; ``site``: the path
    that all our addresses begin with, "/" unless the site is served below a prefix. Raises
    ``Http404`` where there is no such story.
    """
    if named == ARCHIVE:
        front = _has_front(stories.main())
        return StoryScope(None, site, site + named, site + named, site + named, has_front=front)
    if named.startswith(_SHARED):
        shared = stories.every().first() if isinstance(current(), SharedStory) else None
        if shared is None:
            raise Http404("No story is shared by this link, or no more.")
        return StoryScope(shared, site, site + named, site + named, site + named, has_front=False)
    if named:
        slug = named.split("/")[1]
        story = stories.named(slug)
        if story is None:
            raise Http404(f"There is no story “{slug}”.")
        front = _has_front(story)
        return StoryScope(story, site, site + named, site + named, site + named, has_front=front)
    story = stories.main()
    several = _has_front(story)
    lasting = site
    if story:
        lasting += f"stories/{story.slug}/"
    elif several:
        lasting += ARCHIVE
    return StoryScope(story, site, site, lasting if several else site, lasting, has_front=several)


def _has_front(story: Story | None) -> bool:
    """Whether the site's own address shows a list of stories: beside this one, or without a main
    one.
    """
    several: bool = story.has_others if story else stories.are_any()  # type: ignore[attr-defined]
    return several


def enter_archive(request: HttpRequest) -> StoryScope:
    """Have links on the page be those of the whole archive, and give its scope."""
    scope = scope_of(ARCHIVE, site=of(request).site)
    set_script_prefix(scope.links)
    request.scope = scope  # type: ignore[attr-defined]
    return scope


def of(request: HttpRequest) -> StoryScope:
    """The scope of a request to a reader's view."""
    scope: StoryScope = request.scope  # type: ignore[attr-defined]
    return scope


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: what the site is called, and ``scope``, where a reader's view answers."""
    return {"site_name": settings.RETOLD_NAME, "scope": getattr(request, "scope", None)}


@contextmanager
def _below(prefix: str) -> Iterator[None]:
    """For a ``with`` block: have this thread write links below a prefix within it."""
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)
