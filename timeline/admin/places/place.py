"""Places at the desk, with their aliases: merged, deleted, and looked up in a list of towns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.merging import MergingAdmin
from timeline.admin.lists.public_page import PublicPageAdmin
from timeline.admin.publishing.guarded import GuardedAdmin
from timeline.admin.site import desk
from timeline.models import Event, Place, PlaceAlias
from timeline.services.places import deleted_place, merge_places
from timeline.services.places.town_list import NoTownList, Town, towns

NOT_MEANT = "none"
"""What is chosen where none of the towns is meant."""


class PlaceAliasInline(admin.TabularInline):
    """Every other name and spelling."""

    model = PlaceAlias
    extra = 0


class WhereEventsGo(forms.Form):
    """Which place the events of one that is deleted are to have, if any."""

    to = forms.ModelChoiceField(
        Place.objects.all(),
        required=False,
        label="Its events are to have the place",
        help_text="Left empty, they have none.",
        widget=AutocompleteSelect(Event._meta.get_field("place"), desk),
        error_messages={"invalid_choice": "There is no such place any more: choose another."},
    )

    def __init__(self, data: Any, *, going: Place) -> None:
        super().__init__(data)
        to: Any = self.fields["to"]
        to.queryset = Place.objects.exclude(pk=going.pk)


class TownForm(forms.Form):
    """Which of some towns is meant, if any; none is chosen beforehand."""

    town = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the town that is meant, or that none of them is.",
            "invalid_choice": "There is no such town in the list: choose another.",
        },
    )

    def __init__(self, data: Any, *, found: list[Town]) -> None:
        super().__init__(data)
        town: Any = self.fields["town"]
        town.choices = [(str(one.key), one) for one in found] + [(NOT_MEANT, None)]


@admin.register(Place, site=desk)
class PlaceAdmin(GuardedAdmin, SharedEditingAdmin, PublicPageAdmin, MergingAdmin):
    """Places, with what happened in them; a slug stays, for addresses have it."""

    fields = ("name", "slug", "lies_in", "latitude", "longitude", "precision_m", "look_up")
    readonly_fields = ("look_up",)
    autocomplete_fields = ("lies_in",)
    inlines = (PlaceAliasInline,)
    list_display = ("name", "lies_in", "coordinates", "events_count")
    list_select_related = ("lies_in",)
    search_fields = ("name", "aliases__name", "slug")
    numbers = {"events_count": (Event, "place")}
    ordering_when_long = ("name",)
    sortable_when_long = ("name",)
    slug_of = "name"
    belongings = staticmethod(merge_places.belongings)
    merge = staticmethod(merge_places.merge)
    explanation = (
        "The place that stays keeps its name, and its coordinates if it has any; the names and "
        "aliases of the others become its aliases, and what lies in them lies in it."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Place]:
        """Places with those that they lie in, by which boxes tell places of a name apart."""
        places: QuerySet[Place] = super().get_queryset(request)
        return places.select_related("lies_in")

    def get_urls(self) -> list[URLPattern]:
        """Those of every noun, and the page of the towns of a place's names."""
        towns_page = path(
            "<path:object_id>/towns/",
            self.admin_site.admin_view(self.towns_view),
            name="timeline_place_towns",
        )
        return [towns_page, *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The slug, once there is one: addresses go by it."""
        known = super().get_readonly_fields(request, obj)
        return known if obj is None else tuple(dict.fromkeys([*known, "slug"]))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions without deleting, which asks of each place where its events go."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description="towns of that name")
    def look_up(self, place: Place) -> SafeString | str:
        """The way to the towns that have a name of the place."""
        if place._state.adding:
            return "Once the place is saved, towns of its name can be looked up."
        address = reverse("admin:timeline_place_towns", args=[place.pk])
        return format_html('<a href="{}">Look them up</a>', address)

    def towns_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the towns that have a name of a place, and give it the coordinates of the one that
        somebody chooses, and nothing else.
        """
        place = self.get_object(request, unquote(object_id))
        if place is None:
            return self._gone(request, object_id)
        if not self.has_change_permission(request, place):
            raise PermissionDenied
        to_place = HttpResponseRedirect(reverse("admin:timeline_place_change", args=[place.pk]))
        try:
            names = [place.name, *place.aliases.values_list("name", flat=True)]
            found = towns(names, path=settings.RETOLD_TOWNS)
        except NoTownList as error:
            messages.error(request, str(error))
            return to_place
        form = TownForm(request.POST if request.method == "POST" else None, found=found)
        if form.is_valid():
            chosen = next((t for t in found if str(t.key) == form.cleaned_data["town"]), None)
            if chosen:
                place.latitude, place.longitude = chosen.latitude, chosen.longitude
                place.precision_m = None
                place._change_reason = f"Coordinates of {chosen.name}, GeoNames {chosen.key}"[:100]
                place.save()
                messages.success(request, f"“{place}” has the coordinates of {chosen.name}.")
            return to_place
        context = self._context(request, place, f"Towns called “{place}”", form) | {"found": found}
        return render(request, "admin/retold/place_towns.html", context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask where the events of a place go, then have them go there and delete it."""
        place = self.get_object(request, unquote(object_id))
        if place is None:
            return self._gone(request, object_id)
        if not self.has_delete_permission(request, place):
            raise PermissionDenied
        form = WhereEventsGo(request.POST if request.method == "POST" else None, going=place)
        if form.is_valid():
            deleted_place.delete(place, to=form.cleaned_data["to"], by=request.user)
            messages.success(request, f"“{place}” was deleted. It can be undone.")
            return HttpResponseRedirect(reverse("admin:timeline_place_changelist"))
        context = self._context(request, place, f"Delete the place “{place}”?", form) | {
            "had": merge_places.belongings([place])
        }
        return render(request, "admin/retold/delete_place.html", context)

    def _gone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        gone: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return gone

    def _context(self, request: HttpRequest, place: Place, title: str, form: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "place": place,
            "form": form,
            "media": self.media + form.media,
        }
