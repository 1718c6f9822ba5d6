"""Articles at the desk: the queue of those taken in, and the way to each one's review."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from timeline.admin.lists.chosen_filter import by_record
from timeline.admin.lists.list_counts import number_of
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.lists.origin_columns import OriginColumns
from timeline.admin.review.article_intake import TakingIn
from timeline.admin.review.group_views import GroupReviewing
from timeline.admin.review.review_asked import OPEN, SHOWS, within
from timeline.admin.review.review_views import Reviewing
from timeline.admin.site import desk
from timeline.models import Article, Proposal
from timeline.services.records.publishing import may_change


class ReviewStateFilter(admin.SimpleListFilter):
    """Articles by what there is to review in them."""

    title = "what waits"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What may wait, and that nothing does."""
        return [
            ("open", "unreviewed proposals"),
            ("low", "less likely proposals"),
            ("new-actors", "new actors"),
            ("details", "details to confirm"),
            ("nothing", "nothing"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The articles in which it waits."""
        value = self.value() or ""
        proposals = Proposal.objects.filter(article=OuterRef("pk")).order_by()
        if value == "details":
            return queryset.filter(confirmed=False, removed=False)
        if value == "nothing":
            return queryset.filter(~Exists(proposals.filter(OPEN)))
        if value in SHOWS:
            waiting = within(value, Proposal.objects.order_by())
            return queryset.filter(Exists(proposals.filter(waiting)))
        return queryset


@admin.register(Article, site=desk)
class ArticleAdmin(OriginColumns, LongListAdmin, TakingIn, GroupReviewing, Reviewing):
    """The queue of articles, with how far the review of each is."""

    change_list_template = "admin/retold/article_list.html"
    list_display = ("article", "outlet_known", "published", "progress", "taken_in")
    list_display_links = None
    list_filter = filter_when_long = (ReviewStateFilter, by_record(Article, "outlet"), "removed")
    ordering_when_long = ("-taken_in_at", "-pk")
    list_select_related = ("outlet", "taken_in_by")
    search_fields = ("title", "name", "authors", "site", "outlet__name", "url")
    date_hierarchy = "taken_in_at"
    list_per_page = 50

    class Media:
        css = {"all": ("admin_desk/queue.css",)}

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Whether a user may change articles, or this one, whose text readers may see."""
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (obj is None or may_change(request.user, obj))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Articles with the numbers of their proposals, and without their texts."""
        articles: QuerySet[Article] = super().get_queryset(request)
        proposals = Proposal.objects.order_by()
        return articles.defer("text").annotate(
            open_count=number_of(proposals.filter(OPEN), by="article"),
            decided_count=number_of(proposals.exclude(OPEN), by="article"),
        )

    @admin.display(description="article", ordering="title")
    def article(self, article: Article) -> SafeString:
        """Its title, which leads to its review."""
        review = reverse("admin:timeline_article_change", args=[article.pk])
        title = format_html('<a href="{}">{}</a>', review, article)
        if article.removed:
            return format_html('{} <span class="quiet">text removed</span>', title)
        if not article.confirmed:
            return format_html('{} <span class="inferred">details to confirm</span>', title)
        return title

    @admin.display(description="outlet", ordering="outlet__name")
    def outlet_known(self, article: Article) -> SafeString | str:
        """The outlet; that the register lacks the one stated, or that none is."""
        if article.outlet is None and article.site:
            return format_html('{} <span class="inferred">not in the list</span>', article.site)
        return super().outlet_known(article)

    @admin.display(description="taken in", ordering="taken_in_at")
    def taken_in(self, article: Article) -> SafeString:
        """When it was taken in and, where somebody at the desk did, by whom."""
        when = date_format(localtime(article.taken_in_at), "DATETIME_FORMAT")
        if article.taken_in_by is None:
            return format_html('<span class="when">{}</span>', when)
        return format_html('<span class="when">{}</span> by {}', when, article.taken_in_by)

    @admin.display(description="proposals", ordering="open_count")
    def progress(self, article: Any) -> SafeString:
        """How many of its proposals are open and how many decided."""
        is_open, decided = article.open_count, article.decided_count
        if not is_open + decided:
            return format_html('<span class="quiet">{}</span>', "none")
        return format_html(
            '<span class="progress"><progress value="{}" max="{}" aria-hidden="true"></progress> '
            "{} open, {} decided</span>",
            decided,
            is_open + decided,
            is_open,
            decided,
        )
