"""Outlets at the desk."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.merging import MergingAdmin
from timeline.admin.lists.public_page import PublicPageAdmin
from timeline.admin.publishing.guarded import GuardedAdmin
from timeline.admin.site import desk
from timeline.domain.outlet_marks import LOOKS, colour_of, dash_of, initials
from timeline.domain.text.excerpt import LONGEST_QUOTE
from timeline.models import Mention, Outlet, OutletAlias, Source
from timeline.services.records import merge_outlets


def mark_in_words(number: int) -> str:
    """A mark's colour, and its dash where it is not of the same number: "Colour 3, dash 4"."""
    colour, dash = colour_of(number), dash_of(number)
    turn = f", round {(number - 1) // LOOKS + 1}" if number > LOOKS else ""
    return f"Colour {colour}" + (f", dash {dash}" if dash != colour else "") + turn


class OutletForm(forms.ModelForm):
    """An outlet; its colour and dash are of the set."""

    colour = forms.TypedChoiceField(
        choices=[
            ("", "The one used least"),
            *((number, mark_in_words(number)) for number in range(1, LOOKS + 1)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Kept for good once given: readers know the outlet by it. Where another outlet "
        "of the same initials has it, this one gets another dash.",
    )

    class Meta:
        model = Outlet
        fields = (
            "name", "slug", "kind", "colour", "note", "free_to_show", "longest_quote", "listed",
        )  # fmt: skip
        help_texts = {
            "longest_quote": f"Words that may be quoted at once: {LONGEST_QUOTE} unless another "
            "number is set here, any number where its texts are free to show.",
        }


class OutletAliasInline(admin.TabularInline):
    """Every other name, by which an article or a file may call it."""

    model = OutletAlias
    extra = 0


@admin.register(Outlet, site=desk)
class OutletAdmin(GuardedAdmin, SharedEditingAdmin, PublicPageAdmin, MergingAdmin):
    """Outlets, with what they published and how often others tell through it."""

    form = OutletForm
    fields = OutletForm.Meta.fields
    editors_fields = ("listed",)
    inlines = (OutletAliasInline,)
    list_display = (
        "name", "swatch", "kind", "sources_count", "mentions_count", "told_through_it_count",
    )  # fmt: skip
    list_filter = ("kind", "free_to_show")
    search_fields = ("name", "aliases__name", "slug", "note")
    prepopulated_fields = {"slug": ("name",)}
    numbers = {
        "sources_count": (Source, "outlet"),
        "mentions_count": (Mention, "source__outlet"),
        "told_through_it_count": (Mention, "via__outlet"),
    }

    belongings = staticmethod(merge_outlets.belongings)
    merge = staticmethod(merge_outlets.merge)
    explanation = (
        "The outlet that stays keeps its name and colour; the names and aliases of the others "
        "become its aliases. Texts stay free to show only where those of all of them are."
    )

    @admin.display(description="colour", ordering="colour")
    def swatch(self, outlet: Outlet) -> SafeString:
        """The mark, in words too, which tell it apart without seeing it."""
        number = outlet.colour or 1
        return format_html(
            '<span class="swatch swatch-{}" aria-hidden="true"></span> {} {}',
            colour_of(number),
            initials(outlet.name, number),
            mark_in_words(number),
        )
