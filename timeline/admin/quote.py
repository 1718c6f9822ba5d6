"""Quotes at the desk: to look through, and to say which of them are one quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from timeline.admin.lists.chosen_filter import by_record
from timeline.admin.lists.edited_in_source import EditedInSourceAdmin
from timeline.admin.lists.long_list import events_telling, keys
from timeline.admin.lists.recorded_deletions import offer_undo
from timeline.admin.site import desk
from timeline.models import Actor, Mention, Quote, Undoable, WordingChoice
from timeline.queries.search import holding
from timeline.services.records import wording_choices
from timeline.services.records.recorded_acts import recorded


@admin.register(Quote, site=desk)
class QuoteAdmin(EditedInSourceAdmin):
    """All quotes; each is edited on its source's page, and joined with others or parted here."""

    fields = ("edited_in", "speaker", "told_by", "words", "event")
    readonly_fields = ("edited_in", "event")
    list_display = ("words", "speaker", "told_by", "event", "source")
    list_filter = filter_when_long = (
        by_record(Quote, "speaker"),
        by_record(Quote, "mention__source__outlet"),
        by_record(Quote, "mention__source"),
    )
    list_select_related = ("speaker", "told_by", "mention__event", "mention__source")
    search_fields = (
        "words", "speaker__name", "speaker__aliases__name",
        "mention__event__title", "mention__source__title",
    )  # fmt: skip
    ordering = ("speaker__name", "words", "pk")
    actions = ("join_selected", "part_selected")

    def search_long_list(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Those with every term, of the events that a reader's search finds, or by a speaker."""
        told = rows.filter(mention__event__in=events_telling(text))
        speakers = holding(Actor.objects.order_by(), text, "name", "aliases__name")
        said = rows.filter(speaker__in=speakers.values("pk"))
        return rows.filter(pk__in={*keys(self.search_list(told, text)), *keys(said)})

    def mention_of(self, record: Quote) -> Mention:
        """The mention that it is quoted in."""
        return record.mention

    def has_delete_permission(self, request: HttpRequest, obj: Quote | None = None) -> bool:
        """Not from here, but with its source, actor or event, whose pages ask this too."""
        here = request.resolver_match and str(request.resolver_match.url_name)
        if here and here.startswith("timeline_quote_"):
            return False
        return bool(super().has_delete_permission(request, obj))

    def has_choose_permission(self, request: HttpRequest) -> bool:
        """Whether this editor may say which wordings are one quotation."""
        return request.user.has_perms(
            ["timeline.add_wordingchoice", "timeline.change_wordingchoice"]
        )

    @admin.action(description="These are one quotation", permissions=["choose"])
    def join_selected(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        """Join the selected quotes' wordings."""
        self._choose(request, queryset, wording_choices.join, "One quotation now")

    @admin.action(description="These are not one quotation", permissions=["choose"])
    def part_selected(self, request: HttpRequest, queryset: QuerySet[Quote]) -> None:
        """Part the selected quotes' wordings, each from each."""
        self._choose(request, queryset, wording_choices.part, "Parted")

    def _choose(
        self,
        request: HttpRequest,
        quotes: QuerySet[Quote],
        choose: Callable[[Iterable[Quote]], int],
        done: str,
    ) -> None:
        chosen = list(quotes)
        named = ", ".join(f"“{words}”" for words in dict.fromkeys(q.words for q in chosen))
        choices = WordingChoice.objects.filter(speaker__in={quote.speaker_id for quote in chosen})
        try:
            with recorded(
                Undoable.Act.CHOOSE,
                Quote,
                [],
                title=f"{done}: {named}",
                beside=[choices],
                by=request.user,
            ) as (act, _):
                choose(chosen)
        except wording_choices.BadChoice as error:
            self.message_user(request, str(error), messages.WARNING)
            return
        self.message_user(request, f"{done}: {named}.", messages.SUCCESS)
        offer_undo(request, act)

    @admin.display(description="event", ordering="mention__event__title")
    def event(self, quote: Quote) -> SafeString:
        """The event it is told of, with the way to the event's page."""
        event = quote.mention.event
        return format_html('<a href="{}">{}</a>', reverse("event-detail", args=[event.slug]), event)

    @admin.display(description="source", ordering="mention__source__title")
    def source(self, quote: Quote) -> str:
        """The source that prints it."""
        return str(quote.mention.source)
