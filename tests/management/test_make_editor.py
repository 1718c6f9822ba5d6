"""``manage.py make_editor``, at a terminal and away from one."""

from __future__ import annotations

import getpass
import re
import sys
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
GOOD = "three wet herons"


def _made(*arguments: str) -> str:
    said = StringIO()
    call_command("make_editor", *arguments, stdout=said, stderr=said)
    return said.getvalue()


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch):
    """Types a name and passwords at a terminal."""

    def type_them(name: str, *passwords: str) -> None:
        asked = iter(passwords)
        monkeypatch.setattr(sys, "stdin", _Terminal(name + "\n"))
        monkeypatch.setattr(getpass, "getpass", lambda prompt: next(asked))

    return type_them


def test_away_from_a_terminal_the_password_is_made_up_and_shown():
    said = _made("--name", "mira")
    shown = re.search(r"shown this once: (\S+)", said)
    assert shown
    mira = User.objects.get(username="mira")
    assert mira.is_superuser
    assert mira.is_staff
    assert mira.check_password(shown[1])


def test_without_a_name_away_from_a_terminal_it_is_editor(monkeypatch):
    monkeypatch.setattr(sys, "stdin", StringIO())
    _made()
    assert User.objects.filter(username="editor").exists()


def test_a_name_that_exists_is_left_as_it_is():
    _made("--name", "mira")
    before = User.objects.get(username="mira").password
    said = _made("--name", "mira")
    assert "mira exists already" in said
    assert "--reset-password" in said
    assert User.objects.get(username="mira").password == before


def test_a_password_is_made_anew_when_asked():
    _made("--name", "mira")
    said = _made("--name", "mira", "--reset-password")
    assert "has a new password" in said
    assert User.objects.get(username="mira").check_password(said.split()[-1])


def test_an_editor_by_group_is_no_superuser():
    _made("--name", "mira", "--group")
    mira = User.objects.get(username="mira")
    assert not mira.is_superuser
    assert mira.is_staff
    assert [group.name for group in mira.groups.all()] == ["Editors"]


def test_a_name_that_will_not_do_is_refused():
    with pytest.raises(CommandError, match="valid username"):
        _made("--name", "no spaces, please")


def test_at_a_terminal_it_asks_until_the_password_will_do(typed, capsys):
    typed("mira", "12345", GOOD, "another", GOOD, GOOD)
    said = _made()
    assert "too short" in said
    assert "The two differ." in said
    assert GOOD not in said
    assert User.objects.get(username="mira").check_password(GOOD)


def test_at_a_terminal_a_bare_return_names_it_editor(typed):
    typed("", GOOD, GOOD)
    assert "editor may now edit." in _made()
