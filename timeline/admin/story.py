"""The story at the desk: there is one."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.publishing.guarded import StatefulAdmin
from timeline.admin.site import desk
from timeline.models import Story


@admin.register(Story, site=desk)
class StoryAdmin(StatefulAdmin, SharedEditingAdmin, LongListAdmin):
    """Title, standfirst, and the events that the story runs between."""

    fields = ("title", "standfirst", "opens_with", "closes_with")
    autocomplete_fields = ("opens_with", "closes_with")
    list_display = ("title", "opens_with", "closes_with")
    list_select_related = ("opens_with", "closes_with")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only while there is none."""
        return super().has_add_permission(request) and not Story.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        """Never: the timeline would have no title."""
        return False

    def view_on_site(self, story: Story) -> str:
        """The timeline."""
        return reverse("event-list")
