"""The groups of those who look after the timeline, without being superusers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

EDITORS = "Editors"
REPORTERS = "Reporters"

_WRITTEN = (
    "actor", "alias", "article", "chapter", "detail", "event", "importdraft", "importmapping",
    "mention", "note", "outlet", "outletalias", "participation", "place", "placealias", "proposal",
    "quote", "source", "story", "tag", "tagging", "term",
)  # fmt: skip
_ROWS = (
    "alias", "chapter", "detail", "mention", "outletalias", "participation", "placealias", "quote",
    "tagging", "term",
)  # fmt: skip
"""What is deleted as a row of a draft's page; whole records are an Editor's to delete."""


def ensure_editors_group(*, using: str = DEFAULT_DB_ALIAS) -> Group:
    """The Editors group, made if need be, with every permission that its work takes.

    Members add, change, delete, publish and view all that the timeline keeps; its history they only
    view. Permissions that a superuser has added stay. Safe to run again.
    """
    group, _ = Group.objects.using(using).get_or_create(name=EDITORS)
    historic = Q(content_type__model__startswith="historical")
    group.permissions.add(*_permissions(using).exclude(historic & ~Q(codename__startswith="view_")))
    return group


def ensure_reporters_group(*, using: str = DEFAULT_DB_ALIAS) -> Group:
    """The Reporters group, made if need be, with every permission that writing drafts takes.

    That nothing public is changed with them is held by ``services.records.publishing``. Permissions
    that a superuser has added stay. Safe to run again.
    """
    group, _ = Group.objects.using(using).get_or_create(name=REPORTERS)
    names = [f"{does}_{noun}" for does in ("add", "change") for noun in _WRITTEN]
    names += [f"delete_{noun}" for noun in _ROWS]
    looks = Q(codename__startswith="view_")
    group.permissions.add(*_permissions(using).filter(looks | Q(codename__in=names)))
    return group


def ensure_group(name: str, *, using: str = DEFAULT_DB_ALIAS) -> Group:
    """The group of this name, ``EDITORS`` or ``REPORTERS``."""
    made = {EDITORS: ensure_editors_group, REPORTERS: ensure_reporters_group}
    return made[name](using=using)


def on_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Keep the groups up to date after ``migrate``; a receiver of ``post_migrate``."""
    for name in (EDITORS, REPORTERS):
        ensure_group(name, using=using)


def _permissions(using: str) -> QuerySet[Permission]:
    return Permission.objects.using(using).filter(content_type__app_label="timeline")
