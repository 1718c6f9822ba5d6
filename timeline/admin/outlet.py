"""Outlets at the desk."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.change_history import ChangeHistoryAdmin
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.lists.public_page import PublicPageAdmin
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
class OutletAdmin(SharedEditingAdmin, PublicPageAdmin, ChangeHistoryAdmin, LongListAdmin):
    """Outlets, with what they published and how often others tell through it."""

    form = OutletForm
    list_display = (
        "name", "swatch", "kind", "sources_count", "mentions_count", "told_through_it_count",
    )  # fmt: skip
    list_filter = ("kind", "free_to_show")
    search_fields = ("name", "slug", "note")
    prepopulated_fields = {"slug": ("name",)}
    numbers = {
        "sources_count": (Source, "outlet"),
        "mentions_count": (Mention, "source__outlet"),
        "told_through_it_count": (Mention, "via__outlet"),
    }

    @admin.display(description="colour", ordering="colour")
    def swatch(self, outlet: Outlet) -> SafeString:
        """The colour and its number, which tells it apart without seeing it."""
        return format_html(
            '<span class="swatch swatch-{0}" aria-hidden="true"></span> Colour {0}', outlet.colour
        )
