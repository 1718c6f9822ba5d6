"""Who works at the desk sees drafts, marked, or what readers see; readers never what is kept."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.story import Town
from tests.web.markup import HTMX, page
from timeline.models import Actor, Event, Mention, Outlet, Source
from timeline.models.state import State
from timeline.web.timeline import filter_panel

HIDDEN = "xyzzy"


@pytest.fixture
def drafts(town: Town) -> Town:
    """The town, with a draft of everything: each has a word that is nowhere else."""
    actor = Actor.objects.create(slug=HIDDEN, name=f"Mx {HIDDEN}")
    outlet = Outlet.objects.create(slug=HIDDEN, name=f"The {HIDDEN}")
    source = Source.objects.create(
        slug=HIDDEN,
        title=f"Of {HIDDEN}",
        outlet=outlet,
        outlet_basis="stated",
        state=State.IN_REVIEW,
    )
    event = Event.objects.create(slug=HIDDEN, title=f"A {HIDDEN}", state=State.WITHDRAWN)
    event.participations.create(actor=actor)
    for told, state in ((event, State.PUBLISHED), (town.opening, State.DRAFT)):
        mention = Mention.objects.create(event=told, source=source, says=HIDDEN, state=state)
        mention.quotes.create(speaker=actor, words=f"the words of {HIDDEN}")
    return town


@pytest.fixture
def staff(client: Client, drafts: Town) -> Client:
    other = Client()
    other.force_login(User.objects.create_superuser("editor"))
    return other


ADDRESSES = [
    "/", f"/?q={HIDDEN}", "/events.json", "/events.atom", "/quotes/", "/compare/", "/actors/",
    f"/actors/?q={HIDDEN}", "/actors.csv", "/outlets/", "/outlets.csv", "/sources/",
    f"/sources/?q={HIDDEN}",
    "/events/opening/", f"/events/{HIDDEN}/", f"/sources/{HIDDEN}/", f"/actors/{HIDDEN}/",
    f"/outlets/{HIDDEN}/", "/embed/",
]  # fmt: skip


def told(client: Client, address: str, **headers: str) -> bool:
    """Whether an answer tells a draft, whatever was searched."""
    body = re.sub("</?mark>", "", client.get(address, **headers).getvalue().decode())
    return any(words in body for words in (f"Mx {HIDDEN}", f"The {HIDDEN}", f"A {HIDDEN}",
                                           f"Of {HIDDEN}", f"words of {HIDDEN}"))  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_nothing_that_was_worked_out_for_an_editor_reaches_a_reader(
    client: Client, staff: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(filter_panel, "ACTORS_OFFERED", 0)
    for _ in range(2):
        missing = [address for address in ADDRESSES if not told(staff, address)]
        assert missing == []
        leaking = [address for address in ADDRESSES if told(client, address)]
        assert leaking == []
    finder = "/archive/?find=xyzzy"
    target = {**HTMX, "HTTP_HX_TARGET": "found-actors"}
    assert told(staff, finder, **target)
    assert not told(client, finder, **target)


def test_an_editors_answer_is_kept_by_nobody(client: Client, staff: Client):
    for address in ("/", "/events.csv", "/clocks.png"):
        answer = staff.get(address)
        answer.getvalue()
        assert answer["Cache-Control"] == "private, no-store"
        assert not {"ETag", "Last-Modified"} & {name for name, _ in answer.items()}


def test_a_file_is_read_as_who_asked_for_it_reads(client: Client, staff: Client):
    mine, theirs = (who.get("/events.csv").getvalue() for who in (staff, client))
    assert [HIDDEN.encode() in body for body in (mine, theirs)] == [True, False]


def test_drafts_are_marked(staff: Client):
    assert page(staff, f"/events/{HIDDEN}/").texts(of="state") == ["Withdrawn", "In review"]
    assert "Draft" in page(staff, "/events/opening/").texts(of="state")
    assert "In review" in page(staff, f"/sources/{HIDDEN}/").texts(of="state")
    assert "Withdrawn" in page(staff, "/archive/").texts(of="state")
    assert "In review" in page(staff, "/sources/").texts(of="state")


def test_the_switch_shows_what_readers_see_and_goes_back_to_the_page(staff: Client):
    turned = staff.post("/drafts/", {"drafts": "hide", "next": "/events/opening/?q=a"})
    assert turned["Location"] == "/events/opening/?q=a"
    assert not any(told(staff, address) for address in ADDRESSES)
    assert staff.get(f"/events/{HIDDEN}/").status_code == 404
    assert page(staff, "/").one("button", name="drafts")["value"] == "show"
    staff.post("/drafts/", {"drafts": "show", "next": "//elsewhere.example/"})
    assert told(staff, "/")
    assert staff.post("/drafts/", {"next": "//elsewhere.example/"})["Location"] == "/"


def test_readers_have_no_switch_and_no_session(client: Client, drafts: Town):
    answer = client.get("/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert b"drafts-switch" not in answer.content
    assert client.post("/drafts/", {"drafts": "show"}).status_code == 404
    guest = Client()
    guest.force_login(User.objects.create_user("guest"))
    assert not any(told(guest, address) for address in ADDRESSES)
