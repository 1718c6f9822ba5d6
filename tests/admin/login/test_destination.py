"""Where a log-in leads."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.cast import Cast
from timeline.models import Event
from timeline.services.running.editors import EDITORS

pytestmark = pytest.mark.django_db
PASSWORD = "three wet herons"


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_superuser("mira", password=PASSWORD)


@pytest.mark.parametrize(
    "asked",
    ["/admin/timeline/event/add/?title=Storm&kind=1", "/?actor=mayor&from=2022", "/compare/"],
)
def test_it_leads_to_the_page_that_was_asked_for(asked: str, client: Client):
    form = client.get(f"/admin/login/?next={quote(asked)}")
    assert form.context["next"] == asked
    sent = {"username": "mira", "password": PASSWORD, "next": form.context["next"]}
    assert client.post(form.context["app_path"], sent)["Location"] == asked
    # Whoever is logged in already comes there too.
    assert client.get(f"/admin/login/?next={quote(asked)}")["Location"] == asked


@pytest.mark.parametrize(
    "asked",
    [
        "", "/nothing-here/", "/admin/nothing-here/", "/admin/timeline/nothing/", "nothing",
        "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example",
        "javascript:x", "/admin/login/?next=/", "/admin/logout/", "/static/css/base.css",
        "/admin/second-factor/", "http://testserver:80]/", "/\x00",
    ],
)  # fmt: skip
def test_what_is_no_page_here_leads_to_the_front_of_the_desk(asked: str, client: Client):
    form = client.get("/admin/login/", {"next": asked})
    assert form.context["next"] == "/admin/"
    sent = {"username": "mira", "password": PASSWORD, "next": asked}
    assert client.post(f"/admin/login/?next={quote(asked)}", sent)["Location"] == "/admin/"
    assert client.get("/admin/login/", {"next": asked})["Location"] == "/admin/"


def _led_to(asked: str) -> str:
    client = Client()
    sent = {"username": "mira", "password": PASSWORD, "next": asked}
    return client.post("/admin/login/", sent)["Location"]


def test_it_leads_to_a_record_that_is_there_and_from_one_that_is_not_to_the_desk(cast: Cast):
    event, source, outlet = cast.storm, cast.report, cast.report.outlet
    state = event.history.first()
    desk = f"/admin/timeline/event/{event.pk}"
    there = [
        f"/events/{event.slug}/?q=x", f"/sources/{source.slug}/", f"/outlets/{outlet.slug}/",
        f"/embed/events/{event.slug}/", f"{desk}/change/?_popup=1", f"{desk}/history/",
        f"{desk}/history/{state.pk}/",
    ]  # fmt: skip
    assert [_led_to(asked) for asked in there] == there
    nowhere = [
        "/events/no-such/", "/sources/no-such/", "/actors/no-such/", "/places/no-such/",
        "/outlets/no-such/", "/events/no-such.png", "/events.nothing", "/cite.nothing",
        f"/events/{event.slug}/cite.nothing", "/read/", "/drafts/", "/oembed",
        "/admin/timeline/event/9999/change/", "/admin/timeline/event/none/delete/",
        f"{desk}/history/9999/", "/admin/timeline/article/9999/decide/",
        "/admin/timeline/keptfile/none/file/", "/admin/state/nothing/",
    ]  # fmt: skip
    assert {asked: _led_to(asked) for asked in nowhere} == dict.fromkeys(nowhere, "/admin/")
    client = Client()
    client.force_login(User.objects.get())
    for asked in (*there, *nowhere):
        to = client.get("/admin/login/", {"next": asked})["Location"]
        assert to == (asked if asked in there else "/admin/")
        assert client.get(to).status_code == 200


def test_whether_there_is_a_draft_is_told_to_who_may_see_it_alone(cast: Cast, client: Client):
    Event.objects.filter(pk=cast.storm.pk).update(state="draft")
    asked = f"/events/{cast.storm.slug}/"
    # The form says the same of one that is there and one that is not.
    for address in (asked, "/events/no-such/"):
        assert client.get("/admin/login/", {"next": address}).context["next"] == address
    assert _led_to(asked) == asked
    User.objects.update(is_superuser=False, is_staff=True)
    assert _led_to(asked) == "/admin/"


def test_it_leads_nobody_to_a_page_of_the_desk_that_they_may_not_see(cast: Cast, mira: User):
    User.objects.update(is_superuser=False, is_staff=True)
    mira.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(mira)
    refused = [
        "/admin/auth/user/", "/admin/auth/user/add/", f"/admin/auth/user/{mira.pk}/change/",
        "/admin/axes/accessattempt/",
    ]  # fmt: skip
    assert {asked: client.get(asked).status_code for asked in refused} == dict.fromkeys(
        refused, 403
    )
    assert {asked: _led_to(asked) for asked in refused} == dict.fromkeys(refused, "/admin/")
    desk = f"/admin/timeline/event/{cast.storm.pk}"
    there = [
        "/admin/", "/admin/timeline/event/", "/admin/timeline/event/add/", f"{desk}/change/",
        f"{desk}/delete/", f"{desk}/history/", "/admin/timeline/import/",
    ]  # fmt: skip
    assert [_led_to(asked) for asked in there] == there
    assert {client.get(asked).status_code for asked in there} == {200}
