"""The choices sent from the page of an article's review, by whom they may be, and refusals."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import proposals
from tests.admin.review.reviewing import HTMX, address, card, choose, message, of, of_review, page
from tests.web.markup import read
from timeline.models import Actor, Article, Decision, Event, Mention, Proposal
from timeline.services.proposals import review


def test_accepting_publishes_it_and_leads_on_to_the_next(desk, article, editor):
    response = choose(desk, article, "accept", "refuses")
    assert "Accepted as a new event" in message(response)
    assert "The engineer warns" in card(of_review(response))
    mention = Mention.objects.get(event__title="The council refuses to open the bridge")
    assert mention.history.first().history_user == editor
    assert Decision.objects.get().by == editor
    html = desk.get(reverse("event-detail", args=[mention.event.slug])).content.decode()
    assert "It is shut and it stays shut" in html


def test_what_is_accepted_is_told_of_the_event_that_the_editor_saw(desk, article, cast):
    choose(desk, article, "accept", "refuses", event=cast.storm.pk)
    assert of(article, "refuses").event == cast.storm
    choose(desk, article, "new", "opened", event=cast.opening.pk)
    assert of(article, "opened").event != cast.opening


def test_an_event_that_went_meanwhile_is_not_made_anew(desk, article, cast):
    response = choose(desk, article, "accept", "refuses", event=999_999)
    assert "That event isn't there any more." in message(response)
    assert of(article, "refuses").state == Proposal.State.OPEN


def test_the_last_choice_leads_to_the_next_article(desk, article):
    other = Article.objects.create(title="Another", sha256="1" * 64, text=proposals.TEXT)
    proposals.finding(other)
    for words in ("refuses", "warns", "rust", "opened"):
        response = choose(desk, article, "reject", words)
    root = of_review(response)
    done = root.one("p", of="review-done")
    assert "Every proposal of this article is decided." in done.words
    (following,) = root.all("a", **{"aria-keyshortcuts": "n"})
    assert following["href"] == address(other)


def test_it_goes_on_within_the_list_that_is_shown(desk, article):
    response = choose(desk, article, "reject", "warns", show="new-actors")
    assert "A diver finds rust" in card(of_review(response))
    assert response.redirect_chain[-1][0].startswith(f"{address(article)}?show=new-actors")


def test_merging_tells_it_of_the_event_that_is_chosen(desk, article, cast):
    choose(desk, article, f"merge-{cast.storm.pk}", "refuses")
    assert cast.storm.mentions.filter(phrase="on Thursday").exists()
    assert Decision.objects.get().what == Decision.What.MERGE


def test_the_search_for_an_event_gives_likely_ones_first_then_those_found(desk, article):
    proposal = of(article, "opened")
    root = page(desk, article, proposal=proposal.pk, do="merge")
    assert root.one("div", id="event-results").texts("button")[0].startswith("The bridge opens")
    root = page(desk, article, proposal=proposal.pk, do="merge", q="storm")
    assert root.one("div", id="event-results").texts("button") == [
        "A storm closes the bridge undated"
    ]
    headers = {**HTMX, "HTTP_HX_TARGET": "event-results"}
    asked = {"proposal": proposal.pk, "do": "merge", "q": "nowhere"}
    html = desk.get(address(article), asked, **headers).content.decode()
    assert "No event is found by “nowhere”." in read(html).words


def test_another_reading_of_the_date_is_taken(desk, article):
    response = choose(desk, article, "take-0", "refuses")
    assert "Read as 3 March 2022." in message(response)
    assert "refuses" in card(of_review(response))
    assert of(article, "refuses").edtf == "2022-03-03"


def test_who_and_what_is_kept_is_said_by_the_boxes_beside_them(desk, article):
    proposal = of(article, "rust")
    choose(desk, article, "accept", "rust", kept="1")
    assert not Actor.objects.filter(name="Pia Lund").exists()
    assert [d.what for d in Decision.objects.filter(proposal=proposal)] == ["accept", "edit"]
    choose(desk, article, "accept", "refuses", kept="1", quote=["0"])
    mention = of(article, "refuses").mention
    assert mention is not None
    assert mention.quotes.get().speaker.slug == "mayor"


def test_what_somebody_new_is_can_be_said_beside_them(desk, article):
    proposal = of(article, "rust")
    proposals.change_actor(proposal, kind="")
    proposal.save()
    response = choose(desk, article, "accept", "rust", kept="1", actor=["0"])
    assert "Say what “Pia Lund” is" in message(response)
    fields = {"kept": "1", "actor": ["0"], "kind-0": "person"}
    choose(desk, article, "accept", "rust", **fields)
    assert Actor.objects.get(name="Pia Lund").kind == "person"


def test_undoing_leads_back_to_what_was_undone(desk, article):
    choose(desk, article, "accept", "refuses")
    last = Decision.objects.get().pk
    response = choose(desk, article, "undo", last=last)
    assert "Taken back: The council refuses" in message(response)
    assert "The council refuses" in card(of_review(response))
    assert Event.objects.count() == 2
    assert "nothing to undo" in message(choose(desk, article, "undo"))


def test_every_choice_is_in_the_log_with_who_made_it_and_that_it_was_taken_back(desk, article):
    choose(desk, article, "reject", "rust")
    choose(desk, article, "undo")
    choose(desk, article, "accept", "refuses")
    log = page(desk, article).one("details", of="review-log")
    newest, oldest = log.texts("li")
    assert "edda accepted The council refuses to open the bridge" in newest
    assert "edda rejected A diver finds rust taken back by edda" in oldest


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"what": "publish"}, {"what": "merge-"}, {"what": "take-99999999999999999999"},
        {"what": "merge-999999"}, {"what": "take-9"}, {"what": "accept\n"},
        {"what": "accept", "proposal": "x"}, {"what": "accept", "proposal": "999999"},
        {"what": "reject", "proposal": ""}, {"what": "accept", "event": "x" * 90, "seen": "no"},
        {"what": "undo", "last": "17"},
    ],
)  # fmt: skip
def test_what_is_no_choice_changes_nothing_and_says_so(fields, desk, article):
    first = of(article, "refuses").pk
    before = list(Proposal.objects.values())
    response = desk.post(address(article, "decide"), {"proposal": first, **fields}, follow=True)
    assert response.status_code == 200
    assert message(response)
    assert list(Proposal.objects.values()) == before


def test_nothing_is_accepted_before_the_details_are_confirmed(desk, cast):
    article = proposals.set_out(confirmed=False)
    response = choose(desk, article, "accept", "refuses")
    assert "Confirm the article's title, outlet and date first." in message(response)
    assert of_review(response).one("details", id="details").get("open") == ""
    sent = {"what": "accept", "proposal": of(article, "refuses").pk}
    root = read(desk.post(address(article, "decide"), sent, **HTMX).content.decode())
    assert root.one("p", of="errornote").one("a")["href"] == "#details"


def test_the_second_of_two_editors_is_told_that_it_is_decided(desk, article):
    other = User.objects.create_superuser("olle")
    review.accept(of(article, "refuses"), by=other)
    response = choose(desk, article, "reject", "refuses")
    assert "This proposal was accepted already (olle, " in message(response)
    assert of_review(response).one("span", of="state").words == "accepted"


def test_what_another_changed_meanwhile_is_not_accepted_unseen(desk, article):
    seen = page(desk, article).one("input", name="seen")["value"]
    review.edit(of(article, "refuses"), {"title": "The council refuses all"}, by=None)
    response = choose(desk, article, "accept", "refuses", seen=seen)
    assert "changed meanwhile (A program, " in of_review(response).one("p", of="errornote").words
    assert of(article, "refuses").state == Proposal.State.OPEN
    seen = of_review(response).one("input", name="seen")["value"]
    choose(desk, article, "accept", "refuses", seen=seen)
    assert of(article, "refuses").state == Proposal.State.ACCEPTED


def test_what_was_proposed_anew_meanwhile_is_told(desk, article):
    gone = of(article, "refuses").pk
    of(article, "refuses").delete()
    response = choose(desk, article, "accept", proposal=gone)
    assert "proposed anew" in message(response)


def test_another_choice_than_the_one_shown_is_not_undone(desk, article):
    choose(desk, article, "reject", "rust")
    shown = Decision.objects.get().pk
    review.reject(of(article, "warns"), by=None)
    assert "Another choice was made meanwhile." in message(
        choose(desk, article, "undo", last=shown)
    )
    assert of(article, "warns").state == Proposal.State.REJECTED


@pytest.mark.parametrize("lacking", ["change_article", "add_mention"])
def test_deciding_takes_the_right_to_change_articles_and_to_add_mentions(lacking, client, article):
    clerk = User.objects.create_user("clerk", is_staff=True)
    names = {"view_article", "change_article", "add_mention"} - {lacking}
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    root = page(client, article)
    assert root.all("p", of="card-buttons") == []
    sent = {"what": "accept", "proposal": of(article, "refuses").pk}
    assert client.post(address(article, "decide"), sent).status_code == 403
    assert of(article, "refuses").state == Proposal.State.OPEN


def test_looking_takes_the_right_to_see_articles(client, article):
    clerk = User.objects.create_user("clerk", is_staff=True)
    client.force_login(clerk)
    assert client.get(address(article)).status_code == 403
    client.logout()
    assert client.get(address(article)).status_code == 302


def test_choices_are_sent_with_the_token_of_the_page_and_never_by_a_link(editor, article):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    for role in ("decide", "details"):
        assert strict.get(address(article, role)).status_code == 405
        sent = {"what": "reject", "proposal": of(article, "refuses").pk}
        assert strict.post(address(article, role), sent).status_code == 403
    for role in ("replace", "remove"):
        assert strict.post(address(article, role), {"text": "Other."}).status_code == 403
    assert of(article, "refuses").state == Proposal.State.OPEN
