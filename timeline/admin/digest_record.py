"""What a digest said when it was last loaded, to look up."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.site import desk
from timeline.models import DigestRecord


@admin.register(DigestRecord, site=desk)
class DigestRecordAdmin(LongListAdmin):
    """The loader's memory; only loading a digest writes it."""

    list_display = ("key", "kind", "digest", "object_id")
    list_filter = ("kind", "digest")
    search_fields = ("key",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: DigestRecord | None = None) -> bool:
        """Never by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DigestRecord | None = None) -> bool:
        """Never by hand."""
        return False
