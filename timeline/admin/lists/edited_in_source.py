"""Lists of what is edited elsewhere: on the page of the source that tells it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.lists.change_history import ChangeHistoryAdmin
from timeline.admin.lists.long_list import LongListAdmin
from timeline.models import Mention


class EditedInSourceAdmin(ChangeHistoryAdmin, LongListAdmin):
    """Records to look through; none is added or changed here."""

    list_per_page = 50

    def mention_of(self, record: Any) -> Mention:
        """The mention that a record is, or is a part of."""
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: it is added on its source's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: it is edited on its source's page."""
        return False

    @admin.display(description="source")
    def edited_in(self, record: Any) -> SafeString:
        """The source, with the way to its page, where the record is edited."""
        source = self.mention_of(record).source
        return format_html(
            '<a href="{}">{}</a> (edit it there)',
            reverse("admin:timeline_source_change", args=[source.pk]),
            source,
        )

    def view_on_site(self, record: Any) -> str:
        """The page of the event that is told of."""
        return reverse("event-detail", args=[self.mention_of(record).event.slug])
