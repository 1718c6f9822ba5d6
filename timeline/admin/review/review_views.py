"""The review of an article: its page, and an editor's choices on its proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST
from django_htmx.http import replace_url

from timeline.admin.editing.form_snapshot import FILLED_WITH
from timeline.admin.editing.refused_saves import answered, sentence, told
from timeline.admin.review import article_language, review_page, review_text
from timeline.admin.review.marked_text import Part
from timeline.admin.review.review_asked import AskedForm, ReviewQuestion
from timeline.admin.review.review_choices import (
    ChangedMeanwhile,
    NotFilledIn,
    choose,
    is_edit,
)
from timeline.admin.review.review_details import SOURCE_EXISTS, DetailsForm, merged_details
from timeline.admin.review.review_edit import ProposalEdit
from timeline.admin.review.review_meetings import edit_filled_with, merged_edit
from timeline.domain.events.proposed_mention import LIKELY, ProposedMention
from timeline.domain.time import edtf
from timeline.domain.time.formatting import say
from timeline.domain.time.intervals import Interval
from timeline.models import Actor, Article, Event, Proposal
from timeline.queries.database.unavailability import UnavailableWords
from timeline.services.proposals.propose import KnownRecord, find_in, propose
from timeline.services.proposals.review import CannotDecide

MOST_FOUND = 20
"""The events that a search for one to merge into gives."""


class Reviewing(admin.ModelAdmin):
    """The page on which an article's proposals are decided, in place of Django's form."""

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and those that choices and details are sent to."""
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/decide/",
                wrap(require_POST(self.decide_view)),
                name="timeline_article_decide",
            ),
            path(
                "<int:pk>/details/",
                wrap(require_POST(self.details_view)),
                name="timeline_article_details",
            ),
            *super().get_urls(),
        ]

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether this editor may decide: what is accepted changes the timeline."""
        return request.user.has_perms(["timeline.change_article", "timeline.add_mention"])

    def change_view(self, request: HttpRequest, object_id: str, *_: Any, **__: Any) -> HttpResponse:
        """The review's page, or the part of it that htmx asks for."""
        article = self._article(request, object_id)
        asked = AskedForm(request.GET).asked()
        if _target(request) == "event-results":
            return self._found(request, article, asked)
        return self._page(request, article, asked)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a choice, and go on to the next proposal that is open."""
        article = self._article(request, pk)
        if not self.has_review_permission(request):
            raise PermissionDenied
        asked = AskedForm(request.POST).asked()
        try:
            chosen = choose(article, request.POST, asked=asked, by=request.user)
        except NotFilledIn as error:
            return self._page(request, article, asked, problem=str(error), edit=error.edit)
        except ChangedMeanwhile as error:
            return self._page(request, article, asked, problem=str(error), ticks=request.POST)
        except Error as error:
            return self._given_back(request, article, asked, told(error))
        except CannotDecide as error:
            article.refresh_from_db()
            return self._after(request, article, asked, problem=str(error), onwards=asked.proposal)
        article.refresh_from_db()
        key = chosen.onwards.pk if chosen.onwards else None
        return self._after(request, article, asked, said=chosen.said, onwards=key)

    def details_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm an article's details; a new date has what is open proposed anew."""
        # Before anything is locked: in a long text it takes seconds.
        article = self._article(request, pk)
        read = _read_anew(article, request.POST)
        try:
            with transaction.atomic():
                return self._confirm(request, pk, read)
        except Error as error:
            words = told(error)
            article = self._article(request, pk)
            form = DetailsForm(request.POST, instance=article)
            form.filled_with = request.POST.get(FILLED_WITH, "")
            form.full_clean()
            form.add_error(None, sentence(words))
            article.refresh_from_db()
            asked = AskedForm(request.POST).asked()
            return answered(self._page(request, article, asked, details=form), words)

    def _given_back(
        self,
        request: HttpRequest,
        article: Article,
        asked: ReviewQuestion,
        words: UnavailableWords,
    ) -> HttpResponse:
        """The page with what was typed, where the database takes no choice just now."""
        current = review_page.current_of(article, asked)
        edit = None
        if is_edit(request.POST.get("what", "")) and current is not None:
            edit, _ = merged_edit(current, request.POST)
        said = sentence(words)
        page = self._page(
            request, article, asked, problem=said, edit=edit, ticks=None if edit else request.POST
        )
        return answered(page, words)

    def _confirm(self, request: HttpRequest, pk: int, read: ReadAnew | None) -> HttpResponse:
        # Locked, so that of two who confirm at once the second one sees what the first one saved.
        Article.objects.select_for_update().filter(pk=pk).first()
        article = self._article(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        asked = AskedForm(request.POST).asked()
        merged = merged_details(article, request.POST)
        form = DetailsForm(
            merged.data,
            instance=article,
            may_add_outlet=request.user.has_perm("timeline.add_outlet"),
        )
        form.filled_with = merged.signed
        merged.ask([form])
        if article.source_id:
            form.add_error(None, SOURCE_EXISTS)
        if not form.is_valid():
            article.refresh_from_db()
            return self._page(request, article, asked, details=form)
        form.save()
        said = "Details confirmed."
        if form.reads_otherwise:
            if read is None or not read.is_of(article):
                read = ReadAnew.of(article.text, article.interval, article.language)
            number = propose(article, read.found)
            said += f" It is read otherwise now, so what is open was proposed anew: {number}."
        self.log_change(request, article, said)
        messages.success(request, f"{said} {merged.said}".strip())
        return HttpResponseRedirect(asked.address(article, proposal=asked.proposal))

    def _article(self, request: HttpRequest, pk: str | int) -> Article:
        articles = Article.objects.select_related("outlet", "source", "taken_in_by")
        article = articles.filter(pk=pk).first() if str(pk).isdecimal() else None
        if article is None:
            raise Http404("There is no such article.")
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def _after(
        self,
        request: HttpRequest,
        article: Article,
        asked: ReviewQuestion,
        *,
        said: str = "",
        problem: str = "",
        onwards: int | None,
    ) -> HttpResponse:
        """The page after a choice: for htmx what changed of it, else the way back to it."""
        was = asked.was or asked.proposal
        asked = ReviewQuestion(proposal=onwards, show=asked.show, shown=asked.shown, was=was)
        if _target(request):
            return self._page(request, article, asked, said=said, problem=problem)
        if problem:
            messages.error(request, problem)
        else:
            messages.success(request, said)
        return HttpResponseRedirect(f"{asked.address(article, proposal=onwards)}#current")

    def _found(self, request: HttpRequest, article: Article, asked: ReviewQuestion) -> HttpResponse:
        current = review_page.current_of(article, asked)
        card = review_page.card_of(current) if current else None
        context = {"asked": asked, **self._merging(request, asked, card)}
        return _varied(render(request, "admin/retold/review_found.html", context))

    def _merging(
        self, request: HttpRequest, asked: ReviewQuestion, card: review_page.ProposalCard | None
    ) -> dict[str, Any]:
        """The likely events and, where one is searched, those that the events' own list finds."""
        found: list[Event] = []
        if asked.q.strip():
            events = self.admin_site.get_model_admin(Event)
            matching, twice = events.get_search_results(
                request, Event.objects.order_by("-earliest", "title", "pk"), asked.q
            )
            found = list((matching.distinct() if twice else matching)[: MOST_FOUND + 1])
        likely = [each for each in (card.tells, *card.others) if each] if card else []
        return {"found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND, "likely": likely}

    def _page(
        self,
        request: HttpRequest,
        article: Article,
        asked: ReviewQuestion,
        *,
        said: str = "",
        problem: str = "",
        details: DetailsForm | None = None,
        edit: ProposalEdit | None = None,
        ticks: QueryDict | None = None,
    ) -> HttpResponse:
        current = review_page.current_of(article, asked)
        may_review = self.has_review_permission(request)
        is_open = current is not None and current.state == Proposal.State.OPEN
        if edit is None and asked.do == "edit" and is_open and may_review:
            assert current is not None
            edit = ProposalEdit(proposal=current)
            edit.filled_with = edit_filled_with(current)
        progress, tabs = review_page.counted(article, asked)
        card = review_page.card_of(current, ticks=ticks) if current else None
        key = current.pk if current else None
        context = {
            "article": article,
            "asked": asked,
            "current": current,
            "card": card,
            "listed": review_page.listed(article, asked, current),
            "progress": progress,
            "tabs": tabs,
            "log": review_page.decisions(article),
            "undoes": review_page.latest(article),
            "edit": edit,
            "merging": asked.do == "merge" and is_open and may_review,
            "may_review": may_review and is_open,
            "may_undo": may_review,
            "following": None if current and progress.open else _following(article),
            "said": said,
            "problem": problem,
            "decide": reverse("admin:timeline_article_decide", args=[article.pk]),
            "here": reverse("admin:timeline_article_change", args=[article.pk]),
            "to_current": asked.address(article, proposal=key),
            "to_edit": asked.address(article, proposal=key, do="edit"),
            "to_merge": asked.address(article, proposal=key, do="merge"),
            "low": LIKELY,
            "most_logged": review_page.NEWEST_DECISIONS,
            "actor_kinds": Actor.Kind.choices,
            **(self._merging(request, asked, card) if asked.do == "merge" else {}),
        }
        part = review_text.part_of(article, current, number=asked.part)
        if _target(request):
            return self._partial(request, article, asked, current, part, context)
        return self._whole(request, article, part, details, context)

    def _partial(
        self,
        request: HttpRequest,
        article: Article,
        asked: ReviewQuestion,
        current: Proposal | None,
        part: Part,
        context: dict[str, Any],
    ) -> HttpResponse:
        """The proposals, with the paragraphs whose marks changed, or all of them if need be."""
        same_text = asked.shown == review_text.version_of(article, part)
        changed = [p for p in (current, *article.proposals.filter(pk=asked.was or 0)) if p]
        context["text"] = review_text.show(
            article, part, current=current, only=changed if same_text else None
        )
        context["same_text"] = same_text
        undone = request.POST.get("what") == "undo"
        if request.method == "POST" and (article.source_id or undone):
            # With its first mention accepted the article has a source, and loses it with its last.
            context |= {"top": True, **self._top(request, article, None)}
        response = render(request, "admin/retold/review_update.html", context)
        key = current.pk if current else None
        return _varied(replace_url(response, asked.address(article, proposal=key)))

    def _top(
        self, request: HttpRequest, article: Article, details: DetailsForm | None
    ) -> dict[str, Any]:
        """What stands above the text and the proposals: the article's details."""
        return {
            "details": details or (None if article.source_id else DetailsForm(instance=article)),
            "may_change": self.has_change_permission(request, article),
            "may_remove": request.user.has_perm("timeline.delete_article"),
            "notes": [*article.notes.splitlines(), *article_language.unread(article)],
            "language": article_language.language_name(article.language),
            "published": say(article.interval) if article.interval.is_dated else "",
        }

    def _whole(
        self,
        request: HttpRequest,
        article: Article,
        part: Part,
        details: DetailsForm | None,
        context: dict[str, Any],
    ) -> HttpResponse:
        page = {
            **self.admin_site.each_context(request),
            **context,
            **self._top(request, article, details),
            "title": "Review",
            "subtitle": str(article),
            "opts": self.opts,
            "original": article,
            "media": self.media + DetailsForm.base_fields["edtf"].widget.media,
            "text": review_text.show(article, part, current=context["current"]),
            "is_nav_sidebar_enabled": False,
            "may_propose": self.has_review_permission(request) and not article.removed,
        }
        refused = details is not None or context["problem"]
        return render(request, "admin/retold/review.html", page, status=422 if refused else 200)


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """What a text tells, its dates read against a day of publication."""

    text: str
    published: Interval
    language: str
    found: Sequence[ProposedMention]

    @classmethod
    def of(cls, text: str, published: Interval, language: str) -> ReadAnew:
        """Read it."""
        record = KnownRecord.of_database()
        found = find_in(text, published, record=record, language=language)
        return cls(text, published, language, found)

    def is_of(self, article: Article) -> bool:
        """Whether an article is as it was when it was read."""
        now = (article.text, article.interval, article.language)
        return (self.text, self.published, self.language) == now


def _read_anew(article: Article, sent: QueryDict) -> ReadAnew | None:
    """What an article tells on another date that was sent for it; ``None`` where none was."""
    form = DetailsForm(merged_details(article, sent).data, instance=article)
    if article.source_id or not form.is_valid() or not form.reads_otherwise:
        return None
    given = form.cleaned_data
    return ReadAnew.of(article.text, edtf.parse(given["edtf"]), given["language"])


def _following(article: Article) -> Article | None:
    """Another article with something to review: the next in the queue, or its first."""
    waiting = Article.objects.filter(proposals__state=Proposal.State.OPEN).distinct()
    return waiting.filter(pk__lt=article.pk).first() or waiting.exclude(pk=article.pk).first()


def _target(request: HttpRequest) -> str:
    """The id of what htmx will swap, or an empty text where a page is asked for."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return (htmx.target or "") if htmx and not htmx.history_restore_request else ""


def _varied(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-History-Restore-Request"])
    return response
