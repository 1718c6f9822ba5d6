"""The review across articles: its page, and an editor's choices on a group of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from timeline.admin.editing.refused_saves import answered, sentence, told
from timeline.admin.review import group_page
from timeline.admin.review.group_page import GroupsForm, GroupsQuestion
from timeline.admin.review.review_asked import LARGEST, ReviewQuestion
from timeline.domain.dates import read
from timeline.domain.dates.reading import UnreadablePhrase
from timeline.models import Actor, Article, Event, Proposal
from timeline.services.proposals import group_review
from timeline.services.proposals.review import CannotDecide, ProposalChanges

_MOST_FOUND = 12


class GroupChoiceForm(forms.Form):
    """A choice on a group; ``what`` may name an event to merge into.

    ``event``: the one that the editor saw named. ``members``: the keys of the proposals seen, the
    first one first; ``seen`` tells whether they are still as they were. ``start`` and ``end``: what
    is selected in the text of ``article`` to be proposed, in characters; ``alone``: that article's
    key where it is done on its own page.
    """

    what = forms.RegexField(r"^(?:accept|new|reject|rest|undo|confirm|propose|merge-\d{1,18})\Z")
    event = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    members = forms.RegexField(r"^(?:\d{1,18}(?:,\d{1,18}){0,1999})?\Z", required=False)
    seen = forms.CharField(required=False, max_length=1000)
    title = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(required=False, choices=Event.Kind.choices)
    date = forms.CharField(required=False, max_length=120)
    reason = forms.CharField(required=False, max_length=2000)
    article = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    alone = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    start = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)
    end = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)


class GroupReviewing(admin.ModelAdmin):
    """The page on which groups of proposals are decided, over all articles."""

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, the page's, and the one that choices are sent to."""
        wrap = self.admin_site.admin_view
        return [
            path("groups/", wrap(self.groups_view), name="timeline_article_groups"),
            path(
                "groups/decide/",
                wrap(require_POST(self.decide_group_view)),
                name="timeline_article_groups_decide",
            ),
            *super().get_urls(),
        ]

    def groups_view(self, request: HttpRequest) -> HttpResponse:
        """The queue, and the group that is asked for."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return self._groups_page(request, GroupsForm(request.GET).asked())

    def decide_group_view(self, request: HttpRequest) -> HttpResponse:
        """Make a choice, and go on to the next group."""
        if not self.has_review_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        asked = GroupsForm(request.POST).asked()
        try:
            said, onwards = self._decided(request, asked)
        except CannotDecide as error:
            messages.error(request, str(error))
            alone = Article.objects.filter(pk=_number(request.POST.get("alone"))).first()
            back = ReviewQuestion().address(alone) if alone else asked.address(at=asked.at)
            return HttpResponseRedirect(back)
        except Error as error:
            words = told(error)
            return answered(self._groups_page(request, asked, problem=sentence(words)), words)
        messages.success(request, said)
        return HttpResponseRedirect(onwards)

    @transaction.atomic
    def _decided(self, request: HttpRequest, asked: GroupsQuestion) -> tuple[str, str]:
        """Make the choice that was sent; what came of it, in a sentence, and where to go on."""
        form = GroupChoiceForm(request.POST)
        if not form.is_valid():
            raise CannotDecide("That is no choice that can be made here.")
        given, by = form.cleaned_data, request.user
        what, _, number = given["what"].partition("-")
        if what == "undo":
            back = group_review.undo(by=by)
            return f"Taken back: {back[-1]}.", asked.address(at=back[-1].pk)
        keys = [int(key) for key in given["members"].split(",") if key]
        if what == "confirm":
            may_add = request.user.has_perm("timeline.add_outlet")
            count = group_review.confirm(keys, may_add_outlet=may_add)
            articles = "1 article" if count == 1 else f"{count} articles"
            return f"Details confirmed of {articles}.", asked.address(at=asked.at)
        if what == "propose":
            return self._propose(given, asked)
        members = self._as_seen(keys, given)
        lead = members[0]
        if what == "rest":
            rest = lead.article.proposals.filter(state=Proposal.State.OPEN)
            onwards = group_page.following(asked, list(rest.values_list("pk", flat=True)))
            count = group_review.reject_rest(lead.article, by=by)
            return f"Rejected the rest of “{lead.article}”: {count}.", asked.address(at=onwards)
        onwards = group_page.following(asked, keys)
        if what == "reject":
            group_review.reject(members, by=by)
            return f"Rejected: {lead}.", asked.address(at=onwards)
        event, key = None, int(number) if what == "merge" else given["event"]
        if what != "new" and key and (event := Event.objects.filter(pk=key).first()) is None:
            raise CannotDecide("That event isn't there any more.")
        made = group_review.accept(
            members,
            by=by,
            event=event,
            changes=_changes(lead, given),
            kept=_kept(request),
        )
        mentions = "1 mention" if len(members) == 1 else f"{len(members)} mentions"
        return f"Accepted, {mentions} of “{made}”.", asked.address(at=onwards)

    def _as_seen(self, keys: Sequence[int], given: dict[str, Any]) -> list[Proposal]:
        """The proposals of a choice, locked, as the editor saw them."""
        # Locked, so that of two who choose at once the second one sees what the first one chose.
        list(Proposal.objects.select_for_update().filter(pk__in=keys).values_list("pk"))
        members = group_page.members_of(keys)
        if not members or len(members) != len(keys):
            raise CannotDecide("This group isn't there any more: a text was proposed anew.")
        if given["seen"] != group_page.seen(members):
            raise CannotDecide(
                "Somebody decided or changed a part of this group. Look at it again."
            )
        return members

    def _propose(self, given: dict[str, Any], asked: GroupsQuestion) -> tuple[str, str]:
        from timeline.services.proposals.selected_passage import propose_selection

        article = Article.objects.filter(pk=given["article"] or 0, removed=False).first()
        if article is None or given["start"] is None or given["end"] is None:
            raise CannotDecide("Select the words of the text that tell it.")
        made = propose_selection(article, start=given["start"], end=given["end"])
        onwards = asked.address(at=made.pk, do="edit", low=False)
        if given["alone"]:
            onwards = ReviewQuestion().address(article, proposal=made.pk, do="edit")
        return "Proposed: say what it tells.", onwards

    def _groups_page(
        self, request: HttpRequest, asked: GroupsQuestion, *, problem: str = ""
    ) -> HttpResponse:
        page = group_page.page_of(asked)
        context = {
            **self.admin_site.each_context(request),
            "title": "Review",
            "opts": self.opts,
            "page": page,
            "problem": problem,
            "kinds": Event.Kind.choices,
            "actor_kinds": Actor.Kind.choices,
            "may_review": self.has_review_permission(request),  # type: ignore[attr-defined]
            "is_nav_sidebar_enabled": False,
            **self._events_found(request, asked),
        }
        status = 422 if problem else 200
        return render(request, "admin/retold/groups.html", context, status=status)

    def _events_found(self, request: HttpRequest, asked: GroupsQuestion) -> dict[str, Any]:
        """The events that a search for one to merge into finds."""
        if not asked.q.strip():
            return {"found": [], "more": False}
        events = self.admin_site.get_model_admin(Event)
        ordered = Event.objects.order_by("-earliest", "title", "pk")
        matching, twice = events.get_search_results(request, ordered, asked.q)
        found = list((matching.distinct() if twice else matching)[: _MOST_FOUND + 1])
        return {"found": found[:_MOST_FOUND], "more": len(found) > _MOST_FOUND}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def _changes(lead: Proposal, given: dict[str, Any]) -> ProposalChanges:
    """What an editor changed of a group before accepting it, as changes of its first proposal.

    Raises ``CannotDecide`` for a date that can't be read.
    """
    changes: ProposalChanges = {}
    if (title := given["title"].strip()) and title != lead.title:
        changes["title"] = title
    if given["kind"] and given["kind"] != lead.kind:
        changes["kind"] = given["kind"]
    if typed := given["date"].strip():
        published = lead.article.interval if lead.article.interval.is_dated else None
        try:
            date = read(typed, published=published).interval.edtf
        except UnreadablePhrase as error:
            raise CannotDecide(f"{error}.") from error
        if date != lead.edtf:
            changes["edtf"], changes["inferred_reason"] = date, given["reason"]
    return changes


def _kept(request: HttpRequest) -> dict[str, str]:
    """The actors that are ticked, with the kind chosen for one without."""
    return {
        name: kind if (kind := request.POST.get(f"kind-{name}", "")) in Actor.Kind.values else ""
        for name in request.POST.getlist("actor")
    }
