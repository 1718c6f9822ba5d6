"""Links that show a story with its drafts: made, listed with when they end, and taken back."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from timeline.admin.editing.unlabelled_input import UnlabelledInput
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.site import desk
from timeline.models import ShareLink, Story
from timeline.models.state import State
from timeline.services.desk import share_links
from timeline.services.records.publishing import may_publish

_DAYS = ((1, "a day"), (7, "a week"), (30, "30 days"), (90, "90 days"))


class ShareLinkForm(forms.ModelForm):
    """Which story, and for how long."""

    days = forms.TypedChoiceField(
        label="For",
        choices=_DAYS,
        coerce=int,
        initial=7,
        help_text="After that, or once you take it back, the link leads nowhere.",
    )
    once = forms.CharField(
        max_length=64, initial=lambda: secrets.token_urlsafe(32), widget=UnlabelledInput
    )

    class Meta:
        model = ShareLink
        fields = ("story",)
        help_texts = {
            "story": "Whoever has the link reads it with all its drafts, without logging in.",
        }

    def clean_story(self) -> Story:
        """One that a link can lead to."""
        story: Story = self.cleaned_data["story"]
        if story.state == State.WITHDRAWN:
            raise forms.ValidationError("It is withdrawn: make it a draft again, then share it.")
        return story


@admin.register(ShareLink, site=desk)
class ShareLinkAdmin(LongListAdmin):
    """Links, for who may publish; the link itself is told once, when it is made."""

    form = ShareLinkForm
    list_display = ("story", "by", "made_at", "ends_at", "leads")
    list_display_links = None
    list_select_related = ("story", "by")
    actions = ("take_back_selected",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the list is among the nouns."""
        return may_publish(request.user) and bool(super().has_module_permission(request))

    def has_view_permission(self, request: HttpRequest, obj: ShareLink | None = None) -> bool:
        """Whether a user may see which links there are."""
        return may_publish(request.user) and bool(super().has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether a user may show drafts to others."""
        return may_publish(request.user) and bool(super().has_add_permission(request))

    def has_change_permission(self, request: HttpRequest, obj: ShareLink | None = None) -> bool:
        """Never one: it is taken back. In the list: who may take back."""
        return (
            obj is None
            and may_publish(request.user)
            and bool(super().has_change_permission(request))
        )

    def has_delete_permission(self, request: HttpRequest, obj: ShareLink | None = None) -> bool:
        """Not by hand: the list tells who has shown what. It goes with its story."""
        here = request.resolver_match and str(request.resolver_match.url_name)
        return not (here and "sharelink" in here) and may_publish(request.user)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, with one button: what it makes is shown once, and there is nothing to go on."""
        buttons = {
            "save_words": "Make the link",
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        return super().add_view(request, form_url, {**buttons, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: ShareLink, form: Any, change: bool) -> None:
        """Make the link, and tell it."""
        ends_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
        link, token = share_links.make(
            obj.story, ends_at=ends_at, by=request.user, form=form.cleaned_data["once"]
        )
        obj.pk, obj.ends_at = link.pk, link.ends_at
        if link.taken_back_at:
            messages.warning(request, "That link was taken back. Begin anew to make another.")
            return
        address = request.build_absolute_uri(f"{get_script_prefix()}shared/{token}/")
        ends = date_format(timezone.localtime(link.ends_at), "j F Y, H:i")
        told = '<a class="share-link" href="{0}">{0}</a> shows “{1}” until {2}. '
        again = "It is not shown again: copy it now."
        messages.success(request, format_html(told + again, address, obj.story, ends))

    def log_addition(self, request: HttpRequest, obj: ShareLink, message: Any) -> Any:
        """Keep in the desk's log that it was made."""
        return super().log_addition(request, obj, "Made.")

    def response_add(
        self, request: HttpRequest, obj: ShareLink, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The list, above which the link is told."""
        return HttpResponseRedirect(reverse("admin:timeline_sharelink_changelist"))

    @admin.action(description="Take back selected links", permissions=["change"])
    def take_back_selected(self, request: HttpRequest, queryset: QuerySet[ShareLink]) -> None:
        """Have links lead nowhere."""
        links = list(queryset)
        for link in links:
            share_links.take_back(link, by=request.user)
        self.message_user(request, f"{len(links)} taken back.", messages.SUCCESS)

    @admin.display(description="leads to the story", boolean=True)
    def leads(self, link: ShareLink) -> bool:
        """Whether it still does."""
        return share_links.leads(link)
