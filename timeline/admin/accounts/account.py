"""Accounts at the desk: Django's forms for users and groups, as two editors may open them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.site import desk

desk.unregister([User, Group])


@admin.register(User, site=desk)
class AccountAdmin(SharedEditingAdmin, UserAdmin):
    """A user. When somebody joined or logged in is not for a hand to write."""

    readonly_fields: ClassVar[tuple[str, ...]] = ("last_login", "date_joined")


@admin.register(Group, site=desk)
class AccountGroupAdmin(SharedEditingAdmin, GroupAdmin):
    """A group, and what its users may do."""
