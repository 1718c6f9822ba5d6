"""The review across articles: one queue, one choice for what several articles tell, taken back."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import proposals
from tests.admin.review.reviewing import message
from tests.web.markup import read
from timeline.domain.time import edtf
from timeline.models import Actor, Alias, Article, Decision, Event, Mention, Outlet, Proposal, State

PAGE = "admin:timeline_article_groups"


@pytest.fixture
def told_twice(article):
    """Another article that tells the opening too, its date a day on, and a story of its own."""
    other = Article.objects.create(
        title="Bridge open", sha256="2" * 64, text=proposals.TEXT, confirmed=True,
        published_basis="stated", published_reason="Below the headline.", edtf="2022-03-12",
    )  # fmt: skip
    other.interval = edtf.parse("2022-03-12")
    other.save()
    proposals.opening(other)
    Proposal.objects.filter(title__contains="opened").update(confidence=0.9)
    return other


def _page(desk, **asked):
    return _read(desk.get(reverse(PAGE), asked))


def _read(response):
    html = response.content.decode()
    begins = html.index('<div id="groups"')
    html = html[begins : html.index("<!-- END Content -->", begins)]
    return read(re.sub(r'\s*<br class="clear">\s*</div>\s*\Z', "", html))


def _send(desk, root, what, **more):
    """Send the current group's form with a choice."""
    form = root.one("form", id="group-form")
    data = {
        field["name"]: field["value"]
        for field in form.all("input")
        if field.get("type") == "hidden" and field["name"] != "csrfmiddlewaretoken"
    }
    ticked = [
        box["value"] for box in form.all("input", name="actor") if "checked" in box.attributes
    ]
    address = reverse("admin:timeline_article_groups_decide")
    sent = {**data, "actor": ticked, "what": what, **more}
    return desk.post(address, sent, follow=True)


def _at(told, words):
    return Proposal.objects.filter(article=told, title__contains=words).get().pk


def test_what_two_articles_tell_is_one_decision(desk, article, told_twice, editor):
    root = _page(desk, at=_at(told_twice, "opened"))
    assert "Accept 2 mentions" in root.one("form", id="group-form").words
    _send(desk, root, "new")
    event = Event.objects.get(title="The bridge opened", state=State.DRAFT)
    assert event.state == State.DRAFT
    assert {m.source.article for m in event.mentions.all()} == {article, told_twice}
    response = desk.post(
        reverse("admin:timeline_article_groups_decide"), {"what": "undo"}, follow=True
    )
    assert "Taken back" in message(response)
    assert not Mention.objects.filter(event__title=event.title).exists()
    assert not Event.objects.filter(pk=event.pk).exists()
    assert not Decision.objects.filter(undone_at=None).exists()


def test_a_title_and_a_date_are_edited_and_accepted_in_one_step(desk, article, told_twice):
    root = _page(desk, at=_at(told_twice, "opened"))
    refused = _send(desk, root, "new", title="The bridge is opened", date="4 March 2022")
    assert "Say why this date" in message(refused)
    _send(desk, root, "new", title="The bridge is opened", date="4 March 2022", reason="Told so.")
    event = Event.objects.get(title="The bridge is opened")
    assert sorted(m.edtf for m in event.mentions.all()) == ["2022-03-03", "2022-03-04"]


def test_a_group_that_changed_since_it_was_seen_is_not_decided(desk, article, told_twice):
    root = _page(desk, at=_at(told_twice, "opened"))
    Proposal.objects.filter(article=told_twice).update(title="The bridge opened at last")
    assert "Look at it again" in message(_send(desk, root, "reject"))
    assert not Decision.objects.exists()


def test_the_rest_of_an_article_is_rejected_and_taken_back(desk, article, told_twice):
    root = _page(desk, at=_at(article, "refuses"))
    waiting = article.proposals.filter(state=Proposal.State.OPEN)
    before = waiting.count()
    _send(desk, root, "rest")
    assert not waiting.exists()
    desk.post(reverse("admin:timeline_article_groups_decide"), {"what": "undo"})
    assert waiting.count() == before


def test_details_that_articles_state_are_confirmed_together(desk, article):
    Article.objects.update(confirmed=False, site="Evening Mail", outlet=None)
    root = _page(desk)
    keys = root.all("input", name="members")[0]["value"]
    address = reverse("admin:timeline_article_groups_decide")
    desk.post(address, {"what": "confirm", "members": keys})
    article.refresh_from_db()
    assert article.confirmed
    assert article.outlet == Outlet.objects.get(name="Evening Mail")


def test_whom_another_article_made_known_is_no_longer_new(desk, article):
    Article.objects.update(confirmed=True)
    at = _at(article, "rust")
    form = _page(desk, at=at, show="low").one("form", id="group-form")
    assert "new person" in form.words
    Alias.objects.create(actor=Actor.objects.get(slug="mayor"), name="Pia Lund")
    form = _page(desk, at=at, show="low").one("form", id="group-form")
    assert "Mayor Ida Berg" in form.words
    assert "new person" not in form.words


def test_words_selected_are_proposed_with_the_date_they_hold(desk, article):
    words = "The bridge opened on 3 March 2022"
    start = article.text.index(words)
    address = reverse("admin:timeline_article_groups_decide")
    sent = {"what": "propose", "article": article.pk, "start": start, "end": start + len(words)}
    root = _read(desk.post(address, sent, follow=True))
    assert root.one("input", name="title")["value"] == words
    made = Proposal.objects.get(title=words)
    assert (made.edtf, made.phrase, made.actors) == ("2022-03-03", "3 March 2022", ())
    sent["end"] = len(article.text)
    sent["start"] = 0
    assert "one paragraph" in message(desk.post(address, sent, follow=True))


def test_whoever_may_only_look_decides_nothing(desk, article, editor):
    editor.groups.clear()
    editor.user_permissions.add(Permission.objects.get(codename="view_article"))
    assert desk.get(reverse(PAGE)).status_code == 200
    answer = desk.post(reverse("admin:timeline_article_groups_decide"), {"what": "undo"})
    assert answer.status_code == 403
