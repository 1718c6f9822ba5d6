"""Wrong passwords that still count, and how an administrator lets somebody in again."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone


@admin.register(AccessAttempt)
class LockedLoginAdmin(admin.ModelAdmin):
    """A row for each name, address and browser with wrong passwords of the last minutes."""

    change_list_template = "admin/retold/login_list.html"
    list_display = ("name", "from_where", "wrong_passwords", "last_try")
    list_display_links = None
    search_fields = ("username", "ip_address")
    actions = ("unlock",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessAttempt]:
        """Those that still count."""
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        return super().get_queryset(request).filter(attempt_time__gte=since)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, named for what it is."""
        return super().changelist_view(
            request, {"title": "Wrong passwords, and who is locked out by them"}
        )

    @admin.display(description="name", ordering="username")
    def name(self, attempt: AccessAttempt) -> str:
        """As it was typed; there may be no such account."""
        return attempt.username or "(none)"

    @admin.display(description="from", ordering="ip_address")
    def from_where(self, attempt: AccessAttempt) -> str:
        """The address."""
        return attempt.ip_address or "unknown"

    @admin.display(description="wrong passwords", ordering="failures_since_start")
    def wrong_passwords(self, attempt: AccessAttempt) -> str:
        """How many, and whether that locks."""
        locked = attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT
        return f"{attempt.failures_since_start}{', locked' if locked else ''}"

    @admin.display(description="last try", ordering="attempt_time")
    def last_try(self, attempt: AccessAttempt) -> Any:
        """When the last was typed that counted."""
        return attempt.attempt_time

    @admin.action(description="Unlock", permissions=["delete"])
    def unlock(self, request: HttpRequest, chosen: QuerySet[AccessAttempt]) -> None:
        """Forget the wrong passwords of the chosen names and addresses."""
        pairs = sorted(set(chosen.order_by().values_list("username", "ip_address")), key=repr)
        for name, address in pairs:
            reset(ip=address, username=name)
        told = ", ".join(f"{name} from {address}" for name, address in pairs)
        self.message_user(request, f"Unlocked: {told}.", messages.SUCCESS)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Unlocking is all that is done here."""
        return {key: act for key, act in super().get_actions(request).items() if key == "unlock"}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes these by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes them."""
        return False
