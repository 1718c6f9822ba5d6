"""The second factor, from the first log-in with it to a lost telephone."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import timedelta

import pytest
from django.conf import settings as django
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db
PASSWORD = "three wet herons"
WANTED = "/admin/timeline/event/?q=bridge"
PAGE = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def asked_for(settings: pytest.FixtureRequest) -> None:
    """What ``RETOLD_TWO_FACTOR=1`` sets."""
    settings.TWO_FACTOR = True
    middleware = list(django.MIDDLEWARE)
    at = middleware.index("django.contrib.auth.middleware.AuthenticationMiddleware")
    middleware.insert(at + 1, "django_otp.middleware.OTPMiddleware")
    settings.MIDDLEWARE = middleware


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_superuser("mira", password=PASSWORD)


def _logged_in() -> tuple[Client, str]:
    """A browser that has given the password, and where that led it."""
    client = Client()
    sent = {"username": "mira", "password": PASSWORD, "next": WANTED}
    return client, client.post("/admin/login/", sent)["Location"]


class Telephone:
    """An app that was given the secret; each code is of the next half minute, as if it had come."""

    def __init__(self, secret: str) -> None:
        self.totp = TOTP(b32decode(secret.replace(" ", "")))

    def code(self) -> str:
        return f"{self.totp.token():06d}"


def _given() -> tuple[Client, Telephone, list[str]]:
    """A browser in which a second factor was just given, the telephone, and the codes to keep."""
    client, to = _logged_in()
    page = client.get(to).content.decode()
    telephone = Telephone(re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1])
    done = client.post(PAGE, {"code": telephone.code(), "next": WANTED}).content.decode()
    codes = re.findall(r"<li><code>([a-z2-7]{8})</code></li>", " ".join(done.split("\n")))
    codes = codes or re.findall(r"<code>([a-z2-7]{8})</code>", done)
    assert 'href="/admin/timeline/event/?q=bridge"' in done
    return client, telephone, codes


def test_a_code_leads_to_the_desk_where_the_record_that_was_asked_for_is_not_there():
    telephone = _given()[1]
    _later()
    client, _ = _logged_in()
    asked = {"code": telephone.code(), "next": "/events/no-such/"}
    assert client.post(PAGE, asked)["Location"] == "/admin/"


def _later() -> None:
    """Let half a minute pass: a code is taken once, and wrong ones make wait."""
    for device in TOTPDevice.objects.all():
        device.last_t -= 10
        device.throttling_failure_timestamp = timezone.now() - timedelta(hours=1)
        device.save()


def test_the_first_log_in_gives_one_and_the_next_ask_for_its_code():
    client, telephone, codes = _given()
    assert len(set(codes)) == 10
    assert client.get(WANTED).status_code == 200
    _later()
    client, to = _logged_in()
    assert to.startswith(PAGE)
    assert "QR code" not in client.get(to).content.decode()
    assert client.post(PAGE, {"code": telephone.code(), "next": WANTED})["Location"] == WANTED
    assert client.get(WANTED).status_code == 200


def test_with_the_password_alone_nothing_of_the_desk_is_seen_but_the_way_out():
    _given()
    client, to = _logged_in()
    for address in ("/admin/", WANTED, "/admin/password_change/", "/admin/jsi18n/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/?next=")
        assert client.get(answer["Location"])["Location"].startswith(PAGE)
    assert "timeline/source" not in client.get(to).content.decode()
    client.post("/admin/logout/")
    assert client.get(PAGE)["Location"].startswith("/admin/login/")


def test_a_code_is_taken_once_and_wrong_ones_make_wait():
    _, telephone, _ = _given()
    client, _ = _logged_in()
    used = client.post(PAGE, {"code": telephone.code()})
    assert "not the code of this moment" in used.content.decode()
    _later()
    wrong = f"{(int(telephone.code()) + 1) % 1_000_000:06d}"
    client.post(PAGE, {"code": wrong})
    right = client.post(PAGE, {"code": telephone.code()})
    assert "wait a little" in right.content.decode()
    assert client.get("/admin/").status_code == 302
    _later()
    assert client.post(PAGE, {"code": telephone.code()})["Location"] == "/admin/"


def test_wrong_codes_in_a_row_are_counted():
    _, telephone, _ = _given()
    wrong = f"{(int(telephone.code()) + 1) % 1_000_000:06d}"
    client, _ = _logged_in()
    for told in ("1 wrong code: wait a little", "2 wrong codes in a row: wait a little"):
        _later()
        client.post(PAGE, {"code": wrong})
        assert told in client.post(PAGE, {"code": wrong}).content.decode()


def test_the_log_says_whose_code_was_wrong_and_from_where(caplog: pytest.LogCaptureFixture):
    _, telephone, _ = _given()
    _later()
    client, _ = _logged_in()
    caplog.clear()
    wrong = f"{(int(telephone.code()) + 1) % 1_000_000:06d}"
    client.post(PAGE, {"code": wrong})
    [line] = [r for r in caplog.records if r.name == "timeline.admin.login.second_factor"]
    assert line.getMessage() == "second factor refused: no code of 'mira' from 127.0.0.1"
    _later()
    caplog.clear()
    assert client.post(PAGE, {"code": telephone.code()}).status_code == 302
    assert "second factor refused" not in caplog.text


def test_a_code_that_was_written_down_lets_in_once():
    _, _, codes = _given()
    client, _ = _logged_in()
    assert client.post(PAGE, {"code": codes[0].upper()})["Location"] == "/admin/"
    client, _ = _logged_in()
    assert client.post(PAGE, {"code": codes[0]}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_who_lost_it_gets_another_by_a_command(capsys: pytest.CaptureFixture[str]):
    _, _, codes = _given()
    call_command("make_editor", "--name", "mira", "--reset-second-factor")
    assert "gets another second factor" in capsys.readouterr().out
    client, to = _logged_in()
    assert "QR code" in client.get(to).content.decode()
    assert client.post(PAGE, {"code": codes[1]}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_the_page_is_not_there_where_it_is_not_asked_for(settings: pytest.FixtureRequest):
    settings.TWO_FACTOR = False
    client, to = _logged_in()
    assert to == WANTED
    assert client.get(PAGE).status_code == 404
