"""Kinds of event at the desk: renamed, hidden, added, or deleted, which asks where events go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.merging import MergingAdmin
from timeline.admin.publishing.guarded import GuardedAdmin
from timeline.admin.site import desk
from timeline.models import Event, Kind
from timeline.services.vocabulary import merge_kinds


class WhereTo(forms.Form):
    """Which kind the events of one that is deleted are to have."""

    to = forms.ModelChoiceField(
        Kind.objects.all(),
        label="Its events become",
        empty_label="(choose a kind)",
        error_messages={
            "required": "Choose the kind that its events are to have.",
            "invalid_choice": "There is no such kind any more: choose another.",
        },
    )

    def __init__(self, data: Any, *, going: Kind) -> None:
        super().__init__(data)
        to: Any = self.fields["to"]
        to.queryset = Kind.objects.exclude(pk=going.pk)


@admin.register(Kind, site=desk)
class KindAdmin(GuardedAdmin, SharedEditingAdmin, MergingAdmin):
    """Kinds, with how many events are of each; a slug stays, for addresses have it."""

    fields = ("name", "slug", "sign", "hidden", "rank")
    list_display = ("name", "sign", "slug", "hidden", "events_count")
    list_filter = ("hidden",)
    search_fields = ("name", "slug")
    slug_of = "name"
    belongings = staticmethod(merge_kinds.belongings)
    merge = staticmethod(merge_kinds.merge)
    explanation = "The kind that stays keeps its name and its sign; the others’ events become its."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Kind]:
        """Kinds with the number of their events."""
        kinds: QuerySet[Kind] = super().get_queryset(request)
        of_kind = Event.objects.filter(kind=OuterRef("slug")).order_by().values("kind")
        number = Subquery(of_kind.annotate(number=Count("pk")).values("number"))
        return kinds.annotate(events_number=Coalesce(number, 0))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The slug, once there is one: addresses and events go by it."""
        known = super().get_readonly_fields(request, obj)
        return known if obj is None else tuple(dict.fromkeys([*known, "slug"]))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions without deleting, which asks of each kind where its events go."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether a user may delete a kind: not the one that events have to which none is given."""
        kept = obj is not None and obj.slug == Event.Kind.OTHER
        return not kept and super().has_delete_permission(request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Ask where the events of a kind go, then have them go there and delete it."""
        kind = self.get_object(request, unquote(object_id))
        if kind is None:
            redirect: HttpResponse = self._get_obj_does_not_exist_redirect(
                request, self.opts, object_id
            )
            return redirect
        if not self.has_delete_permission(request, kind):
            raise PermissionDenied
        form = WhereTo(request.POST if request.method == "POST" else None, going=kind)
        if form.is_valid():
            self._merge_into(form.cleaned_data["to"], [kind], request=request)
            return HttpResponseRedirect(reverse("admin:timeline_kind_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Delete the kind “{kind}”?",
            "opts": self.opts,
            "kind": kind,
            "count": merge_kinds.belongings([kind])["events"],
            "form": form,
        }
        return render(request, "admin/retold/delete_kind.html", context)

    @admin.display(description="events", ordering="events_number")
    def events_count(self, kind: Any) -> int:
        """How many events are of it."""
        number: int = kind.events_number
        return number
