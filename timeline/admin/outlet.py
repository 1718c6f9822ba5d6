"""Outlets at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.lists.change_history import ChronicledAdmin
from timeline.admin.lists.list_counts import number_of
from timeline.admin.lists.long_list import LongListAdmin, is_long
from timeline.admin.site import desk
from timeline.models import Mention, Outlet, Source
from timeline.models.outlet import COLOURS


class OutletForm(forms.ModelForm):
    """An outlet; its colour is one of the set."""

    colour = forms.TypedChoiceField(
        choices=[
            ("", "The one used least"),
            *((number, f"Colour {number}") for number in range(1, COLOURS + 1)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Kept for good once given: readers know the outlet by it.",
    )

    class Meta:
        model = Outlet
        fields = ("name", "slug", "kind", "colour", "note", "free_to_show")


@admin.register(Outlet, site=desk)
class OutletAdmin(ChronicledAdmin, LongListAdmin):
    """Outlets, with what they published and how often others tell through it."""

    form = OutletForm
    list_display = ("name", "swatch", "kind", "sources_count", "mentions_count", "told_through")
    list_filter = ("kind", "free_to_show")
    search_fields = ("name", "slug", "note")
    prepopulated_fields = {"slug": ("name",)}

    numbers = {"sources_count": (Source, "outlet")}

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns; not those that ask every mention, where there are many."""
        columns = super().get_list_display(request)
        if not is_long(Mention, request):
            return columns
        return [name for name in columns if name not in {"mentions_count", "told_through"}]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        """Outlets with the numbers of the list."""
        outlets: QuerySet[Outlet] = super().get_queryset(request)
        if is_long(Mention, request):
            return outlets
        mentions = Mention.objects.all()
        return outlets.annotate(
            mentions_count=number_of(mentions, by="source__outlet"),
            told_through_count=number_of(mentions, by="via__outlet"),
        )

    @admin.display(description="colour", ordering="colour")
    def swatch(self, outlet: Outlet) -> SafeString:
        """The colour and its number, which tells it apart without seeing it."""
        return format_html(
            '<span class="swatch swatch-{0}" aria-hidden="true"></span> Colour {0}', outlet.colour
        )

    @admin.display(description="sources", ordering="sources_count")
    def sources_count(self, outlet: Any) -> int:
        """How many sources it published."""
        return int(outlet.sources_count)

    @admin.display(description="mentions", ordering="mentions_count")
    def mentions_count(self, outlet: Any) -> int:
        """How many mentions its sources have."""
        return int(outlet.mentions_count)

    @admin.display(description="told through it", ordering="told_through_count")
    def told_through(self, outlet: Any) -> int:
        """How many mentions anywhere are told through one of its sources."""
        return int(outlet.told_through_count)

    def view_on_site(self, outlet: Outlet) -> str:
        """The outlet's page."""
        return reverse("outlet-detail", args=[outlet.slug])
