"""Wrong passwords: how many are taken, from whom, and how somebody gets in again."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from timeline.admin.login.attempts import client_address

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
GOOD = "three wet herons"
HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def mira() -> User:
    return User.objects.create_superuser("mira", "mira@example.org", GOOD)


def _tried(password: str, *, name: str = "mira", address: str = HERE) -> int:
    """The status of an answer to a try; 302 is a log-in."""
    client = Client(REMOTE_ADDR=address)
    return client.post(LOGIN, {"username": name, "password": password}).status_code


def _lock() -> None:
    tried = [_tried("wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert tried == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]


def test_after_ten_wrong_passwords_the_right_one_is_refused_there_and_taken_elsewhere():
    _lock()
    assert _tried(GOOD) == 429
    assert _tried(GOOD, address=THERE) == 302
    # Whoever may log in elsewhere has not let in those who tried here.
    assert _tried(GOOD) == 429
    assert _tried("wrong", name="nobody") == 200


def test_the_page_says_for_how_long_and_not_whether_there_is_such_an_account():
    client = Client(REMOTE_ADDR=HERE)
    pages = []
    for name in ("mira", "nobody"):
        for _ in range(settings.AXES_FAILURE_LIMIT):
            answer = client.post(LOGIN, {"username": name, "password": "wrong"})
        assert answer.status_code == 429
        assert answer["Retry-After"] == "900"
        pages.append(answer.content.decode().split("<body")[1])
    assert "15 minutes" in pages[0]
    assert pages[0] == pages[1]


def test_a_quarter_of_an_hour_later_it_is_taken_and_trying_meanwhile_does_not_prolong_it():
    _lock()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert _tried("wrong") == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert _tried(GOOD) == 302


def test_the_right_password_makes_up_for_wrong_ones_before():
    for _ in range(3):
        assert _tried("wrong") == 200
    assert _tried(GOOD) == 302
    assert not AccessAttempt.objects.exists()


def test_it_is_unlocked_at_the_desk_by_who_may_and_by_nobody_else():
    _lock()
    attempts = reverse("admin:axes_accessattempt_changelist")
    [attempt] = AccessAttempt.objects.all()
    chosen = {"action": "unlock", "_selected_action": [attempt.pk]}
    editor = Client()
    editor.force_login(User.objects.create_user("edda", is_staff=True))
    assert editor.post(attempts, chosen).status_code == 403
    assert _tried(GOOD) == 429
    desk = Client()
    desk.force_login(User.objects.get(username="mira"))
    assert "10, locked" in desk.get(attempts).content.decode()
    assert "Locked log-ins" in desk.get("/admin/").content.decode()
    desk.post(attempts, chosen)
    assert _tried(GOOD) == 302


@pytest.mark.parametrize("option", ["--unlock", "--reset-password"])
def test_it_is_unlocked_by_a_command(option: str, capsys: pytest.CaptureFixture[str]):
    _lock()
    call_command("make_editor", "--name", "mira", option)
    password = capsys.readouterr().out.split()[-1] if option == "--reset-password" else GOOD
    assert _tried(password) == 302


def test_the_log_says_who_tried_from_where_in_one_line_each(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.WARNING, "axes")
    caplog.set_level(logging.INFO, "timeline.admin.login")
    _tried("wrong", name="mira\r\nroot logged in")
    assert _tried(GOOD) == 302
    told = [record.getMessage() for record in caplog.records]
    assert any(r"'mira\r\nroot logged in' from 192.0.2.1" in line for line in told)
    assert told[-1] == "'mira' logged in from 192.0.2.1"
    assert not [line for line in told if "\n" in line or GOOD in line or "wrong" in line]


def test_each_try_once_it_is_locked_is_a_line_with_name_and_address(
    caplog: pytest.LogCaptureFixture,
):
    _lock()
    caplog.clear()
    assert [_tried("wrong"), _tried(GOOD), _tried("wrong", name="nobody")] == [429, 429, 200]
    told = [record.getMessage() for record in caplog.records]
    assert told[:2] == ["log-in refused: 'mira' from 192.0.2.1 is locked out"] * 2
    assert ["'nobody' from 192.0.2.1" in line for line in told] == [False, False, True]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::7", "2001:db8:1:2::"),
        ("localhost", None),
        ("", None),
    ],
)
def test_an_address_counts_for_its_network(address: str, counted: str | None):
    assert client_address(RequestFactory(REMOTE_ADDR=address).get("/")) == counted


def test_a_session_lasts_a_working_day():
    client = Client()
    client.post(LOGIN, {"username": "mira", "password": GOOD})
    assert client.session.get_expiry_age() == 12 * 60 * 60


def test_a_name_longer_than_there_is_room_for_is_refused_like_any_other():
    assert _tried("wrong", name="m" * 400) == 200
    assert AccessAttempt.objects.get().username == "m" * 255
