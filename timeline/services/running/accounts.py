"""Accounts of those who edit: made, or given a new password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from timeline.services.running.editors import ensure_group


class BadAccount(Exception):
    """The account can't be made so; the message says why."""


@dataclass(frozen=True)
class AccountOutcome:
    """What became of an account: whether it is new, whether its password is."""

    name: str
    created: bool
    password_set: bool


def exists(name: str) -> bool:
    """Whether an account of this name is there."""
    return User.objects.filter(username=name).exists()


def password() -> str:
    """A password nobody has: 20 letters and digits, about 100 bits."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1
    return "".join(secrets.choice(letters) for _ in range(20))


def check(name: str, password: str) -> None:
    """Raise ``BadAccount`` when the name or the password won't do."""
    user = User(username=name, password="-")  # noqa: S106 - for the validators only
    try:
        user.clean_fields()
        validate_password(password, user)
    except ValidationError as error:
        raise BadAccount(" ".join(error.messages)) from error


@transaction.atomic
def make_editor(
    name: str, *, password: str, reset: bool = False, group: str = ""
) -> AccountOutcome:
    """Make an admin user, or one of a group, Editors or Reporters; an existing one stays as it is.

    ``reset`` gives an existing one the password. Rights that an existing account has aren't
    changed. Raises ``BadAccount``.
    """
    if existing := User.objects.select_for_update().filter(username=name).first():
        if reset:
            check(name, password)
            existing.set_password(password)
            existing.save(update_fields=["password"])
        return AccountOutcome(name, created=False, password_set=reset)
    check(name, password)
    if group:
        editor = User.objects.create_user(name, password=password, is_staff=True)
        editor.groups.add(ensure_group(group))
    else:
        User.objects.create_superuser(name, password=password)
    return AccountOutcome(name, created=True, password_set=True)
