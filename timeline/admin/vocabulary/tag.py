"""Tags at the desk: renamed, merged, and how many events have them."""

from __future__ import annotations

from django.contrib import admin

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.merging import MergingAdmin
from timeline.admin.publishing.guarded import GuardedAdmin
from timeline.admin.site import desk
from timeline.models import Tag, Tagging
from timeline.services.vocabulary import merge_tags


@admin.register(Tag, site=desk)
class TagAdmin(GuardedAdmin, SharedEditingAdmin, MergingAdmin):
    """Tags, with how many events have each."""

    fields = ("name", "slug")
    list_display = ("name", "slug", "events_count")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    numbers = {"events_count": (Tagging, "tag")}
    belongings = staticmethod(merge_tags.belongings)
    merge = staticmethod(merge_tags.merge)
    explanation = "The tag that stays keeps its name; every event of the others has it."
