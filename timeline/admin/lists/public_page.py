"""The way from a record at the desk to its page for readers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse


class PublicPageAdmin(admin.ModelAdmin):
    """An admin of a noun whose records have a page of their own, found by their slug."""

    def view_on_site(self, record: Any) -> str:
        """The address of the record's page."""
        return reverse(f"{self.opts.model_name}-detail", args=[record.slug])
