"""A new password by mail."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from timeline import env

pytestmark = pytest.mark.django_db
NEW = "four dry herons"


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_superuser("mira", "mira@example.org", "three wet herons")


def test_it_is_asked_for_sent_and_set_and_unlocks(client: Client, settings):
    settings.MAIL = env.MailServer("mail.example", 25, "", "", tls=False, starttls=False)
    settings.RETOLD_NAME = "The “Northern” Archive"
    for _ in range(10):
        client.post("/admin/login/", {"username": "mira", "password": "wrong"})
    assert "/admin/password/" in client.get("/admin/login/").content.decode()
    page = client.get("/admin/password/")
    assert page.status_code == 200
    assert client.post("/admin/password/", {"email": "Mira@Example.org"}).status_code == 302
    assert client.post("/admin/password/", {"email": "nobody@example.org"}).status_code == 302
    assert client.get("/admin/password/sent/").status_code == 200
    [sent] = mail.outbox
    assert sent.to == ["mira@example.org"]
    assert sent.subject == "A new password for The “Northern” Archive"
    lines = sent.body.splitlines()
    assert lines[0].endswith("a new password at The “Northern” Archive (testserver).")
    assert "Your name there is “mira”." in lines
    assert "within 60 minutes" in sent.body
    assert not [word for word in ("Thanks", "team", "reset") if word in sent.body]
    link = re.search(r"http://testserver(/admin/password/new/\S+)", sent.body)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    typed = {"new_password1": NEW, "new_password2": NEW}
    assert client.post(form.redirect_chain[-1][0], typed)["Location"] == "/admin/password/changed/"
    assert client.get("/admin/password/changed/").status_code == 200
    assert client.post("/admin/login/", {"username": "mira", "password": NEW}).status_code == 302
    assert "valid" in client.get(link, follow=True).content.decode()


def test_without_a_mail_server_there_is_no_such_page_and_no_link(client: Client):
    assert "/admin/password/" not in client.get("/admin/login/").content.decode()
    for page in ("", "sent/", "changed/", "new/x/y/"):
        assert client.get(f"/admin/password/{page}").status_code == 404


@pytest.mark.parametrize(
    ("value", "is_"),
    [
        ("smtp+tls://mira:p%40ss@mail.example", ("mail.example", 587, "mira", "p@ss", False, True)),
        ("smtps://mail.example", ("mail.example", 465, "", "", True, False)),
        ("smtp://mail.example:2525", ("mail.example", 2525, "", "", False, False)),
    ],
)
def test_a_mail_server_is_named_by_an_address(monkeypatch, value: str, is_: tuple[object, ...]):
    monkeypatch.setenv("RETOLD_MAIL", value)
    host, port, user, password, tls, starttls = is_
    assert env.mail("RETOLD_MAIL") == env.MailServer(host, port, user, password, tls, starttls)


@pytest.mark.parametrize("value", ["mail.example", "http://a:secret@b", "smtp://", "smtp://h:no"])
def test_what_names_no_mail_server_is_told_without_its_password(monkeypatch, value: str):
    monkeypatch.setenv("RETOLD_MAIL", value)
    with pytest.raises(env.BadSetting, match="RETOLD_MAIL names no mail server") as told:
        env.mail("RETOLD_MAIL")
    assert "secret" not in str(told.value)
