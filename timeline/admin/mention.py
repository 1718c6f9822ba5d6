"""All mentions at the desk, to look through; the source's page has the forms that edit them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.lists.chosen_filter import by_record
from timeline.admin.lists.edited_in_source import EditedInSourceAdmin
from timeline.admin.lists.long_list import events_telling, keys
from timeline.admin.publishing.guarded import StatefulAdmin
from timeline.admin.site import desk
from timeline.domain.time.formatting import say
from timeline.models import Mention, Proposal, Quote
from timeline.models.record.dated import DATE_COLUMNS


class PassageFilter(admin.SimpleListFilter):
    """Mentions accepted from an article, by whether its text still has their passage."""

    title = "passage"
    parameter_name = "passage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Where a passage may be."""
        return list(Proposal.Place.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mention]) -> QuerySet[Mention]:
        """The mentions whose passage is there."""
        return queryset.filter(proposal__place=self.value()) if self.value() else queryset


_BY_OUTLET, _BY_SOURCE = by_record(Mention, "source__outlet"), by_record(Mention, "source")


@admin.register(Mention, site=desk)
class MentionAdmin(StatefulAdmin, EditedInSourceAdmin):
    """All mentions, to look through; each is edited on its source's page."""

    change_form_template = "admin/retold/change_form.html"
    fields = (
        "edited_in", "event", "paragraph", "position", "says", "via", "phrase", "read_as",
        "inferred", "inferred_reason",
    )  # fmt: skip
    readonly_fields = ("edited_in", "read_as")
    list_display = (
        "event", "source", "paragraph", "phrase", "read_as", "rule", "quotes_count", "passage",
    )  # fmt: skip
    list_filter = ("rule", "precision", PassageFilter, _BY_OUTLET, _BY_SOURCE)
    filter_when_long = (_BY_OUTLET, _BY_SOURCE, "precision")
    list_select_related = ("event", "source", "proposal")
    search_fields = ("event__title", "source__title", "phrase", "says", "quotes__words")
    date_hierarchy = "earliest"
    numbers = {"quotes_count": (Quote, "mention")}
    derived = (*DATE_COLUMNS, "in_context")

    def mention_of(self, record: Mention) -> Mention:
        """The mention itself."""
        return record

    def search_long_list(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those with every term, of the events that a reader's search finds."""
        told = rows.filter(event__in=events_telling(text))
        return rows.filter(pk__in=keys(self.search_list(told, text)))

    @admin.display(description="read as", ordering="earliest")
    def read_as(self, mention: Mention) -> SafeString:
        """The reading in words, with the rule's sentence."""
        return format_html('<span title="{}">{}</span>', mention.because, say(mention.interval))

    @admin.display(description="passage", ordering="proposal__place", empty_value="")
    def passage(self, mention: Mention) -> SafeString | None:
        """Where its passage is in the article it was accepted from, which it leads to."""
        proposal: Proposal | None = getattr(mention, "proposal", None)
        if proposal is None:
            return None
        url = reverse("admin:timeline_article_change", args=[proposal.article_id])
        return format_html(
            '<a href="{}?show=all&proposal={}" class="{}">{}</a>',
            url,
            proposal.pk,
            "" if proposal.place == Proposal.Place.KEPT else "disputed",
            proposal.get_place_display(),
        )
