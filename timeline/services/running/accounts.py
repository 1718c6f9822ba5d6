"""Accounts of those who edit: made, or given a new password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from axes.utils import reset as forget_wrong_passwords
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from timeline.services.running.editors import ensure_group


class BadAccount(Exception):
    """The account can't be made so; the message says why."""


@dataclass(frozen=True)
class AccountOutcome:
    """What became of an account: whether it was made now, and whether it got the password given."""

    name: str
    created: bool
    password_set: bool


def exists(name: str) -> bool:
    """Whether an account of this name is there."""
    return User.objects.filter(username=name).exists()


def password() -> str:
    """A new random password: 20 letters and digits, 100 bits."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1
    return "".join(secrets.choice(letters) for _ in range(20))


def check(name: str, password: str, *, email: str = "") -> None:
    """Raise ``BadAccount`` when the name, the password or the address won't do."""
    user = User(username=name, password="-", email=email)  # noqa: S106 - for the validators only
    try:
        user.clean_fields()
        validate_password(password, user)
    except ValidationError as error:
        raise BadAccount(" ".join(error.messages)) from error


def forget_second_factor(name: str) -> bool:
    """Take away an account's second factor and the codes to it; whether there were any.

    Where one is asked for, the next log-in gives another.
    """
    from django_otp import device_classes

    found = [model.objects.filter(user__username=name).delete() for model in device_classes()]
    return any(count for count, _ in found)


def unlock(name: str) -> bool:
    """Let a name try its password again that typed too many wrong ones; whether it had."""
    return bool(forget_wrong_passwords(username=name))


@transaction.atomic
def make_editor(
    name: str, *, password: str, reset: bool = False, group: str = "", email: str = ""
) -> AccountOutcome:
    """Make an admin user, or one of a group, Editors or Reporters; an existing one stays as it is.

    ``reset`` gives an existing one the password, and unlocks it. Rights that an existing account
    has aren't changed. ``email`` is where a new password may be asked for, and by which a provider
    knows them; an existing account gets it too. Raises ``BadAccount``.
    """
    if existing := User.objects.select_for_update().filter(username=name).first():
        if reset:
            check(name, password)
            existing.set_password(password)
            existing.save(update_fields=["password"])
            unlock(name)
        if email:
            check(name, password, email=email)
            existing.email = email
            existing.save(update_fields=["email"])
        return AccountOutcome(name, created=False, password_set=reset)
    check(name, password, email=email)
    if group:
        editor = User.objects.create_user(name, email, password, is_staff=True)
        editor.groups.add(ensure_group(group))
    else:
        User.objects.create_superuser(name, email, password)
    return AccountOutcome(name, created=True, password_set=True)
