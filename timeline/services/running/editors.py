"""The group whose members look after the timeline, without being superusers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

EDITORS = "Editors"


def ensure_editors_group(*, using: str = DEFAULT_DB_ALIAS) -> Group:
    """The Editors group, made if need be, with every permission that its work takes.

    Members add, change, delete and view all that the timeline keeps; its history they only view.
    Permissions that a superuser has added stay. Safe to run again.
    """
    group, _ = Group.objects.using(using).get_or_create(name=EDITORS)
    timeline = Permission.objects.using(using).filter(content_type__app_label="timeline")
    historic = Q(content_type__model__startswith="historical")
    group.permissions.add(*timeline.exclude(historic & ~Q(codename__startswith="view_")))
    return group


def on_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Keep the group up to date after ``migrate``; a receiver of ``post_migrate``."""
    ensure_editors_group(using=using)
