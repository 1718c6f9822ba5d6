"""Whose second factor is there, and how an administrator takes away one that was lost."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from timeline.services.running import accounts


@admin.register(TOTPDevice)
class SecondFactorAdmin(admin.ModelAdmin):
    """A row for each telephone; its secret is never shown again."""

    change_list_template = "admin/retold/login_list.html"
    list_display = ("user", "confirmed", "created_at", "last_used_at")
    list_display_links = None
    search_fields = ("user__username",)
    list_select_related = ("user",)
    actions = ("take_away",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, named for what it is."""
        return super().changelist_view(request, {"title": "Second factors"})

    @admin.action(description="Take away: the next log-in gives another", permissions=["delete"])
    def take_away(self, request: HttpRequest, chosen: QuerySet[TOTPDevice]) -> None:
        """Forget the second factors of the chosen users, with the codes they wrote down."""
        names = sorted(set(chosen.order_by().values_list("user__username", flat=True)))
        for name in names:
            accounts.forget_second_factor(name)
        self.message_user(request, f"Taken away: {', '.join(names)}.", messages.SUCCESS)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Taking away is all that is done here."""
        return {key: act for key, act in super().get_actions(request).items() if key == "take_away"}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """There are none to be seen where none is asked for."""
        return settings.TWO_FACTOR and super().has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Each is made by whom it belongs to."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one."""
        return False


@admin.register(StaticDevice)
class WrittenCodesAdmin(admin.ModelAdmin):
    """In place of the library's page, on which the codes stand: none."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Nobody sees them."""
        return False

    has_add_permission = has_module_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody sees them."""
        return False

    has_change_permission = has_delete_permission = has_view_permission
