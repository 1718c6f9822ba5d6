"""A form that was sent after the session had ended."""

from __future__ import annotations

import json

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from tests.web.markup import Element, read
from timeline.models import Outlet

pytestmark = pytest.mark.django_db
PASSWORD = "three wet herons"
ADD = "/admin/timeline/outlet/add/"


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_superuser("mira", password=PASSWORD)


@pytest.fixture
def overslept(client: Client) -> Client:
    """A browser with a form that was opened in a session which has ended since."""
    client.post("/admin/login/", {"username": "mira", "password": PASSWORD})
    assert client.get(ADD).status_code == 200
    Session.objects.all().delete()
    return client


def _fields(form: Element) -> dict[str, str]:
    return {field["name"]: field.get("value") for field in form.all("input") if field.get("name")}


def _form_sent(client: Client) -> dict[str, str]:
    """An outlet's form as the browser sends it, every field of it."""
    opened = Client()
    opened.force_login(User.objects.get())
    form = read(opened.get(ADD).content.decode()).one("form", id="outlet_form")
    fields = {name: value for name, value in _fields(form).items() if not name.startswith("_")}
    return fields | {"name": "The “Herald” & <b>Post</b>", "slug": "herald", "kind": "newspaper"}


def test_it_is_kept_through_the_log_in_and_sent_when_asked(overslept: Client):
    page = read(overslept.post(ADD, _form_sent(overslept)).content.decode())
    assert "what you sent was not saved" in page.words
    login = page.one("form", id="login-form")
    assert login["action"] == "/admin/login/"
    typed = _fields(login) | {"username": "mira", "password": "wrong"}
    again = read(overslept.post("/admin/login/", typed).content.decode())
    typed = _fields(again.one("form", id="login-form"))
    to = overslept.post("/admin/login/", typed | {"username": "mira", "password": PASSWORD})
    assert to["Location"] == "/admin/send-again/"
    assert not Outlet.objects.exists()
    (form,) = [
        form
        for form in read(overslept.get(to["Location"]).content.decode()).all("form")
        if form.get("action") == ADD
    ]
    assert overslept.post(ADD, _fields(form)).status_code == 302
    assert Outlet.objects.get().name == "The “Herald” & <b>Post</b>"
    # It is offered once.
    assert overslept.get("/admin/send-again/")["Location"] == "/admin/"


def test_it_is_kept_where_the_sessions_cookie_ended_with_the_session(overslept: Client):
    del overslept.cookies[settings.SESSION_COOKIE_NAME]
    page = overslept.post(ADD, _form_sent(overslept)).content.decode()
    assert "Herald" in read(page).one("input", name="held")["value"]


def test_what_was_sent_is_no_log_in_and_no_password_is_kept(overslept: Client):
    sent = {"username": "mira", "password": "wrong", "password1": "secret", "first_name": "Mira"}
    page = read(overslept.post("/admin/auth/user/add/", sent).content.decode())
    assert not AccessAttempt.objects.exists()
    kept = json.loads(page.one("form", id="login-form").one("input", name="held")["value"])
    assert kept["fields"] == [["username", "mira"], ["first_name", "Mira"]]


@pytest.mark.parametrize(
    "carried",
    ["", "{}", "no JSON", '{"to": 1, "fields": 2, "files": 3}', '{"to": "/", "fields": [1]}'],
)
def test_what_makes_no_sense_is_not_kept(carried: str, client: Client):
    sent = {"username": "mira", "password": PASSWORD, "held": carried}
    assert client.post("/admin/login/", sent)["Location"] == "/admin/"


def test_it_is_sent_to_this_site_alone(client: Client):
    carried = json.dumps({"to": "https://elsewhere.example/", "fields": [["a", "b"]], "files": []})
    sent = {"username": "mira", "password": PASSWORD, "held": carried}
    page = client.get(client.post("/admin/login/", sent)["Location"]).content.decode()
    assert "elsewhere.example" not in page


def test_a_stranger_is_led_to_the_log_in_as_before(client: Client):
    assert client.post(ADD, {"name": "x"})["Location"].startswith("/admin/login/?next=")
