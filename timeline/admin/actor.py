"""Actors at the desk, with their aliases."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.merging import MergingAdmin
from timeline.admin.lists.public_page import PublicPageAdmin
from timeline.admin.publishing.guarded import GuardedAdmin
from timeline.admin.site import desk
from timeline.models import Actor, Alias, Participation, Quote
from timeline.services.records import merge_actors


class AliasInline(admin.TabularInline):
    """Every other name and spelling."""

    model = Alias
    extra = 0


@admin.register(Actor, site=desk)
class ActorAdmin(GuardedAdmin, SharedEditingAdmin, PublicPageAdmin, MergingAdmin):
    """Actors, with what they take part in and what they say."""

    fields = ("name", "slug", "kind", "description", "listed")
    editors_fields = ("listed",)
    inlines = (AliasInline,)
    list_display = ("name", "kind", "alias_names", "events_count", "quotes_count")
    list_filter = ("kind",)
    search_fields = ("name", "aliases__name", "slug")
    numbers = {"events_count": (Participation, "actor"), "quotes_count": (Quote, "speaker")}
    ordering_when_long = ("name",)
    sortable_when_long = ("name", "kind")
    filter_when_long = ("kind",)
    prepopulated_fields = {"slug": ("name",)}
    belongings = staticmethod(merge_actors.belongings)
    merge = staticmethod(merge_actors.merge)
    explanation = (
        "The actor that stays keeps its name, kind and description; the names and aliases of the "
        "others become its aliases."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Actor]:
        """Actors with their aliases."""
        actors: QuerySet[Actor] = super().get_queryset(request)
        return actors.prefetch_related("aliases")

    @admin.display(description="aliases")
    def alias_names(self, actor: Actor) -> str:
        """The aliases by commas."""
        return ", ".join(alias.name for alias in actor.aliases.all())
