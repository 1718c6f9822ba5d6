"""A link that shares one story shows it with its drafts, and nothing else that is unpublished."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from tests.queries.index.edited import seeds
from tests.web.test_only_public import Newsroom
from timeline.models import Actor, Event, Mention, Outlet, ShareLink, Source, State, Story
from timeline.services.desk import share_links

pytestmark = pytest.mark.django_db
PAGES = ("", "compare/", "disagreements/", "quotes/", "actors/", "outlets/", "sources/")
NOT_SHARED = (
    "events.json", "events.csv", "events.atom", "cite.bib", "actors.csv", "outlets.csv",
    "sources.csv", "embed/", "oembed?url=http://testserver/", "oembed", "clocks.png", "api/",
    "api/openapi.json", "admin/", "stories/", "archive/",
)  # fmt: skip


@pytest.fixture
def link() -> str:
    """The address under which a drafted story is shared."""
    story = Story.objects.create(slug="new", title="The new story", state=State.DRAFT)
    event = Event.objects.create(slug="draft", title="The drafted event", state=State.DRAFT)
    source = Source.objects.create(slug="paper", title="The drafted paper", state=State.DRAFT)
    Mention.objects.create(
        event=event, source=source, phrase="on 4 May 2021", says="So.", state=State.DRAFT
    )
    gone = Event.objects.create(slug="gone", title="Withdrawn", state=State.WITHDRAWN)
    Event.objects.create(slug="other", title="Of another story", state=State.DRAFT)
    Source.objects.create(slug="rival", title="The rival paper", state=State.DRAFT)
    story.events.set([event, gone])
    story.chapters.create(heading="The first chapter", selection="q=drafted")
    return f"/shared/{token_of(story)}/"


def token_of(story: Story, *, days: int = 1) -> str:
    editor, _ = get_user_model().objects.get_or_create(username="editor", is_superuser=True)
    ends = timezone.now() + timedelta(days=days)
    return share_links.make(story, ends_at=ends, by=editor, form=f"{ends}")[1]


def test_the_story_is_shown_with_its_drafts_and_nobody_keeps_it(client: Client, link: str):
    for page in PAGES:
        response = client.get(link + page)
        assert response.status_code == 200, page
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.has_header("ETag")
        told = response.content.decode()
        for hidden in ("Withdrawn", "Of another story", "The rival paper"):
            assert hidden not in told
    assert "The drafted event" in client.get(link).content.decode()
    assert "4 May 2021" in client.get(f"{link}events/draft/").content.decode()
    assert client.get(f"{link}sources/paper/").status_code == 200
    assert "The drafted event" in client.get(f"{link}read/").content.decode()


def test_what_readers_see_of_other_stories_is_not_below_the_link(client: Client, link: str):
    outlet = Outlet.objects.create(slug="gazette", name="The Other Gazette", listed=True)
    Actor.objects.create(slug="miller", name="A miller elsewhere", listed=True)
    Source.objects.create(
        slug="printed", title="Printed elsewhere", outlet=outlet, outlet_basis="stated",
        state=State.PUBLISHED, document="printed.txt",
    )  # fmt: skip
    for page in ("actors/", "outlets/", "sources/"):
        told = client.get(link + page).content.decode()
        for other in ("The Other Gazette", "A miller elsewhere", "Printed elsewhere"):
            assert other not in told, page
    assert "The drafted paper" in client.get(f"{link}sources/").content.decode()
    for page in ("outlets/gazette/", "actors/miller/", "sources/printed/"):
        assert client.get(f"/archive/{page}").status_code == 200
        assert client.get(link + page).status_code == 404


@pytest.mark.parametrize("page", [*NOT_SHARED, "events/gone/", "events/other/", "sources/rival/"])
def test_nothing_else_stands_below_the_link(client: Client, link: str, page: str):
    response = client.get(link + page)
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_a_link_ends_and_can_be_taken_back(client: Client, link: str):
    for change in ({"ends_at": timezone.now()}, {"taken_back_at": timezone.now()}):
        kept = ShareLink.objects.get()
        ShareLink.objects.filter(pk=kept.pk).update(**change)
        assert client.get(link).status_code == 404
        ShareLink.objects.filter(pk=kept.pk).update(
            ends_at=kept.ends_at, taken_back_at=kept.taken_back_at
        )
    assert client.get(link).status_code == 200
    assert client.get(f"{link[:-2]}/").status_code == 404
    for address in ("/events/draft/", "/stories/new/", "/sources/paper/"):
        assert client.get(address).status_code == 404


def test_what_is_withdrawn_or_deleted_meanwhile_is_shared_no_more(client: Client, link: str):
    story = Story.objects.get(slug="new")
    for state, status in ((State.PUBLISHED, 200), (State.WITHDRAWN, 404), (State.DRAFT, 200)):
        Story.objects.filter(pk=story.pk).update(state=state)
        assert client.get(link).status_code == status, state
        assert client.get(f"{link}events/draft/").status_code == status, state
    story.delete()
    response = client.get(link)
    assert response.status_code == 404
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")


def test_its_pages_lead_to_no_page_that_is_not_shared(client: Client, link: str):
    for page in (*PAGES, "events/draft/", "sources/paper/", "read/", "events/none/"):
        html = client.get(link + page).content.decode()
        led = set(re.findall(r'(?:href|src|action|hx-get)="(/[^"#?]*)', html))
        assert {one for one in led if not one.startswith((link, "/static/"))} == {"/", "/admin/"}


def test_the_log_tells_no_token(client: Client, link: str):
    console = settings.LOGGING["handlers"]["console"]
    told, logger = StringIO(), logging.getLogger("django.request")
    handler = logging.StreamHandler(told)
    for name in console["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    logger.addHandler(handler)
    try:
        assert client.get(f"{link}events/none/").status_code == 404
    finally:
        logger.removeHandler(handler)
    assert told.getvalue() == "Not Found: /shared/…/events/none/\n"


@pytest.mark.parametrize("seed", seeds(840, 2))
def test_of_other_stories_no_draft_is_told(client: Client, seed: int):
    editor = Newsroom(seed)
    story = Story.objects.order_by("pk")[0]
    link = f"/shared/{token_of(story)}/"
    shown = set(story.events.exclude(state=State.WITHDRAWN).values_list("slug", flat=True))
    for event in Event.objects.all():
        found = client.get(f"{link}events/{event.slug}/").status_code
        assert found == (200 if event.slug in shown else 404), event
    others = [e.title for e in Event.objects.exclude(slug__in=shown) if not e.title.isspace()]
    titles = {e.title for e in Event.objects.filter(slug__in=shown)}
    for page in PAGES:
        told = client.get(link + page).content.decode()
        for title in others:
            if not any(title in known for known in titles):
                assert title not in told, (page, title)
    assert editor
