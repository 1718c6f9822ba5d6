"""Two editors in one review: of what both do to a proposal nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.admin.review.reviewing import address, message, of, of_review, page
from tests.admin.review.test_review_editing import filled_in
from tests.web.markup import Element
from timeline.models import Article, Outlet, Proposal
from timeline.services.proposals import review


@pytest.fixture
def otto(db: None) -> User:
    return User.objects.create_user("otto")


def send(desk: Client, article: Article, fields: dict[str, Any], role: str = "decide") -> Element:
    """The review as it comes back."""
    return of_review(desk.post(address(article, role), fields, follow=True))


def again(form: Element) -> dict[str, Any]:
    """What a form that came back says, its radios aside."""
    fields: dict[str, Any] = {}
    for box in form.all("input"):
        if box.get("type") not in ("checkbox", "radio") or "checked" in box.attributes:
            ticked = "on" if box.get("type") == "checkbox" else ""
            fields.setdefault(box["name"], []).append(box.get("value") or ticked)
    for area in form.all("textarea"):
        fields[area["name"]] = "".join(str(child) for child in area.children).lstrip("\n")
    for select in form.all("select"):
        chosen = select.all("option", selected="")
        fields[select["name"]] = chosen[0]["value"] if chosen else ""
    return fields


def test_edits_that_do_not_meet_are_joined(desk, article, otto):
    fields = filled_in(desk, article, "refuses", **{"edit-title": "No bridge"})
    review.edit(of(article, "refuses"), {"says": "It stays shut."}, by=otto)
    response = desk.post(address(article, "decide"), fields, follow=True)
    proposal = of(article, "No bridge")
    assert (proposal.title, proposal.says) == ("No bridge", "It stays shut.")
    assert "What is said (otto, " in message(response)


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_edits_of_the_same_field_are_shown_side_by_side(choice, desk, article, otto):
    fields = filled_in(desk, article, "refuses", **{"edit-title": "No bridge"})
    was = of(article, "refuses").title
    review.edit(of(article, "refuses"), {"title": "The council refuses all"}, by=otto)
    form = send(desk, article, fields).one("form", id="edit-form")
    for words in ("otto changed this too", was, "The council refuses all", "No bridge"):
        assert words in form.words
    assert of(article, "refuses").title == "The council refuses all"
    sent = {**again(form), "what": "edit"}
    send(desk, article, sent)
    assert of(article, "refuses").title == "The council refuses all"
    send(desk, article, {**sent, "choose:own:edit-title": choice})
    kept = "The council refuses all" if choice == "theirs" else "No bridge"
    assert Proposal.objects.filter(title=kept).count() == 1


def test_an_actor_that_another_added_meanwhile_stays_kept(desk, article, cast, otto):
    fields = filled_in(desk, article, "opened", **{"edit-title": "Opened at last"})
    theirs = filled_in(desk, article, "opened", **{"actor-more-name": "Olle Strand"})
    send(desk, article, theirs)
    send(desk, article, fields)
    proposal = of(article, "Opened at last")
    assert [(actor.name, actor.keep) for actor in proposal.actors][-1] == ("Olle Strand", True)


def test_an_edit_of_what_another_decided_keeps_what_was_typed_and_says_who_did(desk, article, otto):
    fields = filled_in(desk, article, "refuses", **{"edit-says": "It stays shut."})
    review.accept(of(article, "refuses"), by=otto)
    root = send(desk, article, fields)
    assert "This proposal was accepted already (otto, " in root.one("p", of="errornote").words
    sent = {**again(root.one("form", id="edit-form")), "what": "edit"}
    review.undo(article, by=otto)
    send(desk, article, sent)
    assert of(article, "refuses").says == "It stays shut."


def test_boxes_that_were_ticked_stay_so_where_another_changed_the_proposal(desk, article, otto):
    form = page(desk, article, proposal=of(article, "refuses").pk).one("form", id="decide-form")
    sent = {**again(form), "what": "accept", "quote": []}
    review.edit(of(article, "refuses"), {"title": "The council refuses all"}, by=otto)
    form = send(desk, article, sent).one("form", id="decide-form")
    assert form.all("input", name="quote", checked="") == []
    send(desk, article, {**again(form), "what": "accept"})
    mention = of(article, "refuses all").mention
    assert mention is not None
    assert not mention.quotes.exists()


def test_a_kind_that_was_chosen_stays_so(desk, article, otto):
    form = page(desk, article, proposal=of(article, "rust").pk).one("form", id="decide-form")
    sent = {**again(form), "what": "accept", "actor": ["0"], "kind-0": "organisation"}
    review.edit(of(article, "rust"), {"says": "All rust."}, by=otto)
    form = send(desk, article, sent).one("form", id="decide-form")
    assert again(form).get("kind-0") == "organisation"


def test_details_that_another_confirmed_meanwhile_are_joined_or_asked_about(desk, article, otto):
    fields = again(page(desk, article).one("form", id="details-form"))
    Article.objects.update(title="Theirs", authors="O. Otto")
    post = Outlet.objects.get(slug="post")
    form = send(desk, article, {**fields, "title": "Mine"}, "details").one(
        "form", id="details-form"
    )
    assert "changed this too" in form.words
    sent = {**again(form), "url": "https://example.org/"}
    send(desk, article, {**sent, "choose:own:title": "mine"}, "details")
    article.refresh_from_db()
    assert (article.title, article.authors) == ("Mine", "O. Otto")
    assert article.url == "https://example.org/"
    assert article.outlet != post
