"""Where a log-in leads."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client

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
